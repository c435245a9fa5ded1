"""Importens första sida: välj en fil, eller hämta från Kolada; och loggen över det som har lästs in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from analysunderlag.behorighet.inlasning import hinder_for_att_lasa_in
from analysunderlag.dorrar import oppna_inlasningarna
from analysunderlag.forms.inlasning import Hamtning, Uppladdning
from analysunderlag.handlingar import koladahamtning
from analysunderlag.handlingar.inlasning import ta_emot
from analysunderlag.models import Inlasning
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.klocka import idag
from styrkedja.regler.inlasning import Filfel
from styrkedja.views.administration.dorrar import ifyllt, sidor

SKRIV = require_http_methods(["GET", "HEAD", "POST"])
Status = Inlasning.Status
PER_SIDA = 25


@SKRIV
def ladda_upp(request: Begaran) -> HttpResponse:
    """Steg 1: filen. Och loggen över det som har lästs in."""
    hinder = oppna_inlasningarna(request)
    if request.method == "POST":
        krav_pa_ratt(hinder)
    formular = Uppladdning(ifyllt(request), request.FILES if request.method == "POST" else None)
    if formular.is_bound and formular.is_valid() and (rad := _ta_emot(request, formular)):
        return redirect("underlag-import-granska", pk=rad.pk)
    return _importsidan(request, formular=formular)


def _ta_emot(request: Begaran, formular: Uppladdning) -> Inlasning | None:
    fil = formular.cleaned_data["fil"]
    try:
        return ta_emot(av=request.user, data=fil.read(), filnamn=fil.name)
    except Filfel as fel:
        formular.add_error("fil", str(fel))
        return None


def _importsidan(request: Begaran, *, formular: Uppladdning, hamtning: Hamtning | None = None) -> HttpResponse:
    egna = Inlasning.objects.filter(av=request.user)
    logg = Inlasning.objects.exclude(status__in=[Status.VANTAR, Status.PAGAR]).select_related(
        "av", "kalla", "angrad_av"
    )
    kan_hamta = koladahamtning.kan_hamta(request.user)
    ar = idag().year
    sammanhang = {
        "formular": formular,
        "hinder": hinder_for_att_lasa_in(request.user),
        "vantar": egna.filter(status__in=[Status.VANTAR, Status.PAGAR]).select_related("kalla"),
        "sidor": sidor(request, logg, PER_SIDA),
        "hamtning": (hamtning or Hamtning(initial={"fran": ar - 4, "till": ar})) if kan_hamta else None,
        "hamtar": koladahamtning.senaste(request.user) if kan_hamta else None,
    }
    fel = formular.errors or (hamtning and hamtning.errors)
    return render(request, "analysunderlag/import_fil.html", sammanhang, status=400 if fel else 200)


@require_POST
def hamta_fran_kolada(request: Begaran) -> HttpResponse:
    """Beställer en hämtning; arbetaren gör den, och filen väntar sedan på granskning."""
    krav_pa_ratt(oppna_inlasningarna(request))
    formular = Hamtning(request.POST)
    if formular.utfor(koladahamtning.bestall, av=request.user):
        messages.info(request, "Hämtningen är beställd. Du kan lämna sidan; filen väntar sedan här på granskning.")
        return redirect("underlag-import")
    return _importsidan(request, formular=Uppladdning(), hamtning=formular)
