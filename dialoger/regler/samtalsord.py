"""Fälten att skriva i inför samtalet och under det. Källa: krav 41, 46, 53, 110 (förberedelsen) och 113 (tre rubriker)."""

from collections.abc import Iterable

from vp_uppdrag.regler.blad import Bladfalt

VILL_TA_UPP = Bladfalt(
    "vill_ta_upp",
    "Det här vill jag ta upp",
    "Det viktigaste, med dina egna ord. Det kan vara något som inte står på dagordningen.",
    80,
)

#: Minnesanteckningarnas tre rubriker hålls isär: det som sades, det som bestämdes, det ni prövade tillsammans.
MINNESFALT: tuple[Bladfalt, ...] = (
    Bladfalt("information", "Information", "Det ni berättade för varandra.", 0),
    Bladfalt("beslut", "Beslut", "Det ni bestämde. Vem gör vad står i handslagen.", 0),
    Bladfalt("dialog", "Dialog", "Det ni prövade tillsammans, och det ni inte är överens om.", 0),
)


def forberedelsens_falt(fragor: Iterable[tuple[int, str]]) -> tuple[Bladfalt, ...]:
    """Mallens frågor, en var, och det som parten själv vill ta upp.

    Args:
        fragor: (nyckel, frågan) i ordning.
    """
    return (*(Bladfalt(f"fraga_{pk}", text, "", 80) for pk, text in fragor), VILL_TA_UPP)
