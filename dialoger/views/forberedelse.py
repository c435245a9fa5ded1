"""Bladen att skriva i inför samtalet och under det: förberedelsen, och de gemensamma minnesanteckningarna."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dialoger.behorighet.forberedelse import egen_sida, hinder_for_att_forbereda, hinder_for_att_saga_klar
from dialoger.behorighet.samtal import hinder_for_att_anteckna_gemensamt
from dialoger.dorrar import hamta_samtal
from dialoger.forberett import falten
from dialoger.handlingar.forberedelsen import FORBEREDELSE, spara_forberedelse
from dialoger.handlingar.minnesanteckningar import MINNE, spara_minnen
from dialoger.models import Forberedelse, Minnesanteckning
from dialoger.regler.samtalsord import MINNESFALT
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.skrivning import skrivvy
from vp_uppdrag.views.blad import Blad, spara_i_bakgrunden, visa_eller_spara


# --- Förberedelsen -------------------------------------------------------------------------------
def _forberedelse(request: Begaran, pk: int, forberedelse: int) -> Forberedelse:
    """Den egna sidans förberedelse. Den andras blad finns inte; den läses på dialogens sida när den är klar.

    Raises:
        Http404: dialogen eller förberedelsen finns inte för personen.
    """
    dialog = hamta_samtal(request, pk)
    egna = [f.pk for f in dialog.forberedelser.select_related("part") if egen_sida(request.user, f.part)]
    rad = get_object_or_404(Forberedelse.objects.filter(pk__in=egna).select_related("part__plats"), pk=forberedelse)
    rad.dialog = dialog
    return rad


def _forberedelsens_blad(request: Begaran, rad: Forberedelse) -> Blad:
    dialog = rad.dialog
    mall = dialog.mall
    return Blad(
        agare=FORBEREDELSE,
        agare_id=rad.pk,
        falt=falten(dialog),
        spara=lambda **mer: spara_forberedelse(forberedelse=rad, **mer),
        rubrik="Inför samtalet",
        ingress="Svara kort på det som betyder något. De andra läser det först när du säger dig vara klar.",
        ater=reverse("dialog", args=[dialog.pk]),
        ater_namn=str(dialog),
        spara_adress=reverse("forberedelse-spara", args=[dialog.pk, rad.pk]),
        mall="dialoger/forberedelse.html",
        mer={
            "dialog": dialog,
            "forberedelse": rad,
            "rad_till_parten": mall.forberedelser.get(rad.part.roll, []) if mall else [],
            "utanfor": mall.utanfor if mall else [],
            "hinder_klar": hinder_for_att_saga_klar(request.user, rad),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def forberedelse(request: Begaran, pk: int, forberedelse: int) -> HttpResponse:
    """Förberedelsen att skriva i."""
    rad = _forberedelse(request, pk, forberedelse)
    krav_pa_ratt(hinder_for_att_forbereda(request.user, rad))
    return visa_eller_spara(request, _forberedelsens_blad(request, rad))


@skrivvy
def spara_forberedelsen(request: Begaran, pk: int, forberedelse: int) -> HttpResponse:
    rad = _forberedelse(request, pk, forberedelse)
    krav_pa_ratt(hinder_for_att_forbereda(request.user, rad))
    return spara_i_bakgrunden(request, _forberedelsens_blad(request, rad))


# --- Minnesanteckningarna ------------------------------------------------------------------------
def _minnesblad(request: Begaran, pk: int) -> Blad:
    """Raises: Http404 när samtalet inte är startat, eller inte finns för personen."""
    dialog = hamta_samtal(request, pk)
    minne = get_object_or_404(Minnesanteckning, dialog=dialog)
    krav_pa_ratt(hinder_for_att_anteckna_gemensamt(request.user, dialog, minne))
    return Blad(
        agare=MINNE,
        agare_id=minne.pk,
        falt=MINNESFALT,
        spara=lambda **mer: spara_minnen(minne=minne, **mer),
        rubrik="Gemensamma minnesanteckningar",
        ingress="Alla som deltar läser dem medan de skrivs. Det egna skriver du i dina egna anteckningar.",
        ater=reverse("dialog", args=[dialog.pk]),
        ater_namn=str(dialog),
        spara_adress=reverse("minnesanteckningar-spara", args=[dialog.pk]),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def minnesanteckningar(request: Begaran, pk: int) -> HttpResponse:
    """Minnesanteckningarna att skriva i, utan skript; med skript skrivs de på dialogens sida."""
    return visa_eller_spara(request, _minnesblad(request, pk))


@skrivvy
def spara_minnesanteckningarna(request: Begaran, pk: int) -> HttpResponse:
    return spara_i_bakgrunden(request, _minnesblad(request, pk))
