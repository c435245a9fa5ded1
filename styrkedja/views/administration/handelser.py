"""Händelseloggen: vem gjorde vad, med vad, när, hur gick det. Aldrig texten själv."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet.organisation import far_lasa_handelsens_uppgifter
from styrkedja.models import Handelse
from styrkedja.regler.handelser import i_ord
from styrkedja.views.administration.dorrar import loggens_lasare, sidor, sokord

PER_SIDA = 50


@require_safe
@loggens_lasare
def handelser(request: Begaran) -> HttpResponse:
    """Sök på person eller ting, välj handling. Nyast först."""
    q, handling = sokord(request), request.GET.get("handling", "")[:60]
    rader = Handelse.objects.all()
    if q:
        rader = rader.filter(Q(aktor_namn__icontains=q) | Q(objekt_namn__icontains=q))
    if handling:
        rader = rader.filter(handling=handling)
    sida = sidor(request, rader, PER_SIDA)
    for rad in sida:
        rad.i_ord = i_ord(rad.handling)
    val = sorted(((h, i_ord(h)) for h in _verb()), key=lambda par: par[1])
    sammanhang = {
        "sidor": sida,
        "q": q,
        "handling": handling,
        "val": val,
        "visa_uppgifter": far_lasa_handelsens_uppgifter(request.user),
    }
    return render(request, "administration/handelser.html", sammanhang)


def _verb() -> list[str]:
    return list(Handelse.objects.order_by("handling").values_list("handling", flat=True).distinct())
