"""Listan över dialogerna, läsår för läsår."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from dialoger.behorighet.dialog import ser_dialogerna
from dialoger.dialoglista import ingress, las_rader, rubrik
from dialoger.tidsstart import bokningens_adress, obokade
from styrkedja.begaran import Begaran
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Lasar


@require_safe
def dialoger(request: Begaran) -> HttpResponse:
    """Personens dialoger i läsåret i ?lasar=, annars det som pågår: kommande först, sedan de förda."""
    if not ser_dialogerna(request.user):
        raise Http404
    slug = request.GET.get("lasar", "")
    lasar = get_object_or_404(Lasar, slug=slug) if slug else aktuellt_lasar()
    rader = las_rader(request.user, lasar) if lasar else []
    namn = {
        "att_boka": [(o, bokningens_adress(o)) for o, _ in obokade(request.user)],
        "lasar": lasar,
        "lasaren": Lasar.objects.filter(dialoger__isnull=False).distinct().order_by("-fran"),
        "kommande": [r for r in rader if r.dialog.ar_fore],
        "forda": [r for r in rader if not r.dialog.ar_fore],
        "rubrik": rubrik(rader),
        "ingress": ingress(rader),
    }
    return render(request, "dialoger/dialoger.html", namn)
