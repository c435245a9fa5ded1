"""Diagrammen: luckor är luckor, bild och tabell säger samma sak, och strängen klarar sträng CSP."""

import itertools
import re
import xml.etree.ElementTree as ET
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.diagram import Serie, Stapel, geometri, gnista, linje, stapel

AR = ["2022", "2023", "2024", "2025", "2026"]
SVG = "{http://www.w3.org/2000/svg}"


def delar(diagram, namn: str, klass: str = "") -> list[ET.Element]:
    return [e for e in ET.fromstring(diagram.svg).iter(SVG + namn) if not klass or klass in e.get("class", "").split()]


def tal(e: ET.Element, attribut: str) -> float:
    return float(e.get(attribut, "nan"))


def titel(diagram) -> str:
    return delar(diagram, "title")[0].text or ""


def texter(diagram) -> list[str]:
    return [e.text or "" for e in delar(diagram, "text")]


@pytest.fixture
def med_lucka():
    return linje(
        "Behöriga, procent",
        AR,
        [Serie("Ekliden", [88, 86.5, "..", 87, 88.6], egen=True), Serie("Kommunen", [87, 88, 88.3, 87.1, 87.7])],
        decimaler=1,
    )


def test_en_lucka_bryter_kurvan(med_lucka):
    egna = delar(med_lucka, "polyline", "d-egen")
    assert [len(p.get("points", "").split()) for p in egna] == [2, 2]
    assert [len(p.get("points", "").split()) for p in delar(med_lucka, "polyline", "d-annan")] == [5]


def test_tabellen_sager_ordet_dar_talet_inte_visas(med_lucka):
    celler = re.findall(r"<td class[^>]*>(.*?)</td>", med_lucka.tabell)
    assert celler == ["88,0", "86,5", "..", "87,0", "88,6", "87,0", "88,0", "88,3", "87,1", "87,7"]
    assert re.findall(r'<th scope="(\w+)"', med_lucka.tabell) == ["col"] * 5 + ["row"] * 2


def test_titeln_sager_det_bilden_visar(med_lucka):
    assert titel(med_lucka) == "Behöriga, procent. Ekliden: från 88,0 (2022) till 88,6 (2026)."


def test_ett_ensamt_varde_mellan_luckor_blir_en_prick():
    bild = linje("x", AR, [Serie("a", [None, None, 80, None, None], egen=True)])
    assert not delar(bild, "polyline")
    assert delar(bild, "circle")
    assert "80 a (2024)" in texter(bild)


def test_ingen_har_tal_ger_ett_falt_med_ordet():
    bild = linje("x", AR, [Serie("a", [1, None, 3, 4, 5], egen=True), Serie("b", [2, None, 3, 4, 5])])
    assert len(delar(bild, "rect", "d-falt")) == 1
    assert "saknas" in texter(bild)


def test_serie_helt_utan_tal_faller_inte():
    bild = linje("x", AR, [Serie("a", [".."] * 5, egen=True)])
    assert not delar(bild, "circle")
    assert "a: inga tal att visa." in titel(bild)


def test_den_egna_ligger_overst_och_ar_tjockare(med_lucka):
    linjer = delar(med_lucka, "polyline")
    assert linjer[-1].get("class") == "d-egen"
    assert tal(linjer[-1], "stroke-width") > tal(linjer[0], "stroke-width")


def test_etiketter_som_krockar_flyttas_isar():
    bild = linje("x", AR, [Serie(f"skola {i}", [80, 80, 80, 80, 80 + i / 10]) for i in range(9)])
    lagen = sorted(tal(e, "y") for e in delar(bild, "text") if "skola" in (e.text or ""))
    assert all(b - a >= 16.9 for a, b in itertools.pairwise(lagen))
    assert lagen[-1] <= tal(ET.fromstring(bild.svg), "height")


def test_fel_antal_varden_namnger_serien():
    with pytest.raises(ValueError, match="Ekliden"):
        linje("x", AR, [Serie("Ekliden", [1, 2])])


def test_stapeln_borjar_i_noll_och_lucka_har_ingen_stapel():
    bild = stapel(
        "x", [Stapel("a", 50), Stapel("b", Decimal(100), egen=True), Stapel("c", ".."), Stapel("d", None)], hogst=100
    )
    bredder = [tal(r, "width") for r in delar(bild, "rect")]
    assert len(bredder) == 2
    assert bredder[1] == pytest.approx(2 * bredder[0], abs=0.2)
    assert {"..", "saknas", "100"} <= set(texter(bild))
    with pytest.raises(ValueError, match="under noll"):
        stapel("x", [Stapel("a", -1)])


def test_gnistan_har_mal_och_ord():
    bild = gnista("Test i bråk", ["2024", "2025", "2026"], [62, None, 61], mal=75)
    assert delar(bild, "line", "d-mal")
    assert titel(bild) == "Test i bråk: från 62 (2024) till 61 (2026), målet är 75."


ELAKT = "<script>alert(1)</script>\"'><img src=x onerror=y>"


@pytest.mark.parametrize(
    "bild",
    [
        linje(ELAKT, [ELAKT, "b"], [Serie(ELAKT, [1, ELAKT]), Serie("b", [1, 2], egen=True)], mal=3),
        stapel(ELAKT, [Stapel(ELAKT, 1), Stapel("b", ELAKT)], matt=ELAKT),
        gnista(ELAKT, [ELAKT, "b"], [1, 2]),
    ],
    ids=["linje", "stapel", "gnista"],
)
def test_strangen_ar_ren_for_csp_och_elak_text(bild):
    rot = ET.fromstring(bild.svg)
    assert not [
        e.tag for e in rot.iter() if e.tag.removeprefix(SVG) in ("script", "style", "image", "foreignObject", "img")
    ]
    namn = {a for e in rot.iter() for a in e.attrib}
    assert not [a for a in namn if a == "style" or a.startswith("on") or "href" in a]
    assert rot.get("role") == "img"
    assert "<script" not in bild.tabell
    assert "<img" not in bild.tabell


varde = st.one_of(st.none(), st.just(".."), st.floats(-1e6, 1e6), st.integers(-1000, 1000))


@given(st.lists(st.lists(varde, min_size=5, max_size=5), min_size=1, max_size=6))
def test_linjen_haller_sig_i_sin_duk(rader):
    bild = linje("x", AR, [Serie(str(i), rad, egen=i == 0) for i, rad in enumerate(rader)])
    rot = ET.fromstring(bild.svg)
    bredd, hojd = tal(rot, "width"), tal(rot, "height")
    for e in rot.iter(SVG + "circle"):
        assert 0 <= tal(e, "cx") <= bredd
        assert 0 <= tal(e, "cy") <= hojd


@given(st.lists(st.floats(0, 100), max_size=8))
def test_sprid_haller_avstand_och_ordning(onskade):
    lagen = geometri.sprid(onskade, 10, 0, 100)
    ordnade = [lagen[i] for i in sorted(range(len(onskade)), key=lambda i: onskade[i])]
    assert all(b - a >= 10 - 1e-6 for a, b in itertools.pairwise(ordnade))
    assert all(-1e-6 <= y <= 100 + 1e-6 for y in lagen)


def test_axeln_glesas_bakifran():
    assert geometri.glesa(5, 8) == [0, 1, 2, 3, 4]
    assert geometri.glesa(10, 4) == [0, 3, 6, 9]
