"""Vilka enheter som sticker ut i ett nyckeltal: långt från de andra, eller långt från sitt eget förra år (krav 98).

Gränserna är försiktiga: hellre tyst än ett falskt larm. Talen är de som läsaren får se, aldrig de skyddade.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

#: Med färre enheter än så finns inget "de andra" att sticka ut från.
MINST_ENHETER = 5
#: Så många gånger det vanliga avståndet till mitten.
GRANS = 2.5


@dataclass(frozen=True)
class Utstickare:
    """En enhet som sticker ut. `bra` är None när talet varken är bra eller dåligt i sig."""

    enhet: int
    avstand: float
    hogre: bool
    bra: bool | None


def sticker_ut(talen: Mapping[int, float], hogre_ar_battre: bool | None) -> list[Utstickare]:
    """Enheterna som ligger långt från mitten, längst bort först.

    Args:
        talen: enhetens nyckel → talet som visas.
        hogre_ar_battre: nyckeltalets riktning; None betyder att avvikelsen nämns men inte värderas.
    """
    if len(talen) < MINST_ENHETER:
        return []
    mitt = median(talen.values())
    vanligt = median(abs(t - mitt) for t in talen.values())
    if not vanligt:
        return []
    funna = [
        Utstickare(enhet, abs(t - mitt) / vanligt, t > mitt, _bra(t > mitt, hogre_ar_battre))
        for enhet, t in talen.items()
        if abs(t - mitt) > GRANS * vanligt
    ]
    return sorted(funna, key=lambda u: -u.avstand)


def _bra(hogre: bool, hogre_ar_battre: bool | None) -> bool | None:
    return None if hogre_ar_battre is None else hogre == hogre_ar_battre


def riktning(fran: float, till: float, hogre_ar_battre: bool | None) -> tuple[str, str]:
    """(form, ord) för ändringen sedan sist: pilen säger åt vilket håll, ordet om det är bra."""
    if till == fran:
        return "streck", "oförändrat"
    form, ord_ = ("upp", "högre") if till > fran else ("ned", "lägre")
    if hogre_ar_battre is None:
        return form, ord_
    return form, f"{ord_}, {'bättre' if (till > fran) == hogre_ar_battre else 'sämre'}"
