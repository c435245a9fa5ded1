"""Färgerna: kommunens accent är alltid läsbar, och husets egna betydelser håller sina mått i ljust och mörkt."""

import re
from pathlib import Path

import pytest
from django.test import Client

from styrkedja.regler.farg import (
    GOLV,
    LJUSA_BOTTNAR,
    MORKA_BOTTNAR,
    PETROL,
    bar_vit_text,
    blanda,
    fel_i_farg,
    kontrast,
    palett,
    rad_om_accent,
)

TOKENS = Path(__file__).resolve().parent.parent / "static" / "css" / "tokens.css"
SVARA = ["#ffff00", "#ffffff", "#000000", "#e30613", "#00a651", "#f39200", "#7f7f7f", "#312783", "#fab4c8"]


def test_kontrast_enligt_wcag():
    assert kontrast("#000000", "#ffffff") == pytest.approx(21)
    assert kontrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert kontrast("#123456", "#123456") == 1
    assert kontrast("#ffffff", "#0b5c72") == kontrast("#0b5c72", "#ffffff")


@pytest.mark.parametrize("text", ["", "petrol", "#fff", "#0b5c7", "#0b5c72;", "#0b5c7g", "url(#x)", "#0b5c72\n"])
def test_det_som_inte_ar_en_farg_far_en_mening(text):
    assert fel_i_farg(text) == "Skriv färgen som # och sex tecken, till exempel #0b5c72."
    with pytest.raises(ValueError, match="sex tecken"):
        palett(text)


@pytest.mark.parametrize("farg", [*SVARA, PETROL])
def test_varje_accent_blir_lasbar_i_bada_lagena(farg):
    ljus, mork = palett(farg)
    for nyanser, bottnar in ((ljus, LJUSA_BOTTNAR), (mork, MORKA_BOTTNAR)):
        for botten in (*bottnar, nyanser.ton):
            assert kontrast(nyanser.accent, botten) >= GOLV
            assert kontrast(nyanser.stark, botten) >= GOLV
        assert kontrast(nyanser.pa_accent, nyanser.accent) >= GOLV
        assert kontrast(nyanser.pa_accent, nyanser.stark) >= GOLV


def test_en_lasbar_accent_visas_som_den_ar_och_en_ljus_sags_till_om():
    assert palett("#0B5C72").ljus.accent == "#0b5c72"
    assert rad_om_accent("#0b5c72") is None
    assert rad_om_accent("#f39200").startswith("Färgen är för ljus att läsa (kontrast 2,")


def test_vit_text_pa_farg():
    assert bar_vit_text("#0b4c5f") == "#0b4c5f"
    assert bar_vit_text("#ffff00") == bar_vit_text("inte en färg") == PETROL


def test_blanda():
    assert blanda("#000000", "#ffffff", 0.5) == "#808080"
    assert blanda("#102030", "#ffffff", 0) == "#102030"


def betydelser(lage: int) -> dict[str, str]:
    """Betydelserna i tokens.css som hex; `lage` 0 är ljust, 1 är mörkt."""
    css = TOKENS.read_text(encoding="utf-8")
    varden = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))
    par = re.findall(r"--([\w-]+): light-dark\(var\(--([\w-]+)\), var\(--([\w-]+)\)\);", css)
    return {namn: varden[val[lage]] for namn, *val in par}


@pytest.mark.parametrize("lage", [0, 1], ids=["ljust", "mörkt"])
def test_husets_egna_farger_haller_sina_matt(lage):
    b = betydelser(lage)
    assert len(b) == 19
    for skrift in ("skrift", "skrift-2", "accent", "accent-stark", "brist", "vakta", "god"):
        for botten in ("papper", "blad"):
            assert kontrast(b[skrift], b[botten]) >= GOLV, f"{skrift} på {botten}"
    for namn in ("brist", "vakta", "god", "accent"):
        assert kontrast(b[namn], b[f"{namn}-ton"]) >= 4.5, f"{namn} på sin ton"
    assert kontrast(b["pa-accent"], b["accent"]) >= GOLV
    for botten in ("papper", "blad"):
        assert kontrast(b["falt-linje"], b[botten]) >= 3


def test_farger_och_matt_star_bara_i_tokens():
    """En del använder betydelser, aldrig värden: ingen hexfärg utanför tokens.css (papperet har sitt eget blad)."""
    for blad in TOKENS.parent.rglob("*.css"):
        if blad.name in ("tokens.css", "papper.css"):
            continue
        text = re.sub(r"/\*.*?\*/", "", blad.read_text(encoding="utf-8"), flags=re.DOTALL)
        assert not re.findall(r"#[0-9a-fA-F]{3,8}\b(?![^{]*\{)", text), blad.name
        assert not re.findall(r"var\(--(petrol|sten|natt|tegel|ockra|skog)-", text), blad.name


def test_kommunens_stil_satter_bara_accenten(rollista):
    rollista.huvudman.accent = "#312783"
    rollista.huvudman.save()
    svar = Client().get("/stil/kommun.css")
    css = svar.content.decode()
    assert svar["Content-Type"] == "text/css; charset=utf-8"
    assert "--accent: light-dark(#312783, " in css
    assert set(re.findall(r"--[\w-]+", css)) == {
        "--accent",
        "--accent-stark",
        "--accent-ton",
        "--accent-linje",
        "--pa-accent",
    }


@pytest.mark.parametrize("accent", ["#0b5c72", "red}*{", ""])
def test_kommunens_stil_ar_tom_for_husets_farg_och_for_trasiga_varden(rollista, accent):
    type(rollista.huvudman).objects.update(accent=accent)
    assert "{" not in Client().get("/stil/kommun.css").content.decode()


def test_kommunens_stil_ar_lika_for_alla_och_far_sparas(rollista):
    inloggad = Client()
    inloggad.force_login(rollista.rektor)
    for klient in (Client(), inloggad):
        svar = klient.get("/stil/kommun.css")
        assert svar["Cache-Control"] == "public, max-age=3600"
        assert "no-store" not in svar["Cache-Control"]
