"""Stödbehoven: mottagarens arbetslista, behovets egen sida, svaret, flytten och rektors ställningstagande."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialoger.behorighet import stod as b
from dialoger.forms.stod import Flyttformular, Stallningsformular, Svarsformular
from dialoger.handlingar import stod as h
from dialoger.stodlista import Stodrad, obesvarade_under, racker_inte, sanda, som_rader, stallda_till
from dialoger.stodsida import tidigare_svar, vagen
from kvalitetsrapporter.behorighet import ar_behovets_mottagare, far_lasa_behovet, ser_stodet
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.stodbehov import ta_emot_behov
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import antal_ord
from styrkedja.klocka import idag
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


@require_safe
def stod(request: Begaran) -> HttpResponse:
    """Behoven som personen är mottagare för, äldst först, och andras som har väntat för länge."""
    direktor = request.user.har(Roll.UTBILDNINGSDIREKTOR)
    if not (ser_stodet(request.user) or direktor):
        raise Http404
    rader = stallda_till(request.user)
    vantar = [r for r in rader if r.svar is None]
    obesvarade = obesvarade_under(request.user)
    namn = {
        "dag": idag(),
        "rubrik": _rubrik(vantar, rader, obesvarade),
        "vantar": vantar,
        "svarade": [r for r in reversed(rader) if r.svar],
        "obesvarade": obesvarade,
        "racker_inte": racker_inte() if direktor else [],
        "mottagare": ser_stodet(request.user),
    }
    return render(request, "dialoger/stod.html", namn)


def _rubrik(vantar: list[Stodrad], alla: list[Stodrad], obesvarade: list[Stodrad]) -> str:
    """Läget i en mening."""
    if vantar:
        return antal_ord(len(vantar), "ett behov väntar på ditt svar.", "behov väntar på ditt svar.").capitalize()
    if obesvarade:
        return antal_ord(len(obesvarade), "ett behov väntar på någons svar.", "behov väntar på svar.").capitalize()
    return "Alla behov har fått svar." if alla else "Inga stödbehov har kommit."


def _hamta(request: Begaran, pk: int) -> Stodrad:
    """Behovet, för den som får läsa det.

    Raises:
        Http404: det finns inte, är inte sänt, eller är inte personens att läsa.
    """
    behov = get_object_or_404(sanda().prefetch_related("flyttar"), pk=pk)
    if not far_lasa_behovet(request.user, behov):
        raise Http404
    return som_rader([behov])[0]


@require_POST
def mottaget(request: Begaran, pk: int) -> HttpResponse:
    """Mottagaren säger att behovet är sett. Rektor ser det vid behovet."""
    rad = _hamta(request, pk)
    if not ar_behovets_mottagare(request.user, rad.behov):
        raise Http404
    try:
        ta_emot_behov(behov=rad.behov, av=request.user)
    except GarInteNu as hinder:
        messages.error(request, str(hinder))
    else:
        messages.success(request, f"Mottaget. {rad.enhet.namn} ser det vid sitt behov.")
    return redirect("stod")


@require_safe
def behov(request: Begaran, pk: int) -> HttpResponse:
    """Behovet, svaren och vägen tillbaka. När rektor öppnar den är svaret läst."""
    rad = _hamta(request, pk)
    if rad.svar and rad.enhet.pk in request.user.platser(Roll.REKTOR):
        h.svaret_ar_last(rad.svar, av=request.user)
    namn = {
        "rad": rad,
        "vagen": vagen(rad),
        "tidigare": tidigare_svar(rad.behov),
        "gor": {
            namn.replace("-", "_"): gor.hinder(request.user, rad.behov) is None for namn, gor in HANDLINGAR.items()
        },
    }
    return render(request, "dialoger/stodbehov.html", namn)


@dataclass(frozen=True)
class Stodhandling:
    """En handling på ett behov: sidans ord, formuläret, rätten och handlingen."""

    rubrik: str
    foljd: str
    knapp: str
    gjort: str
    hinder: Callable[[Person, Any], str | None]
    formular: type[Any]
    gor: Callable[..., Any]
    till_listan: bool = False


HANDLINGAR: dict[str, Stodhandling] = {
    "svara": Stodhandling(
        "Svara", "Rektor får veta att svaret finns, och läser det vid sitt behov.", "Skicka svaret", "Svaret är skickat.",
        b.hinder_for_att_svara_pa_behov, Svarsformular, h.svara_pa_behov, till_listan=True,
    ),
    "flytta": Stodhandling(
        "Hör till en annan", "Behovet går till den du väljer. Väntan räknas från att det sändes.", "Skicka vidare",
        "Behovet är skickat vidare.", b.hinder_for_att_flytta_behov, Flyttformular, h.flytta_behov, till_listan=True,
    ),
    "stallning": Stodhandling(
        "Ta ställning till svaret", "Mottagaren, verksamhetschefen och direktören ser ditt ställningstagande.", "Spara",
        "Ditt ställningstagande är sparat.", b.hinder_for_att_ta_stallning, Stallningsformular, h.ta_stallning,
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def gor(request: Begaran, pk: int, handling: str) -> HttpResponse:
    """GET frågar, POST gör. Den som inte får möter 403 med skälet; en handling som inte finns 404."""
    rad = _hamta(request, pk)
    sida = HANDLINGAR.get(handling)
    if sida is None:
        raise Http404
    krav_pa_ratt(sida.hinder(request.user, rad.behov))
    formular = sida.formular(request.POST if request.method == "POST" else None, behov=rad.behov)
    if formular.utfor(sida.gor, av=request.user, behov=rad.behov):
        messages.success(request, sida.gjort)
        return redirect("stod") if sida.till_listan else redirect("stod-behov", pk)
    status = 400 if formular.errors else 200
    return render(request, "dialoger/stodgor.html", {"rad": rad, "sida": sida, "formular": formular}, status=status)
