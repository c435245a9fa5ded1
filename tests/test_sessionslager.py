"""Sessionen läst med skriven SQL: samma innehåll som Djangos, slut när den är slut, och ingen kaka är för konstig."""

import psycopg
import pytest
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from styrkedja.sessionslager import SessionStore
from tests.rollista import NU


@pytest.fixture
def nyckel(db) -> str:
    session = SessionStore()
    session["sett"] = "åäö"
    session.save()
    return session.session_key


def test_samma_innehall_som_djangos_i_en_fraga(nyckel):
    with CaptureQueriesContext(connection) as fragor:
        assert SessionStore(nyckel).load() == {"sett": "åäö"} == db.SessionStore(nyckel).load()
    assert len(fragor) == 2


@pytest.mark.parametrize("slut", [{"expire_date": NU.replace(year=2020)}, {"session_key": "enannan" * 4}])
def test_en_session_som_gatt_ut_eller_inte_finns_ar_tom_och_utan_nyckel(nyckel, slut):
    Session.objects.update(**slut)
    session = SessionStore(nyckel)
    assert session.load() == {}
    assert session.session_key is None


@pytest.mark.django_db(transaction=True)
def test_en_anslutning_som_dott_ar_en_ny_och_inget_fel_for_den_som_klickar(rollista):
    klient = Client()
    klient.force_login(rollista.rektor)
    assert klient.get("/").status_code == 200
    if connection.vendor == "postgresql":
        with psycopg.connect(**connection.get_connection_params() | {"cursor_factory": None}) as annan:
            annan.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])
    assert klient.get("/").status_code == 200


@pytest.mark.parametrize("kaka", ['"abcdefgh\\000ijk"', "åäöåäöåäö", "kort", "' OR 1=1 --"])
def test_en_kaka_som_inte_kan_vara_en_nyckel_ar_utloggad_och_nar_inte_databasen(db, kaka):
    with CaptureQueriesContext(connection) as fragor:
        svar = Client().get("/", headers={"cookie": f"session={kaka}"})
    assert svar.status_code == 302
    assert not fragor
