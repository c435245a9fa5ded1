"""Läsårets verksamhetsplaner, områdesvis, och som fil."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import idag
from styrkedja.models import Lasar
from styrkedja.utforsel import FORMER, filsvar
from vp_uppdrag.behorighet.plan import hinder_for_att_fora_ut_planer
from vp_uppdrag.dorrar import krav_pa_att_lasa
from vp_uppdrag.planlista import grupper, ingress, las_planer, rubrik
from vp_uppdrag.planutforsel import HUVUD, utforda_planer


@require_safe
def planer(request: Begaran) -> HttpResponse:
    """Var varje plan är, de egna först. Läsåret i ?lasar=, annars det som pågår."""
    krav_pa_att_lasa(request)
    lasar = _lasaret(request)
    rader = las_planer(request.user, lasar) if lasar else []
    namn = {
        "lasar": lasar,
        "lasaren": Lasar.objects.order_by("-fran"),
        "grupper": grupper(rader, request.user),
        "rubrik": rubrik(rader),
        "ingress": ingress(rader) if rader else "",
        "far_hamta": rader and hinder_for_att_fora_ut_planer(request.user) is None,
    }
    return render(request, "vp_uppdrag/planer.html", namn)


@require_safe
def fil(request: Begaran, form: str) -> HttpResponse:
    """Planerna som personen arbetar med, så som hon läser dem. Rätten prövas vid varje hämtning, som loggas."""
    krav_pa_att_lasa(request)
    krav_pa_ratt(hinder_for_att_fora_ut_planer(request.user))
    lasar = _lasaret(request)
    if form not in FORMER or lasar is None:
        raise Http404
    rader = list(utforda_planer(request.user, lasar))
    logga("hamta_planer", av=request.user, pa=lasar, form=form, rader=len(rader))
    return filsvar(form, f"Verksamhetsplaner {lasar} {idag()}", HUVUD, rader)


def _lasaret(request: Begaran) -> Lasar | None:
    """Läsåret i ?lasar=, annars det som pågår."""
    slug = request.GET.get("lasar", "")
    return get_object_or_404(Lasar, slug=slug) if slug else aktuellt_lasar()
