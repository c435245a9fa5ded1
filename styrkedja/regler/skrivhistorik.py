"""Skrivhistoriken i människans mått: sparningarna i en sittning är en rad. Ren regel, ingen databas."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

#: Så långt uppehåll är samma sittning.
UPPEHALL = timedelta(minutes=30)


@dataclass(frozen=True)
class Sparning:
    """En sparad lydelse: vilken, i vilket fält, av vem och när. En gren är den som förlorade en krock."""

    pk: int
    falt: str
    av: int
    nar: datetime
    gren: bool = False


@dataclass
class Sittning:
    """En persons sparningar utan längre uppehåll än en halvtimme.

    Attributes:
        fore: per fält lydelsen som gällde när sittningen började, eller None när fältet var tomt.
        senaste: per fält lydelsen som sittningen slutade med, i den ordning fälten senast skrevs.
        lydelser: alla lydelser som ryms i raden.
    """

    av: int
    fran: datetime
    till: datetime
    gren: bool = False
    fore: dict[str, int | None] = field(default_factory=dict)
    senaste: dict[str, int] = field(default_factory=dict)
    lydelser: list[int] = field(default_factory=list)

    @property
    def antal(self) -> int:
        return len(self.lydelser)

    def ta_med(self, sparning: Sparning, fore: int | None) -> None:
        self.till = max(self.till, sparning.nar)
        self.lydelser.append(sparning.pk)
        self.fore.setdefault(sparning.falt, fore)
        self.senaste.pop(sparning.falt, None)
        self.senaste[sparning.falt] = sparning.pk


def till_sittningar(sparningar: Iterable[Sparning]) -> list[Sittning]:
    """Grupperar ett tings sparningar till sittningar, den som slutade senast först.

    Två som skriver om varandra har var sin sittning. En gren är alltid en egen rad: den ska synas.

    Args:
        sparningar: i den ordning de sparades.
    """
    sittningar: list[Sittning] = []
    pagar: dict[int, Sittning] = {}
    galler: dict[str, int] = {}
    for sparning in sparningar:
        if sparning.gren:
            sittning = _ny(sparning, sittningar)
        else:
            forra = pagar.get(sparning.av)
            sittning = forra if forra and sparning.nar - forra.till < UPPEHALL else _ny(sparning, sittningar)
            pagar[sparning.av] = sittning
        sittning.ta_med(sparning, galler.get(sparning.falt))
        if not sparning.gren:
            galler[sparning.falt] = sparning.pk
    return sorted(sittningar, key=lambda s: s.till, reverse=True)


def _ny(sparning: Sparning, sittningar: list[Sittning]) -> Sittning:
    sittningar.append(Sittning(sparning.av, sparning.nar, sparning.nar, sparning.gren))
    return sittningar[-1]


def att_gallra(sparningar: Iterable[Sparning], galler: Iterable[int], fore: datetime) -> set[int]:
    """Lydelserna som nattens gallring tar: allt i en avslutad, gammal sittning utom varje fälts sista.

    Args:
        galler: lydelserna som texterna har nu; de tas aldrig. Grenar tas aldrig heller.
        fore: sittningar som slutade före den här tiden är gamla.
    """
    sparningar = list(sparningar)
    kvar = set(galler) | {s.pk for s in sparningar if s.gren}
    gamla: set[int] = set()
    for sittning in till_sittningar(sparningar):
        kvar |= set(sittning.senaste.values())
        if sittning.till < fore:
            gamla |= set(sittning.lydelser)
    return gamla - kvar
