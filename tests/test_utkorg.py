"""Utkorgen: inget arbete tappas, inget görs två gånger, och sidan fungerar fast kön är borta."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as django_settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.handlingar.inlamning import lamna_in
from styrkedja.celery import app
from styrkedja.handlingar import utkorg
from styrkedja.klocka import nu
from styrkedja.models import Utkorg
from tests.rollista import NU


@pytest.fixture
def gjort(monkeypatch):
    """Ett slag av arbete som bara minns vad det gjort."""
    gjorda: list[str] = []
    monkeypatch.setattr(utkorg, "utforare", lambda: {"prov": lambda rad: gjorda.append(rad.nyckel)})
    return gjorda


@pytest.fixture
def skickat(monkeypatch):
    """Id:n som har lagts i kön."""
    ids: list[int] = []
    monkeypatch.setattr("styrkedja.tasks.utfor.apply_async", lambda args, **_: ids.append(args[0]))
    return ids


def lagg(nyckel="a", **mer):
    with transaction.atomic():
        return utkorg.lagg("prov", nyckel=nyckel, **mer)


@pytest.mark.django_db(transaction=True)
def test_raden_skickas_forst_nar_det_som_bad_om_den_ar_sparat(skickat):
    with transaction.atomic():
        rad = utkorg.lagg("prov", nyckel="a")
        assert skickat == []
    assert skickat == [rad.pk]


@pytest.mark.django_db(transaction=True)
def test_gar_transaktionen_om_intet_finns_varken_rad_eller_uppgift(skickat):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        utkorg.lagg("prov", nyckel="a")
        raise ZeroDivisionError
    assert skickat == []
    assert not Utkorg.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_samma_arbete_begart_tva_ganger_ar_en_rad(skickat):
    assert lagg() == lagg()
    assert len(skickat) == 1


@pytest.mark.django_db
def test_ett_gjort_arbete_gar_att_begara_igen(skickat, gjort):
    forst = lagg()
    utkorg.utfor_rad(forst.pk)
    assert lagg() != forst


@pytest.mark.django_db
def test_levererad_fem_ganger_gors_den_en_gang(skickat, gjort):
    rad = lagg()
    svar = [utkorg.utfor_rad(rad.pk) for _ in range(5)]
    assert gjort == ["a"]
    assert svar == ["klart", *["redan"] * 4]


@pytest.mark.django_db
def test_bara_en_tar_raden_medan_lanet_galler(skickat):
    with time_machine.travel(NU, tick=False) as tid:
        rad = lagg()
        assert utkorg.ta(rad.pk) is not None
        assert utkorg.ta(rad.pk) is None
        # Arbetaren dog mitt i: när lånet gått ut tar nästa vid.
        tid.shift(utkorg.LAN + timedelta(seconds=1))
        assert utkorg.ta(rad.pk).forsok == 2


@pytest.mark.django_db
def test_den_som_tappat_lanet_kan_inte_saga_att_den_andres_arbete_ar_klart(skickat):
    with time_machine.travel(NU, tick=False) as tid:
        rad = lagg()
        gammal = utkorg.ta(rad.pk)
        tid.shift(utkorg.LAN + timedelta(seconds=1))
        utkorg.ta(rad.pk)
        utkorg._avsluta(gammal, Utkorg.Utfall.KLART, "")
        assert Utkorg.objects.get().utfall == Utkorg.Utfall.PAGAR


@pytest.mark.django_db
def test_ett_fel_vantar_och_forsoker_igen_och_ger_till_sist_upp(skickat, monkeypatch):
    def fall(rad):
        raise OSError("full disk")

    monkeypatch.setattr(utkorg, "utforare", lambda: {"prov": fall})
    with time_machine.travel(NU, tick=False) as tid:
        rad = lagg()
        assert utkorg.utfor_rad(rad.pk) == "vantar"
        assert utkorg.utfor_rad(rad.pk) == "redan", "väntetiden har inte gått"
        for _ in range(utkorg.MAX_FORSOK - 1):
            tid.shift(timedelta(days=1))
            utfall = utkorg.utfor_rad(rad.pk)
        assert utfall == "misslyckat"
        assert "5 försök" in Utkorg.objects.get().fel


@pytest.mark.django_db
def test_det_som_inte_gar_forsoks_inte_igen_och_sager_varfor(skickat, monkeypatch):
    def fall(rad):
        raise utkorg.GarInte("Tog för mycket minne.")

    monkeypatch.setattr(utkorg, "utforare", lambda: {"prov": fall})
    assert utkorg.utfor_rad(lagg().pk) == "misslyckat"
    assert Utkorg.objects.get().fel == "Tog för mycket minne."


@pytest.mark.django_db
def test_sopningen_skickar_det_som_blivit_liggande_och_inget_annat(skickat):
    liggande, klart, senare = lagg("liggande"), lagg("klart"), lagg("senare", tidigast=nu() + timedelta(hours=1))
    Utkorg.objects.filter(pk=klart.pk).update(utfall=Utkorg.Utfall.KLART)
    skickat.clear()
    assert utkorg.svep() == 1
    assert skickat == [liggande.pk]
    assert senare.utfall == Utkorg.Utfall.VANTAR


@pytest.fixture
def trasig_ko():
    """En kö som inte går att nå: en stängd port, på riktigt. Ger en funktion som lagar den."""
    fore = app.conf.broker_url, app.conf.broker_transport_options

    def peka(adress: str, val: dict) -> None:
        app.conf.broker_url, app.conf.broker_transport_options = adress, val
        # Celery minns sin anslutning; nästa sändning ska gå till den nya adressen.
        app.amqp._producer_pool = app._pool = None

    peka("redis://127.0.0.1:1/0", django_settings.KO_BORTA)
    yield lambda: peka(*fore)
    peka(*fore)


@pytest.mark.django_db(transaction=True)
def test_kon_borta_sidan_fungerar_raden_vantar_och_sopningen_skickar(rapporter, trasig_ko):
    version = lamna_in(
        rapport=rapporter.rapport(rapporter.skola),
        omgang=rapporter.omgang("vd1"),
        av=rapporter.rektor,
        skal="prov",
        nu=NU,
    )
    klient = Client()
    klient.force_login(rapporter.rektor)
    adress = reverse("rapport-pdf", args=["almskolan", "2026-27", "vd1", version.nummer])
    svar = klient.post(adress, follow=True)
    assert svar.status_code == 200
    assert "står i kö" in svar.content.decode()
    assert Utkorg.objects.get().utfall == Utkorg.Utfall.VANTAR
    assert utkorg.svep() == 0
    trasig_ko()
    assert utkorg.svep() == 1
