"""Tingen som matrisens rader gäller: hur varje adress byggs för rollistans kommun.

`egen` hör till rektorns enhet (och verksamhetschefens område), `framling` till en annan enhet i ett annat område.
En vy utan ting har en adress som är densamma för alla.
"""

from django.urls import reverse

from styrkedja.models import Hjulmall, Hjulpost
from tests.rollista import DAG

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


def hjulpost(ting: str, kommun) -> list:
    """En egen post i årshjulet på enheten, som rektor svarar för."""
    if ting == "ingen":
        return ["2026-27", 0]
    uppgifter = {"niva": "enhet", "slag": "förberedelse", "rubrik": "Analys", "roll": "rektor", "sorteras": DAG}
    post, _ = Hjulpost.objects.get_or_create(
        lasar=kommun.lasar, plats={"egen": kommun.skola, "framling": kommun.gymnasium}[ting], nyckel="egen-analys",
        defaults=uppgifter,
    )  # fmt: skip
    return ["2026-27", post.pk]


def hjulmall(ting: str, kommun) -> list:
    uppgifter = {"rubrik": "VD1", "niva": "enhet", "slag": "dialog", "ansvarig": "verksamhetschef"}
    regel = {"typ": "datum", "manad": 9, "dag": 15}
    Hjulmall.objects.get_or_create(nyckel="vd1", defaults={**uppgifter, "regel": regel})
    return ["vd1"]


#: Vyer med egna ting; fylls på av dem som behöver annat än en enhet.
EGNA: dict = {
    **dict.fromkeys(("arshjul-lasar", "arshjul-skapa", "arshjul-arbete"), lambda ting, kommun: ["2026-27"]),
    **dict.fromkeys(("arshjul-post", "arshjul-post-flytta", "arshjul-post-slapp"), hjulpost),
    "administration-hjulmall": hjulmall,
}
