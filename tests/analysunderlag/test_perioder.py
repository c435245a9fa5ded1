"""Perioderna: varje skrivsätt blir dagar, och det som inte går att förstå gissas aldrig."""

from datetime import date

import pytest

from analysunderlag.regler.perioder import Periodfel, las_period


@pytest.mark.parametrize(
    "skrivet, text, fran, till",
    [
        ("2024/25", "2024/25", date(2024, 7, 1), date(2025, 6, 30)),
        ("2024/2025", "2024/25", date(2024, 7, 1), date(2025, 6, 30)),
        ("2024-25", "2024/25", date(2024, 7, 1), date(2025, 6, 30)),
        ("1999/00", "1999/00", date(1999, 7, 1), date(2000, 6, 30)),
        ("HT2025", "ht 2025", date(2025, 8, 1), date(2025, 12, 31)),
        ("vårterminen 2026", "vt 2026", date(2026, 1, 1), date(2026, 6, 30)),
        ("2025", "2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2024-02", "2024-02", date(2024, 2, 1), date(2024, 2, 29)),
    ],
)
def test_skrivsatten(skrivet, text, fran, till):
    period = las_period(skrivet)
    assert (period.text, period.fran, period.till) == (text, fran, till)


@pytest.mark.parametrize(
    "skrivet", ["", "2024/26", "sommaren 2025", "25", "1850", "2025-99", "46000", "3/4/26", "2026-13-01"]
)
def test_det_som_inte_ar_en_period_vagras(skrivet):
    with pytest.raises(Periodfel):
        las_period(skrivet)


def test_terminen_kommer_fore_lasaret_som_den_slutar():
    assert [p.text for p in sorted(map(las_period, ["2024/25", "vt 2025", "ht 2024"]))] == [
        "ht 2024",
        "2024/25",
        "vt 2025",
    ]
