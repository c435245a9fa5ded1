"""Det som ligger still: ingen har rört det sedan den runda som senast stängde (krav 46).

Samma regel för aktiviteter, mål och uppdrag: den som läser ska inte tro att något rör sig för att det står där.
"""

from collections.abc import Iterable
from datetime import date


def ligger_still(rord: date | None, sedan: date | None) -> bool:
    """Sant när det senast rördes före rundan.

    Args:
        rord: dagen då någon senast rörde det; None är aldrig.
        sedan: första dagen i den runda som senast stängde; None innan någon har stängt, då inget ligger still.
    """
    return sedan is not None and (rord is None or rord < sedan)


def senast_rord(dagar: Iterable[date | None]) -> date | None:
    """Den senaste av dagarna som finns."""
    return max((dag for dag in dagar if dag), default=None)
