"""Dörrarna: släpper in den som underlaget finns för, och hämtar det som adressen nämner."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from analysunderlag.behorighet.inlasning import hinder_for_att_lasa_in, hinder_for_att_lasa_inlasningar
from analysunderlag.behorighet.insyn import laser_underlaget
from analysunderlag.models import Inlasning, Nyckeltal
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Omgang, Verksamhetsomrade


def krav_pa_underlaget(request: Begaran) -> None:
    """Raises: Http404 när underlaget inte finns för personen."""
    if not laser_underlaget(request.user):
        raise Http404


def hamta_enhet(request: Begaran, slug: str) -> Enhet:
    krav_pa_underlaget(request)
    return get_object_or_404(Enhet, slug=slug)


def hamta_omrade(request: Begaran, slug: str) -> Verksamhetsomrade:
    krav_pa_underlaget(request)
    return get_object_or_404(Verksamhetsomrade, slug=slug)


def hamta_nyckeltal(request: Begaran, nyckel: str) -> Nyckeltal:
    """Ett gemensamt nyckeltal, eller en enhets eget."""
    krav_pa_underlaget(request)
    return get_object_or_404(Nyckeltal.objects.select_related("enhet").prefetch_related("kallor"), nyckel=nyckel)


def rundan(request: Begaran) -> tuple[Omgang | None, list[Omgang]]:
    """Rundan i ?runda=, annars den som är närmast; och läsårets dialogrundor att välja bland."""
    lasar = aktuellt_lasar()
    rundor = [o for o in lasar.omgangar.all() if o.nyckel != "lasarsslut"] if lasar else []
    vald = next((o for o in rundor if o.nyckel == request.GET.get("runda")), None)
    return vald or nasta_runda(rundor), rundor


def nasta_runda(rundor: list[Omgang]) -> Omgang | None:
    """Den runda vars dialoger inte är avslutade än; annars läsårets sista."""
    return next((o for o in rundor if o.till >= idag()), rundor[-1] if rundor else None)


# --- Inläsningarna ------------------------------------------------------------------------------
#: Det som alla som läser loggen ser; en väntande fil är bara den egna.
I_LOGGEN = (Inlasning.Status.INFORD, Inlasning.Status.ANGRAD)


def oppna_inlasningarna(request: Begaran) -> str | None:
    """Släpper in den som läser loggen. Ger hindret för att läsa in, om det finns ett.

    Raises:
        Http404: loggen finns inte för personen.
    """
    if hinder_for_att_lasa_inlasningar(request.user):
        raise Http404
    return hinder_for_att_lasa_in(request.user)


def synlig_inlasning(request: Begaran, pk: int) -> Inlasning:
    """Den egna filen, eller en införd som står i loggen."""
    oppna_inlasningarna(request)
    rad = get_object_or_404(Inlasning.objects.select_related("av", "kalla", "angrad_av"), pk=pk)
    if rad.av_id != request.user.pk and rad.status not in I_LOGGEN:
        raise Http404
    return rad


def egen_inlasning(request: Begaran, pk: int) -> Inlasning:
    """Den egna filen, för den som läser in.

    Raises:
        Http404: filen finns inte för personen, eller är någon annans.
        PermissionDenied: personen läser inte in källan.
    """
    rad = synlig_inlasning(request, pk)
    krav_pa_ratt(hinder_for_att_lasa_in(request.user, rad.kalla))
    if rad.av_id != request.user.pk:
        raise Http404
    return rad
