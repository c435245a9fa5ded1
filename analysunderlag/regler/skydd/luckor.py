"""Rader som ingen har skrivit men som summorna ändå går genom: pojkarna, när alla och flickorna står där.

De visas aldrig, men de binder ihop tabellen: utan skolans total är kommunens ändå summan av skolans flickor och pojkar.
"""

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from itertools import count

from analysunderlag.regler.skydd.celler import Cell, Nyckel

#: Uppdelningar som delar upp gruppen: varje elev hör till en del. Ämnen gör det inte.
DELAR_UPP = frozenset({"arskurs", "program", "respondent"})


class Luckor:
    """Ger de rader som saknas, samma rad i samma läge. De har negativa id och inga tal."""

    def __init__(self) -> None:
        self.celler: dict[tuple, Cell] = {}
        self._id = count(-1, -1)

    def fyll(self, rader: Mapping[Nyckel, Cell]) -> dict[Nyckel, Cell]:
        """Raderna, med dem som saknas emellan."""
        alla, lage = dict(rader), frozenset(c.id for c in rader.values())
        while saknas := {nyckel: lik for nyckel, lik in _saknas(alla) if nyckel not in alla}:
            alla |= {nyckel: self._lucka(nyckel, lik, lage) for nyckel, lik in saknas.items()}
        return alla

    def _lucka(self, nyckel: Nyckel, lik: Cell, lage: frozenset[int]) -> Cell:
        if (nyckel, lage) not in self.celler:
            self.celler[nyckel, lage] = replace(
                lik,
                id=next(self._id),
                nyckel=nyckel,
                n=None,
                x=None,
                tecken="",
                galler=False,
                visad=False,
                visad_egen=False,
            )
        return self.celler[nyckel, lage]


def _saknas(rader: Mapping[Nyckel, Cell]) -> Iterator[tuple[Nyckel, Cell]]:
    """Nycklar som kan saknas, och en rad som liknar dem."""
    delningar = {(n.skolform, n.kon, n.uppdelning) for n in rader}
    for nyckel, cell in rader.items():
        if nyckel.kon:
            andra = nyckel._replace(kon="M" if nyckel.kon == "K" else "K")
            hel = nyckel._replace(kon="")
            if hel in rader:
                yield andra, cell
            elif andra in rader:
                yield hel, cell
        for total in _totaler(nyckel, {"uppdelning"}):
            yield total, cell
        for syskon in _syskon(nyckel, delningar):
            if any(total in rader for total in _totaler(nyckel) & _totaler(syskon)):
                yield syskon, cell


def _totaler(nyckel: Nyckel, led: Container[str] = ("skolform", "uppdelning")) -> set[Nyckel]:
    """Nycklarna som raden är en del av: utan sin skolform, eller utan en av sina uppdelningar."""
    totaler = {nyckel._replace(skolform=0)} if nyckel.skolform and "skolform" in led else set()
    delar = nyckel.uppdelning.split(";") if nyckel.uppdelning else []
    for del_ in delar:
        if del_.partition("=")[0] in DELAR_UPP:
            totaler.add(nyckel._replace(uppdelning=";".join(d for d in delar if d != del_)))
    return totaler


def _syskon(nyckel: Nyckel, delningar: set[tuple[int, str, str]]) -> Iterator[Nyckel]:
    """Andra delar av samma total, som står någon annanstans i tabellen: den årskurs som skolan inte har en rad för."""
    for skolform, kon, uppdelning in delningar:
        if kon == nyckel.kon and (skolform == nyckel.skolform) != (uppdelning == nyckel.uppdelning):
            yield nyckel._replace(skolform=skolform, uppdelning=uppdelning)
