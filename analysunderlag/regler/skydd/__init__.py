"""Skyddet av små grupper: vilka tal i en tabell som inte visas. Rena regler; handlingar/skydd.py räknar om och sparar.

Källa: reliability.md §6 första två punkterna, docs/beslut/0015.
"""

from collections.abc import Iterable

from analysunderlag.regler.skydd.celler import Beslut, Cell
from analysunderlag.regler.skydd.primart import i_kedjan, oppet

__all__ = ["avgor"]


def avgor(celler: Iterable[Cell]) -> dict[int, Beslut]:
    """Beslutet för varje cell i en tabell: ett nyckeltal i en period, alla nivåer, kön, uppdelningar och källor."""
    return {cell.id: Beslut(oppet(cell), i_kedjan(cell)) for cell in celler}
