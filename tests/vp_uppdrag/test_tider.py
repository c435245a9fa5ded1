"""Ungefärliga tider som ren regel: läsa det människor skriver, säga det igen, sortera och veta när det har passerat."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings

from vp_uppdrag.regler.tider import (
    Otydligt,
    ar_bestamd,
    ar_exakt,
    granser,
    har_passerat,
    i_ord,
    las_en_tid,
    las_tider,
    paminnelsedag,
    till_tid,
)

LASARET = date(2026, 7, 1)
FRO = json.loads((Path(settings.BASE_DIR) / "vp_uppdrag/data/vp_uppdrag_2019.json").read_text(encoding="utf-8"))
APRIL_MAJ = {"typ": "obestamd", "alternativ": ["2027-04", "2027-05"], "text": "april/maj?"}


@pytest.mark.parametrize(
    ("skrivet", "sagt"),
    [
        ("2026-11-30", "30 nov 2026"),
        ("30 november", "30 nov 2026"),
        ("30 nov 2027", "30 nov 2027"),
        ("senast den 15 juni", "senast 15 jun 2027"),
        ("klart senast 30 sept", "senast 30 sep 2026"),
        ("november", "november 2026"),
        ("i januari 2020", "januari 2020"),
        ("senast i mars", "senast mars 2027"),
        ("april/maj?", "april/maj?"),
        ("(april/maj?)", "april/maj?"),
        ("april eller maj 2027", "april/maj 2027?"),
        ("maj?", "maj?"),
        ("14–31 januari", "14–31 jan 2027"),
        ("v. 48", "23–27 nov 2026"),
        ("vecka 4", "25–29 jan 2027"),
        ("våren 2027", "våren 2027"),
        ("höstterminen", "höstterminen 2026"),
    ],
)
def test_det_manniskor_skriver(skrivet, sagt):
    """Det som sägs går att läsa igen, och betyder samma sak."""
    tid = las_en_tid(skrivet, LASARET)
    assert i_ord(tid) == sagt
    assert granser(las_en_tid(sagt, LASARET)) == granser(tid)


def test_tva_tider_ar_tva_uppgifter():
    tider = las_tider("(april/maj?) och november 2020", date(2019, 7, 1))
    assert tider == [
        {"typ": "obestamd", "alternativ": ["2020-04", "2020-05"], "text": "april/maj?"},
        {"typ": "manad", "manad": "2020-11"},
    ]
    with pytest.raises(Otydligt, match="en tid i taget"):
        las_en_tid("april och maj", LASARET)


@pytest.mark.parametrize("tomt", ["", "  ", "?", "inte bestämt", "vet inte"])
def test_inget_sagt_ar_ingen_tid(tomt):
    assert las_tider(tomt, LASARET) == []
    assert i_ord(las_en_tid(tomt, LASARET)) == "inte bestämt"


@pytest.mark.parametrize(
    ("skrivet", "mening"),
    [
        ("3/4/26", "månaden med bokstäver: 3 april"),
        ("2026-13-01", "finns inte"),
        ("31 februari", "finns inte"),
        ("20–10 maj", "slutar före sin början"),
        ("vecka 53 2026-x", "går inte att läsa"),
        ("vecka 60", "finns inte"),
        ("snart", "går inte att läsa"),
        ("46000", "går inte att läsa"),
    ],
)
def test_det_som_inte_gar_att_lasa_sager_vad_man_skriver(skrivet, mening):
    with pytest.raises(Otydligt, match=mening):
        las_tider(skrivet, LASARET)


def test_granserna_och_ordningen():
    dag, manad = las_en_tid("30 nov", LASARET), las_en_tid("november", LASARET)
    assert granser(dag) == (date(2026, 11, 30), date(2026, 11, 30))
    assert granser(manad) == (date(2026, 11, 1), date(2026, 11, 30))
    assert granser(APRIL_MAJ) == (date(2027, 4, 1), date(2027, 5, 31))
    assert sorted([dag, APRIL_MAJ, manad], key=lambda u: till_tid(u).sorteras) == [manad, dag, APRIL_MAJ]
    assert [ar_bestamd(u) for u in (dag, manad, APRIL_MAJ, None)] == [True, True, False, False]
    assert [ar_exakt(u) for u in (dag, manad, APRIL_MAJ, None)] == [True, False, False, False]


def test_paminnelsen_och_det_som_har_passerat():
    """Månaden är dess sista arbetsdag; det obestämda påminner första dagen i det första alternativet."""
    assert paminnelsedag(las_en_tid("januari", LASARET)) == date(2027, 1, 29)
    assert paminnelsedag(APRIL_MAJ) == date(2027, 4, 1)
    assert paminnelsedag(las_en_tid("30 nov", LASARET)) == date(2026, 11, 30)
    assert not har_passerat(APRIL_MAJ, date(2027, 5, 31))
    assert har_passerat(APRIL_MAJ, date(2027, 6, 1))
    assert not har_passerat(None, date(2099, 1, 1))


def test_frots_ord_betyder_det_som_filen_sager():
    """Varje tid i de femton uppdragen, läst ur sina egna ord, är den uppgift som filen har."""
    tider = [
        rad["klart"] if "klart" in rad else rad["datum"]
        for u in FRO["uppdrag"]
        for rad in [*u["leveranser"], *u["aterrapporteringar"]]
    ]
    sagda = [t for t in tider if t]
    assert len(sagda) == 14
    for tid in sagda:
        last = las_en_tid(tid["text"], date(2019, 7, 1))
        assert granser(last) == granser(tid)
        assert (last["typ"], last.get("senast", False)) == (tid["typ"], tid.get("senast", False))
