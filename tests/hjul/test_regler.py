"""Reglerna: alla 150 mallposter för tre läsår, kalendern 2019, varje typ, och att inget hamnar på en ledig dag."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.regler import dagar
from styrkedja.regler.dagar import Period
from styrkedja.regler.hjul import TYPER, Mall, Raknare, Sammanhang, Tid, fel_i_regel, las_tid, regel_i_ord, tider

DATA = Path(settings.BASE_DIR) / "styrkedja/data"
MALL = json.loads((DATA / "arshjul_mall.json").read_text(encoding="utf-8"))
POSTER = {p["nyckel"]: p for p in MALL["poster"]}
REGLER = {nyckel: p["regel"] for nyckel, p in POSTER.items()}
MALLAR = [Mall(p["nyckel"], p["regel"], p["slag"]) for p in MALL["poster"]]
#: Nämndens torsdagar i demoberättelsen.
MOTEN = [
    date.fromisoformat(dag)
    for dag in """2024-09-26 2024-10-24 2024-11-21 2024-12-19 2025-01-23 2025-02-27 2025-03-27 2025-04-24 2025-05-22
    2025-06-12 2025-09-25 2025-10-23 2025-11-20 2025-12-18 2026-01-22 2026-02-26 2026-03-26 2026-04-23 2026-05-21
    2026-06-11 2026-09-24 2026-10-22 2026-11-19 2026-12-17 2027-01-28 2027-02-25 2027-03-25 2027-04-22 2027-05-20
    2027-06-10""".split()
]


def _dag(text):
    return date.fromisoformat(text) if text else None


def sammanhang(ar, **annat):
    """Läsåret som börjar året, med terminer och lov ur lasar.json och demoberättelsens möten."""
    rad = next(rad for rad in json.loads((DATA / "lasar.json").read_text(encoding="utf-8"))["lasar"]
               if rad["lasar"].startswith(str(ar)))  # fmt: skip
    fran, till = date(ar, 7, 1), date(ar + 1, 6, 30)
    grund = {
        "terminer": {t: (_dag(rad[t]["fran"]), _dag(rad[t]["till"])) for t in ("ht", "vt")},
        "lov": tuple(Period(_dag(lov["fran"]), _dag(lov["till"])) for t in ("ht", "vt") for lov in rad[t]["lov"]),
        "moten": tuple(m for m in MOTEN if fran <= m <= till),
    }
    return Sammanhang(fran, till, **{**grund, **annat})


def en(regel, s=None, slag="inlämning"):
    (tid,) = tider(regel, s or sammanhang(2026), slag)
    return tid


# --- Alla mallar -------------------------------------------------------------------------------
@pytest.mark.parametrize("ar", [2024, 2025, 2026])
def test_alla_mallposter_ger_rimliga_dagar(ar):
    s = sammanhang(ar)
    raknade = Raknare(MALLAR, s).grund
    assert len(raknade) == 150
    for nyckel, post in POSTER.items():
        for tid in raknade[nyckel]:
            assert s.fran <= tid.sorteras <= s.till, nyckel
            if tid.kand:
                assert s.fran <= tid.forst <= tid.sist <= s.till, nyckel
                assert all(dagar.ar_arbetsdag(dag) for dag in (tid.forst, tid.sist)), (nyckel, post["slag"])
            else:
                assert tid.ungefar, nyckel


@pytest.mark.parametrize("ar", [2024, 2025, 2026])
def test_bara_det_som_behovs_nar_det_behovs_saknar_poster(ar):
    raknade = Raknare(MALLAR, sammanhang(ar)).grund
    tomma = {POSTER[nyckel]["regel"]["typ"] for nyckel, alla in raknade.items() if not alla}
    assert tomma <= {"vid_behov", "vp_uppdrag", "egen_lista", "vartannat_lasar"}


def test_kalendern_2019():
    """exempel_2019 (frö 003): reglerna ger samma dagar som den verkliga kalendern."""
    exempel = MALL["exempel_2019"]
    moten = tuple(_dag(mote) for mote in exempel["bun_moten"] if isinstance(mote, str))
    raknade = Raknare(MALLAR, Sammanhang(date(2019, 7, 1), date(2020, 6, 30), moten=moten)).grund
    for nyckel, vantat in exempel["vantat"].items():
        (tid,) = raknade[nyckel]
        if isinstance(vantat, str):
            assert tid == Tid.dag(_dag(vantat)), nyckel
        else:
            assert not tid.kand
            assert tid.preliminar
            assert tid.ungefar == "januari 2020"


def test_dialogerna_ligger_aldrig_pa_lov():
    for ar in (2024, 2025, 2026):
        s = sammanhang(ar)
        for nyckel in ("vd1", "vd2", "vd3", "hd2", "planeringsdag_vp_hss"):
            (tid,) = Raknare(MALLAR, s).grund[nyckel]
            assert not dagar.i_lov(tid.forst, s.lov)
            assert not dagar.i_lov(tid.sist, s.lov)


def test_planen_faststalls_efter_vd1_och_fore_huvudmannadialogen():
    for ar in (2024, 2025, 2026):
        raknade = Raknare(MALLAR, sammanhang(ar)).grund
        assert raknade["vd1"][0].sist < raknade["vp_faststall"][0].forst < raknade["hd1"][0].forst


def test_varje_mallregel_gar_att_saga_i_ord_och_ar_utan_fel():
    for nyckel, regel in REGLER.items():
        assert fel_i_regel(regel, nyckel, REGLER) is None, nyckel
        assert regel_i_ord(regel, {})


# --- Typ för typ -------------------------------------------------------------------------------
def test_en_tidsfrist_gar_bakat_och_en_publicering_framat():
    regel = {"typ": "datum", "manad": 9, "dag": 19}  # en lördag 2026
    assert en(regel, slag="inlämning").fran == date(2026, 9, 18)
    assert en(regel, slag="underlag").fran == date(2026, 9, 21)


def test_en_ledig_forsta_dag_gar_framat_in_i_lasaret():
    s = Sammanhang(date(2028, 7, 1), date(2029, 6, 30))
    assert en({"typ": "datum", "manad": 7, "dag": 1}, s).fran == date(2028, 7, 3)


def test_en_dialog_pa_lov_flyttas_en_vecka():
    regel = {"typ": "vecka", "vecka": 8, "veckodag": 2, "undvik_lov": True}
    assert en(regel, slag="dialog").fran == date(2027, 3, 2)
    assert en({**regel, "undvik_lov": False}, slag="dialog").fran == date(2027, 2, 23)


def test_fonstret_kryper_in_fran_lediga_dagar():
    tid = en({"typ": "fonster", "fran": {"manad": 5, "dag": 1}, "till": {"manad": 5, "dag": 30}})
    assert (tid.fran, tid.till) == (date(2027, 5, 3), date(2027, 5, 28))


VD1 = Tid.period(date(2026, 9, 7), date(2026, 9, 25))


@pytest.mark.parametrize(
    "delar, vantat",
    [
        ({"ankare": "start", "arbetsdagar": -5}, date(2026, 8, 31)),
        ({"ankare": "slut", "arbetsdagar": 5}, date(2026, 10, 2)),
        ({"ankare": "egen_tid", "reserv": "slut", "arbetsdagar": 5}, date(2026, 10, 2)),
        ({"ankare": "egen_tid", "reserv": "start", "arbetsdagar": -5}, date(2026, 8, 31)),
        ({"ankare": "start", "arbetsdagar": -5, "tidigast": {"manad": 9, "dag": 2}}, date(2026, 9, 2)),
        ({"ankare": "start", "arbetsdagar": 0}, date(2026, 9, 7)),
    ],
)
def test_relativ(delar, vantat):
    s = sammanhang(2026, ankare={"vd1": VD1})
    assert en({"typ": "relativ", "till": "vd1", **delar}, s).fran == vantat


def test_egen_tid_gar_fore_reserven():
    egen = sammanhang(2026, ankare={"vd1": Tid.dag(date(2026, 9, 16))}, egna=frozenset({"vd1"}))
    regel = {"typ": "relativ", "till": "vd1", "ankare": "egen_tid", "reserv": "slut", "arbetsdagar": 5}
    assert en(regel, egen).fran == date(2026, 9, 23)


def test_relativ_kan_racka_flera_arbetsdagar():
    s = sammanhang(2026, ankare={"vd1": VD1})
    tid = en({"typ": "relativ", "till": "vd1", "ankare": "slut", "arbetsdagar": 10, "langd_arbetsdagar": 15}, s)
    assert (tid.fran, tid.till) == (date(2026, 10, 9), date(2026, 10, 29))


def test_relativ_till_en_preliminar_dag_ar_preliminar_och_till_ett_saknat_ankare_ingen_alls():
    regel = {"typ": "relativ", "till": "x", "arbetsdagar": 2}
    s = sammanhang(2026, ankare={"x": Tid.dag(date(2026, 9, 1), preliminar=True)})
    assert en(regel, s).preliminar
    assert tider(regel, sammanhang(2026), "beslut") == ()


def test_utan_motesdagar_visas_manaden_utan_dag_och_det_som_hanger_pa_den_likasa():
    raknade = Raknare(MALLAR, sammanhang(2026, moten=())).grund
    assert raknade["bun_dialog_gymnasieskola"][0].ungefar == "oktober 2026"
    assert raknade["bun_beslut_gymnasieskola"][0].ungefar == "november 2026"
    assert raknade["rapport_gymnasieskola_skrivs"][0].ungefar == "september 2026"
    assert not any(raknade[n][0].kand for n in ("bun_internbudget", "rapport_forskola_dialogversion"))
    assert raknade["bun_lopande"] == ()


def test_finns_inget_mote_i_manaden_tas_nasta():
    regel = {"typ": "bun_mote", "manad": 10, "vilket": "sista", "om_inget": "nasta_mote"}
    moten = (date(2026, 9, 24), date(2026, 11, 5), date(2026, 11, 19))
    assert en(regel, sammanhang(2026, moten=moten)).fran == date(2026, 11, 5)
    bara = {**regel, "om_inget": "bara_manaden"}
    assert en(bara, sammanhang(2026, moten=moten)).ungefar == "oktober 2026"


def test_forsta_och_sista_motet_i_manaden():
    moten = (date(2026, 10, 1), date(2026, 10, 29))
    for vilket, vantat in (("forsta", moten[0]), ("sista", moten[1])):
        regel = {"typ": "bun_mote", "manad": 10, "vilket": vilket}
        assert en(regel, sammanhang(2026, moten=moten)).fran == vantat


def test_andra_motet_efter():
    s = sammanhang(2026, ankare={"d": Tid.dag(date(2026, 10, 22))})
    assert en({"typ": "foljande_bun_mote", "efter": "d", "steg": 2}, s).fran == date(2026, 12, 17)


def test_varje_mote_och_tio_arbetsdagar_fore():
    s = sammanhang(2026)
    assert [t.fran for t in tider({"typ": "varje_bun_mote"}, s, "rapport")] == list(s.moten)
    fore = tider({"typ": "relativ_varje_bun_mote", "arbetsdagar": -10}, s, "dialog")
    assert fore[0].fran == date(2026, 9, 10)
    assert len(fore) == len(s.moten)


def test_terminsslut_ar_preliminart_nar_dagen_saknas():
    regel = {"typ": "terminsslut", "termin": "vt", "arbetsdagar": 5, "om_saknas": {"manad": 6, "dag": 10}}
    assert en(regel, sammanhang(2024)) == Tid.dag(date(2025, 6, 13))
    assert en(regel, sammanhang(2026)) == Tid.dag(date(2027, 6, 17), preliminar=True)


def test_per_termin_har_ingen_dag():
    host, var = tider({"typ": "per_termin", "antal": 1}, sammanhang(2025), "dialog")
    assert (host.ungefar, host.sorteras, host.kand) == ("under höstterminen", date(2025, 8, 13), False)
    assert var.ungefar == "under vårterminen"


def test_vartannat_lasar():
    regel = {"typ": "vartannat_lasar", "fran": {"manad": 5, "dag": 1}, "till": {"manad": 5, "dag": 31}}
    antal = [len(tider(regel, sammanhang(ar), "underlag")) for ar in (2024, 2025, 2026)]
    assert antal == [1, 0, 1]
    assert en(regel).preliminar
    assert [len(tider({**regel, "forsta": 2025}, sammanhang(ar), "underlag")) for ar in (2024, 2025)] == [0, 1]
    assert not en({**regel, "forsta": 2025}, sammanhang(2025)).preliminar


def test_egen_lista_tar_bara_lasarets_tider_i_alla_former():
    regel = {
        "typ": "egen_lista",
        "tider": [
            {"typ": "datum", "datum": "2026-11-19"},
            {"typ": "datum", "datum": "2025-11-19"},
            {"typ": "manad", "manad": "2027-01"},
            {"typ": "period", "fran": "2027-03-01", "till": "2027-03-05"},
            {"typ": "obestamd", "alternativ": ["2027-04", "2027-05"], "text": "april/maj?"},
        ],
    }
    dag, manad, period, obestamd = tider(regel, sammanhang(2026), "rapport")
    assert dag == Tid.dag(date(2026, 11, 19))
    assert manad.ungefar == "januari 2027"
    assert (period.fran, period.till) == (date(2027, 3, 1), date(2027, 3, 5))
    assert (obestamd.ungefar, obestamd.sorteras, obestamd.preliminar) == ("april/maj?", date(2027, 4, 1), True)


def test_obestamd_utan_egna_ord():
    assert las_tid({"typ": "obestamd", "alternativ": ["2027-04", "2027-05"]}).ungefar == "april/maj?"


def test_vid_behov_och_uppdrag_utan_uppdrag_ger_inget():
    assert tider({"typ": "vid_behov"}, sammanhang(2026), "dialog") == ()
    assert tider({"typ": "vp_uppdrag", "falt": "leveranser"}, sammanhang(2026), "inlämning") == ()
    klart = sammanhang(2026, uppdrag={"leveranser": (Tid.dag(date(2026, 11, 30)),)})
    assert en({"typ": "vp_uppdrag", "falt": "leveranser"}, klart).fran == date(2026, 11, 30)


def test_en_post_per_verksamhetsdialog():
    raknade = Raknare(MALLAR, sammanhang(2026)).grund["unikum_stodbehov"]
    assert [t.fran for t in raknade] == [date(2026, 8, 26), date(2026, 12, 30), date(2027, 4, 22)]
    mall = next(m for m in MALLAR if m.nyckel == "unikum_stodbehov")
    assert [mall.postnyckel(n) for n in (1, 2)] == ["unikum_stodbehov-1", "unikum_stodbehov-2"]
    assert [mall.ankare(n) for n in (1, 3)] == ["vd1", "vd3"]


# --- Flytt -------------------------------------------------------------------------------------
def test_det_som_hanger_pa_en_flyttad_post_foljer_efter_och_inget_annat():
    raknare = Raknare(MALLAR, sammanhang(2026))
    egna = raknare.for_plats({"vd1": Tid.dag(date(2026, 9, 16))})
    assert egna["vd1_rapportdel"][0].fran == date(2026, 9, 9)
    assert egna["vd1_handslag"][0].fran == date(2026, 9, 23)
    assert egna["vp_faststall"][0].fran == date(2026, 9, 23)
    andrade = {n for n in POSTER if egna[n] != raknare.grund[n]}
    assert andrade <= raknare.som_foljer({"vd1"})
    assert "vd2_rapportdel" not in andrade


def test_en_flytt_foljer_genom_flera_led():
    flyttad = Raknare(MALLAR, sammanhang(2026), {"bun_dialog_gymnasieskola": Tid.dag(date(2026, 11, 19))})
    assert flyttad.grund["bun_beslut_gymnasieskola"][0].fran == date(2026, 12, 17)
    assert flyttad.grund["rapport_gymnasieskola_beslutsversion"][0].fran == date(2026, 12, 7)


# --- Egenskaper --------------------------------------------------------------------------------
manad_och_dag = st.builds(lambda m, d: {"manad": m, "dag": d}, st.integers(1, 12), st.integers(1, 28))
enkla_regler = st.one_of(
    st.builds(lambda md: {"typ": "datum", **md}, manad_och_dag),
    st.builds(
        lambda v, d, u: {"typ": "vecka", "vecka": v, "veckodag": d, "undvik_lov": u},
        st.integers(1, 53), st.integers(1, 7), st.booleans(),
    ),
    st.builds(lambda a, b, u: {"typ": "fonster", "fran": a, "till": b, "undvik_lov": u},
              manad_och_dag, manad_och_dag, st.booleans()),
    st.builds(lambda t, n, o: {"typ": "terminsslut", "termin": t, "arbetsdagar": n, "om_saknas": o},
              st.sampled_from(["ht", "vt"]), st.integers(-40, 40), manad_och_dag),
)  # fmt: skip
slagen = st.sampled_from(["förberedelse", "inlämning", "dialog", "underlag", "beslut"])


@given(enkla_regler, slagen, st.integers(2024, 2030))
def test_ingen_regel_ger_en_ledig_dag_eller_en_dag_utanfor_lasaret(regel, slag, ar):
    s = Sammanhang(date(ar, 7, 1), date(ar + 1, 6, 30), lov=(Period(date(ar, 10, 26), date(ar, 10, 30)),))
    for tid in tider(regel, s, slag):
        assert s.fran <= tid.forst <= tid.sist <= s.till
        assert dagar.ar_arbetsdag(tid.forst)


@given(
    st.dates(date(2026, 7, 1), date(2027, 6, 30)),
    st.integers(-250, 250),
    st.sampled_from(["start", "slut", "egen_tid"]),
    slagen,
)
def test_en_relativ_regel_haller_sig_i_lasaret_var_ankaret_an_flyttas(dag, arbetsdagar, ankare, slag):
    s = sammanhang(2026, ankare={"a": Tid.dag(dag)}, egna=frozenset({"a"}))
    tid = en({"typ": "relativ", "till": "a", "ankare": ankare, "arbetsdagar": arbetsdagar}, s, slag)
    assert s.fran <= tid.forst <= s.till
    assert dagar.ar_arbetsdag(tid.forst)


@given(st.dictionaries(st.sampled_from(["vd1", "vd2", "vd3"]), st.integers(0, 364), max_size=3))
def test_samma_flyttar_ger_samma_hjul(flyttar):
    flyttade = {n: Tid.dag(date(2026, 7, 1) + timedelta(days=d)) for n, d in flyttar.items()}
    raknare = Raknare(MALLAR, sammanhang(2026))
    assert raknare.for_plats(flyttade) == raknare.for_plats(dict(reversed(flyttade.items())))


def test_varje_typ_i_mallens_sprak_har_en_funktion():
    assert set(TYPER) == set(MALL["regeltyper"])
