"""Skrivstödet på avsnittets sida: läst om efter en sparning, och punkterna som lyfts och tas ned."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from kvalitetsrapporter.behorighet import hinder_for_att_lamna_in, hinder_for_att_lasa_utkast, hinder_for_att_skriva
from kvalitetsrapporter.disposition import att_lamna_in, disposition
from kvalitetsrapporter.dorrar import hamta_avsnitt
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, las_avsnitt, las_rapport
from kvalitetsrapporter.handlingar.lyft import lyft_punkt, sank_punkt
from kvalitetsrapporter.models import Avsnitt, Punkt
from kvalitetsrapporter.regler.punkter import SLAG
from kvalitetsrapporter.skrivstod import punktlistor
from kvalitetsrapporter.skrivstod import skrivstod as skrivstodet
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt


@require_safe
def skrivstod(request: Begaran, slug: str, lasar: str, nyckel: str) -> HttpResponse:
    """Anmärkningarna och punkterna så som de står sparade. Sidan hämtar dem tyst när en sparning är bekräftad."""
    avsnitt = hamta_avsnitt(request, slug, lasar, nyckel)
    krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, avsnitt.rapport))
    lage = las_avsnitt(avsnitt)
    delen = avsnitt.rapport.delar.select_related("senaste").filter(omgang=lage.omgang).first()
    stod = skrivstodet(lage, delen, request.user)
    namn: dict[str, Any] = {"stod": stod, "hinder_skriva": hinder_for_att_skriva(request.user, avsnitt.rapport)}
    if request.GET.get("visar", stod.lage) != stod.lage:
        namn |= _dispositionen(request, lage)
    return render(request, "kvalitetsrapporter/_skrivstod.html", namn)


def _dispositionen(request: Begaran, lage: Avsnittslage) -> dict[str, Any]:
    """Det i dispositionen som ändras när avsnittets läge gör det: raden, kapitlets framsteg, delarna att lämna in."""
    rapport = lage.avsnitt.rapport
    hela, delar = las_rapport(rapport), {d.omgang.nyckel: d for d in rapport.delar.select_related("omgang", "senaste")}
    kapitel = next(k for k in disposition(hela, delar, lage.avsnitt.nyckel) if k.vald)
    return {
        "rapport": rapport,
        "enhet": rapport.enhet,
        "vald": next(rad for r in kapitel.rader for rad in (r.under or [r]) if rad.vald),
        "valt_kapitel": kapitel,
        "att_lamna_in": att_lamna_in(hela, delar, lage.omgang),
        "hinder_lamna_in": hinder_for_att_lamna_in(request.user, rapport),
    }


@require_POST
def punkt(request: Begaran, slug: str, lasar: str, nyckel: str, punkt: int) -> HttpResponse:
    """Lyfter punkten till dialogen (`lage=lyft`) eller tar ned den (`lage=ned`)."""
    avsnitt = hamta_avsnitt(request, slug, lasar, nyckel)
    krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, avsnitt.rapport))
    krav_pa_ratt(hinder_for_att_skriva(request.user, avsnitt.rapport))
    raden = get_object_or_404(Punkt, avsnitt=avsnitt, pk=punkt)
    raden.avsnitt = avsnitt
    fel = ""
    try:
        (sank_punkt if request.POST.get("lage") == "ned" else lyft_punkt)(punkt=raden, av=request.user)
    except GarInteNu as hinder:
        fel = str(hinder)
    return _svara(request, avsnitt, next(falt for falt, slag in SLAG.items() if slag == raden.slag), fel)


def _svara(request: Begaran, avsnitt: Avsnitt, falt: str, fel: str) -> HttpResponse:
    """Listan under fältet när skript finns, annars avsnittets sida igen på samma ställe."""
    if request.htmx:
        lista = punktlistor(avsnitt, request.user)[falt]
        return render(request, "kvalitetsrapporter/_punktlista.html", {"lista": lista, "fel": fel})
    if fel:
        messages.error(request, fel)
    adress = redirect("rapport-avsnitt", avsnitt.rapport.enhet.slug, avsnitt.rapport.lasar.slug, avsnitt.nyckel)
    adress["Location"] += f"#falt-{falt}"
    return adress
