"""Rundans tider på en sida, och dialogen som kalenderfil."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from dialoger.behorighet.dialog import ser_dialogerna
from dialoger.behorighet.tid import hinder_for_att_boka_rundan
from dialoger.bokningsblad import Bokningsblad
from dialoger.dorrar import hamta_dialog
from dialoger.kalender import kallelsen
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import antal_ord
from styrkedja.models import Lasar, Omgang


def _omgangen(request: Begaran, lasar: str, omgang: str) -> Omgang:
    """Rundan, för den som har dialoger.

    Raises:
        Http404: den finns inte, eller så har personen inga dialoger.
    """
    if not ser_dialogerna(request.user):
        raise Http404
    return get_object_or_404(
        Omgang.objects.select_related("lasar"), lasar=get_object_or_404(Lasar, slug=lasar), nyckel=omgang
    )


@require_http_methods(["GET", "HEAD", "POST"])
def boka_runda(request: Begaran, lasar: str, omgang: str) -> HttpResponse:
    """Verksamhetschefens enheter i rader, med en tid var. Allt eller inget; det skrivna står kvar när något är fel."""
    runda = _omgangen(request, lasar, omgang)
    krav_pa_ratt(hinder_for_att_boka_rundan(request.user, runda.lasar))
    blad = Bokningsblad(request.POST if request.method == "POST" else None, runda=runda, person=request.user)
    if blad.utfor():
        sagt = antal_ord(blad.antal, "en tid är föreslagen.", "tider är föreslagna.").capitalize()
        messages.success(request, f"{sagt} Rektorerna svarar i sin dialog.")
        return redirect("dialoger")
    return render(request, "dialoger/boka.html", {"blad": blad, "runda": runda}, status=400 if blad.fel else 200)


@require_safe
def kalender(request: Begaran, pk: int) -> HttpResponse:
    """Den bokade tiden som kalenderfil, för den som får veta tiden."""
    dialog = hamta_dialog(request, pk)
    if dialog.borjar is None:
        raise Http404
    _, fil = kallelsen(dialog, metod="PUBLISH")
    svar = HttpResponse(fil, content_type="text/calendar; charset=utf-8")
    svar["Content-Disposition"] = f'attachment; filename="dialog-{dialog.pk}.ics"'
    return svar
