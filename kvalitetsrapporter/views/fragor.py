"""Verksamhetschefernas frågor: rundans lista, utkastet, publiceringen, budgeten, och vem som har svarat."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kvalitetsrapporter.behorighet import (
    hinder_for_att_andra_fraga,
    hinder_for_att_fraga,
    hinder_for_att_satta_fragebudget,
    ser_fragorna,
)
from kvalitetsrapporter.forms import Budgetformular, Fragaformular, Publicering
from kvalitetsrapporter.fragelista import listan, svarslistan
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar import fragor as handling
from kvalitetsrapporter.handlingar.egna_falt import med_krets
from kvalitetsrapporter.handlingar.fragerunda import las_budget, las_runda
from kvalitetsrapporter.handlingar.skrivning import aktuell_omgang
from kvalitetsrapporter.models import Fraga
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Omgang


def _hamta_omgang(request: Begaran, lasar: str, omgang: str) -> Omgang:
    """Rundan, för den som ser frågorna; för andra finns sidan inte."""
    if not ser_fragorna(request.user):
        raise Http404
    return get_object_or_404(Omgang.objects.select_related("lasar"), lasar__slug=lasar, nyckel=omgang)


def _hamta_fraga(request: Begaran, lasar: str, omgang: str, pk: int) -> Fraga:
    """Frågan, för den som får ändra den.

    Raises:
        Http404: finns inte för personen.
        PermissionDenied: finns, men ställs av någon annan.
    """
    runda = _hamta_omgang(request, lasar, omgang)
    fraga = get_object_or_404(med_krets(Fraga.objects.filter(omgang=runda)), pk=pk)
    krav_pa_ratt(hinder_for_att_andra_fraga(request.user, fraga))
    return fraga


def _till_rundan(omgang: Omgang, fraga: Fraga | None = None) -> HttpResponse:
    svar = redirect("fragor", lasar=omgang.lasar.slug, omgang=omgang.nyckel)
    if fraga is not None:
        svar["Location"] += f"#fraga-{fraga.pk}"
    return svar


@require_safe
def aktuella(request: Begaran) -> HttpResponse:
    """Kort adress till den runda som pågår."""
    lasar = aktuellt_lasar() if ser_fragorna(request.user) else None
    omgang = aktuell_omgang(list(lasar.omgangar.all())) if lasar else None
    if omgang is None:
        raise Http404
    return _till_rundan(omgang)


@require_safe
def fragor(request: Begaran, lasar: str, omgang: str) -> HttpResponse:
    """Rundans frågor i ordning, vem som har svarat, budgeten och lasten."""
    rundan = _hamta_omgang(request, lasar, omgang)
    namn = listan(rundan, request.user) | {
        "omgangar": list(rundan.lasar.omgangar.all()),
        "hinder_fraga": hinder_for_att_fraga(request.user, rundan.lasar),
        "hinder_budget": hinder_for_att_satta_fragebudget(request.user, rundan.lasar),
    }
    return render(request, "kvalitetsrapporter/fragor.html", namn)


@require_http_methods(["GET", "HEAD", "POST"])
def ny(request: Begaran, lasar: str, omgang: str) -> HttpResponse:
    """Ett nytt utkast; med ?ersatter= en ny lydelse av en fråga som är ställd."""
    rundan = _hamta_omgang(request, lasar, omgang)
    krav_pa_ratt(hinder_for_att_fraga(request.user, rundan.lasar))
    gammal = _ersatter(request, rundan)
    data = request.POST if request.method == "POST" else None
    formular = Fragaformular(data, person=request.user, omgang=rundan, fraga=gammal)
    if formular.utfor(handling.skapa_fraga, omgang=rundan, ersatter=gammal, av=request.user):
        messages.success(request, "Utkastet är sparat. Ingen enhet ser frågan förrän du publicerar den.")
        return _till_rundan(rundan, formular.resultat)
    namn = {"omgang": rundan, "formular": formular, "gammal": gammal}
    return render(request, "kvalitetsrapporter/fraga.html", namn, status=400 if formular.errors else 200)


def _ersatter(request: Begaran, omgang: Omgang) -> Fraga | None:
    """Frågan i ?ersatter=, när personen får ersätta den."""
    pk = request.GET.get("ersatter", "")
    if not pk:
        return None
    if not pk.isdecimal() or len(pk) > 9:
        raise Http404
    fraga = get_object_or_404(med_krets(Fraga.objects.publicerade().filter(omgang=omgang)), pk=pk)
    krav_pa_ratt(hinder_for_att_andra_fraga(request.user, fraga))
    return fraga


@require_http_methods(["GET", "HEAD", "POST"])
def andra(request: Begaran, lasar: str, omgang: str, pk: int) -> HttpResponse:
    """Utkastet att skriva om. En publicerad fråga visas inte här: den ersätts."""
    fraga = _hamta_fraga(request, lasar, omgang, pk)
    if fraga.publicerad:
        messages.info(request, handling.PUBLICERAD)
        return _till_rundan(fraga.omgang, fraga)
    data = request.POST if request.method == "POST" else None
    formular = Fragaformular(data, person=request.user, omgang=fraga.omgang, fraga=fraga)
    try:
        klart = formular.utfor(handling.andra_fraga, fraga=fraga, av=request.user)
    except GarInteNu as hinder:
        messages.error(request, str(hinder))
        return _till_rundan(fraga.omgang, fraga)
    if klart:
        messages.success(request, "Utkastet är sparat.")
        return _till_rundan(fraga.omgang, fraga)
    namn = {"omgang": fraga.omgang, "formular": formular, "fraga": fraga, "gammal": fraga.ersatter}
    return render(request, "kvalitetsrapporter/fraga.html", namn, status=400 if formular.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def publicera(request: Begaran, lasar: str, omgang: str, pk: int) -> HttpResponse:
    """Frågar med följd: vem som får frågan, och vad som ger plats när budgeten är slut."""
    fraga = _hamta_fraga(request, lasar, omgang, pk)
    if fraga.publicerad:
        messages.info(request, "Frågan är redan ställd.")
        return _till_rundan(fraga.omgang, fraga)
    runda = las_runda(fraga.omgang)
    far_avsluta = [f.pk for f in runda.stallda if hinder_for_att_andra_fraga(request.user, f) is None]
    data = request.POST if request.method == "POST" else None
    formular = Publicering(data, runda=runda, fraga=fraga, far_avsluta=far_avsluta)
    try:
        klart = formular.utfor(handling.publicera_fraga, fraga=fraga, av=request.user)
    except GarInteNu as hinder:
        formular.add_error("skal" if runda.nar(fraga) else None, str(hinder))
        klart = False
    if klart:
        messages.success(request, "Frågan är ställd. Den står nu i rapporterna.")
        return _till_rundan(fraga.omgang, fraga)
    utan = {fraga.ersatter_id} if fraga.ersatter_id else set()
    namn = {
        "omgang": fraga.omgang, "fraga": fraga, "formular": formular, "budget": runda.budget,
        "antal": len(runda.nar(fraga)), "over": runda.over_med(fraga, utan=utan),
    }  # fmt: skip
    return render(request, "kvalitetsrapporter/fraga_publicera.html", namn, status=400 if formular.errors else 200)


@require_POST
def avsluta(request: Begaran, lasar: str, omgang: str, pk: int) -> HttpResponse:
    fraga = _hamta_fraga(request, lasar, omgang, pk)
    return _gor(request, fraga, "Frågan är avslutad. Svaren som finns står kvar.", handling.avsluta_fraga)


@require_POST
def bort(request: Begaran, lasar: str, omgang: str, pk: int) -> HttpResponse:
    fraga = _hamta_fraga(request, lasar, omgang, pk)
    return _gor(request, fraga, "Utkastet är borttaget.", handling.ta_bort_fraga)


def _gor(request: Begaran, fraga: Fraga, gjort: str, handlingen) -> HttpResponse:
    """Gör en handling på frågan och säger hur det gick."""
    try:
        handlingen(fraga=fraga, av=request.user)
    except GarInteNu as hinder:
        messages.error(request, str(hinder))
    else:
        messages.success(request, gjort)
    return _till_rundan(fraga.omgang)


@require_POST
def flytta(request: Begaran, lasar: str, omgang: str, pk: int) -> HttpResponse:
    """Flyttar frågan ett steg upp eller ned."""
    fraga = _hamta_fraga(request, lasar, omgang, pk)
    handling.flytta_fraga(fraga=fraga, steg=-1 if request.POST.get("vart") == "upp" else 1, av=request.user)
    return _till_rundan(fraga.omgang, fraga)


@require_http_methods(["GET", "HEAD", "POST"])
def budget(request: Begaran, lasar: str, omgang: str) -> HttpResponse:
    """Hur många frågor rundan får ställa till en enhet."""
    rundan = _hamta_omgang(request, lasar, omgang)
    krav_pa_ratt(hinder_for_att_satta_fragebudget(request.user, rundan.lasar))
    data = request.POST if request.method == "POST" else None
    formular = Budgetformular(data, initial={"hogst": las_budget(rundan)})
    if formular.utfor(handling.satt_fragebudget, omgang=rundan, av=request.user):
        messages.success(request, f"Budgeten är {formular.cleaned_data['hogst']} frågor till en enhet.")
        return _till_rundan(rundan)
    namn = {"omgang": rundan, "formular": formular}
    return render(request, "kvalitetsrapporter/fragebudget.html", namn, status=400 if formular.errors else 200)


@require_safe
def svar(request: Begaran, lasar: str, omgang: str, pk: int) -> HttpResponse:
    """Vilka enheter som har svarat på frågan, och vägen till det inlämnade svaret."""
    rundan = _hamta_omgang(request, lasar, omgang)
    fraga = get_object_or_404(med_krets(Fraga.objects.publicerade().filter(omgang=rundan)), pk=pk)
    return render(request, "kvalitetsrapporter/fraga_svar.html", svarslistan(rundan, fraga, request.user))
