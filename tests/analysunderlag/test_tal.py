"""Att läsa ett tal: varje tecken för sig, aldrig noll ur ett tecken, och svenska format fram och tillbaka."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from analysunderlag.regler.tal import (
    DECIMALER,
    FORMELTECKEN,
    Talfel,
    decimaltecknet,
    granser_for,
    las_antal,
    las_tal,
)
from analysunderlag.regler.tecken import Tecken
from analysunderlag.regler.uppdelning import las_uppdelning, skriv_uppdelning
from styrkedja.format import tal as skriv_tal

PROCENT, POANG = granser_for("%"), granser_for("poäng")


@pytest.mark.parametrize(
    ("text", "tal"),
    [
        ("12,5", "12.5"), ("12.5", "12.5"), ("83,0", "83"), ("0", "0"), ("100", "100"), ("85 %", "85"), ("85%", "85"),
        ("0,85", "0.85"), ("\u00a012,5 ", "12.5"), ("85,5\u00a0%", "85.5"),
    ],
)  # fmt: skip
def test_procent_lases_som_de_skrivs(text, tal):
    assert las_tal(text, PROCENT) == las_tal(text, PROCENT).__class__(Decimal(tal))


@pytest.mark.parametrize(
    ("text", "tal"),
    [
        ("1 512", "1512"), ("1\u00a0512", "1512"), ("1\u202f512,25", "1512.25"), ("1512", "1512"), ("12 345 678", "12345678"),
        ("224.61234567", "224.6123"), ("280,2", "280.2"),
    ],
)  # fmt: skip
def test_tusental_och_decimaler(text, tal):
    assert las_tal(text, POANG).tal == Decimal(tal)


@pytest.mark.parametrize("text", ["-5", "−5", "- 5", "−5,0"])
def test_minus_ar_minus_hur_det_an_skrivs(text):
    assert las_tal(text, granser_for("procentenheter")).tal == -5
    with pytest.raises(Talfel, match="mindre än 0"):
        las_tal(text, PROCENT)


@pytest.mark.parametrize(
    ("text", "tecken"),
    [
        ("..", Tecken.FA), (".", Tecken.SAKNAS), ("...", Tecken.OKLART), ("…", Tecken.OKLART), ("~100", Tecken.NASTAN_ALLA),
        ("~ 100", Tecken.NASTAN_ALLA), ("*", Tecken.UNDANTAGNA), ("-", Tecken.STRECK), ("–", Tecken.STRECK),
        ("−", Tecken.STRECK), ("<10", Tecken.FARRE_AN), ("< 5", Tecken.FARRE_AN), ("färre än 10", Tecken.FARRE_AN),
        (" .. ", Tecken.FA),
    ],
)  # fmt: skip
def test_ett_tecken_ar_ett_tecken_och_inget_tal(text, tecken):
    for las in (las_tal, las_antal):
        last = las(text)
        assert (last.tal, last.tecken) == (None, tecken)


@pytest.mark.parametrize("text", ["cirka 270", "ca 270", "ca. 270", "Cirka\u00a0270", "c:a 270"])
def test_ett_avrundat_tal_har_bade_tal_och_tecken(text):
    last = las_tal(text)
    assert (last.tal, last.tecken) == (Decimal(270), Tecken.CIRKA)


@pytest.mark.parametrize("text", ["", " ", "\u00a0"])
def test_en_tom_cell_ar_ingenting(text):
    assert las_tal(text, PROCENT).tomt


@pytest.mark.parametrize(
    ("text", "mening", "forslag"),
    [
        ("102", "större än 100 procent", "10,2"), ("937", "Menade filen 93,7", "93,7"), ("-3", "mindre än 0 procent", "3"),
        ("9999", "större än 100", "99,99"), ("12.345,5", "både punkt och komma", ""), ("1 51", "inget tal", ""),
        ("12,5,1", "inget tal", ""), ("1e5", "inget tal", ""), ("~99", "bara i ~100", ""), ("NaN", "inget tal", ""),
        ("inf", "inget tal", ""), ("٣", "inget tal", ""), ("#DIV/0!", "inget tal", ""), ("tolv", "inget tal", ""),
    ],
)  # fmt: skip
def test_det_som_inte_gar_att_lasa_sakert_ar_ett_fel(text, mening, forslag):
    with pytest.raises(Talfel, match=mening) as fel:
        las_tal(text, PROCENT)
    assert fel.value.forslag == forslag


@pytest.mark.parametrize(
    "text", ['=HYPERLINK("x")', "=cmd|'/c calc'!A0", "+1", "@SUM(A1)", "\t1", "\r1", "＝1", "=1+1"]
)
def test_en_formel_ar_text_och_aldrig_ett_tal(text):
    with pytest.raises(Talfel, match="är text, inte ett tal"):
        las_tal(text)


@pytest.mark.parametrize(
    ("matt", "val", "gar", "gar_inte"),
    [
        ("%", {}, "100", "100,1"), ("%", {"manniskor": False, "avvikelse": True}, "-12,5", None),
        ("%", {"manniskor": False}, "130", "-1"), ("index 0–10", {}, "7,3", "11"), ("nivå 1–4", {}, "1", "0"),
        ("poäng", {}, "280", "-1"), ("poäng", {"avvikelse": True}, "-11", None), ("procentenheter", {}, "-11", "-101"),
        ("kr", {}, "150 000", "-1"), ("enligt uppdraget", {}, "-7", None), ("antal per 100", {}, "250", "-1"),
    ],
)  # fmt: skip
def test_gransen_foljer_mattet(matt, val, gar, gar_inte):
    granser = granser_for(matt, **val)
    assert las_tal(gar, granser).tal is not None
    if gar_inte:
        with pytest.raises(Talfel):
            las_tal(gar_inte, granser)


def test_procent_i_en_kolumn_med_poang_ar_ett_fel():
    with pytest.raises(Talfel, match="står i procent"):
        las_tal("85 %", POANG)


@pytest.mark.parametrize(("text", "forslag"), [("12,5", ""), ("1.512", "1512"), ("-4", ""), ("9999999999", "")])
def test_ett_antal_ar_ett_helt_tal(text, forslag):
    with pytest.raises(Talfel) as fel:
        las_antal(text)
    assert fel.value.forslag == forslag


@given(
    st.sampled_from(["..", ".", "...", "~100", "*", "-", "<10", "−", "…"]), st.sampled_from(["", " ", "\u00a0", "  "])
)
def test_aldrig_noll_ur_ett_tecken(tecken, runt):
    last = las_tal(f"{runt}{tecken}{runt}", PROCENT)
    assert last.tal is None
    assert last.tecken


@given(st.text(max_size=20))
@example("..")
@example("")
def test_vad_som_helst_blir_ett_tal_ett_tecken_inget_eller_ett_fel(text):
    """Aldrig ett annat undantag, och aldrig ett tal ur text utan siffror."""
    try:
        last = las_tal(text, PROCENT)
    except Talfel:
        return
    if last.tal is not None:
        assert any(t in "0123456789" for t in text)
        assert 0 <= last.tal <= 100


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=DECIMALER, allow_nan=False), st.integers(0, DECIMALER))
@example(Decimal("0.0000"), 0)
@example(Decimal("-1234.5"), 2)
def test_svenskt_format_fram_och_tillbaka(tal, decimaler):
    """Det som huset skriver läser huset: hårda mellanrum, decimalkomma, riktigt minustecken."""
    skrivet = skriv_tal(tal, decimaler)
    assert skriv_tal(las_tal(skrivet).tal, decimaler).lstrip("−") == skrivet.lstrip("−")


@given(st.sampled_from(FORMELTECKEN), st.text(max_size=10))
def test_det_som_borjar_som_en_formel_blir_aldrig_ett_tal(borjan, resten):
    with pytest.raises(Talfel):
        las_tal(borjan + resten)


@pytest.mark.parametrize(
    ("text", "tecken"), [("12,5", ","), ("12.5", "."), ("12", ""), ("..", ""), ("1 512,5", ","), ("ca 7,5", ",")]
)
def test_cellens_decimaltecken(text, tecken):
    assert decimaltecknet(text) == tecken


@given(st.dictionaries(st.sampled_from(["amne", "arskurs", "program"]), st.text("abcåäö =;", min_size=1, max_size=20)))
def test_en_uppdelning_gar_att_lasa_tillbaka(delar):
    skriven = skriv_uppdelning(delar)
    assert skriv_uppdelning(las_uppdelning(skriven)) == skriven


def test_uppdelningen_star_i_bokstavsordning():
    assert skriv_uppdelning({"arskurs": "6", "amne": "Matematik", "program": ""}) == "amne=matematik;arskurs=6"
