"""Driftens frågor: healthz utan databas, readyz som säger vad som fattas men inget mer."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from styrkedja import tasks
from styrkedja.celery import app
from styrkedja.handlingar import puls
from styrkedja.models import Hjartslag

# Bara driftens adresser: proven ska stå även när resten av sajten inte gör det.
pytestmark = pytest.mark.urls("styrkedja.urls_drift")


def test_healthz_svarar_utan_databas(client):
    """Inget django_db-märke: en fråga till databasen skulle fälla provet."""
    svar = client.get("/healthz")
    assert (svar.status_code, svar.content) == (200, b"ok")
    assert "no-store" in svar["Cache-Control"]


@pytest.mark.django_db
def test_readyz_ar_klar_nar_sopningen_har_gatt(client):
    tasks.svep()
    svar = client.get("/readyz")
    assert svar.status_code == 200
    assert svar.json() == {"databas": "ok", "migreringar": "ok", "ko": "ok", "bakgrund": "ok"}


@pytest.mark.django_db
def test_readyz_sager_nar_bakgrunden_aldrig_horts(client):
    svar = client.get("/readyz")
    assert svar.status_code == 503
    assert svar.json()["bakgrund"] == "fel"


@pytest.mark.django_db
def test_pulsen_blir_gammal(settings):
    settings.SVEP_SEKUNDER = 60
    puls.sla()
    assert puls.lever()
    slag = Hjartslag.objects.get()
    slag.sedd -= timedelta(seconds=181)
    slag.save()
    assert not puls.lever()


@pytest.mark.django_db
def test_readyz_sager_nar_en_migrering_fattas(client):
    tasks.svep()
    MigrationRecorder(connection).migration_qs.filter(app="styrkedja").delete()
    svar = client.get("/readyz")
    assert (svar.status_code, svar.json()["migreringar"]) == (503, "fel")


@pytest.mark.django_db
def test_readyz_sager_nar_kon_inte_svarar(client, monkeypatch):
    """Kön pekas mot en port där ingen lyssnar: svaret kommer ändå, och snart."""
    tasks.svep()
    monkeypatch.setattr(app, "connection_for_write", _dod_redis)
    svar = client.get("/readyz")
    assert (svar.status_code, svar.json()["ko"]) == (503, "fel")


def _dod_redis():
    from kombu import Connection

    return Connection("redis://127.0.0.1:1/0", transport_options={"socket_connect_timeout": 1})


@pytest.mark.django_db
@pytest.mark.parametrize("adress", ["/healthz", "/readyz"])
def test_halsan_tar_bara_emot_fragor(client, adress):
    assert client.post(adress).status_code == 405
