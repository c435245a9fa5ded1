"""Delegeringens tid: daterad, upphör av sig själv, högst ett läsår (krav 7)."""

from datetime import date, timedelta


def senaste_slut(fran: date) -> date:
    """Den sista dag som en delegering från `fran` får gälla: dagen före samma dag nästa år."""
    try:
        nasta_ar = fran.replace(year=fran.year + 1)
    except ValueError:  # 29 februari
        nasta_ar = date(fran.year + 1, 3, 1)
    return nasta_ar - timedelta(days=1)
