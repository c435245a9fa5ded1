"""Serierna: egna år, två källor för samma år, kön och klasser, jämförelser, och vad som går att citera."""

from datetime import date

import pytest

from analysunderlag.bilder import Ritad
from analysunderlag.enhetssida import las_ritade
from analysunderlag.handlingar.serier import las_bilder
from analysunderlag.models import Kon, Niva
from analysunderlag.regler.skydd_ord import Insyn
from tests.analysunderlag.varden import for_in, kalla, nyckeltal, varde


@pytest.fixture
def gr(rollista):
    return rollista.skola.skolformer.get().skolform


@pytest.fixture
def talen(rollista, gr):
    """Tre år ur kommunens källa, det sista också ur Skolverket med ett annat tal; kommunen och riket bredvid."""
    skolverket = kalla("skolverket", namn="Skolverket", eget_skydd=True, ordning=2)
    kalla("beslutsstodet", namn="beslutsstödet", ordning=1)
    gemensamt = {"skolform": gr}
    ar = {"2023/24": date(2024, 6, 30), "2024/25": date(2025, 6, 30), "2025/26": date(2026, 6, 30)}
    for_in(
        *(
            varde(rollista.skola, tal, 118, period=p, period_till=ar[p], **gemensamt)
            for p, tal in zip(ar, (86.0, 84.7, 83.9), strict=True)
        ),
        varde(rollista.skola, 83.1, 118, kalla=skolverket, **gemensamt),
        varde(rollista.skola, 84.5, 58, kalla=skolverket, kon=Kon.FLICKOR, **gemensamt),
        varde(rollista.skola, 81.7, 60, kalla=skolverket, kon=Kon.POJKAR, **gemensamt),
        varde(rollista.skola, 85.0, 40, niva=Niva.KLASS, grupp="9A", **gemensamt),
        varde(rollista.huvudman, 87.7, 350, niva=Niva.HUVUDMAN, **gemensamt),
        varde(None, 85.2, None, niva=Niva.RIKET, jamforelse="riket", kalla=skolverket, **gemensamt),
        varde(rollista.gymnasium, 60.0, 100, **gemensamt),
    )
    return rollista


def rita(person, enhet) -> Ritad:
    (r,) = las_ritade(person, enhet)
    return r


@pytest.mark.krav(97)
def test_en_bild_med_alla_nivaer(talen):
    r = rita(talen.rektor, talen.skola)
    assert [p.visat.text for p in r.bild.egen.punkter.values()] == ["86,0\xa0%", "84,7\xa0%", "83,9\xa0%"]
    assert r.kommunen.visat.text == "87,7\xa0%"
    assert r.riket.visat.text == "85,2\xa0%"
    assert r.lage == ("ned", "lägre")
    rader = dict(r.tabellrader)
    assert rader["Almskolan, beslutsstödet"] == ["86,0\xa0%", "84,7\xa0%", "83,9\xa0%"]
    assert rader["Almskolan, Skolverket"] == ["–", "–", "83,1\xa0%"]
    assert rader["9a"] == ["–", "–", "85,0\xa0%"]
    assert rader["Flickor"] == ["–", "–", "84,5\xa0%"]
    assert set(rader) >= {"Kommunen", "Riket", "Pojkar", "Antal i gruppen"}


def test_tva_kallor_namns_bada(talen):
    r = rita(talen.rektor, talen.skola)
    assert "beslutsstödet och Skolverket, 2025/26, 118 i gruppen." in r.kallrad
    assert "83,9\xa0% (beslutsstödet) och 83,1\xa0% (Skolverket). Båda visas." in r.kallrad
    assert [str(p.kalla) for p in r.citerbara] == ["beslutsstödet", "Skolverket"]


def test_diagrammet_och_tabellen_sager_samma_tal(talen):
    r = rita(talen.rektor, talen.skola)
    assert "från 86,0 (2023/24) till 83,9 (2025/26)" in r.diagram.svg
    assert "Almskolan" in r.diagram.svg
    assert "83,9 enheten" in r.smalt_diagram.svg
    assert "Behöriga, %" in r.tabell


def test_det_som_bara_kedjan_ser_gar_inte_att_citera(rollista):
    for_in(varde(rollista.skola, 75, 8))
    egen = rita(rollista.rektor, rollista.skola)
    assert (egen.senaste.visat.text, egen.bara_kedjan, egen.citerbara) == ("75,0\xa0%", True, [])
    andras = rita(rollista.annan_rektor, rollista.skola)
    assert (andras.senaste.visat.text, andras.bara_kedjan) == ("skyddat", False)
    (sedd,) = las_bilder(rollista.controller, rollista.skola, oskyddat=Insyn.OSKYDDAD)
    assert sedd.senaste.visat.text == "75,0\xa0%"
    assert not sedd.senaste.oppet


def test_en_lucka_ar_en_lucka_och_sager_varfor(rollista):
    for_in(
        varde(rollista.skola, 80, 50, period="2018/19", period_till=date(2019, 6, 30)),
        varde(rollista.skola, 81, 53, period="2022/23", period_till=date(2023, 6, 30)),
    )
    r = rita(rollista.rektor, rollista.skola)
    assert "Mellan 2019/20 och 2021/22 finns ingen statistik per skola." in r.kallrad
    assert "ingen statistik" in r.diagram.svg
    assert dict(r.tabellrader)["Almskolan, beslutsstodet"][1:4] == ["ingen statistik"] * 3


def test_en_enhets_eget_nyckeltal_finns_bara_for_enheten(rollista):
    eget = nyckeltal(nyckel="eget", namn="Läslust", enhet=rollista.skola)
    for_in(varde(rollista.skola, 80, 50, nyckeltal=eget))
    assert rita(rollista.rektor, rollista.skola).nyckeltal == eget
    assert las_ritade(rollista.rektor, rollista.gymnasium) == []
