"""Medskrivarna: sidan där rektor låter kollegor skriva, och kollegans egen sida."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kvalitetsrapporter.behorighet import hinder_for_att_skriva_i, hinder_for_att_valja_medskrivare
from kvalitetsrapporter.disposition import framsteg_i_ord
from kvalitetsrapporter.dorrar import hamta_utkast, las_utkast
from kvalitetsrapporter.forms import Medskrivarformular
from kvalitetsrapporter.handlingar.innehall import Avsnittslage
from kvalitetsrapporter.handlingar.medskrivning import avsluta_skrivratt, kollegor, lat_skriva, pagaende
from kvalitetsrapporter.models import Medskrivare, Rapport
from kvalitetsrapporter.visning import sparat_i_ord
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import namnordning, uppraknat


@require_http_methods(["GET", "HEAD", "POST"])
def medskrivare(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """Vilka som skriver i vilka avsnitt, sedan när. Rektor lägger till."""
    rapport = hamta_utkast(request, slug, lasar)
    hinder = hinder_for_att_valja_medskrivare(request.user, rapport)
    if request.method == "POST":
        krav_pa_ratt(hinder)
    formular = Medskrivarformular(
        request.POST if request.method == "POST" else None,
        rapport=rapport,
        kollegor=[b for b in kollegor(rapport) if b.person_id != request.user.pk],
    )
    if formular.utfor(lat_skriva, av=request.user, rapport=rapport):
        avsnitt = uppraknat([m.avsnitt.rubrik for m in formular.resultat])
        messages.success(request, f"{formular.resultat[0].person.namn} får skriva i {avsnitt}.")
        return redirect(request.path)
    sammanhang = {
        "rapport": rapport,
        "enhet": rapport.enhet,
        "hinder": hinder,
        "formular": formular,
        "skribenter": _per_person(pagaende(rapport)),
    }
    kod = 400 if formular.errors else 200
    return render(request, "kvalitetsrapporter/medskrivare.html", sammanhang, status=kod)


@require_POST
def avsluta(request: Begaran, slug: str, lasar: str, pk: int) -> HttpResponse:
    """Rektor avslutar en kollegas rätt att skriva i ett avsnitt."""
    rapport = hamta_utkast(request, slug, lasar)
    krav_pa_ratt(hinder_for_att_valja_medskrivare(request.user, rapport))
    rader = Medskrivare.objects.select_related("avsnitt", "person").filter(avsnitt__rapport=rapport)
    rad = get_object_or_404(rader, pk=pk)
    rad.avsnitt.rapport = rapport
    avsluta_skrivratt(av=request.user, medskrivare=rad)
    messages.success(request, f"{rad.person.namn} får inte längre skriva i {rad.avsnitt.rubrik}.")
    return redirect("rapport-medskrivare", slug=slug, lasar=lasar)


def medskrivarens_sida(request: Begaran, rapport: Rapport) -> HttpResponse:
    """Rapportens sida för den som bara skriver i vissa avsnitt: de avsnitten, och inget annat av utkastet."""
    lagen = las_utkast(request.user, rapport).avsnitt
    if not lagen:
        raise Http404
    for lage in lagen:
        lage.avsnitt.rapport = rapport
    sammanhang = {
        "rapport": rapport,
        "enhet": rapport.enhet,
        "rader": [_avsnittsrad(lage) for lage in lagen],
        "hinder": hinder_for_att_skriva_i(request.user, lagen[0].avsnitt),
        "avsnitten": uppraknat([lage.avsnitt.rubrik for lage in lagen]),
    }
    return render(request, "kvalitetsrapporter/medskrivning.html", sammanhang)


def _avsnittsrad(lage: Avsnittslage) -> dict:
    ikon, framsteg = framsteg_i_ord(lage)
    return {"lage": lage, "ikon": ikon, "framsteg": framsteg, "sparat": sparat_i_ord(lage)}


def _per_person(rader: list[Medskrivare]) -> list[dict]:
    """Personerna i namnordning, var och en med sina avsnitt."""
    personer: dict[int, dict] = {}
    for rad in rader:
        personer.setdefault(rad.person_id, {"person": rad.person, "rader": []})["rader"].append(rad)
    return sorted(personer.values(), key=lambda p: namnordning(p["person"].namn))
