"""Skyddet i summor: också det som går att räkna ut ur totaler, kön, uppdelningar och tidigare visade versioner.

Prövat med ett angrepp (tests/analysunderlag/test_skydd_i_summor.py). Källa: reliability.md §6 första två punkterna.
"""

from collections.abc import Sequence

from analysunderlag.regler.skydd.bygge import bygg
from analysunderlag.regler.skydd.celler import Beslut, Cell
from analysunderlag.regler.skydd.primart import i_kedjan, oppet
from analysunderlag.regler.skydd.summor import summor
from analysunderlag.regler.skydd.tabell import Rad
from analysunderlag.regler.skydd.tackning import tack
from analysunderlag.regler.skydd_ord import Skydd


def avgor(celler: Sequence[Cell]) -> dict[int, Beslut]:
    """Beslutet för varje gällande cell i en tabell: ett nyckeltal i en period, alla nivåer, kön, uppdelningar och källor.

    Args:
        celler: tabellens rader, också de versioner som inte längre gäller: det som har visats är känt.
    """
    gallande = [c for c in celler if c.galler]
    if all(c.minst is None for c in celler):
        return {c.id: Beslut(Skydd.VISAS, Skydd.VISAS) for c in gallande}
    summorna, luckor = summor(celler)
    alla = [*celler, *luckor]
    visade_egna = {c.id for c in celler if c.visad or c.visad_egen}
    egen = bygg(alla, summorna, forsta=i_kedjan, visade=visade_egna)
    tack(egen, kretsar=False)
    oppen = bygg(alla, summorna, forsta=oppet, visade={c.id for c in celler if c.visad})
    for i, rad in enumerate(egen.rader):
        if rad.dold and rad.skydd == Skydd.UR_SUMMA:
            oppen.dolj(i)
    tack(oppen, kretsar=True)
    return {c.id: Beslut(_sagt(oppen.rader[i]), _sagt(egen.rader[i])) for i, c in enumerate(celler) if c.galler}


def _sagt(rad: Rad) -> Skydd:
    """Skälet som sägs. I en summa sägs aldrig vilket av de skyddade talen som är det lilla: då vore de andra kända."""
    return Skydd.UR_SUMMA if rad.i_summor and rad.skydd in (Skydd.FA, Skydd.FA_KVAR) else rad.skydd
