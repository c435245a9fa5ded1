"""Analytikerns PM: listan, ett, ett nytt, filen, och att dra tillbaka det."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from analysunderlag.behorighet.bilagor import (
    hinder_for_att_be_om_genomgang,
    hinder_for_att_lagga_till_bilaga,
    hinder_for_att_svara_pa_genomgang,
)
from analysunderlag.dorrar import krav_pa_underlaget
from analysunderlag.forms.bilagor import Bilageformular, Genomgangsformular
from analysunderlag.handlingar.bilagor import dra_tillbaka_bilaga
from analysunderlag.handlingar.genomgangar import be_om_genomgang
from analysunderlag.models import Bilaga, Genomgang
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.logg import logga
from styrkedja.models import Person
from styrkedja.regler.roller import Roll
from styrkedja.utforsel import pdf_som_hamtning

SKRIV = require_http_methods(["GET", "HEAD", "POST"])
GENOMGANGAR = ("omrade", "av", "svarad_av")


def _hamta(request: Begaran, pk: int) -> Bilaga:
    krav_pa_underlaget(request)
    return get_object_or_404(Bilaga.objects.gallande(), pk=pk)


@require_safe
def lista(request: Begaran) -> HttpResponse:
    """Alla PM, och önskningarna som väntar på svar."""
    krav_pa_underlaget(request)
    vantar = Genomgang.objects.filter(svar=Genomgang.Svar.VANTAR, bilaga__tillbakadragen__isnull=True)
    sammanhang = {
        "bilagor": Bilaga.objects.gallande(),
        "vantar": vantar.select_related("bilaga", *GENOMGANGAR).order_by("onskad_dag"),
        "svarar": hinder_for_att_svara_pa_genomgang(request.user) is None,
        "hinder": hinder_for_att_lagga_till_bilaga(request.user),
    }
    return render(request, "analysunderlag/pm.html", sammanhang)


@SKRIV
def nytt(request: Begaran) -> HttpResponse:
    krav_pa_underlaget(request)
    krav_pa_ratt(hinder_for_att_lagga_till_bilaga(request.user))
    forval = {
        namn: request.GET[namn] for namn in ("nyckeltal", "enhet", "omgang") if request.GET.get(namn, "").isdecimal()
    }
    post = request.method == "POST"
    formular = Bilageformular(request.POST if post else None, request.FILES if post else None, initial=forval)
    if formular.lagg_till(av=request.user):
        messages.success(request, "PM:et är tillagt.")
        return redirect("underlag-pm-ett", pk=formular.resultat.pk)
    status = 400 if formular.errors else 200
    return render(request, "analysunderlag/pm_nytt.html", {"formular": formular}, status=status)


@SKRIV
def ett(request: Begaran, pk: int) -> HttpResponse:
    """PM:et. Verksamhetschefen ber om en genomgång här (POST)."""
    bilaga = _hamta(request, pk)
    hinder = hinder_for_att_be_om_genomgang(request.user)
    genomgangar = list(bilaga.genomgangar.select_related(*GENOMGANGAR))
    formular = Genomgangsformular(person=request.user) if _kan_be(request.user, genomgangar) else None
    if request.method == "POST":
        krav_pa_ratt(hinder)
        formular = Genomgangsformular(request.POST, person=request.user)
        if formular.utfor(be_om_genomgang, bilaga=bilaga, av=request.user):
            messages.success(request, "Önskan är sänd. Du får ett brev när den är besvarad.")
            return redirect("underlag-pm-ett", pk=pk)
    sammanhang = {
        "bilaga": bilaga,
        "formular": formular,
        "genomgangar": genomgangar,
        "svarar": hinder_for_att_svara_pa_genomgang(request.user) is None,
        "hinder": hinder_for_att_lagga_till_bilaga(request.user),
    }
    status = 400 if formular is not None and formular.errors else 200
    return render(request, "analysunderlag/pm_ett.html", sammanhang, status=status)


def _kan_be(person: Person, genomgangar: list[Genomgang]) -> bool:
    """Sant när något av personens områden inte redan väntar på svar."""
    vantar = {g.omrade_id for g in genomgangar if g.svar == Genomgang.Svar.VANTAR}
    return bool(person.platser(Roll.VERKSAMHETSCHEF) - vantar)


@require_safe
def fil(request: Begaran, pk: int) -> FileResponse:
    """Filen, alltid som en hämtning, och loggad."""
    bilaga = _hamta(request, pk)
    if not bilaga.fil:
        raise Http404
    logga("hamta_bilaga", av=request.user, pa=bilaga, plats_id=bilaga.enhet_id)
    return pdf_som_hamtning(bilaga.fil, f"pm-{slugify(bilaga.titel)[:80] or bilaga.pk}.pdf")


@SKRIV
def bort(request: Begaran, pk: int) -> HttpResponse:
    """Frågar med följd, och drar sedan tillbaka PM:et."""
    bilaga = _hamta(request, pk)
    krav_pa_ratt(hinder_for_att_lagga_till_bilaga(request.user))
    if request.method == "POST":
        dra_tillbaka_bilaga(bilaga=bilaga, av=request.user)
        messages.success(request, "PM:et är borttaget.")
        return redirect("underlag-pm")
    return render(request, "analysunderlag/pm_bort.html", {"bilaga": bilaga})
