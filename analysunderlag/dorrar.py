"""Dörrarna: släpper in den som underlaget finns för, och hämtar det som adressen nämner."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from analysunderlag.behorighet.insyn import laser_underlaget
from analysunderlag.models import Nyckeltal
from styrkedja.begaran import Begaran
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
