"""De egna anteckningarna: listan, skrivandet, hämtningen som textfil, borttagandet. Bara den som skrev dem kommer hit."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dialoger.behorighet.privat import hinder_for_att_anteckna
from dialoger.dorrar import hamta_samtal
from dialoger.handlingar.privat import (
    FALT,
    PRIVAT,
    Egen,
    borja_anteckna,
    las_egna,
    spara_anteckning,
    ta_bort_anteckning,
)
from dialoger.models import Dialog, PrivatAnteckning
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import datum
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import idag
from styrkedja.middleware import utan_befattning
from styrkedja.skrivning import skrivvy
from vp_uppdrag.handlingar.blad import Ifyllt
from vp_uppdrag.regler.blad import Bladfalt
from vp_uppdrag.views.blad import Blad, spara_i_bakgrunden, visa_eller_spara

BLADFALT = Bladfalt(FALT, "Min egen anteckning", "Bara du läser den, nu och sedan.", 0, rik=False)


def _hamta(request: Begaran, pk: int) -> PrivatAnteckning:
    """Den egna anteckningen i adressen. Någon annans finns inte, på samma väg som en som aldrig har funnits."""
    rader = PrivatAnteckning.objects.select_related("dialog__plats", "dialog__lasar")
    return get_object_or_404(rader, pk=pk, person=request.user)


def _egen(request: Begaran, anteckning: PrivatAnteckning) -> Egen:
    return next(e for e in las_egna(request.user, anteckning.dialog) if e.anteckning.pk == anteckning.pk)


def _blad(request: Begaran, anteckning: PrivatAnteckning) -> Blad:
    def las() -> list[Ifyllt]:
        egen = _egen(request, anteckning)
        if egen.text:
            egen.text.innehall = egen.ord
        return [Ifyllt(BLADFALT, egen.text)]

    return Blad(
        agare=PRIVAT,
        agare_id=anteckning.pk,
        falt=(BLADFALT,),
        spara=lambda **mer: spara_anteckning(anteckning=anteckning, **mer),
        rubrik="Min egen anteckning",
        ingress=f"Ingen annan läser den, i någon roll. Den gallras {datum(anteckning.gallras)}.",
        ater=reverse("dialog", args=[anteckning.dialog_id]),
        ater_namn=str(anteckning.dialog),
        spara_adress=reverse("egen-anteckning-spara", args=[anteckning.pk]),
        las=las,
    )


@require_POST
def borja(request: Begaran, pk: int) -> HttpResponse:
    """Börjar en egen anteckning i dialogen, och går tillbaka till den."""
    dialog = hamta_samtal(request, pk)
    borja_anteckna(dialog=dialog, av=request.user)
    return redirect(reverse("dialog", args=[dialog.pk]) + "#privat")


@utan_befattning
@require_safe
def lista(request: Begaran) -> HttpResponse:
    """Alla personens egna anteckningar, också från dialoger hon inte längre är med i."""
    med_i = set(Dialog.objects.synliga_for(request.user).values_list("pk", flat=True))
    return render(request, "dialoger/egna_anteckningar.html", {"egna": las_egna(request.user), "med_i": med_i})


@utan_befattning
@require_safe
def fil(request: Begaran) -> HttpResponse:
    """Alla egna anteckningar som en textfil. Att den hämtades loggas, aldrig vad den bär."""
    egna = las_egna(request.user)
    logga("hamta_egna_anteckningar", av=request.user, pa=request.user, antal=len(egna))
    stycken = [f"{e.anteckning.dialog} ({e.anteckning.dialog.lasar})\n\n{e.ord}\n" for e in egna]
    svar = HttpResponse("\n----\n\n".join(stycken), content_type="text/plain; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="egna-anteckningar-{idag():%Y-%m-%d}.txt"'
    return svar


@require_http_methods(["GET", "HEAD", "POST"])
def anteckning(request: Begaran, pk: int) -> HttpResponse:
    """Anteckningen att skriva i, också utan skript."""
    den = _hamta(request, pk)
    krav_pa_ratt(hinder_for_att_anteckna(request.user, den))
    return visa_eller_spara(request, _blad(request, den))


@skrivvy
def spara(request: Begaran, pk: int) -> HttpResponse:
    den = _hamta(request, pk)
    krav_pa_ratt(hinder_for_att_anteckna(request.user, den))
    return spara_i_bakgrunden(request, _blad(request, den))


@utan_befattning
@require_http_methods(["GET", "HEAD", "POST"])
def bort(request: Begaran, pk: int) -> HttpResponse:
    """GET frågar med följd, POST tar bort."""
    den = _hamta(request, pk)
    if request.method == "POST":
        ta_bort_anteckning(anteckning=den, av=request.user)
        messages.success(request, "Anteckningen är borttagen.")
        return redirect("egna-anteckningar")
    return render(request, "dialoger/egen_bort.html", {"anteckning": den})
