"""Målets och planens rena regler: vad ett mål saknar, åt vilket håll talet går, vad som skiljer två lydelser."""

from datetime import date
from decimal import Decimal

import pytest

from vp_uppdrag.regler.mal import (
    Bristslag,
    Malfakta,
    fel_i_aktiviteten,
    fel_i_indikatorn,
    fel_i_tiden,
    malets_brister,
)
from vp_uppdrag.regler.plan import (
    OPPNA,
    VERKSAMHETSPLANENS_OVERGANGAR,
    Plantillstand,
    nasta_plantillstand,
    planskillnader,
)
from vp_uppdrag.regler.still import ligger_still, senast_rord

ORSAK = "Lärarna planerar var för sig."
HELT = {"nr": 1, "text": "Läsa i alla ämnen", "orsaksniva": "P", "orsak": ORSAK, "annan_forklaring": "Inte årskullen, den är lika.",
        "underlag": 1, "kriterier": 1, "indikatorer": 2, "aktiviteter": 1, "bidrag": 1}  # fmt: skip
LASARET = date(2026, 7, 1), date(2027, 6, 30)


def slag(**andrat) -> list[str]:
    return [b.slag for b in malets_brister(Malfakta(**HELT | andrat))]


def test_ett_helt_mal_saknar_inget():
    assert slag() == []


@pytest.mark.parametrize(
    ("andrat", "fattas"),
    [
        ({"text": " "}, [Bristslag.TEXT]),
        ({"orsak": ""}, [Bristslag.ORSAK]),
        ({"orsak": "se ovan"}, [Bristslag.ORSAK]),
        ({"orsaksniva": ""}, [Bristslag.NIVA]),
        ({"underlag": 0, "annan_forklaring": ""}, [Bristslag.UNDERLAG, Bristslag.ANNAN]),
        ({"kriterier": 0}, [Bristslag.KRITERIUM]),
        ({"indikatorer": 0}, [Bristslag.INDIKATOR]),
        ({"indikatorer": 1}, [Bristslag.EN_INDIKATOR]),
        ({"aktiviteter": 0}, [Bristslag.AKTIVITET]),
        ({"bidrag": 0}, [Bristslag.BIDRAG]),
        # Ett skäl till varför målet behövs ändå räcker; målet är inte analyserat för det.
        ({"orsak": "", "orsaksniva": "", "utan_orsak": "Nämnden kräver det."}, []),
    ],
)
def test_det_som_fattas(andrat, fattas):
    assert slag(**andrat) == fattas
    assert Malfakta(**HELT | andrat).analyserat == (not {Bristslag.ORSAK, Bristslag.NIVA} & set(fattas) and "utan_orsak" not in andrat)  # fmt: skip


def test_bara_det_som_gor_malet_till_ett_mal_hindrar():
    tomt = malets_brister(Malfakta(nr=1, text=""))
    assert {b.slag for b in tomt if b.hindrar} == {Bristslag.TEXT, Bristslag.ORSAK, Bristslag.AKTIVITET}
    assert all(b.mening.endswith((".", "?")) for b in tomt)


@pytest.mark.parametrize(
    ("start", "mal", "riktning", "fel"),
    [
        (80, 88, "oka", False), (80, 79, "oka", True), (80, 80, "oka", False), (80, 70, "minska", False),
        (10, 12, "minska", True), (80, 60, "halla", False), (None, 5, "oka", False), (80, None, "oka", False),
        (84.2, Decimal("84.1"), "oka", True),
    ],
)  # fmt: skip
def test_malet_gar_at_samma_hall_som_indikatorn(start, mal, riktning, fel):
    svar = fel_i_indikatorn(start, None if mal is None else Decimal(mal), riktning)
    assert bool(svar) == fel


def test_en_aktivitet_ryms_i_lasaret():
    assert fel_i_tiden(date(2026, 9, 1), date(2027, 6, 30), *LASARET) == {}
    assert fel_i_tiden(None, None, *LASARET) == {}
    assert "efter läsåret (30 jun 2027)" in fel_i_tiden(None, date(2027, 7, 1), *LASARET)["till"]
    assert "före sin början" in fel_i_tiden(date(2026, 10, 2), date(2026, 10, 1), *LASARET)["till"]
    assert "utanför läsåret" in fel_i_tiden(date(2026, 6, 30), None, *LASARET)["fran"]


def test_en_aktivitet_lagger_inte_forandringen_pa_eleverna():
    assert "Vad behöver ni göra annorlunda?" in str(fel_i_aktiviteten("Eleverna måste göra sina läxor"))
    assert fel_i_aktiviteten("Vi planerar lektionerna tillsammans") is None


def test_overgangarna():
    """Ett utkast når inte fastställd utan avstämning, en avslutad går ingenstans, och varje öppen kan sändas."""
    assert nasta_plantillstand("utkast", "faststall") is None
    assert nasta_plantillstand("avstams", "faststall") is None
    assert nasta_plantillstand("avstamd", "andra") == Plantillstand.AVSTAMS
    assert all(nasta_plantillstand("avslutad", o.handling) is None for o in VERKSAMHETSPLANENS_OVERGANGAR)
    assert all(nasta_plantillstand(t, "be_om_avstamning") for t in OPPNA if t != Plantillstand.AVSTAMD)


def mal(pk: int, nr: int, **andrat) -> dict:
    return {"id": pk, "nr": nr, "text": "Läsa", "svarar_pa": None, "orsak": {}, "kriterier": [], "aktiviteter": [], "bidrag": []} | andrat  # fmt: skip


def test_skillnaden_sags_mal_for_mal():
    fore = {"mal": [mal(1, 1), mal(2, 2)], "ord": []}
    efter = {"mal": [mal(1, 1, text="Läsa mer", aktiviteter=[1]), mal(3, 2)], "ord": [1]}
    assert [s.mening for s in planskillnader(fore, efter)] == [
        "Mål 1: målet och aktiviteterna har ändrats.", "Mål 2 är nytt.", "Mål 2 är borttaget.", "Planens inledning är omskriven.",
    ]  # fmt: skip
    assert planskillnader(fore, fore) == []


@pytest.mark.krav(46)
def test_det_som_ligger_still_ar_orort_sedan_rundan():
    dag = date(2026, 9, 1)
    assert ligger_still(dag, date(2026, 9, 2))
    assert ligger_still(None, dag), "aldrig rört"
    assert not ligger_still(dag, dag)
    assert not ligger_still(None, None), "ingen runda har stängt"
    assert senast_rord([None, dag, date(2026, 8, 1)]) == dag
    assert senast_rord([]) is None
