"""Enkäternas svarande: hur många som frågades och svarade, per enhet, målgrupp och år."""

from decimal import Decimal
from typing import Any

from analysunderlag.demo.rader import andel, ar_for
from styrkedja.demofro import avvikelse

#: Målgruppens vanliga svarsfrekvens och hur mycket den skiljer mellan enheterna, i procent.
VANLIG = {"elever": (80, 8), "vardnadshavare": (44, 5), "personal": (86, 6)}
RESPONDENT = {f"respondent={malgrupp}": malgrupp for malgrupp in VANLIG}
#: Skoltempen 2025 är berättelsens; andra enkäter samma år delar dess svarande.
SKOLTEMPEN = "skoltempen_svarsfrekvens"


class Svar:
    """Slår upp berättelsens svarande, och räknar fram de andra."""

    def __init__(self, data: dict[str, Any]) -> None:
        self.kanda: dict[tuple[int, str, str], tuple[int, int]] = {
            (int(nr), RESPONDENT[grupp["uppdelning"]], text): tuple(cell)
            for grupp in data["berattelsen"]
            if grupp["nyckel"] == SKOLTEMPEN
            for text, enheter in grupp["perioder"].items()
            for nr, cell in enheter.items()
        }

    def antal(self, nr: int, malgrupp: str, text: str, tillfragade: int = 0) -> tuple[int, int]:
        """(svarande, tillfrågade)."""
        if kant := self.kanda.get((nr, malgrupp, text)):
            return kant
        mitt, bredd = VANLIG[malgrupp]
        procent = mitt + bredd * avvikelse("svar", nr, malgrupp) + 2 * avvikelse("svar", nr, malgrupp, ar_for(text))
        return round(tillfragade * procent / 100), tillfragade

    def frekvens(self, nr: int, malgrupp: str, text: str, tillfragade: int = 0) -> Decimal | None:
        svarade, fragade = self.antal(nr, malgrupp, text, tillfragade)
        return round(andel(svarade, fragade), 2) if fragade else None
