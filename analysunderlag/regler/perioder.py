"""Perioden som ett tal gäller: läsår, termin, kalenderår eller månad. Text in, dagar ut.

Skrivsätten är de som visas: "2024/25", "ht 2025", "2025" och "2025-11".
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_LASAR = re.compile(r"(\d{4})\s*[/-]\s*(\d{2}|\d{4})")
_TERMIN = re.compile(r"(ht|vt|hösten|våren|höstterminen|vårterminen)\s*-?\s*(\d{4})", re.IGNORECASE)
_MANAD = re.compile(r"(\d{4})-(\d{2})")
_AR = re.compile(r"\d{4}")
FORSTA_AR, SISTA_AR = 1990, 2100


class Periodfel(ValueError):
    """Perioden går inte att förstå. Meddelandet säger hur den skrivs."""


@dataclass(frozen=True, order=True)
class Period:
    """Ordnas efter sista dagen, sedan efter första: en termin kommer före sitt läsår."""

    till: date
    fran: date
    text: str

    def __str__(self) -> str:
        return self.text


def las_period(text: str) -> Period:
    """Perioden som texten säger: "2024/25", "2024-25", "2024/2025", "ht 2025", "HT2025", "2025", "2025-11".

    Raises:
        Periodfel: texten säger ingen period, eller en som inte finns.
    """
    ren = " ".join(text.split())
    if (traff := _MANAD.fullmatch(ren)) and 1 <= int(traff[2]) <= 12:
        return manad(int(traff[1]), int(traff[2]))
    if traff := _LASAR.fullmatch(ren):
        return _lasar(int(traff[1]), traff[2], ren)
    if traff := _TERMIN.fullmatch(ren):
        return termin(traff[1][0].casefold() + "t", int(traff[2]))
    if _AR.fullmatch(ren):
        return kalenderar(int(ren))
    raise Periodfel(
        f"”{ren}” är ingen period. Skriv läsår (2024/25), termin (ht 2025), år (2025) eller månad (2025-11)."
    )


def lasar(borjar: int) -> Period:
    _prova_ar(borjar)
    return Period(date(borjar + 1, 6, 30), date(borjar, 7, 1), f"{borjar}/{(borjar + 1) % 100:02d}")


def termin(vilken: str, ar: int) -> Period:
    """Höstterminen ("ht") eller vårterminen ("vt") det året."""
    _prova_ar(ar)
    if vilken == "ht":
        return Period(date(ar, 12, 31), date(ar, 8, 1), f"ht {ar}")
    return Period(date(ar, 6, 30), date(ar, 1, 1), f"vt {ar}")


def kalenderar(ar: int) -> Period:
    _prova_ar(ar)
    return Period(date(ar, 12, 31), date(ar, 1, 1), str(ar))


def manad(ar: int, nr: int) -> Period:
    _prova_ar(ar)
    return Period(date(ar, nr, monthrange(ar, nr)[1]), date(ar, nr, 1), f"{ar}-{nr:02d}")


def _lasar(borjar: int, slut: str, skrivet: str) -> Period:
    period = lasar(borjar)
    if int(slut) % 100 != (borjar + 1) % 100:
        raise Periodfel(f"”{skrivet}” är inget läsår: året efter {borjar} är {borjar + 1}.")
    return period


def _prova_ar(ar: int) -> None:
    if not FORSTA_AR <= ar <= SISTA_AR:
        raise Periodfel(f"{ar} är inget år som går att läsa in. Skriv ett år mellan {FORSTA_AR} och {SISTA_AR}.")
