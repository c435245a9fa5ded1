"""Återkopplingsgarantin: hur länge ett stödbehov har väntat, vem som då ser det, och behovets väg i led.

Källa: krav 57; frö 000 §7 (varje behov får svar, mottagare och datum). Dagarna är kommunens inställningar.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Vantan(StrEnum):
    """Hur länge det har väntat. Varje steg ser en till i kedjan det."""

    INOM_TID = "inom_tid"
    #: Mottagarens tid har gått: verksamhetschefen ser det.
    SENT = "sent"
    #: Det har lyfts: utbildningsdirektören ser det.
    LYFT = "lyft"


def vantan(sant: date, idag: date, *, svar_inom: int, lyfts: int) -> Vantan:
    """Hur länge behovet har väntat.

    Args:
        svar_inom: dagar som mottagaren har på sig.
        lyfts: dagar efter vilka det står hos direktören.
    """
    dagar = (idag - sant).days
    if dagar > lyfts:
        return Vantan.LYFT
    return Vantan.SENT if dagar > svar_inom else Vantan.INOM_TID


@dataclass(frozen=True)
class Led:
    """Ett led i behovets väg: var, vad och när. Ett tomt `nar` är inte gjort än."""

    niva: str
    vad: str
    nar: str = ""
    #: Där behovet är nu.
    har: bool = False
