"""Demoberättelsens tid: dagen i dag ligger alltid i det tredje läsåret, och möten ligger kvar på sin veckodag."""

from datetime import date

import pytest

from styrkedja.demotid import Demotid


@pytest.mark.parametrize(
    ("idag", "lasar"),
    [
        (date(2026, 8, 15), "2026/27"),
        (date(2027, 6, 30), "2026/27"),
        (date(2027, 7, 1), "2027/28"),
        (date(2028, 8, 20), "2028/29"),
        (date(2025, 11, 28), "2025/26"),
    ],
)
def test_dagen_i_dag_ligger_i_det_tredje_lasaret(idag, lasar):
    assert Demotid(idag).lasar("2026/27") == lasar


def test_dagar_flyttas_hela_lasar():
    tid = Demotid(date(2028, 8, 20))
    assert tid.dag("2026-01-31") == date(2028, 1, 31)
    assert tid.dag("2024-02-29") == date(2026, 2, 28)
    assert Demotid(date(2026, 11, 20)).dag("2026-01-31") == date(2026, 1, 31)


@pytest.mark.parametrize("ar", range(2024, 2034))
def test_namndens_torsdagar_ar_torsdagar_vilket_ar_det_an_ar(ar):
    dag = Demotid(date(ar, 11, 20)).veckodag("2026-09-24")
    assert dag.weekday() == 3
    assert abs((dag - date(ar, 9, 24)).days) <= 3
