"""Diagrammens geometri: från värden till punkter. Bara tal in och tal ut, ingen text och inget märkspråk.

Ett värde som inte är ett tal (None eller en text som "..") är en lucka: det blir ingen punkt, och linjen bryts där.
Måtten är SVG-enheter, med y nedåt.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeGuard

Tal = int | float | Decimal
#: Ett tal, eller None (uppgift saknas), eller den text som står i stället för talet ("..", "~100").
Varde = Tal | str | None
#: Från ett värde till ett läge i bilden.
Skala = Callable[[Tal], float]


class Punkt(NamedTuple):
    x: float
    y: float


def ar_tal(varde: Varde) -> TypeGuard[Tal]:
    return varde is not None and not isinstance(varde, str)


def bara_tal(varden: Sequence[Varde]) -> list[float]:
    return [float(v) for v in varden if ar_tal(v)]


def spann(varden: Sequence[Varde], luft: float = 0.12) -> tuple[float, float]:
    """Lägsta och högsta värdet med luft omkring. Lika värden, eller inga, får ett spann på minst två."""
    tal = bara_tal(varden) or [0.0]
    lag, hog = min(tal), max(tal)
    marginal = max((hog - lag) * luft, 1.0)
    return lag - marginal, hog + marginal


def skala(fran: tuple[float, float], till: tuple[float, float]) -> Skala:
    """Rät avbildning från ett spann till ett annat; till får vara omvänt (y nedåt)."""
    (a, b), (c, d) = fran, till
    lutning = (d - c) / (b - a)
    return lambda v: c + (float(v) - a) * lutning


def punkter(varden: Sequence[Varde], x: Sequence[float], y: Skala) -> list[Punkt | None]:
    """Varje värdes punkt, None där värdet är en lucka."""
    return [Punkt(x[i], y(v)) if ar_tal(v) else None for i, v in enumerate(varden)]


def bitar(alla: Sequence[Punkt | None]) -> list[list[Punkt]]:
    """Linjens sammanhängande bitar: en lucka avslutar en bit, inget ritas över den."""
    funna: list[list[Punkt]] = [[]]
    for punkt in alla:
        if punkt is not None:
            funna[-1].append(punkt)
        elif funna[-1]:
            funna.append([])
    return [bit for bit in funna if bit]


def jamnt(antal: int, fran: float, till: float) -> list[float]:
    """Så många lägen med lika avstånd; ett ensamt läge hamnar i mitten."""
    if antal == 1:
        return [(fran + till) / 2]
    return [fran + (till - fran) * i / (antal - 1) for i in range(antal)]


def sprid(onskade: Sequence[float], avstand: float, tak: float, golv: float) -> list[float]:
    """Flyttar isär lägen som krockar så lite som möjligt, i oförändrad ordning och mellan tak och golv (tak < golv)."""
    ordning = sorted(range(len(onskade)), key=lambda i: onskade[i])
    lagen = [0.0] * len(onskade)
    lagsta = tak
    for i in ordning:
        lagen[i] = max(onskade[i], lagsta)
        lagsta = lagen[i] + avstand
    hogsta = golv
    for i in reversed(ordning):
        lagen[i] = min(lagen[i], hogsta)
        hogsta = lagen[i] - avstand
    return lagen


def glesa(antal: int, hogst: int) -> list[int]:
    """Vilka av axelns etiketter som får plats: jämnt glesade bakifrån, så att den sista alltid är med."""
    steg = max(1, -(-antal // hogst))
    return sorted(range(antal - 1, -1, -steg))


def tomma_kolumner(serier: Sequence[Sequence[Varde]]) -> list[int]:
    """Kolumner där ingen serie har något tal: där är hela diagrammet en lucka."""
    return [i for i, kolumn in enumerate(zip(*serier, strict=True)) if not any(ar_tal(v) for v in kolumn)]


def foljder(tal: Sequence[int]) -> list[tuple[int, int]]:
    """Heltal i ordning som följder (första, sista): 2, 3, 4, 7 ger (2, 4) och (7, 7)."""
    funna: list[tuple[int, int]] = []
    for nasta in tal:
        forst = funna.pop()[0] if funna and funna[-1][1] == nasta - 1 else nasta
        funna.append((forst, nasta))
    return funna
