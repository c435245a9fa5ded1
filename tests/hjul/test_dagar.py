"""Dagarna: helgdagar mot lasar.json, aftnar, arbetsdagar, veckor och månader i läsåret, lov."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.regler import dagar
from styrkedja.regler.dagar import Period

LASAR = json.loads((Path(settings.BASE_DIR) / "styrkedja/data/lasar.json").read_text(encoding="utf-8"))
dagar_i_spannet = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize("ar", LASAR["helgdagar"])
def test_helgdagarna_ar_de_i_lasar_json(ar):
    vantat = {date.fromisoformat(dag): namn for namn, dag in LASAR["helgdagar"][ar].items()}
    assert dagar.helgdagar(int(ar)) == vantat


@pytest.mark.parametrize(
    "dag, namn",
    [
        (date(2026, 4, 4), "påskafton"),
        (date(2026, 6, 19), "midsommarafton"),
        (date(2026, 12, 24), "julafton"),
        (date(2026, 12, 31), "nyårsafton"),
        (date(2026, 10, 31), "alla helgons dag"),
        (date(2026, 9, 19), "lördag"),
        (date(2026, 9, 20), "söndag"),
        (date(2026, 9, 21), None),
        (date(2026, 4, 30), None),  # valborgsmässoafton är en arbetsdag
    ],
)
def test_ledig_dag_har_ett_namn(dag, namn):
    assert dagar.ledig_som(dag) == namn
    assert dagar.ar_arbetsdag(dag) is (namn is None)


def test_alla_helgdagar_och_aftnar_ar_lediga():
    for ar in range(2024, 2031):
        lediga = [*dagar.helgdagar(ar), *dagar.aftnar(ar)]
        assert len(dagar.aftnar(ar)) == 4
        assert not any(dagar.ar_arbetsdag(dag) for dag in lediga)


@given(dagar_i_spannet)
def test_narmaste_arbetsdag_ligger_at_ratt_hall(dag):
    fore, efter = dagar.arbetsdag_senast(dag), dagar.arbetsdag_tidigast(dag)
    assert fore <= dag <= efter
    assert dagar.ar_arbetsdag(fore)
    assert dagar.ar_arbetsdag(efter)
    assert (fore == efter == dag) is dagar.ar_arbetsdag(dag)
    assert efter - fore <= timedelta(days=7)


@given(dagar_i_spannet, st.integers(1, 60))
def test_arbetsdagar_fram_och_tillbaka_ar_samma_dag(dag, antal):
    dag = dagar.arbetsdag_senast(dag)
    fram = dagar.arbetsdagar_bort(dag, antal)
    assert dagar.arbetsdagar_bort(fram, -antal) == dag
    assert dagar.arbetsdagar_mellan(dag, fram) == antal
    assert dagar.ar_arbetsdag(fram)


def test_noll_arbetsdagar_bort_ar_dagen_sjalv_ocksa_nar_den_ar_ledig():
    assert dagar.arbetsdagar_bort(date(2026, 12, 25), 0) == date(2026, 12, 25)


def test_arbetsdagar_over_julen():
    # 24–26 och 31 december och 1 januari är lediga, liksom trettondagen.
    assert dagar.arbetsdagar_bort(date(2026, 12, 23), 5) == date(2027, 1, 5)
    assert dagar.arbetsdagar_bort(date(2027, 1, 7), -5) == date(2026, 12, 28)


@pytest.mark.parametrize(
    "manad, dag, vantat",
    [(7, 1, date(2027, 7, 1)), (12, 31, date(2027, 12, 31)), (1, 1, date(2028, 1, 1)), (2, 29, date(2028, 2, 29))],
)
def test_manaden_avgor_kalenderaret(manad, dag, vantat):
    assert dagar.dag_i_lasaret(date(2027, 7, 1), manad, dag) == vantat


def test_skottdagen_blir_den_28_nar_den_inte_finns():
    assert dagar.dag_i_lasaret(date(2026, 7, 1), 2, 29) == date(2027, 2, 28)


@pytest.mark.parametrize(
    "borjan, vecka, vantat",
    [
        (2026, 42, date(2026, 10, 13)),
        (2026, 53, date(2026, 12, 29)),  # 2026 har 53 veckor
        (2025, 53, date(2025, 12, 23)),  # 2025 har det inte: sista veckan
        (2026, 1, date(2027, 1, 5)),
        (2026, 26, date(2027, 6, 29)),
    ],
)
def test_veckan_avgor_kalenderaret(borjan, vecka, vantat):
    assert dagar.veckodag_i_lasaret(date(borjan, 7, 1), vecka, 2) == vantat


@given(st.integers(2020, 2060), st.integers(1, 53), st.integers(1, 7))
def test_varje_vecka_finns_varje_lasar(ar, vecka, veckodag):
    dag = dagar.veckodag_i_lasaret(date(ar, 7, 1), vecka, veckodag)
    assert dag.isoweekday() == veckodag
    assert dag.isocalendar().week in (vecka, 52)


@given(dagar_i_spannet, dagar_i_spannet, st.integers(0, 20))
def test_en_dialog_hamnar_aldrig_pa_lov(dag, lovets_borjan, langd):
    lov = [Period(lovets_borjan, lovets_borjan + timedelta(days=langd))]
    ny = dagar.vecka_utan_lov(dag, lov)
    assert not dagar.i_lov(ny, lov)
    assert ny.weekday() == dag.weekday()
    assert ny >= dag
    assert not dagar.i_lov(dagar.forsta_skoldag(dag, lov), lov)
    assert dagar.sista_skoldag(dag, lov) <= dag <= dagar.forsta_skoldag(dag, lov)
