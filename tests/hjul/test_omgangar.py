"""Omgångarna räknas ur hjulet, och står kvar när administrationen satt dem."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from styrkedja.handlingar.hjul import skapa_hjul
from styrkedja.handlingar.omgangar import Dagar, satt_omgang, uppdatera_omgangar
from styrkedja.models import Hjulmall, Omgang

VANTAT = {
    "vd1": Dagar(date(2026, 7, 1), date(2026, 8, 31), date(2026, 9, 7), date(2026, 9, 25)),
    "vd2": Dagar(date(2026, 12, 7), date(2027, 1, 11), date(2027, 1, 14), date(2027, 1, 29)),
    "vd3": Dagar(date(2027, 4, 6), date(2027, 4, 27), date(2027, 5, 4), date(2027, 5, 28)),
    "lasarsslut": Dagar(date(2027, 6, 1), date(2027, 6, 17), date(2027, 6, 17), date(2027, 6, 24)),
}


def dagar(lasar):
    return {o.nyckel: Dagar(o.oppnar, o.sista_dag, o.fran, o.till) for o in lasar.omgangar.all()}


@pytest.mark.krav(25)
def test_omgangarna_foljer_hjulet(kommun):
    Omgang.objects.filter(lasar=kommun.lasar).delete()
    skapa_hjul(lasar=kommun.lasar)
    assert dagar(kommun.lasar) == VANTAT
    assert [o.namn for o in kommun.lasar.omgangar.all()] == ["VD1", "VD2", "VD3", "Läsårsslut"]
    assert len(uppdatera_omgangar(kommun.lasar)) == 4


def test_en_andrad_regel_flyttar_omgangen(hjul):
    regel = {"typ": "fonster", "fran": {"manad": 9, "dag": 14}, "till": {"manad": 9, "dag": 25}}
    Hjulmall.objects.filter(nyckel="vd1").update(regel=regel)
    skapa_hjul(lasar=hjul.lasar)
    assert dagar(hjul.lasar)["vd1"] == Dagar(date(2026, 7, 1), date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 25))


def test_det_som_administrationen_satt_star_kvar(hjul):
    egna = Dagar(date(2026, 11, 16), date(2027, 1, 12), date(2027, 1, 14), date(2027, 1, 29))
    satt_omgang(omgang=hjul.omgang("vd2"), dagar=egna, av=hjul.administrator)
    skapa_hjul(lasar=hjul.lasar)
    assert dagar(hjul.lasar) == {**VANTAT, "vd2": egna}


@pytest.mark.parametrize(
    "andra, falt",
    [
        ({"oppnar": date(2026, 6, 1)}, "oppnar"),
        ({"sista_dag": date(2026, 12, 1)}, "sista_dag"),
        ({"till": date(2027, 1, 13)}, "till"),
    ],
)
def test_omojliga_dagar_nekas(hjul, andra, falt):
    with pytest.raises(ValidationError) as fel:
        satt_omgang(omgang=hjul.omgang("vd2"), dagar=Dagar(**{**vars(VANTAT["vd2"]), **andra}), av=hjul.administrator)
    assert list(fel.value.message_dict) == [falt]


def test_bara_administratoren_satter_omgangar(hjul):
    with pytest.raises(PermissionDenied):
        satt_omgang(omgang=hjul.omgang("vd2"), dagar=VANTAT["vd2"], av=hjul.direktor)


def test_utan_mallar_ror_hjulet_inga_omgangar(kommun):
    fore = dagar(kommun.lasar)
    Hjulmall.objects.update(aktiv=False)
    skapa_hjul(lasar=kommun.lasar)
    assert dagar(kommun.lasar) == fore
