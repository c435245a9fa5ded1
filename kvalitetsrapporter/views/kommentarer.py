"""Kommentarerna vid avsnitten: visa dem, ge återkoppling, svara. Ren text, aldrig mer än det som skrevs."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from kvalitetsrapporter.behorighet import hinder_for_att_aterkoppla, hinder_for_att_svara
from kvalitetsrapporter.dorrar import hamta_inlamning
from kvalitetsrapporter.forms import Kommentarsformular
from kvalitetsrapporter.frysta import lasbart
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.kommentarer import (
    GALLER,
    aterkoppla,
    svara,
)
from kvalitetsrapporter.handlingar.skrivning import AGARE
from kvalitetsrapporter.models import Avsnitt, Inlamning
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.models import Kommentar


@require_http_methods(["GET", "HEAD", "POST"])
def ge_aterkoppling(request: Begaran, slug: str, lasar: str, omgang: str, nummer: int, avsnitt: str) -> HttpResponse:
    """Verksamhetschefen skriver vid ett avsnitt i en inlämnad version."""
    version = hamta_inlamning(request, slug, lasar, omgang, nummer)
    krav_pa_ratt(hinder_for_att_aterkoppla(request.user, version))
    fryst = next((a for a in lasbart(version, request.user)["avsnitt"] if a["nyckel"] == avsnitt), None)
    if fryst is None:
        raise Http404
    ting = get_object_or_404(Avsnitt, rapport=version.rapport, nyckel=avsnitt)
    return _skriv(
        request,
        version,
        ting,
        spara=lambda text: aterkoppla(inlamning=version, avsnitt=ting, text=text, av=request.user),
        rubrik=f"Återkoppling på {fryst['rubrik']}",
        fryst=fryst,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def svara_pa_kommentar(
    request: Begaran, slug: str, lasar: str, omgang: str, nummer: int, kommentar: int
) -> HttpResponse:
    """Rektor svarar på en kommentar, eller verksamhetschefen på svaret."""
    version = hamta_inlamning(request, slug, lasar, omgang, nummer)
    krav_pa_ratt(hinder_for_att_svara(request.user, version.rapport))
    rad = get_object_or_404(
        Kommentar.objects.select_related("av", "svar_pa__av"),
        pk=kommentar,
        agare_slag=AGARE,
        galler_slag=GALLER,
        galler_id=version.pk,
    )
    ting = get_object_or_404(Avsnitt, rapport=version.rapport, pk=rad.agare_id)
    return _skriv(
        request,
        version,
        ting,
        spara=lambda text: svara(inlamning=version, kommentar=rad, text=text, av=request.user),
        rubrik=f"Svara {rad.av.namn.split()[0]}",
        kommentar=rad,
    )


def _skriv(
    request: Begaran, version: Inlamning, avsnitt: Avsnitt, *, spara: Callable[[str], Kommentar], **mer: Any
) -> HttpResponse:
    """Formuläret; efter sparandet tillbaka till versionen vid avsnittet, eller dit man skrev (`?till=avsnitt`)."""
    formular = Kommentarsformular(request.POST if request.method == "POST" else None)
    rapport = version.rapport
    delar = [rapport.enhet.slug, rapport.lasar.slug]
    ater = f"{reverse('rapport-inlamning', args=[*delar, version.omgang.nyckel, version.nummer])}#a-{avsnitt.nyckel}"
    if request.GET.get("till") == "avsnitt":
        ater = f"{reverse('rapport-avsnitt', args=[*delar, avsnitt.nyckel])}#kommentarer"
    if request.method == "POST" and formular.is_valid():
        try:
            spara(formular.cleaned_data["text"])
        except GarInteNu as hinder:
            formular.add_error("text", str(hinder))
        else:
            return redirect(ater)
    sammanhang = {"rapport": rapport, "enhet": rapport.enhet, "version": version, "avsnitt": avsnitt, "ater": ater}
    return render(
        request,
        "kvalitetsrapporter/kommentera.html",
        sammanhang | {"formular": formular} | mer,
        status=400 if formular.errors else 200,
    )
