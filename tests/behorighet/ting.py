"""Tingen som matrisens rader gäller: hur varje adress byggs för rollistans kommun.

`egen` hör till rektorns enhet (och verksamhetschefens område), `framling` till en annan enhet i ett annat område.
En vy utan ting har en adress som är densamma för alla.
"""

from django.urls import reverse

#: Vyer vars adress bara är en enhet och ett läsår.
RAPPORT = ("rapport", "rapport-faststall")
#: Vyer som gäller en inlämnad version.
VERSION = ("rapport-inlamning", "rapport-last", "rapport-lamna-tillbaka", "rapport-pdf", "rapport-pdf-fil")
ENHET = {"egen": "almskolan", "framling": "cedergymnasiet", "ingen": "finns-inte"}
OMRADE = {"egen": "norr", "framling": "soder", "ingen": "finns-inte"}


def adress(vy: str, ting: str, kommun) -> str:
    """Adressen till vyn för tinget."""
    return reverse(vy, args=_argument(vy, ting, kommun))


def _argument(vy: str, ting: str, kommun) -> list:
    if vy in EGNA:
        return EGNA[vy](ting, kommun)
    if vy == "omrade":
        return [OMRADE[ting]]
    if vy in RAPPORT:
        return [ENHET[ting], "2026-27"]
    if vy == "rapport-avsnitt":
        return [ENHET[ting], "2026-27", "hem"]
    if vy == "rapport-lamna-in":
        return [ENHET[ting], "2026-27", "vd2"]
    if vy in VERSION:
        return [ENHET[ting], "2026-27", "vd1", 1]
    return [ENHET[ting]] if ting else []


#: Vyer med egna ting; fylls på av dem som behöver annat än en enhet.
EGNA: dict = {}
