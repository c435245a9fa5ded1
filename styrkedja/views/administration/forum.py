"""Nivåerna och deras forum (krav 1, 8), och forumens mötesdagar."""

from functools import lru_cache

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from styrkedja.begaran import Begaran
from styrkedja.forms.lasar import Motesdagsformular
from styrkedja.handlingar.forum import lagg_motesdag, ta_bort_motesdag
from styrkedja.handlingar.referensdata import las_data
from styrkedja.models import Forum, Forumlank, Niva
from styrkedja.regler.roller import Roll
from styrkedja.views.administration.dorrar import SKRIV, administratoren, ifyllt, sidor


@require_safe
@administratoren
def forum(request: Begaran) -> HttpResponse:
    """Alla nivåer uppifrån och ned, med forumen och hur de länkar."""
    lankar = Forumlank.objects.select_related("till")
    rader = (
        Forum.objects.annotate(antal_moten=Count("motesdagar"))
        .prefetch_related(Prefetch("lankar_ut", lankar))
        .order_by("pk")
    )
    nivaer = list(Niva.objects.select_related("overordnad").prefetch_related(Prefetch("forum", rader)))
    for niva in nivaer:
        for ett in niva.forum.all():
            ett.vilka = deltagare(ett)  # type: ignore[attr-defined]
    return render(request, "administration/forum.html", {"nivaer": nivaer})


@SKRIV
@administratoren
def forum_ett(request: Begaran, nyckel: str) -> HttpResponse:
    """Ett forum och dess mötesdagar."""
    ett = get_object_or_404(Forum.objects.select_related("niva"), nyckel=nyckel)
    formular = Motesdagsformular(ifyllt(request))
    if formular.utfor(lagg_motesdag, av=request.user, forum=ett):
        messages.success(request, "Mötesdagen är tillagd. Årshjulet räknas om i natt.")
        return redirect("administration-forum-ett", nyckel=nyckel)
    sammanhang = {
        "forum": ett,
        "deltagare": deltagare(ett),
        "lankar": ett.lankar_ut.select_related("till"),
        "fran": ett.lankar_in.select_related("fran"),
        "formular": formular,
        "sidor": sidor(request, ett.motesdagar.order_by("-dag")),
    }
    return render(request, "administration/forum_ett.html", sammanhang, status=400 if formular.errors else 200)


@require_POST
@administratoren
def motesdag_bort(request: Begaran, nyckel: str, pk: int) -> HttpResponse:
    ett = get_object_or_404(Forum, nyckel=nyckel)
    ta_bort_motesdag(av=request.user, motesdag=get_object_or_404(ett.motesdagar, pk=pk))
    messages.success(request, "Mötesdagen är borttagen. Årshjulet räknas om i natt.")
    return redirect("administration-forum-ett", nyckel=nyckel)


def deltagare(ett: Forum) -> str:
    """Deltagarna i ord: roller, och parter utanför systemet."""
    return ", ".join(_parter().get(nyckel, nyckel) for nyckel in ett.deltagare)


@lru_cache(maxsize=1)
def _parter() -> dict[str, str]:
    parter = las_data("organisation_mall.json")["externa_parter"]
    utanfor = {p["nyckel"]: p["namn"][:1].lower() + p["namn"][1:] for p in parter}
    return utanfor | {str(roll): str(roll.label) for roll in Roll}
