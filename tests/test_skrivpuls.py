"""Nyckeln till datorns kopia, pulsen, och hur länge en inloggning räcker."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from styrkedja.models import Narvaro
from tests.rollista import NU

JSON = {"accept": "application/json"}
TIMME = timedelta(hours=1)


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def puls(vem: Client, **kropp) -> Any:
    return vem.post(reverse("skriv-puls"), json.dumps(kropp), content_type="application/json", headers=JSON)


@pytest.fixture
def avsnitt(rapporter):
    return rapporter.rapport(rapporter.skola).avsnitt.get(nyckel="hem")


# --- Nyckeln ----------------------------------------------------------------------------------


def test_nyckeln_ar_personens_egen_och_densamma_varje_gang(rollista):
    svar = [klient(p).get(reverse("skriv-nyckel")) for p in (rollista.rektor, rollista.rektor, rollista.bitradande)]
    nycklar = [s.json()["nyckel"] for s in svar]
    assert nycklar[0] == nycklar[1] != nycklar[2]
    assert len(base64.b64decode(nycklar[0])) == 32
    assert svar[0].json()["person"] == rollista.rektor.pk
    assert "no-store" in svar[0].headers["Cache-Control"]


def test_nyckeln_ges_inte_till_den_som_inte_ar_inloggad(db):
    svar = Client().get(reverse("skriv-nyckel"), headers=JSON)
    assert (svar.status_code, list(svar.json())) == (401, ["fel"])


def test_nyckeln_foljer_textnyckeln_och_inte_djangos(rollista, settings):
    fore = klient(rollista.rektor).get(reverse("skriv-nyckel")).json()["nyckel"]
    settings.SECRET_KEY = "en-ny-nyckel-for-sessionerna" * 3
    assert klient(rollista.rektor).get(reverse("skriv-nyckel")).json()["nyckel"] == fore
    settings.TEXTNYCKEL = "en-annan-textnyckel" * 3
    assert klient(rollista.rektor).get(reverse("skriv-nyckel")).json()["nyckel"] != fore


# --- Pulsen -----------------------------------------------------------------------------------


def test_den_andra_syns_i_en_minut(rapporter, avsnitt):
    anna, bo = klient(rapporter.rektor), klient(rapporter.bitradande)
    assert puls(anna, agare="avsnitt", id=avsnitt.pk, falt="text").json()["har"] == []
    svar = puls(bo, agare="avsnitt", id=avsnitt.pk, falt="text").json()
    assert (svar["har"], svar["person"]) == ([{"namn": "Anna Alm", "falt": "text"}], rapporter.bitradande.pk)
    with time_machine.travel(NU + timedelta(seconds=120)):
        assert puls(bo, agare="avsnitt", id=avsnitt.pk).json()["har"] == []
    assert Narvaro.objects.count() == 2


def test_tva_flikar_ar_en_person(rapporter, avsnitt):
    anna = klient(rapporter.rektor)
    for falt in ("text", "annat"):
        puls(anna, agare="avsnitt", id=avsnitt.pk, falt=falt)
    assert Narvaro.objects.get().falt == "annat"


@pytest.mark.parametrize("vem", ["annan_rektor", "verksamhetschef", "utgangen", "medarbetare"])
def test_den_som_inte_skriver_far_inte_veta_vem_som_gor_det(rapporter, avsnitt, vem):
    puls(klient(rapporter.rektor), agare="avsnitt", id=avsnitt.pk)
    svar = puls(klient(rapporter.personer[vem]), agare="avsnitt", id=avsnitt.pk)
    assert (svar.status_code, list(svar.json())) == (404, ["fel"])
    assert svar.json() == puls(klient(rapporter.personer[vem]), agare="avsnitt", id=10**9).json()


@pytest.mark.parametrize("kropp", [{"agare": "person", "id": 1}, {"agare": 3, "id": 1}, {"agare": ["avsnitt"], "id": 1},
                                   {"agare": "avsnitt"}, {"agare": "avsnitt", "id": "1"}, {"agare": "avsnitt", "id": True},
                                   {"agare": "avsnitt", "id": -1}, {"agare": "avsnitt", "id": 10**30}])  # fmt: skip
def test_ting_som_inte_finns_ar_en_mening(rapporter, kropp):
    assert puls(klient(rapporter.rektor), **kropp).status_code == 404


@pytest.mark.parametrize("kropp", [b"", b"x", b"[]", b"\xff"])
def test_puls_som_inte_gar_att_lasa_ar_en_mening(rapporter, kropp):
    svar = klient(rapporter.rektor).post(reverse("skriv-puls"), kropp, content_type="application/json", headers=JSON)
    assert (svar.status_code, list(svar.json())) == (400, ["fel"])


@pytest.mark.parametrize("falt", ["x" * 61, "<b>", 3, None, ["a"]])
def test_konstigt_falt_blir_tomt(rapporter, avsnitt, falt):
    assert puls(klient(rapporter.rektor), agare="avsnitt", id=avsnitt.pk, falt=falt).status_code == 200
    assert Narvaro.objects.get().falt == ""


# --- Inloggningens tid ------------------------------------------------------------------------


def inloggad(vem: Client) -> bool:
    return vem.get(reverse("enheter"), headers=JSON).status_code == 200


def test_atta_timmars_vila_ar_slutet(rollista):
    anna = klient(rollista.rektor)
    with time_machine.travel(NU + 7.9 * TIMME):
        assert inloggad(anna)
    with time_machine.travel(NU + 15 * TIMME):
        assert not inloggad(anna)


def test_den_som_arbetar_forblir_inloggad_men_aldrig_over_tolv_timmar(rollista):
    anna = klient(rollista.rektor)
    for timmar in (3, 6, 9, 11.9):
        with time_machine.travel(NU + timmar * TIMME):
            assert inloggad(anna)
    with time_machine.travel(NU + 12.1 * TIMME):
        assert not inloggad(anna)
        assert not Session.objects.exists()


def test_pulsen_haller_inte_inloggningen_vid_liv_men_sager_hur_lange_den_racker(rollista):
    anna = klient(rollista.rektor)
    for timmar, kvar in ((0, 8), (4, 4), (7, 1)):
        with time_machine.travel(NU + timmar * TIMME):
            assert puls(anna).json()["kvar"] == pytest.approx(kvar * 3600, abs=5)
    with time_machine.travel(NU + 8.1 * TIMME):
        svar = puls(anna)
        assert (svar.status_code, list(svar.json())) == (401, ["fel"])


def test_stanna_fornyar_fram_till_den_langsta_tiden(rollista):
    anna = klient(rollista.rektor)
    for timmar, kvar in ((7.9, 4.1), (11.5, 0.5)):
        with time_machine.travel(NU + timmar * TIMME):
            assert puls(anna, stanna=True).json()["kvar"] == pytest.approx(kvar * 3600, abs=5)
    with time_machine.travel(NU + 12.1 * TIMME):
        assert puls(anna, stanna=True).status_code == 401


def test_bara_sant_fornyar(rollista):
    anna = klient(rollista.rektor)
    with time_machine.travel(NU + 7 * TIMME):
        assert puls(anna, stanna="nej").json()["kvar"] <= 3600


def test_fornyelsen_skriver_sessionen_hogst_var_femte_minut(rollista, django_assert_num_queries):
    anna = klient(rollista.rektor)
    slut = Session.objects.get().expire_date
    with time_machine.travel(NU + timedelta(minutes=4)):
        inloggad(anna)
        assert Session.objects.get().expire_date == slut
    with time_machine.travel(NU + timedelta(minutes=6)):
        inloggad(anna)
        assert Session.objects.get().expire_date - slut >= timedelta(minutes=5)


def test_en_session_fran_fore_tidsgransen_far_sin_borjan_vid_nasta_klick(rollista):
    anna = klient(rollista.rektor)
    session = anna.session
    del session["inloggad"], session["sett"]
    session.save()
    assert inloggad(anna)
    assert {"inloggad", "sett"} <= set(anna.session.keys())
