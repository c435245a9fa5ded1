"""Källorna i årshjulet: en post per källa och månad, och inget dubbelt hur ofta hjulet än skapas."""

from datetime import date

import pytest

from analysunderlag.arshjul import efter_hjulet
from analysunderlag.models import Nyckeltal
from styrkedja.models import Hjulpost
from tests.analysunderlag.varden import kalla, nyckeltal
from tests.rollista import NU


@pytest.fixture
def kallorna(rollista):
    skolverket, skoltempen = kalla("skolverket", namn="Skolverket"), kalla("skoltempen", namn="Skoltempen", ordning=9)
    for nyckel, manad, ur in (
        ("nian", 9, skolverket),
        ("sexan", 10, skolverket),
        ("trygg", 12, skoltempen),
        ("flyt", 12, skoltempen),
    ):
        nyckeltal(nyckel=nyckel, namn=nyckel, publiceras_manad=manad).kallor.add(ur)
    nyckeltal(nyckel="lopande", namn="Löpande").kallor.add(skolverket)
    nyckeltal(nyckel="skolans", namn="Eget", publiceras_manad=3, enhet=rollista.skola).kallor.add(skoltempen)
    efter_hjulet(rollista.lasar, NU)
    return rollista


def poster(rollista) -> list[tuple]:
    rader = Hjulpost.objects.for_lasar(rollista.lasar).filter(slag="underlag").order_by("sorteras")
    return [(p.rubrik, p.ungefar, p.sorteras) for p in rader]


@pytest.mark.krav(43)
def test_hjulet_sager_nar_varje_kalla_ska_lasas_in(kallorna):
    vantade = [
        ("Läs in Skolverket: ett nyckeltal", "september 2026", date(2026, 9, 1)),
        ("Läs in Skolverket: ett nyckeltal", "oktober 2026", date(2026, 10, 1)),
        ("Läs in Skoltempen: två nyckeltal", "december 2026", date(2026, 12, 1)),
    ]
    assert poster(kallorna) == vantade
    efter_hjulet(kallorna.lasar, NU)
    assert poster(kallorna) == vantade


def test_posterna_foljer_nyckeltalen_men_en_flyttad_post_star_kvar(kallorna):
    Hjulpost.objects.filter(sorteras=date(2026, 9, 1)).update(flyttad_nar=NU, sorteras=date(2026, 9, 25))
    Nyckeltal.objects.filter(nyckel__in=("nian", "sexan", "flyt")).update(upphord=date(2026, 11, 1))
    efter_hjulet(kallorna.lasar, NU)
    assert [(rubrik, nar) for rubrik, _, nar in poster(kallorna)] == [
        ("Läs in Skolverket: ett nyckeltal", date(2026, 9, 25)),
        ("Läs in Skoltempen: ett nyckeltal", date(2026, 12, 1)),
    ]
