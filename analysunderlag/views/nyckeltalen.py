"""Nyckeltalen själva: listorna, ett nytt, ändra, avsluta, och att skriva in enhetens egna tal."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from analysunderlag.behorighet.inlasning import (
    hinder_for_att_andra_nyckeltal,
    hinder_for_att_ha_nyckeltal,
    hinder_for_att_skriva_in,
)
from analysunderlag.behorighet.insyn import insyn_for, laser_underlaget
from analysunderlag.dorrar import hamta_enhet
from analysunderlag.forms.nyckeltal import Gemensamt, Nyckeltalsformular, Vardeformular
from analysunderlag.handlingar import nyckeltal as handlingar
from analysunderlag.handlingar.egna_varden import skriv_eget_varde, ta_bort_eget_varde
from analysunderlag.models import Nyckeltal, Varde
from analysunderlag.visning import Visat, visa
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.models import Enhet, Person

SKRIV = require_http_methods(["GET", "HEAD", "POST"])


# --- Dörrarna ------------------------------------------------------------------------------------
def _hamta(request: Begaran, nyckel: str) -> Nyckeltal:
    """Nyckeltalet, för den som läser underlaget eller ändrar det; för andra finns det inte."""
    rad = Nyckeltal.objects.select_related("enhet").filter(nyckel=nyckel).first()
    if rad is None or (not laser_underlaget(request.user) and hinder_for_att_andra_nyckeltal(request.user, rad)):
        raise Http404
    return rad


def _att_andra(request: Begaran, nyckel: str) -> Nyckeltal:
    rad = _hamta(request, nyckel)
    krav_pa_ratt(hinder_for_att_andra_nyckeltal(request.user, rad))
    return rad


def _att_skriva_in(request: Begaran, nyckel: str) -> Nyckeltal:
    rad = _hamta(request, nyckel)
    krav_pa_ratt(hinder_for_att_skriva_in(request.user, rad))
    return rad


# --- Listorna ------------------------------------------------------------------------------------
@require_safe
def gemensamma(request: Begaran) -> HttpResponse:
    """Kommunens nyckeltal, och vägen till att ändra dem."""
    hinder = hinder_for_att_ha_nyckeltal(request.user, None)
    if hinder and not laser_underlaget(request.user):
        raise Http404
    return _listan(request, Nyckeltal.objects.gemensamma(), None, hinder)


@require_safe
def enhetens(request: Begaran, slug: str) -> HttpResponse:
    """Enhetens egna nyckeltal."""
    enhet = hamta_enhet(request, slug)
    return _listan(request, enhet.egna_nyckeltal.all(), enhet, hinder_for_att_ha_nyckeltal(request.user, enhet))


def _listan(request: Begaran, rader: Any, enhet: Enhet | None, hinder: str | None) -> HttpResponse:
    rader = rader.annotate(antal_varden=Count("varden", filter=Q(varden__galler=True)))
    sammanhang = {
        "enhet": enhet,
        "i_bruk": [rad for rad in rader if not rad.upphord],
        "avslutade": [rad for rad in rader if rad.upphord],
        "hinder": hinder,
        "laser": laser_underlaget(request.user),
        "ny": reverse("enhet-nyckeltal-nytt", args=[enhet.slug]) if enhet else reverse("underlag-nyckeltal-nytt"),
    }
    return render(request, "analysunderlag/nyckeltalen.html", sammanhang)


# --- Nytt, ändra, avsluta ------------------------------------------------------------------------
@SKRIV
def nytt(request: Begaran, slug: str = "") -> HttpResponse:
    """Ett eget nyckeltal för enheten i adressen, annars ett gemensamt."""
    enhet = hamta_enhet(request, slug) if slug else None
    hinder = hinder_for_att_ha_nyckeltal(request.user, enhet)
    if hinder and not laser_underlaget(request.user):
        raise Http404
    krav_pa_ratt(hinder)
    formular = _formular(request, None, enhet)
    if formular.utfor(handlingar.skapa_nyckeltal, av=request.user, enhet=enhet):
        messages.success(request, f"{formular.resultat} är tillagt.")
        return redirect(
            "underlag-nyckeltal-varde" if enhet else "underlag-nyckeltal-andra", nyckel=formular.resultat.nyckel
        )
    return _sidan(request, formular, None, enhet)


@SKRIV
def andra(request: Begaran, nyckel: str) -> HttpResponse:
    rad = _att_andra(request, nyckel)
    formular = _formular(request, rad, rad.enhet)
    if formular.utfor(handlingar.andra_nyckeltal, av=request.user, nyckeltal=rad):
        messages.success(request, "Sparat.")
        return redirect(_listans_adress(rad))
    return _sidan(request, formular, rad, rad.enhet)


@SKRIV
def avsluta(request: Begaran, nyckel: str) -> HttpResponse:
    """Frågar med följd, och avslutar sedan nyckeltalet."""
    rad = _att_andra(request, nyckel)
    if request.method == "POST" and _gor(request, handlingar.avsluta_nyckeltal, nyckeltal=rad, av=request.user):
        messages.success(request, f"{rad} är avslutat. Talen står kvar.")
    if request.method == "POST":
        return redirect(_listans_adress(rad))
    sammanhang = {"nyckeltal": rad, "tillbaka": _listans_adress(rad)}
    return render(request, "analysunderlag/nyckeltal_avsluta.html", sammanhang)


def _formular(request: Begaran, rad: Nyckeltal | None, enhet: Enhet | None) -> Nyckeltalsformular:
    slag = Nyckeltalsformular if enhet else Gemensamt
    return slag(request.POST if request.method == "POST" else None, rad=rad, enhet=enhet)


def _sidan(request: Begaran, formular: Nyckeltalsformular, rad: Nyckeltal | None, enhet: Enhet | None) -> HttpResponse:
    listan = reverse("enhet-nyckeltal", args=[enhet.slug]) if enhet else reverse("underlag-nyckeltalen")
    sammanhang = {"formular": formular, "nyckeltal": rad, "enhet": enhet, "tillbaka": listan}
    return render(request, "analysunderlag/nyckeltal_satt.html", sammanhang, status=400 if formular.errors else 200)


def _listans_adress(rad: Nyckeltal) -> str:
    return reverse("enhet-nyckeltal", args=[rad.enhet.slug]) if rad.enhet else reverse("underlag-nyckeltalen")


def _gor(request: Begaran, handling: Callable[..., Any], **uppgifter: Any) -> bool:
    try:
        handling(**uppgifter)
    except ValidationError as fel:
        messages.error(request, " ".join(fel.messages))
        return False
    return True


# --- Enhetens egna tal ---------------------------------------------------------------------------
@SKRIV
def varde(request: Begaran, nyckel: str) -> HttpResponse:
    """Skriv in ett tal för en period. Skrivs perioden en gång till är det en rättning."""
    rad = _att_skriva_in(request, nyckel)
    forval = {"kalla": rad.kallor.values_list("pk", flat=True).first()}
    formular = Vardeformular(request.POST if request.method == "POST" else None, nyckeltal=rad, initial=forval)
    if formular.utfor(skriv_eget_varde, nyckeltal=rad, av=request.user):
        messages.success(request, f"Talet för {formular.cleaned_data['period']} är inskrivet.")
        return redirect("underlag-nyckeltal-varde", nyckel=nyckel)
    sammanhang = {"nyckeltal": rad, "formular": formular, "varden": _varden(request.user, rad)}
    return render(request, "analysunderlag/nyckeltal_varde.html", sammanhang, status=400 if formular.errors else 200)


def _varden(person: Person, rad: Nyckeltal) -> list[tuple[Varde, Visat]]:
    """Talen som gäller, senaste först, så som de visas för den som skriver."""
    insyn = insyn_for(person, rad.enhet)
    rader = Varde.objects.gallande().for_visning().filter(nyckeltal=rad, plats=rad.enhet)
    return [(v, visa(v, insyn)) for v in rader.order_by("-period_till")]


@SKRIV
def varde_bort(request: Begaran, nyckel: str, pk: int) -> HttpResponse:
    """Frågar med följd, och tar sedan bort talet."""
    rad = _att_skriva_in(request, nyckel)
    egna = Varde.objects.gallande().select_related("nyckeltal", "kalla").filter(nyckeltal=rad, plats=rad.enhet)
    talet = get_object_or_404(egna, pk=pk)
    if request.method == "POST":
        ta_bort_eget_varde(varde=talet, av=request.user)
        messages.success(request, f"Talet för {talet.period} är borttaget.")
        return redirect("underlag-nyckeltal-varde", nyckel=nyckel)
    return render(request, "analysunderlag/nyckeltal_varde_bort.html", {"nyckeltal": rad, "varde": talet})
