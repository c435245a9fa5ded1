"""Ett utdrag ur en rapport från tiden före systemet: det som handlar om ett avsnitt, annars början. Ren."""

from collections.abc import Iterable
from dataclasses import dataclass

#: Så mycket av texten står bredvid avsnittet; resten är ett klick bort.
TECKEN = 1_200
#: En rad som är en rubrik är kort, och raden efter den säger något.
RUBRIK_TECKEN, MINST_ORD = 80, 4
_KANT = " \t.:;-–—•*#"


@dataclass(frozen=True)
class Utdrag:
    """Texten att visa. `om` är rubriken den hittades under, tom för textens början."""

    text: str
    om: str


def utdrag(text: str, rubriker: Iterable[str], andras: Iterable[str] = ()) -> Utdrag:
    """Stycket under den första av rubrikerna som texten har, annars textens början.

    En rad i en innehållsförteckning räknas inte: efter en rubrik kommer löpande text.

    Args:
        rubriker: avsnittets namn i den ordning de prövas, till exempel mallens rubrik och läroplansområdets.
        andras: de andra avsnittens namn; stycket slutar där ett av dem börjar.
    """
    slut = list(andras)
    rader = text.strip().splitlines()
    for rubrik in rubriker:
        for nr, rad in enumerate(rader):
            if _ar_rubriken(rad, rubrik) and _text_foljer(rader[nr + 1 :]):
                return Utdrag(_kapa("\n".join(_till_nasta(rader[nr + 1 :], slut)).strip()), rubrik)
    return Utdrag(_kapa(text.strip()), "")


def _ar_rubriken(rad: str, rubrik: str) -> bool:
    """Sant för "2.2 Kunskaper" och "Kunskaper:" när rubriken är Kunskaper."""
    if len(rad) > RUBRIK_TECKEN:
        return False
    return rad.strip().lstrip("0123456789" + _KANT).rstrip(_KANT).casefold() == rubrik.casefold()


def _text_foljer(rader: list[str]) -> bool:
    nasta = next((rad for rad in rader if rad.strip()), "")
    return len(nasta.split()) >= MINST_ORD


def _till_nasta(rader: list[str], rubriker: list[str]) -> list[str]:
    """Raderna till nästa rubrik."""
    slut = (nr for nr, rad in enumerate(rader) if any(_ar_rubriken(rad, rubrik) for rubrik in rubriker))
    return rader[: next(slut, len(rader))]


def _kapa(text: str) -> str:
    """Högst TECKEN tecken, avhuggna mellan två ord."""
    if len(text) <= TECKEN:
        return text
    return f"{text[:TECKEN].rsplit(maxsplit=1)[0].rstrip(_KANT)} …"
