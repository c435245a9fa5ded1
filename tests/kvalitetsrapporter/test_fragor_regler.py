"""Frågornas och stödbehovens rena regler."""

from datetime import UTC, datetime, timedelta

import pytest

from kvalitetsrapporter.regler.fragor import (
    Enhetsfakta,
    Krets,
    antal_per_enhet,
    mediantid,
    nar_enheten,
    over_budget,
    skrivminuter,
)
from kvalitetsrapporter.regler.stodbehov import BEHOVETS_OVERGANGAR, Stodlage, nasta_stodlage

ALM = Enhetsfakta(1, omrade=10, skolformer=frozenset({100}))
CEDER = Enhetsfakta(2, omrade=11, skolformer=frozenset({101, 102}))
NU = datetime(2026, 11, 24, 9, 0, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("krets", "nadda"),
    [
        (Krets(), [1, 2]),
        (Krets(skolformer=frozenset({102})), [2]),
        (Krets(omraden=frozenset({10})), [1]),
        (Krets(enheter=frozenset({2})), [2]),
        (Krets(omraden=frozenset({10}), enheter=frozenset({2})), [1, 2]),
        (Krets(skolformer=frozenset({999})), []),
    ],
)
def test_en_fraga_nar_dem_som_kretsen_traffar(krets, nadda):
    assert [e.enhet for e in (ALM, CEDER) if nar_enheten(krets, e)] == nadda


def test_en_enhet_utan_omrade_nas_inte_av_en_omradesfraga():
    assert not nar_enheten(Krets(omraden=frozenset({10})), Enhetsfakta(3))


def test_antal_per_enhet_och_over_budget_flest_forst():
    per_enhet = antal_per_enhet([Krets(), Krets(), Krets(enheter=frozenset({2}))], [ALM, CEDER])
    assert per_enhet == {1: 2, 2: 3}
    assert over_budget(per_enhet, 1) == [2, 1]
    assert over_budget(per_enhet, 2) == [2]
    assert over_budget(per_enhet, 3) == []


@pytest.mark.parametrize(
    ("sedan", "minuter"),
    [(2, 0), (29, 0), (31, 1), (60, 1), (299, 5), (300, 0), (4000, 0)],
)
def test_skrivtid_ar_klockminuter_utan_langa_pauser(sedan, minuter):
    assert skrivminuter(NU - timedelta(seconds=sedan), NU) == minuter


def test_den_forsta_sparningen_och_en_klocka_som_gar_bakat_ger_inget():
    assert skrivminuter(None, NU) == 0
    assert skrivminuter(NU + timedelta(seconds=90), NU) == 0


def test_manga_sparningar_ger_inte_fler_minuter_an_klockan():
    tider = [NU + timedelta(seconds=2 * n) for n in range(90)]
    par = zip([None, *tider], tider, strict=False)
    assert sum(skrivminuter(forra, nu) for forra, nu in par) == 3


@pytest.mark.parametrize(
    ("minuter", "median"),
    [([], None), ([30] * 4, None), ([30] * 4 + [0], None), ([10, 20, 30, 40, 90], 30), ([10, 20, 30, 41, 50, 60], 36)],
)
def test_mediantiden_visas_fran_fem_enheter(minuter, median):
    assert mediantid(minuter) == median


def test_stodbehovets_overgangar_ar_tabellens():
    tillatna = {(o.fran, o.handling) for o in BEHOVETS_OVERGANGAR}
    for fran in Stodlage:
        for handling in ("lamna_in", "ta_emot"):
            assert (nasta_stodlage(fran, handling) is not None) == ((fran, handling) in tillatna)
    assert nasta_stodlage(Stodlage.MOTTAGET, "lamna_in") is None
