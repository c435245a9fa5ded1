"""Det första skyddet: vad en cell får visa när man bara ser på den själv.

Källa: reliability.md §6. Färre än gränsen; en till fyra i täljaren, eller alla utom en till fyra; källans eget tecken.
"""

from analysunderlag.regler.skydd.celler import MINST_I_KEDJAN, Cell
from analysunderlag.regler.skydd_ord import Raknar, Skydd
from analysunderlag.regler.tecken import SKYDDANDE, UTAN_UPPGIFT

#: En till fyra människor går att känna igen.
FA_MANNISKOR = range(1, 5)


def oppet(cell: Cell) -> Skydd:
    """Vad alla läsare får se av cellen."""
    if (hinder := _kallan_eller_antalet(cell, cell.minst)) is not None:
        return hinder
    if not cell.nastan_alla and _pekar_ut(cell):
        return Skydd.FA_KVAR
    return Skydd.VISAS


def i_kedjan(cell: Cell) -> Skydd:
    """Vad den egna kedjan får se: grupper från fem, utan regeln om en till fyra."""
    minst = None if cell.minst is None else min(cell.minst, MINST_I_KEDJAN)
    return _kallan_eller_antalet(cell, minst) or Skydd.VISAS


def _kallan_eller_antalet(cell: Cell, minst: int | None) -> Skydd | None:
    if minst is None or cell.tecken in UTAN_UPPGIFT:
        return Skydd.VISAS
    if cell.tecken in SKYDDANDE:
        return Skydd.KALLAN
    if cell.n is None:
        return Skydd.VISAS if cell.eget_skydd else Skydd.OKANT_ANTAL
    return Skydd.FA if cell.n < minst else None


def _pekar_ut(cell: Cell) -> bool:
    """Om x, eller resten av gruppen, kan vara en till fyra. Är talet avrundat räcker det att det kan vara så."""
    if cell.x is None or cell.n is None or cell.raknar == Raknar.ANNAT:
        return False
    minst, mest = cell.x
    if _ryms(minst, mest):
        return True
    return cell.raknar == Raknar.MANNISKOR and _ryms(cell.n - mest, cell.n - minst)


def _ryms(minst: int, mest: int) -> bool:
    return minst < FA_MANNISKOR.stop and mest >= FA_MANNISKOR.start
