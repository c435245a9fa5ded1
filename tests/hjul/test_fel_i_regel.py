"""Felen i en regel sägs som meningar: okänd typ, saknad del, pekar på sig själv, ring, okänt ankare."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.regler.hjul import TYPER, Mall, Raknare, Sammanhang, fel_i_regel
from styrkedja.regler.hjul.fel import DELAR
from tests.hjul.test_regler import REGLER, sammanhang

RELATIV = {"typ": "relativ", "till": "vd1", "arbetsdagar": -5}


@pytest.mark.parametrize(
    "regel, mening",
    [
        ("vd1", "Regeln ska vara en uppsättning delar"),
        ([], "Regeln ska vara en uppsättning delar"),
        ({}, "Regeltypen ”” finns inte"),
        ({"typ": "nymane"}, "Regeltypen ”nymane” finns inte"),
        ({"typ": "datum", "manad": 9}, "Delen ”dag” saknas; en regel av typen datum behöver den."),
        ({"typ": "datum", "manad": 13, "dag": 1}, "Delen ”manad” ska vara ett heltal från 1 till 12."),
        ({"typ": "datum", "manad": 4, "dag": 31}, "Datumet ska vara en dag som finns i månaden."),
        ({"typ": "datum", "manad": True, "dag": 1}, "Delen ”manad” ska vara ett heltal"),
        ({"typ": "vecka", "vecka": 54, "veckodag": 1}, "Delen ”vecka” ska vara ett heltal från 1 till 53."),
        ({"typ": "vecka", "vecka": 42, "veckodag": 2, "veckodga": 1}, "Delen ”veckodga” hör inte till"),
        ({**RELATIV, "ankare": "mitten"}, "Delen ”ankare” ska vara start eller slut eller egen_tid."),
        ({**RELATIV, "tidigast": {"manad": 1}}, "Delen ”tidigast” ska vara en månad och en dag."),
        (
            {"typ": "fonster", "fran": {"manad": 1, "dag": 31}, "till": {"manad": 12, "dag": 1}},
            "Fönstret slutar före sin början.",
        ),
        (
            {"typ": "fonster", "fran": {"manad": 2, "dag": 30}, "till": {"manad": 3, "dag": 1}},
            "Delen ”fran” ska vara en dag som finns i månaden.",
        ),
        ({"typ": "egen_lista", "tider": [{"typ": "datum", "datum": "2026-13-01"}]}, "Delen ”tider” ska vara en lista"),
        ({"typ": "egen_lista", "tider": 7}, "Delen ”tider” ska vara en lista"),
        ({"typ": "relativ", "till": "finns_inte", "arbetsdagar": 1}, "Posten ”finns_inte” finns inte."),
        ({"typ": "foljande_bun_mote", "efter": "finns_inte"}, "Posten ”finns_inte” finns inte."),
    ],
)
def test_felet_sags_som_en_mening(regel, mening):
    assert mening in str(fel_i_regel(regel, "ny", REGLER))


def test_en_regel_som_pekar_pa_sig_sjalv():
    assert str(fel_i_regel(RELATIV, "vd1", REGLER)).startswith("Regeln pekar på sig själv.")


def test_en_ring_genom_flera():
    # vd1 → vp_faststall finns redan at andra hållet.
    regel = {"typ": "relativ", "till": "vp_faststall", "arbetsdagar": 1}
    assert str(fel_i_regel(regel, "vd1", REGLER)).startswith("Reglerna går i ring: vd1 → vp_faststall → vd1.")
    lang = {"typ": "relativ", "till": "rapport_gymnasieskola_beslutsversion", "arbetsdagar": 1}
    mening = str(fel_i_regel(lang, "bun_dialog_gymnasieskola", REGLER))
    assert "bun_dialog_gymnasieskola → rapport_gymnasieskola_beslutsversion → bun_beslut_gymnasieskola" in mening


def test_februari_29_far_sta():
    assert fel_i_regel({"typ": "datum", "manad": 2, "dag": 29}, "ny", REGLER) is None


def test_varje_typ_har_sina_delar():
    assert set(DELAR) == set(TYPER)


# Vad någon än skriver blir det en mening eller en regel som går att räkna med: aldrig ett fel i hjulet.
varden = st.one_of(
    st.integers(-300, 300), st.booleans(), st.none(), st.sampled_from(["vd1", "hd1", "start", "slut", "ht", "sista"]),
    st.builds(lambda m, d: {"manad": m, "dag": d}, st.integers(0, 13), st.integers(0, 32)),
)  # fmt: skip
alla_delar = sorted({del_ for kravs, far in DELAR.values() for del_ in (*kravs, *far)})


@given(st.sampled_from(sorted(TYPER)), st.dictionaries(st.sampled_from(alla_delar), varden, max_size=6))
def test_en_godkand_regel_gar_att_rakna(typ, delar):
    regel = {"typ": typ, **{d: v for d, v in delar.items() if d in {**DELAR[typ][0], **DELAR[typ][1]}}}
    if fel := fel_i_regel(regel, "ny", REGLER):
        assert fel.endswith(".")
        assert len(fel) < 400
        return
    s: Sammanhang = sammanhang(2026)
    mallar = [Mall(n, r, "beslut") for n, r in {**REGLER, "ny": regel}.items()]
    for tid in Raknare(mallar, s).grund["ny"]:
        assert s.fran <= tid.sorteras <= s.till
