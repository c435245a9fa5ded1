"""Verksamhetschefernas frågor, som rena regler: vem en fråga når, när budgeten är slut, hur skrivtid räknas.

Källa: krav 58 (frågor till alla och till utvalda, i rapportens anvisningar) och bilaga A punkt 10 (lastmätaren).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: Så många enheter måste ha skrivit innan mediantiden visas: den ska aldrig gå att läsa som någons.
MINST_ENHETER = 5
#: Längre uppehåll än så mellan två sparningar är inte skrivande.
LANGSTA_PAUS = timedelta(minutes=5)


@dataclass(frozen=True)
class Krets:
    """Vilka en fråga ställs till. Tom krets är alla; annars räcker en träff."""

    skolformer: frozenset[int] = frozenset()
    omraden: frozenset[int] = frozenset()
    enheter: frozenset[int] = frozenset()

    @property
    def alla(self) -> bool:
        return not (self.skolformer or self.omraden or self.enheter)


@dataclass(frozen=True)
class Enhetsfakta:
    """Det om en enhet ett läsår som avgör vilka frågor den får."""

    enhet: int
    omrade: int | None = None
    skolformer: frozenset[int] = field(default_factory=frozenset)


def nar_enheten(krets: Krets, enhet: Enhetsfakta) -> bool:
    """Sant när frågan ställs till enheten."""
    return (
        krets.alla
        or enhet.enhet in krets.enheter
        or enhet.omrade in krets.omraden
        or bool(enhet.skolformer & krets.skolformer)
    )


def antal_per_enhet(kretsar: Iterable[Krets], enheter: Iterable[Enhetsfakta]) -> dict[int, int]:
    """Hur många av frågorna som når varje enhet."""
    kretsar = list(kretsar)
    return {e.enhet: sum(nar_enheten(k, e) for k in kretsar) for e in enheter}


def over_budget(per_enhet: dict[int, int], budget: int) -> list[int]:
    """Enheterna som får fler frågor än budgeten, flest först."""
    over = [e for e, antal in per_enhet.items() if antal > budget]
    return sorted(over, key=lambda e: -per_enhet[e])


def skrivminuter(forra: datetime | None, nu: datetime) -> int:
    """Minuter att lägga till skrivtiden när någon sparar: de klockminuter som gått sedan personens förra sparning.

    Klockminuter i stället för skillnaden, så att trettio sparningar på en minut tillsammans blir en minut.
    """
    if forra is None or not timedelta() <= nu - forra < LANGSTA_PAUS:
        return 0
    return int(nu.timestamp() // 60) - int(forra.timestamp() // 60)


def mediantid(minuter: Iterable[int]) -> int | None:
    """Medianen i hela minuter över enheterna som har skrivit; None när de är för få för att visas."""
    tider = sorted(m for m in minuter if m > 0)
    if len(tider) < MINST_ENHETER:
        return None
    mitt = len(tider) // 2
    return tider[mitt] if len(tider) % 2 else round((tider[mitt - 1] + tider[mitt]) / 2)
