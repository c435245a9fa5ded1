"""Axelns luckor, jämförelsen med året före, och vilka som sticker ut."""

import pytest

from analysunderlag.regler.perioder import las_period
from analysunderlag.regler.sticker_ut import riktning, sticker_ut
from analysunderlag.regler.trend import axel, etiketter, jamforbar, utan_statistik
from analysunderlag.regler.uppdelning import i_ord


def perioder(*texter):
    return [las_period(t) for t in texter]


def test_axeln_fyller_i_de_lasar_och_ar_som_saknas():
    assert [p.text for p in axel(perioder("2024/25", "2021/22", "2021/22"))] == [
        "2021/22",
        "2022/23",
        "2023/24",
        "2024/25",
    ]
    assert [p.text for p in axel(perioder("2025", "2023"))] == ["2023", "2024", "2025"]
    assert [p.text for p in axel(perioder("ht 2025", "ht 2023"))] == ["ht 2023", "ht 2025"]
    assert axel([]) == []


def test_pandemins_lasar_hade_ingen_statistik():
    lasaren = axel(perioder("2018/19", "2022/23"))
    assert [utan_statistik(p) for p in lasaren] == [False, True, True, True, False]
    assert not utan_statistik(las_period("2020"))


def test_manga_ar_skrivs_kort():
    assert etiketter(perioder("2024/25", "2025/26")) == ["2024/25", "2025/26"]
    assert etiketter(axel(perioder("2018/19", "2025/26")))[0] == "18/19"


@pytest.mark.parametrize(
    ("period", "fore"), [("2025/26", "2024/25"), ("ht 2025", "ht 2024"), ("2025", "2024"), ("2025-11", "2024-11")]
)
def test_samma_slags_period_ett_ar_fore(period, fore):
    assert jamforbar(las_period(period), [fore, "vt 2025"]) == fore
    assert jamforbar(las_period(period), ["vt 2025"]) == ""


def test_den_som_ligger_langt_fran_de_andra_sticker_ut():
    talen = {1: 80.0, 2: 81.0, 3: 82.0, 4: 83.0, 5: 60.0}
    (ut,) = sticker_ut(talen, True)
    assert (ut.enhet, ut.hogre, ut.bra) == (5, False, False)
    assert sticker_ut(talen, False)[0].bra is True
    assert sticker_ut(talen, None)[0].bra is None


def test_fa_enheter_eller_lika_tal_ger_inga_utstickare():
    assert sticker_ut({1: 10.0, 2: 90.0, 3: 50.0, 4: 20.0}, True) == []
    assert sticker_ut(dict.fromkeys(range(9), 80.0) | {9: 20.0}, True) == []


def test_andringen_i_ord():
    assert riktning(80, 82, True) == ("upp", "högre, bättre")
    assert riktning(80, 82, False) == ("upp", "högre, sämre")
    assert riktning(82, 80, None) == ("ned", "lägre")
    assert riktning(80, 80, True) == ("streck", "oförändrat")


def test_uppdelningen_i_ord():
    assert i_ord("amne=matematik;arskurs=6") == "matematik, årskurs 6"
    assert i_ord("respondent=vardnadshavare") == "vårdnadshavare"
    assert i_ord("") == ""
