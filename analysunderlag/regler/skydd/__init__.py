"""Skyddet av små grupper: vilka tal i en tabell som inte visas. Rena regler; handlingar/skydd.py räknar om och sparar.

Källa: reliability.md §6 första två punkterna, docs/beslut/0020.
"""

from analysunderlag.regler.skydd.i_summor import avgor

__all__ = ["avgor"]
