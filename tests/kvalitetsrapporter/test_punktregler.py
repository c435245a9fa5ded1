"""Vilken punkt som är vilken när texten har ändrats."""

from hypothesis import given
from hypothesis import strategies as st

from kvalitetsrapporter.regler.punkter import HOGST, PUNKTFALT, SLAG, Punktslag, dela_i_punkter, para_ihop

A = "Matematiklärarna saknar gemensam tid för planering."
B = "Anpassningar sätts in först efter ett F."
C = "Lokalerna räcker inte till halvklass."


def test_en_rad_ar_en_punkt_utan_streck_och_tomma_rader():
    assert dela_i_punkter(f"- {A}\r\n\n  • {B}\n1. {C}\n—\n…\n") == [A, B, C]
    assert dela_i_punkter("-5 grader i salen\n3 av 4 klasser") == ["-5 grader i salen", "3 av 4 klasser"]


def test_text_utan_ord_ar_ingen_punkt():
    assert dela_i_punkter(" \n\u200b\n-\n***") == []


def test_faltens_nycklar_ar_slagens():
    assert set(SLAG) == set(PUNKTFALT)
    assert set(SLAG.values()) == set(Punktslag)


def test_samma_rader_i_annan_ordning_ar_samma_punkter():
    assert para_ihop([A, B, C], [C, A, B]) == [2, 0, 1]


def test_en_omskriven_rad_ar_samma_punkt():
    assert para_ihop([A, B], ["Matematiklärarna har ingen gemensam planeringstid.", B]) == [0, 1]


def test_en_rad_till_overst_flyttar_inget():
    assert para_ihop([A, B], ["Helt ny punkt om skolbiblioteket", A, B]) == [None, 0, 1]


def test_en_borttagen_rad_lamnar_de_andra():
    assert para_ihop([A, B, C], [A, C]) == [0, 2]


def test_en_helt_annan_rad_pa_samma_plats_ar_en_ny_punkt():
    assert para_ihop([A, B], ["Xylofon och quiz", B]) == [None, 1]


def test_tva_lika_rader_ar_tva_punkter():
    assert para_ihop([A, A], [A, A, A]) == [0, 1, None]


def test_raden_som_skrivs_ar_samma_punkt_i_varje_sparning():
    lydelse = ""
    for tecken in A:
        ny = lydelse + tecken
        if lydelse:
            assert para_ihop([B, lydelse], [B, ny]) == [0, 1]
        lydelse = ny


def test_en_delad_rad_behaller_den_forsta_halvan():
    assert para_ihop([f"{A} {B}"], [A, B]) == [0, None]


@given(st.lists(st.text(max_size=30), max_size=12), st.lists(st.text(max_size=30), max_size=12))
def test_varje_gammal_punkt_anvands_hogst_en_gang(gamla, nya):
    par = para_ihop(gamla, nya)
    valda = [p for p in par if p is not None]
    assert len(par) == len(nya)
    assert len(valda) == len(set(valda))
    assert all(0 <= p < len(gamla) for p in valda)


@given(st.lists(st.text(min_size=1, max_size=30), unique=True, max_size=12), st.randoms())
def test_oforandrade_rader_hittar_alltid_hem(rader, slump):
    blandade = rader[:]
    slump.shuffle(blandade)
    assert [rader[i] for i in para_ihop(rader, blandade) if i is not None] == blandade


def test_manga_rader_ar_fortfarande_en_text():
    assert len(dela_i_punkter("rad\n" * 5_000)) == HOGST
    par = para_ihop([f"gammal rad {i}" for i in range(HOGST)], [f"annan lydelse {i}" for i in range(HOGST)])
    assert par == [None] * HOGST
