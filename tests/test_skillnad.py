"""Skillnaden mellan två texter: läsbar, rätt åt båda håll, och aldrig långsam."""

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.regler.skillnad import Slag, Stycke, ar_lika, skillnad, vik

TEXT = st.text(alphabet="abå ,.\n", max_size=120)


def sida(stycken: list[Stycke], bort: Slag) -> str:
    """Texten utan det som togs bort, eller utan det som lades till, utan mellanrum."""
    tecken = "".join(bit.text for s in stycken for bit in s.bitar if bit.slag != bort)
    return "".join(tecken.split())


def i_ord(stycken: list[Stycke]) -> list[tuple[str, list[tuple[str, str]]]]:
    return [(s.slag.value, [(b.slag.value, b.text) for b in s.bitar]) for s in stycken]


@given(TEXT, TEXT)
def test_bada_texterna_gar_att_lasa_ur_skillnaden(fore, efter):
    stycken = skillnad(fore, efter)
    assert sida(stycken, Slag.NYTT) == "".join(fore.split())
    assert sida(stycken, Slag.BORT) == "".join(efter.split())


@given(TEXT)
def test_samma_text_ar_lika(text):
    assert ar_lika(skillnad(text, text))


def test_ett_bytt_ord_visas_som_ett_bytt_ord():
    assert i_ord(skillnad("Närvaron sjönk i åk 6.", "Närvaron ökade i åk 6.")) == [
        ("andrat", [("lika", "Närvaron "), ("bort", "sjönk "), ("nytt", "ökade "), ("lika", "i åk 6.")])
    ]


def test_ett_nytt_stycke_mitt_i_ror_inte_de_andra():
    stycken = skillnad("Ett.\n\nTre.", "Ett.\n\nTvå är nytt.\n\nTre.")
    assert [(s.slag, s.text) for s in stycken] == [
        (Slag.LIKA, "Ett."),
        (Slag.NYTT, "Två är nytt."),
        (Slag.LIKA, "Tre."),
    ]


def test_ett_helt_omskrivet_stycke_hackas_inte_i_ord():
    stycken = skillnad("Eleverna har svårt för bråk.", "Planeringstiden föll bort under våren.")
    assert [s.slag for s in stycken] == [Slag.BORT, Slag.NYTT]


def test_ett_ensamt_ord_mellan_tva_andringar_foljer_med():
    """Annars blir en omskriven mening en hackad rad av rött och grönt."""
    stycken = skillnad(
        "Vi såg att röda och gula hus var vanliga i området.", "Vi såg att blå och vita hus var vanliga i området."
    )
    assert i_ord(stycken)[0][1][1:3] == [("bort", "röda och gula "), ("nytt", "blå och vita ")]


@pytest.mark.parametrize(("fore", "efter"), [("", ""), ("", "Nytt."), ("Bort.", ""), (" \n ", "\r\n")])
def test_tomma_texter(fore, efter):
    assert sida(skillnad(fore, efter), Slag.BORT) == efter.strip()


def test_langa_oforandrade_foljder_viks_med_sammanhang():
    rader = [f"Stycke {i} står kvar." for i in range(10)]
    grupper = vik(skillnad("\n".join(rader), "\n".join([*rader[:5], "Nytt här.", *rader[5:]])))
    assert [(len(g.stycken), g.vikt) for g in grupper] == [(4, True), (1, False), (1, False), (1, False), (4, True)]
    assert grupper[1].stycken[0].text == "Stycke 4 står kvar."


def test_fa_oforandrade_stycken_viks_inte():
    assert [g.vikt for g in vik(skillnad("A är här.\nB är här.", "A är här.\nB är här.\nC är ny."))] == [False, False]


def _prosa(slump: random.Random, ord_: int) -> str:
    bank = [f"ord{i}" for i in range(800)] + ["och", "att", "i", "som"] * 60
    rader = (" ".join(slump.choices(bank, k=90)) + "." for _ in range(ord_ // 90))
    return "\n\n".join(rader)


def _ett_ord_per_rad(slump: random.Random, ord_: int) -> str:
    return "\n".join(slump.choices("abcde", k=ord_ * 3))


def _en_enda_rad(slump: random.Random, ord_: int) -> str:
    return " ".join(slump.choices("abcdefgh", k=ord_ * 3))


@pytest.mark.parametrize("text", [_prosa, _ett_ord_per_rad, _en_enda_rad])
def test_hundra_tusen_tecken_under_en_sekund(text):
    """Också de värsta texterna: allt omskrivet, en rad per ord, hundratusen tecken utan stycke."""
    slump = random.Random(7)
    fore, efter = text(slump, 17_000), text(slump, 17_000)
    start = time.process_time()
    skillnad(fore[:100_000], efter[:100_000])
    ord_ = fore[:100_000].split(" ")
    for i in range(0, len(ord_), 9):
        ord_[i] = "omskrivet"
    skillnad(fore[:100_000], " ".join(ord_))
    assert time.process_time() - start < 2
