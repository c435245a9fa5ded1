"""Förra årets rapport bredvid årets, och knappen som börjar året där det förra slutade."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kvalitetsrapporter.behorighet import hinder_for_att_skriva_i, laser_delarna, leder_enheten
from kvalitetsrapporter.dorrar import hamta_avsnitt, hamta_rapport
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.forra_aret import borja_i_forra_aret, bredvid, forra_i_fil
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt


@require_safe
def aren_bredvid(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """Avsnitt för avsnitt: förra året till vänster, i år till höger."""
    rapport = hamta_rapport(request, slug, lasar)
    if not laser_delarna(request.user, rapport):
        raise Http404
    return render(
        request,
        "kvalitetsrapporter/bredvid.html",
        {
            "rapport": rapport,
            "enhet": rapport.enhet,
            "ledare": leder_enheten(request.user, rapport),
            "forra_lasar": rapport.lasar.foregaende(),
            "tidigare": forra_i_fil(rapport),
            "rader": bredvid(rapport, request.user),
        },
    )


@require_POST
def borja(request: Begaran, slug: str, lasar: str, nyckel: str) -> HttpResponse:
    """Lägger förra årets summerande analys i avsnittets tomma fält."""
    avsnitt = hamta_avsnitt(request, slug, lasar, nyckel)
    krav_pa_ratt(hinder_for_att_skriva_i(request.user, avsnitt))
    try:
        borja_i_forra_aret(avsnitt=avsnitt, av=request.user)
    except GarInteNu as hinder:
        messages.error(request, str(hinder))
    else:
        messages.success(request, "Förra årets summerande analys är inlagd. Skriv om den till årets bedömning.")
    return redirect("rapport-avsnitt", slug=slug, lasar=lasar, nyckel=nyckel)
