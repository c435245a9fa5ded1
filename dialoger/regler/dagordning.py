"""Dagordningens tid: när varje punkt börjar, vilken som pågår, och hur länge den räcker. Ren: tider in, tider ut."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

#: En punkt är minst så lång och högst så lång.
MINST, HOGST = 1, 240


@dataclass(frozen=True)
class Tid:
    """En punkts tid i samtalet."""

    pk: int
    borjar: datetime
    slutar: datetime


def tidplan(borjar: datetime, punkter: Sequence[tuple[int, int]]) -> list[Tid]:
    """Punkternas tider, en efter en från samtalets början.

    Args:
        punkter: (nyckel, minuter) i ordning, bara de som är kvar på dagordningen.
    """
    tider = []
    for pk, minuter in punkter:
        slutar = borjar + timedelta(minutes=minuter)
        tider.append(Tid(pk, borjar, slutar))
        borjar = slutar
    return tider


def minuter_kvar(tid: Tid, nu: datetime) -> int:
    """Hela minuter som är kvar av punkten, uppåt; negativt när tiden har gått ut."""
    return -int((nu - tid.slutar).total_seconds() // 60)


def flytta(ordning: Sequence[int], pk: int, *, upp: bool) -> list[int]:
    """Ordningen när punkten har bytt plats med grannen. Ytterst händer inget."""
    ny = list(ordning)
    fran = ny.index(pk)
    till = fran - 1 if upp else fran + 1
    if 0 <= till < len(ny):
        ny[fran], ny[till] = ny[till], ny[fran]
    return ny
