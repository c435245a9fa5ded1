"""Vilka enheter ett uppdrag gäller: samma svar för frågan i rapporten, uppdragets sida och enhetens rum (krav 76, 84)."""

from collections.abc import Set

ALLA = ("alla", "forvaltning")
#: Urvalen som pekar ut enheter; utan utpekade enheter går det inte att säga vilka de är.
PEKAR_UT = ("utpekade", "malgrupp")


def galler_enheten(urval: str, skolformer: Set[int], enheter: Set[int], *, enhet: int, har: Set[int]) -> bool:
    """Sant när uppdraget gäller enheten.

    Utpekade enheter går först. Sägs bara en målgrupp i ord gäller uppdraget ingen enhet som går att peka på: hellre
    ingen fråga än en fråga till fel skola.

    Args:
        urval: uppdragets urval; tomt när det inte är sagt.
        enhet, har: enhetens id, och dess skolformer läsåret.
    """
    if enheter:
        return enhet in enheter
    if urval in PEKAR_UT:
        return False
    if skolformer:
        return bool(skolformer & har)
    return urval in ALLA
