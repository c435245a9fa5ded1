"""Felproven: fel som läggs in på riktigt, några gånger i make test och med fulla antal i make drill.

Numren (F4, F5, F12, F14) är projektets egna för felen. På PostgreSQL sker det samtidiga i trådar med var sin anslutning;
SQLite har en skrivare i taget, och där körs samma sak efter varandra.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.db import connection, connections, transaction

from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Inlamning
from skript.processer import vanta_tills
from styrkedja.celery import app
from styrkedja.handlingar import utkorg
from styrkedja.klocka import nu
from styrkedja.models import Handelse, Utkorg
from tests.felwebb import databasens_adress

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def samtidigt(gor: Callable[[], Any], antal: int = 5) -> list[Any]:
    """Gör samma sak så många gånger på en gång. Ger alla svar."""

    def en(_: int) -> Any:
        try:
            return gor()
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        return [gor() for _ in range(antal)]
    with ThreadPoolExecutor(antal) as tradar:
        return list(tradar.map(en, range(antal)))


@pytest.fixture
def gjorda(monkeypatch) -> list[str]:
    """Det som arbetet "prov" har gjort, i ordning."""
    gjorda: list[str] = []
    monkeypatch.setattr(utkorg, "utforare", lambda: {"prov": lambda rad: gjorda.append(rad.nyckel)})
    return gjorda


@pytest.fixture
def tyst_ko(monkeypatch) -> list[int]:
    """Kön tar emot men ingen arbetar. Ger id:n i ordning."""
    ids: list[int] = []
    monkeypatch.setattr("styrkedja.tasks.utfor.apply_async", lambda args, **_: ids.append(args[0]))
    return ids


def lagg(nyckel: str) -> Utkorg:
    with transaction.atomic():
        return utkorg.lagg("prov", nyckel=nyckel)


def test_f5_levererad_fem_ganger_pa_en_gang_gors_en_gang(tyst_ko, gjorda, varv):
    antal = varv(4, 300)
    for nr in range(antal):
        rad = lagg(f"arbete-{nr}")
        svar = samtidigt(lambda rad=rad: utkorg.utfor_rad(rad.pk))
        assert sorted(svar) == ["klart", "redan", "redan", "redan", "redan"]
    assert gjorda == [f"arbete-{nr}" for nr in range(antal)]


def test_f5_begard_fem_ganger_pa_en_gang_ar_en_rad(tyst_ko, varv):
    antal = varv(4, 300)
    for nr in range(antal):
        rader = samtidigt(lambda nr=nr: lagg(f"arbete-{nr}"))
        assert len({rad.pk for rad in rader}) == 1
    assert Utkorg.objects.count() == len(tyst_ko) == antal


def test_f12_inlamnad_fem_ganger_pa_en_gang_ar_en_version(rapporter, tyst_ko, varv):
    """Fem tryck på samma knapp, från fem flikar: en frusen version, en händelse, samma svar till alla."""
    rapport, vd1 = rapporter.rapport(rapporter.skola), rapporter.omgang("vd1")
    avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel="samlad_bedomning")
    antal = varv(3, 100)
    for nr in range(1, antal + 1):
        spara_avsnitt(avsnitt=avsnitt, texter={"slutsatser": f"Slutsats {nr}."}, av=rapporter.rektor)
        svar = samtidigt(lambda: lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor, skal="Mer kommer."))
        assert {version.nummer for version in svar} == {nr}
    assert Inlamning.objects.count() == antal
    assert Handelse.objects.filter(handling="lamna_in").count() == antal


def test_f14_kon_borta_och_tillbaka_tappar_inget_och_gor_inget_tva_ganger(gjorda, monkeypatch, varv):
    """Kön pekas mot en stängd port medan arbetet begärs; sopningen skickar allt när den är tillbaka."""
    antal = varv(5, 200)
    fore = app.conf.broker_url, app.conf.broker_transport_options

    def peka(adress: str, val: dict) -> None:
        app.conf.broker_url, app.conf.broker_transport_options = adress, val
        app.amqp._producer_pool = app._pool = None  # Celery minns annars sin anslutning

    peka("redis://127.0.0.1:1/0", settings.KO_BORTA)
    try:
        rader = [lagg(f"arbete-{nr}") for nr in range(antal)]
        assert utkorg.svep() == 0
    finally:
        peka(*fore)
    assert utkorg.svep() == antal
    for rad in rader * 2:
        utkorg.utfor_rad(rad.pk)
    assert sorted(gjorda) == sorted(rad.nyckel for rad in rader)


ARBETARE = """
import os, sys, time, django
django.setup()
from styrkedja.handlingar import utkorg
utkorg.utforare = lambda: {"prov": lambda rad: time.sleep(600)}
utkorg.utfor_rad(int(sys.argv[1]))
"""


def test_f4_arbetaren_dodas_mitt_i_och_arbetet_gors_klart_av_nasta(tyst_ko, gjorda, varv):
    """kill -9 medan raden är tagen: lånet löper ut, sopningen skickar den igen, och den görs en gång."""
    for nr in range(varv(1, 30)):
        rad = lagg(f"arbete-{nr}")
        _ta_och_do(rad)
        assert utkorg.utfor_rad(rad.pk) == "redan"
        with time_machine.travel(nu() + utkorg.LAN * 1.1):
            tyst_ko.clear()
            assert utkorg.svep() == 1
            assert utkorg.utfor_rad(tyst_ko[0]) == "klart"
        assert gjorda[nr:] == [rad.nyckel]


def _ta_och_do(rad: Utkorg) -> None:
    """En annan process tar raden och dödas."""
    arbetare = subprocess.Popen(
        [sys.executable, "-c", ARBETARE, str(rad.pk)],
        cwd=Path(__file__).resolve().parent.parent,
        env={**os.environ, "DATABASE_URL": databasens_adress()},
        start_new_session=True,
    )
    try:
        tagen = vanta_tills(lambda: Utkorg.objects.get(pk=rad.pk).utfall == Utkorg.Utfall.PAGAR, sekunder=60)
        assert tagen
    finally:
        os.killpg(arbetare.pid, signal.SIGKILL)
        arbetare.wait()
