"""Stödbehoven i rapporten: lägga till och ta bort. Det som är skrivet på sidan sparas först."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from kvalitetsrapporter.behorighet import hinder_for_att_skriva
from kvalitetsrapporter.dorrar import hamta_utkast
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, las_rapport
from kvalitetsrapporter.handlingar.stodbehov import lagg_till_behov, ta_bort_behov
from kvalitetsrapporter.models import Avsnittsmall, Stodbehov
from kvalitetsrapporter.views.rapport import spara_formularet
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt


def _hamta_och_spara(request: Begaran, slug: str, lasar: str, nyckel: str) -> tuple[Avsnittslage, HttpResponse | None]:
    """Avsnittet, när personen får skriva i det; och svaret när det skrivna inte gick att spara.

    Raises:
        Http404: avsnittet finns inte, eller har inga behov.
        PermissionDenied: personen får inte skriva.
    """
    rapport = hamta_utkast(request, slug, lasar)
    krav_pa_ratt(hinder_for_att_skriva(request.user, rapport))
    rapportlage = las_rapport(rapport)
    lage = next((a for a in rapportlage.avsnitt if a.avsnitt.nyckel == nyckel), None)
    if lage is None or lage.avsnitt.mall.typ != Avsnittsmall.Typ.BEHOV or lage.omgang is None:
        raise Http404
    lage.avsnitt.rapport = rapport
    skrivet = any(namn.startswith("falt-") for namn in request.POST)
    svar = spara_formularet(request, rapportlage, lage) if skrivet else None
    return lage, svar if svar is not None and svar.status_code != 302 else None


@require_POST
def nytt(request: Begaran, slug: str, lasar: str, nyckel: str) -> HttpResponse:
    """Ett nytt, tomt behov sist, och sidan igen vid det."""
    lage, nej = _hamta_och_spara(request, slug, lasar, nyckel)
    if nej is not None:
        return nej
    assert lage.omgang is not None
    lagg_till_behov(avsnitt=lage.avsnitt, omgang=lage.omgang, av=request.user)
    antal = len({f.behov.pk for f in lage.falt if f.behov}) + 1
    return redirect(f"{reverse('rapport-avsnitt', args=[slug, lasar, nyckel])}#behov-{antal}")


@require_POST
def bort(request: Begaran, slug: str, lasar: str, nyckel: str, pk: int) -> HttpResponse:
    """Tar bort ett behov som ingen har fått."""
    lage, nej = _hamta_och_spara(request, slug, lasar, nyckel)
    if nej is not None:
        return nej
    behov = get_object_or_404(Stodbehov, pk=pk, avsnitt=lage.avsnitt)
    try:
        ta_bort_behov(behov=behov, av=request.user)
    except GarInteNu as hinder:
        messages.error(request, str(hinder))
    else:
        messages.success(request, "Behovet är borttaget.")
    return redirect("rapport-avsnitt", slug=slug, lasar=lasar, nyckel=nyckel)
