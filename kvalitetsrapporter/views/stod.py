"""Mottagarens arbetslista: stödbehoven som har sänts, äldst först. Behovet läses här, inte rapporten."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kvalitetsrapporter.behorighet import ar_behovets_mottagare, ser_stodet
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.stodbehov import behov_till, ta_emot_behov
from kvalitetsrapporter.models import Stodbehov
from kvalitetsrapporter.regler.stodbehov import Stodlage
from styrkedja.begaran import Begaran
from styrkedja.format import antal_ord, lokal_dag
from styrkedja.klocka import idag


@require_safe
def stod(request: Begaran) -> HttpResponse:
    """Behoven som personen är mottagare för. Svaren ges i dialogerna; här syns att behovet är sett."""
    if not ser_stodet(request.user):
        raise Http404
    rader = [_rad(b) for b in behov_till(request.user)]
    nya = [r for r in rader if r["behov"].tillstand == Stodlage.SANT]
    namn = {
        "dag": idag(),
        "rubrik": _rubrik(len(nya), len(rader)),
        "nya": nya,
        "mottagna": [r for r in rader if r["behov"].tillstand != Stodlage.SANT],
    }
    return render(request, "kvalitetsrapporter/stod.html", namn)


def _rubrik(nya: int, alla: int) -> str:
    """Läget i en mening."""
    if nya:
        return antal_ord(nya, "ett behov väntar på att bli mottaget.", "behov väntar på att bli mottagna.").capitalize()
    return "Alla behov är mottagna." if alla else "Inga stödbehov har kommit."


def _rad(behov: Stodbehov) -> dict:
    """Behovet, hur många dagar det har väntat, och vart det är ställt."""
    assert behov.sant is not None
    dagar = (idag() - lokal_dag(behov.sant)).days
    return {"behov": behov, "dagar": dagar, "enhet": behov.avsnitt.rapport.enhet, "lasar": behov.avsnitt.rapport.lasar}


@require_POST
def mottaget(request: Begaran, pk: int) -> HttpResponse:
    """Mottagaren säger att behovet är sett. Rektor ser det vid behovet."""
    rader = Stodbehov.objects.select_related("avsnitt__rapport__enhet")
    behov = get_object_or_404(rader, pk=pk)
    if not ar_behovets_mottagare(request.user, behov):
        raise Http404
    try:
        ta_emot_behov(behov=behov, av=request.user)
    except GarInteNu as hinder:
        messages.error(request, str(hinder))
    else:
        messages.success(request, f"Mottaget. {behov.avsnitt.rapport.enhet.namn} ser det vid sitt behov.")
    return redirect("stod")
