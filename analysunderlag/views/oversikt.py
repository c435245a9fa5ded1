"""Underlagets första sida."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from analysunderlag import oversikt as sidan
from analysunderlag import pm
from analysunderlag.behorighet.inlasning import (
    hinder_for_att_ha_nyckeltal,
    hinder_for_att_lasa_in,
    hinder_for_att_lasa_inlasningar,
)
from analysunderlag.behorighet.insyn import egen_kedja
from analysunderlag.dorrar import krav_pa_underlaget, rundan
from analysunderlag.handlingar.underlagslage import rundans_nyckeltal, underlagslage
from analysunderlag.models import Nyckeltal
from analysunderlag.nyckeltalssida import utstickare_i_ord
from analysunderlag.regler.underlagslage import Lage
from styrkedja.begaran import Begaran
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Person, Plats
from styrkedja.regler.roller import Plats as Platsslag
from styrkedja.regler.roller import Roll


@require_safe
def oversikten(request: Begaran) -> HttpResponse:
    """Vad som är inne inför rundan, vad som kommer, vad som sticker ut. Egna enheter först för den som har sådana."""
    krav_pa_underlaget(request)
    omgang, rundor = rundan(request)
    enheter = _enheter()
    egna = (egen_kedja(request.user) | _arbetar_pa(request.user)) & set(enheter) or set(enheter)
    nyckeltal = [n for n, _ in rundans_nyckeltal(omgang)] if omgang else []
    lagen = sidan.nyckeltalslagen(underlagslage(egna, omgang, idag=idag())) if omgang else []
    ut = sidan.utstickande(request.user, enheter, nyckeltal, egna)
    return render(
        request,
        "analysunderlag/oversikt.html",
        {
            "dag": idag(),
            "rubrik": sidan.rubrik(lagen, omgang.namn if omgang else ""),
            "ingress": sidan.ingress(lagen),
            "omgang": omgang,
            "rundor": rundor,
            "alla_egna": len(egna) == len(enheter),
            "egen_enhet": enheter[next(iter(egna))] if len(egna) == 1 else None,
            "mitt_omrade": _mitt_omrade(request.user),
            "saknas": [n for n in lagen if n.lage == Lage.SAKNAS],
            "kommer": sidan.som_kommer(lagen),
            "inne": [n for n in lagen if n.lage in (Lage.INNE, Lage.PRELIMINAR)],
            "utstickande": [(u, utstickare_i_ord(u.ut)) for u in ut],
            "laser_in": hinder_for_att_lasa_in(request.user) is None,
            "laser_loggen": hinder_for_att_lasa_inlasningar(request.user) is None,
            "bilagor": pm.senaste(),
            "nyss": sidan.nyss_inlasta(request.user),
            "andrar": hinder_for_att_ha_nyckeltal(request.user, None) is None,
            "alla": _efter_omrade(),
        },
    )


def _enheter() -> dict[int, Enhet]:
    lasar = aktuellt_lasar()
    enheter = Enhet.objects.verksamma(lasar) if lasar else Enhet.objects.all()
    return {e.pk: e for e in enheter}


def _arbetar_pa(person: Person) -> frozenset[int]:
    return frozenset(b.plats_id for b in person.befattningar_nu if b.plats.slag == Platsslag.ENHET)


def _mitt_omrade(person: Person) -> Plats | None:
    return next((b.plats for b in person.befattningar_nu if b.roll == Roll.VERKSAMHETSCHEF), None)


def _efter_omrade() -> list[tuple[str, list[Nyckeltal]]]:
    """Alla gemensamma nyckeltal under sina läroplansområden, i den ordning de står."""
    grupper: dict[str, list[Nyckeltal]] = {}
    for nyckeltal in Nyckeltal.objects.gemensamma().i_bruk():
        grupper.setdefault(nyckeltal.laroplansomrade or "Övrigt", []).append(nyckeltal)
    return list(grupper.items())
