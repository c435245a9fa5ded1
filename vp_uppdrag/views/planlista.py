"""Läsårets verksamhetsplaner, områdesvis."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Lasar
from vp_uppdrag.dorrar import krav_pa_att_lasa
from vp_uppdrag.planlista import grupper, ingress, las_planer, rubrik


@require_safe
def planer(request: Begaran) -> HttpResponse:
    """Var varje plan är, de egna först. Läsåret i ?lasar=, annars det som pågår."""
    krav_pa_att_lasa(request)
    slug = request.GET.get("lasar", "")
    lasar = get_object_or_404(Lasar, slug=slug) if slug else aktuellt_lasar()
    rader = las_planer(request.user, lasar) if lasar else []
    namn = {
        "lasar": lasar,
        "lasaren": Lasar.objects.order_by("-fran"),
        "grupper": grupper(rader, request.user),
        "rubrik": rubrik(rader),
        "ingress": ingress(rader) if rader else "",
    }
    return render(request, "vp_uppdrag/planer.html", namn)
