"""Demons tal: berättelsens tal stämmer, antalen går ihop, och samma dag ger alltid samma tal."""

from collections import Counter
from datetime import date

import pytest

from analysunderlag.demo.recept import utan_utpekade
from analysunderlag.demodata import demorader
from styrkedja.demotid import Demotid
from styrkedja.format import tal

IDAG = Demotid(date(2026, 11, 28))


@pytest.fixture(scope="module")
def rader():
    return list(demorader(IDAG))


def visat(rader, nyckel, enhet, period, kalla="beslutsstodet", **mer) -> str:
    mer = {"kon": "", "uppdelning": "", "riket": False} | mer
    (rad,) = [
        r for r in rader
        if (r.nyckel, r.enhet, r.period.text, r.kalla) == (nyckel, enhet, period, kalla)
        and all(getattr(r, falt) == varde for falt, varde in mer.items())
    ]  # fmt: skip
    return rad.tecken or tal(rad.tal, 1)


@pytest.mark.parametrize(
    ("nyckel", "perioder", "tabell"),
    [
        ("behorighet_yrkesprogram", ["2023/24", "2024/25", "2025/26"], {
            14: "84,2 78,0 82,0", 15: "88,1 87,0 88,6", 16: "86,0 84,7 83,9", 17: "92,4 93,0 93,7", None: "88,3 87,1 87,7",
        }),
        ("andel_godkanda_alla_amnen", ["2025/26"], {14: "70,5", 15: "79,5", 16: "72,9", 17: "85,0", None: "77,7"}),
        ("franvaro_over_20", ["ht 2024", "ht 2025"], {
            14: "9,8 10,4", 15: "6,1 5,8", 16: "10,9 14,2", 17: "7,0 6,6", None: "8,9 9,7",
        }),
        ("minst_e_matematik_6", ["2023/24", "2024/25", "2025/26"], {
            9: "83,0 81,0 80,0", 10: "84,0 87,0 90,0", 11: "90,0 89,1 90,9", 13: "79,0 84,0 86,0", 14: "85,0 80,0 83,9",
        }),
    ],
)  # fmt: skip
def test_berattelsens_tal(rader, nyckel, perioder, tabell):
    for enhet, talen in tabell.items():
        assert [visat(rader, nyckel, enhet, p, skolform="grundskola") for p in perioder] == talen.split(), enhet


def test_berattelsens_ovriga_tal_och_tecken(rader):
    trygghet = {"kalla": "skoltempen", "skolform": "grundskola"}
    assert [visat(rader, "skoltempen_trygghet", e, "2025/26", **trygghet) for e in (14, 15, 16, 17, None)] == [
        "82,0", "88,0", "76,0", "84,0", "82,0",
    ]  # fmt: skip
    examen = [visat(rader, "examen_inom_3_ar", e, "2025/26", "skolverket") for e in (21, 22)]
    assert examen == ["80,6", "74,4"]
    assert [visat(rader, "genomstromning_im", 23, p) for p in ("2023/24", "2024/25", "2025/26")] == [
        "38,0",
        "41,0",
        "36,0",
    ]
    assert visat(rader, "behorighet_yrkesprogram", 16, "2025/26", "skolverket") == "83,1"
    assert visat(rader, "behorighet_yrkesprogram", 20, "2025/26", "skolverket") == "."
    assert visat(rader, "behorighet_yrkesprogram", 15, "2025/26", "skolverket", kon="K") == "~100"
    assert visat(rader, "andel_godkanda_alla_amnen", 15, "2025/26", skolform="anpassad_grundskola") == ".."


def test_svarsfrekvensen_ar_lagst_pa_strandvallen(rader):
    svar = {
        r.enhet: r.svarsfrekvens
        for r in rader
        if r.nyckel == "skoltempen_trygghet" and r.skolform == "grundskola" and r.period.text == "2025/26" and r.enhet
    }
    assert min(svar, key=svar.get) == 16
    assert round(svar[16]) == 58
    assert max(map(round, svar.values())) == 91
    hemma = [
        r for r in rader if r.uppdelning == "respondent=vardnadshavare" and r.period.text == "2025/26" and not r.enhet
    ]
    assert [round(r.tal) for r in hemma] == [44]


def test_inget_varde_ar_dubbelt_och_antalen_gar_ihop(rader):
    vilka = Counter(
        (r.nyckel, r.enhet, r.riket, r.skolform, r.period.text, r.kon, r.uppdelning, r.kalla) for r in rader
    )
    assert [v for v, antal in vilka.items() if antal > 1] == []
    for r in rader:
        assert (r.tal is None) == bool(r.tecken and r.tecken != "cirka"), r
        if r.taljare is not None:
            assert 0 <= r.taljare <= r.antal, r
            assert abs(100 * r.taljare / r.antal - float(r.tal)) < 0.001, r


def test_alla_enheter_har_tal_i_varje_lasar_och_pandemiarens_lucka_ar_verklig(rader):
    for lasar in ("2023/24", "2024/25", "2025/26"):
        assert {r.enhet for r in rader if r.period.text == lasar and r.enhet} == set(range(1, 25))
    assert not [r for r in rader if r.period.text in ("2019/20", "2020/21", "2021/22")]
    senare = list(demorader(Demotid(date(2028, 11, 28))))
    assert {r.period.text for r in senare if r.nyckel == "behorighet_yrkesprogram"} & {"2019/20", "2020/21"} == set()


@pytest.mark.parametrize(("taljare", "antal", "vantat"), [(3, 120, 5), (118, 120, 115), (60, 120, 60), (1, 11, 1)])
def test_en_andel_flyttas_sa_lite_det_gar(taljare, antal, vantat):
    assert utan_utpekade(taljare, antal) == vantat


def test_samma_dag_ger_samma_tal(rader):
    assert list(demorader(IDAG)) == rader
