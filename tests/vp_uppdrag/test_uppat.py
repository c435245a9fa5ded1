"""Uppåt: målen som bidrar till ett uppdrag, de enheter som inget har, och det som ligger still med den som håller ihop."""

from collections.abc import Set
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styrkedja.models import Enhet, EnhetSkolform, Omgang, Person, Skolform, Tillhorighet
from tests.vp_uppdrag.planer import faststalld, helt_mal, plan_for
from vp_uppdrag.handlingar.malen import satt_bidrag
from vp_uppdrag.handlingar.planer import skapa_planer
from vp_uppdrag.handlingar.progression import Delad, dela_progression, sluta_dela_progression
from vp_uppdrag.handlingar.svar import Svar, dela_svar, sluta_dela_svar
from vp_uppdrag.handlingar.uppfoljning import rapportera_lage
from vp_uppdrag.models import Bidrag, Mal, Uppdrag
from vp_uppdrag.regler.krets import galler_enheten

SIDAN = reverse("uppdrag", args=["2026-27", 1])
LISTAN = reverse("uppdragen")


def som(person: Person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def text(person: Person, vart: str) -> str:
    svar = som(person).get(vart)
    assert svar.status_code == 200
    return " ".join(svar.content.decode().split())


def fragor(person: Person, vart: str) -> int:
    klient = som(person)
    klient.get(vart)
    with CaptureQueriesContext(connection) as fangst:
        assert klient.get(vart).status_code == 200
    return len(fangst)


def bidragande(kommun: Any, uppdrag: Uppdrag) -> Mal:
    """Almskolans mål som bidrar till uppdraget, ännu bara i utkastet."""
    mal = helt_mal(plan_for(kommun), kommun.rektor)
    satt_bidrag(mal=mal, bidrag=[Bidrag(uppdrag=uppdrag)], av=kommun.rektor)
    return mal


@pytest.fixture
def till_alla(nytt) -> Uppdrag:
    return nytt(urval="alla", skolformer=list(Skolform.objects.filter(nyckel="grundskola")))


@pytest.mark.krav(76, 84)
def test_vilka_enheter_ett_uppdrag_galler():
    def galler(urval: str, skolformer: Set[int] = frozenset(), enheter: Set[int] = frozenset()) -> bool:
        return galler_enheten(urval, skolformer, enheter, enhet=7, har={1, 2})

    assert galler("alla")
    assert galler("forvaltning")
    assert galler("alla", {2, 3})
    assert not galler("alla", {3})
    assert galler("", {1}), "skolformerna räcker"
    assert not galler(""), "det som inte är sagt gäller ingen"
    assert galler("utpekade", {3}, {7})
    assert not galler("utpekade", {1}, {8})
    assert not galler("malgrupp", {1}), "en målgrupp i ord pekar inte ut någon"


@pytest.mark.krav(19, 47)
def test_malen_visas_nar_planen_ar_faststalld_och_orden_nar_de_ar_inlamnade(kommun, till_alla):
    mal = bidragande(kommun, till_alla)
    for sida in (text(kommun.direktor, SIDAN), text(kommun.medarbetare, SIDAN)):
        assert "Ingen fastställd verksamhetsplan har ett mål som bidrar" in sida
        assert mal.text not in sida, "utkastet är enhetens"
        assert "som uppdraget gäller har inget mål som bidrar" in sida
    faststalld(kommun, mal.plan)
    sida = text(kommun.medarbetare, SIDAN)
    assert mal.text in sida
    assert f"#mal-{mal.pk}" in sida
    assert "har ett mål som bidrar. Inget är inlämnat om det än." in sida
    omgang = kommun.lasar.omgangar.first()
    steg = {"namn": "framåt", "form": "upp"}
    dela_progression(rader=[Delad(mal.pk, [], None, steg)], omgang=omgang, av=kommun.rektor)
    assert "framåt" in text(kommun.medarbetare, SIDAN)
    sluta_dela_progression(plats=mal.plan.plats, omgang=omgang)
    assert "framåt" not in text(kommun.direktor, SIDAN), "det återlämnade visas inte"


@pytest.mark.krav(19)
def test_enhetens_rum_visar_uppdragen_som_galler_den_och_malen_som_svarar(kommun, till_alla, nytt):
    nytt(rubrik="Gäller ingen skola")
    nytt(rubrik="Ett utkast", beslutat=False, urval="alla")
    rummet = reverse("enhet", args=[kommun.skola.slug])
    sida = text(kommun.rektor, rummet)
    assert "VP-uppdrag 1: Närvaro" in sida
    assert "Inget mål i enhetens fastställda plan bidrar" in sida
    assert "Gäller ingen skola" not in sida
    assert "Ett utkast" not in sida
    mal = bidragande(kommun, till_alla)
    faststalld(kommun, mal.plan)
    sida = text(kommun.medarbetare, rummet)
    assert "Inget mål i enhetens fastställda plan bidrar" not in sida


@pytest.mark.krav(76)
def test_enhetens_rum_sager_i_vilken_runda_den_svarade(kommun, nytt):
    uppdrag = nytt(urval="alla", uppfoljning=["kvalitetsrapport"])
    rummet, omgang = reverse("enhet", args=[kommun.skola.slug]), Omgang.objects.get(nyckel="vd1", lasar=kommun.lasar)
    assert "Uppdragets fråga besvaras i kvalitetsrapporten." in text(kommun.medarbetare, rummet)
    svaret = Svar(uppdrag.pk, "Hur går det?", "Vi ringer samma dag.")
    dela_svar(rader=[svaret], plats=kommun.skola, omgang=omgang, av=kommun.rektor)
    sida = text(kommun.medarbetare, rummet)
    assert f"svarade på uppdragets fråga i {omgang.namn}" in sida
    assert "Vi ringer samma dag." not in sida, "orden läses på uppdragets sida, av dem som får"
    sluta_dela_svar(plats=kommun.skola, omgang=omgang)
    assert "svarade på uppdragets fråga" not in text(kommun.medarbetare, rummet)


@pytest.mark.krav(46)
def test_ett_uppdrag_som_ingen_har_rort_sags_med_den_som_haller_ihop_det(kommun, uppdrag, time_machine):
    uppdrag.tillstand = "genomfors"
    uppdrag.skapad = uppdrag.beslutat = datetime(2026, 8, 20, 8, tzinfo=UTC)
    uppdrag.save()
    uppdrag.andringar.all().delete()
    time_machine.move_to("2026-11-24T09:00:00Z")
    for vart in (SIDAN, LISTAN):
        sida = text(kommun.direktor, vart)
        assert "orört sedan" in sida
        assert "20 aug 2026" in sida
        assert "Hör med Norr" in sida
    assert "Sedan förra rundan är ett orört: hör med Norr" in text(kommun.direktor, "/")
    rapportera_lage(uppdrag=uppdrag, lage="risk", rubrik="Nio i gång", har_hant="Nio.", av=kommun.verksamhetschef)
    for vart in (SIDAN, LISTAN, "/"):
        assert "orört" not in text(kommun.direktor, vart)


def bygg_enheter(kommun: Any, antal: int) -> None:
    mall = kommun.skola.skolformer.get()
    for nr in range(Enhet.objects.count(), antal):
        enhet = Enhet.objects.create(namn=f"Skola {nr:04}", slug=f"skola-{nr:04}")
        EnhetSkolform.objects.create(enhet=enhet, skolform=mall.skolform, laroplan=mall.laroplan)
        Tillhorighet.objects.create(enhet=enhet, lasar=kommun.lasar, omrade=kommun.norr)
    skapa_planer(lasar=kommun.lasar)


def med_mal_i_alla(kommun: Any, uppdrag: Uppdrag) -> None:
    """Varannan enhet får ett fastställt mål som bidrar, med ord i en runda."""
    omgang = kommun.lasar.omgangar.first()
    for plan in list(kommun.lasar.verksamhetsplaner.filter(mal__isnull=True))[::2]:
        mal = Mal.objects.create(
            plan=plan, text="Ett mål", gallande_text="Ett mål", gallande_nr=1, skapad=datetime(2026, 8, 20, tzinfo=UTC)
        )
        Bidrag.objects.create(mal=mal, uppdrag=uppdrag, galler=True)
        dela_progression(rader=[Delad(mal.pk, [])], omgang=omgang, av=kommun.rektor)


@pytest.mark.krav(105)
def test_lika_manga_fragor_for_24_och_240_enheter(kommun, till_alla):
    matt = []
    for antal in (24, 240):
        bygg_enheter(kommun, antal)
        med_mal_i_alla(kommun, till_alla)
        matt.append([fragor(p, v) for p in (kommun.direktor, kommun.medarbetare) for v in (SIDAN, LISTAN)])
    assert matt[0] == matt[1]
    assert len(text(kommun.direktor, SIDAN)) < 400_000
