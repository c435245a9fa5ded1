"""Det som dialogen kom fram till står där det hör hemma: avsnittet, målet, uppdraget, enhetens rum, områdets lista."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dialoger.handlingar.handslag import andra
from dialoger.models import Dialog
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.models import Avsnitt, Punkt
from tests.dialoger.handslagen import bekraftat, ford, handslag, uppgift
from tests.dialoger.test_handslagssidor import _manga
from tests.rollista import NU
from tests.vp_uppdrag.planer import faststalld, helt_mal, plan_for
from vp_uppdrag.handlingar.gang import besluta
from vp_uppdrag.handlingar.uppdrag import satt_parter, skapa_uppdrag
from vp_uppdrag.models import Mal
from vp_uppdrag.regler.parter import Partroll, Partuppgift

RUBRIK = "Det här kom dialogen fram till"


@pytest.fixture
def kommun(dialoger):
    skapa_rapporter(lasar=dialoger.lasar)
    return dialoger


def som(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def sida(person, vart) -> str:
    svar = som(person).get(vart)
    assert svar.status_code == 200, vart
    return svar.content.decode()


@pytest.mark.krav(61)
def test_avsnittet_sager_vad_dialogen_kom_fram_till_om_dess_punkt(kommun, vd2):
    avsnitt = Avsnitt.objects.get(rapport=kommun.rapport(kommun.skola), mall__nyckel="kunskaper")
    punkt = Punkt.objects.create(avsnitt=avsnitt, slag="utmaning", text="Frånvaron", ordning=1, lyft=NU)
    vart = reverse("rapport-avsnitt", args=["almskolan", "2026-27", avsnitt.nyckel])
    assert RUBRIK not in sida(kommun.rektor, vart)
    rad = bekraftat(kommun, vd2)
    andra(handslag=rad, uppgift=uppgift(vd2, galler=punkt), av=kommun.rektor)
    assert "En person ringer samma dag." in sida(kommun.rektor, vart)
    assert RUBRIK in sida(kommun.rektor, vart)


@pytest.mark.krav(105)
def test_malet_och_uppdraget_sager_det_for_dem_som_laser_handslaget(kommun, vd2):
    plan = plan_for(kommun)
    mal = helt_mal(plan, kommun.rektor)
    faststalld(kommun, plan)
    uppdrag = skapa_uppdrag(lasar=kommun.lasar, rubrik="Närvaro", text="Prov", nr=1, av=kommun.direktor, nu=NU)
    parter = [Partuppgift(Partroll.SAMMANKALLANDE, plats=kommun.norr.pk)]
    satt_parter(uppdrag=uppdrag, parter=parter, av=kommun.direktor, nu=NU)
    besluta(uppdrag=uppdrag, av=kommun.direktor, nu=NU)
    mal = Mal.objects.get(pk=mal.pk)
    handslag(ford(vd2), kommun.rektor, galler=mal)
    handslag(vd2, kommun.rektor, vad="Vi ringer hem.", galler=uppdrag)
    planen, uppdraget = (
        reverse("plan", args=["enheter", "almskolan", "2026-27"]),
        reverse("uppdrag", args=["2026-27", 1]),
    )
    assert RUBRIK in sida(kommun.verksamhetschef, planen)
    assert "Vi ringer hem." in sida(kommun.verksamhetschef, uppdraget)
    for vem in ("direktor", "medarbetare"):
        assert RUBRIK not in sida(kommun.personer[vem], planen), "inget är bekräftat än"
    bekraftat(kommun, vd2, vad="Det bekräftade", galler=mal)
    assert "Det bekräftade" in sida(kommun.direktor, planen)
    assert "Det bekräftade" not in sida(kommun.medarbetare, planen)


def test_enhetens_rum_omradet_och_laget_raknar_de_oppna(kommun, vd2):
    assert "inga" in sida(kommun.verksamhetschef, "/omrade/norr/")
    bekraftat(kommun, vd2)
    for vem, vart in (("verksamhetschef", "/omrade/norr/"), ("direktor", "/lage/")):
        text = sida(kommun.personer[vem], vart)
        assert f"{reverse('handslagen')}?enhet=almskolan" in text
        assert "1 öppet" in text
    rummet = reverse("enhet", args=["almskolan"])
    assert "En person ringer samma dag." in sida(kommun.rektor, rummet)
    assert "En person ringer samma dag." not in sida(kommun.annan_rektor, rummet)
    assert "En person ringer" in sida(kommun.verksamhetschef, reverse("handslagen") + "?enhet=almskolan")
    assert "En person ringer" not in sida(kommun.verksamhetschef, reverse("handslagen") + "?enhet=backen")


def test_listornas_fragor_ar_lika_manga_for_24_och_240_enheter(kommun):
    antal: dict[tuple[str, int], int] = {}
    for enheter, till in ((24, 24), (240, 216)):
        _manga(kommun, till)
        for vem, vart in (
            ("verksamhetschef", "/omrade/norr/"),
            ("direktor", "/lage/"),
            ("rektor", reverse("enhet", args=["almskolan"])),
        ):
            klient = som(kommun.personer[vem])
            klient.get(vart)
            with CaptureQueriesContext(
                connection,
            ) as fragor:
                assert klient.get(vart).status_code == 200
            antal[vart, enheter] = len(fragor)
    for (vart, enheter), n in antal.items():
        assert n <= antal[vart, 24], f"{vart} med {enheter} enheter"
    assert Dialog.objects.filter(rubrik="VD2").count() == 240
