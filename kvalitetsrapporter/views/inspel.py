"""Inspelen: medarbetarens sida där de lämnas, och skolledningens citat vid avsnittet."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from kvalitetsrapporter.behorighet import (
    arbetar_pa,
    hinder_for_att_andra_inspel,
    hinder_for_att_lamna_inspel,
    hinder_for_att_skriva_i,
    leder_enheten,
)
from kvalitetsrapporter.dorrar import hamta_utkast
from kvalitetsrapporter.forms import Inspelsformular
from kvalitetsrapporter.handlingar.inspel import (
    andra_inspel,
    citera_inspel,
    dra_tillbaka_inspel,
    egna_inspel,
    lamna_inspel,
    oppna_avsnitt,
)
from kvalitetsrapporter.models import Inspel, Rapport
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.lasar import aktuellt_lasar


def _hamta(request: Begaran, slug: str) -> Rapport:
    """Läsårets rapport på enheten, för medarbetarna där.

    Raises:
        Http404: ingen rapport, eller så hör personen inte till enheten.
        PermissionDenied: skolledningen läser inspelen vid avsnitten.
    """
    rapporter = Rapport.objects.select_related("enhet", "lasar")
    rapport = get_object_or_404(rapporter, enhet__slug=slug, lasar=aktuellt_lasar())
    if not arbetar_pa(request.user, rapport.enhet):
        if not leder_enheten(request.user, rapport):
            raise Http404
        krav_pa_ratt(hinder_for_att_lamna_inspel(request.user, rapport))
    return rapport


def _eget(request: Begaran, slug: str, pk: int) -> Inspel:
    rapport = _hamta(request, slug)
    inspel = get_object_or_404(
        Inspel.objects.select_related("avsnitt"), pk=pk, av=request.user, avsnitt__rapport=rapport
    )
    inspel.avsnitt.rapport = rapport
    krav_pa_ratt(hinder_for_att_andra_inspel(request.user, inspel))
    return inspel


@require_http_methods(["GET", "HEAD", "POST"])
def inspel(request: Begaran, slug: str) -> HttpResponse:
    """Lämna ett inspel till något av omgångens avsnitt, och se sina egna."""
    rapport = _hamta(request, slug)
    hinder = hinder_for_att_lamna_inspel(request.user, rapport)
    if request.method == "POST":
        krav_pa_ratt(hinder)
    avsnitt = oppna_avsnitt(rapport)
    for ett in avsnitt:
        ett.rapport = rapport
    formular = Inspelsformular(request.POST if request.method == "POST" else None, avsnitt=avsnitt)
    if formular.utfor(lamna_inspel, av=request.user):
        messages.success(
            request, f"Ditt inspel till {formular.resultat.avsnitt.rubrik} är lämnat. Skolledningen läser det."
        )
        return redirect(request.path)
    sammanhang = {
        "rapport": rapport,
        "enhet": rapport.enhet,
        "hinder": hinder,
        "formular": formular,
        "avsnitt": avsnitt,
        "egna": egna_inspel(request.user, rapport),
    }
    return render(request, "kvalitetsrapporter/inspel.html", sammanhang, status=400 if formular.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def andra(request: Begaran, slug: str, pk: int) -> HttpResponse:
    """Skriv om ett eget inspel, tills det är citerat."""
    eget = _eget(request, slug, pk)
    formular = Inspelsformular(
        request.POST if request.method == "POST" else None, initial={"text": eget.text, "med_namn": eget.med_namn}
    )
    if formular.utfor(andra_inspel, av=request.user, inspel=eget):
        messages.success(request, "Inspelet är ändrat.")
        return redirect("inspel", slug=slug)
    sammanhang = {"enhet": eget.avsnitt.rapport.enhet, "inspel": eget, "formular": formular}
    return render(request, "kvalitetsrapporter/inspel_andra.html", sammanhang, status=400 if formular.errors else 200)


@require_POST
def dra_tillbaka(request: Begaran, slug: str, pk: int) -> HttpResponse:
    """Ta bort ett eget inspel, tills det är citerat."""
    dra_tillbaka_inspel(av=request.user, inspel=_eget(request, slug, pk))
    messages.success(request, "Inspelet är borttaget.")
    return redirect("inspel", slug=slug)


@require_POST
def citera(request: Begaran, slug: str, lasar: str, pk: int) -> HttpResponse:
    """Märker inspelet som citerat och ger citatet. Sidans skript sätter in det; utan skript kopieras det ur listan."""
    rapport = hamta_utkast(request, slug, lasar)
    rad = get_object_or_404(Inspel.objects.select_related("avsnitt", "av"), pk=pk, avsnitt__rapport=rapport)
    rad.avsnitt.rapport = rapport
    krav_pa_ratt(hinder_for_att_skriva_i(request.user, rad.avsnitt))
    citera_inspel(av=request.user, inspel=rad)
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"citat": rad.citat})
    messages.success(request, "Inspelet är märkt som citerat. Kopiera citatet bredvid avsnittet till texten.")
    return redirect("rapport-avsnitt", slug=slug, lasar=lasar, nyckel=rad.avsnitt.nyckel)
