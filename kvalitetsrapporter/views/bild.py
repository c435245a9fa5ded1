"""Verksamhetschefens bild av en inlämnad del: skriva den medan hon läser, och sätta den."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kvalitetsrapporter.behorighet import ar_egen_verksamhetschef
from kvalitetsrapporter.behorighet.sigill import hinder_for_att_satta_bild
from kvalitetsrapporter.dorrar import hamta_inlamning
from kvalitetsrapporter.forms.bild import Bildformular
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.bilder import satt_min_bild, spara_min_bild
from kvalitetsrapporter.lasordning import las_i_rad
from kvalitetsrapporter.models import Inlamning
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt


@require_http_methods(["GET", "HEAD", "POST"])
def bild(request: Begaran, slug: str, lasar: str, omgang: str, nummer: int) -> HttpResponse:
    """GET visar bilden så långt den är skriven; POST sparar den, och med gor=satt låses den och båda öppnas.

    Sidan finns bara för enhetens verksamhetschef: ingen annan får veta hur långt hennes bild har kommit.
    """
    version = hamta_inlamning(request, slug, lasar, omgang, nummer)
    if not ar_egen_verksamhetschef(request.user, version.rapport):
        raise Http404
    krav_pa_ratt(hinder_for_att_satta_bild(request.user, version))
    formular = Bildformular(request.POST if request.method == "POST" else None, version=version)
    if request.method == "POST" and formular.is_valid() and _utfor(request, formular, version):
        vart = "rapport-inlamning" if request.POST.get("gor") == "satt" else "rapport-bild"
        return redirect(vart, slug=slug, lasar=lasar, omgang=omgang, nummer=nummer)
    namn = {
        "rapport": version.rapport,
        "enhet": version.rapport.enhet,
        "version": version,
        "formular": formular,
        "i_rad": las_i_rad(request.user, version),
    }
    return render(request, "kvalitetsrapporter/bild.html", namn, status=400 if formular.errors else 200)


def _utfor(request: Begaran, formular: Bildformular, version: Inlamning) -> bool:
    """Sant när bilden är sparad eller satt; annars står felen vid fälten."""
    satt = request.POST.get("gor") == "satt"
    try:
        gjort = formular.gor(
            satt_min_bild if satt else spara_min_bild, version=version, rader=formular.rader(), av=request.user
        )
    except GarInteNu as hinder:
        formular.add_error(None, str(hinder))
        return False
    if gjort:
        messages.success(
            request, "Din bild är satt. Båda bilderna är öppna." if satt else "Din bild är sparad. Bara du ser den."
        )
    return gjort
