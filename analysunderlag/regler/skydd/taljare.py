"""Täljaren ur talet: hur många av gruppen som ett avrundat tal kan betyda."""

from decimal import Decimal
from math import ceil, floor

from analysunderlag.regler.skydd_ord import Raknar
from analysunderlag.regler.tecken import Tecken

#: "cirka 270" är avrundat till tiotal.
CIRKA = Decimal(5)
PER_HUNDRA = frozenset({"%", "antal per 100"})


def mojlig_taljare(
    *, tal: Decimal | None, tecken: str, n: int | None, taljare: int | None, matt: str, raknar: str, decimaler: int
) -> tuple[int, int] | None:
    """Minsta och största täljare som talet kan stå för, eller None när talet inte räknar något.

    82,0 % av 61 är 50 och inget annat; 82 % av 2 000 kan vara 1 630 till 1 650.
    """
    if taljare is not None:
        return taljare, taljare
    if raknar == Raknar.ANNAT:
        return None
    if tecken == Tecken.NASTAN_ALLA:
        return None if n is None else (max(n - 4, 0), max(n - 1, 0))
    if tal is None:
        return None
    if matt in PER_HUNDRA:
        return None if n is None else _ur_procent(tal, n, decimaler)
    return _runt(tal, tecken) if matt == "antal" else None


def _ur_procent(tal: Decimal, n: int, decimaler: int) -> tuple[int, int]:
    halva = Decimal(1).scaleb(-decimaler) / 2
    minst, mest = ceil((tal - halva) * n / 100), floor((tal + halva) * n / 100)
    if minst > mest:  # talet går inte ihop med antalet: det som ligger närmast
        minst = mest = round(tal * n / 100)
    return max(minst, 0), mest


def _runt(tal: Decimal, tecken: str) -> tuple[int, int]:
    spann = CIRKA if tecken == Tecken.CIRKA else Decimal(0)
    return max(floor(tal - spann), 0), ceil(tal + spann)
