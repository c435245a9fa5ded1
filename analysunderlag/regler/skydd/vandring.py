"""Hur långt ett antal kan ändras utan att någon summa rubbas: steg genom rader som inte är kända.

Ett steg är en *väg*: några rader som ändras tillsammans, en del uppåt och en del nedåt, så att varje summa går ihop. Först
prövas vägar genom rader som redan är dolda, sedan den billigaste genom rader som då döljs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from typing import NamedTuple

from analysunderlag.regler.skydd.tabell import Rad, Tabell

#: Så många lägen prövas per väg, så många rader per summa, och så många rader får en väg ha.
LAGEN, PER_SUMMA, LANGST = 400, 5, 40
#: Så många lägen till för en billigare väg än den första; så lång är en summa som hellre prövas.
BATTRE, KORT_SUMMA = 100, 12
#: Ett steg kortare än så hjälper inte.
KORTAST, NARA = 0.25, 1e-6

#: Radens nummer → hur många gånger den ändras, och åt vilket håll. Summans nummer → så mycket den är rubbad.
Riktning = dict[int, int]
Utom = Callable[[Rad], bool]


class Vag(NamedTuple):
    kostnad: float
    riktning: Riktning
    hall: int
    langd: float


@dataclass(slots=True)
class Vandring:
    """Hur långt antalet har kommit uppåt och nedåt, och vilka rader som behövde vara okända för det."""

    tabell: Tabell
    rad: int
    vilket: int
    utom: Utom | None
    rader: set[int] = field(default_factory=set)
    #: Var raderna står när antalet har ändrats uppåt (1) och nedåt (-1).
    lage: dict[int, dict[int, float]] = field(default_factory=lambda: {1: {}, -1: {}})
    basta: Vag | None = None
    kvar: int = 0
    #: Betala: dölj fler rader. Noga: leta bland alla rubbade summor efter en rad som rättar flera.
    betala: bool = False
    noga: bool = False

    def ga(self, vag: Vag, langd: float) -> None:
        for j, gang in vag.riktning.items():
            self.lage[vag.hall][j] = self.star(j, vag.hall) + gang * vag.hall * langd
        self.rader.update(vag.riktning)

    def star(self, j: int, hall: int) -> float:
        return self.lage[hall].get(j, self.tabell.rader[j].antal[self.vilket] or 0.0)

    def rum(self, j: int, gang: int, hall: int) -> float:
        """Så långt raden kan gå: inget antal är mindre än noll, och "nästan alla" är alla utom en till fyra."""
        minst, mest, rad = 0.0, inf, self.tabell.rader[j]
        if rad.ar_marke and j == self.rad:
            minst, mest = rad.markets_granser(self.vilket)
        fritt = mest - self.star(j, hall) if gang * hall > 0 else self.star(j, hall) - minst
        return fritt / abs(gang)

    def dold(self, j: int) -> bool:
        return self.tabell.rader[j].dold or j in self.rader

    def sok(self) -> Vag | None:
        """Den billigaste vägen som finns, uppåt eller nedåt."""
        self.basta = None
        for self.betala, self.noga in ((False, False), (True, False), (True, True)):
            for hall in (1, -1):
                self.kvar, start = LAGEN, self.rum(self.rad, 1, hall)
                if start >= KORTAST and (self.betala or not self.basta):
                    self._djupare({self.rad: 1}, dict(self.tabell.rader[self.rad].i_summor), Vag(0, {}, hall, start))
            if self.basta:
                return self.basta
        return None

    def _djupare(self, riktning: Riktning, rubbade: Riktning, vag: Vag) -> None:
        if not rubbade:
            self.basta, self.kvar = vag._replace(riktning=dict(riktning)), min(self.kvar, BATTRE)
            return
        if len(riktning) >= LANGST:
            return
        for j, gang, rum in self._nasta(riktning, rubbade, vag.hall):
            kostnad = vag.kostnad + (0 if self.dold(j) else self.tabell.rader[j].kostnad)
            if self.kvar <= 0 or (self.basta and kostnad >= self.basta.kostnad):
                continue
            self.kvar -= 1
            vidare = vag._replace(kostnad=kostnad, langd=min(vag.langd, rum))
            self._djupare(riktning | {j: gang}, _rubba(self.tabell, rubbade, j, gang), vidare)

    def _nasta(self, riktning: Riktning, rubbade: Riktning, hall: int) -> Iterator[tuple[int, int, float]]:
        """Rader som rättar en rubbad summa, de som rättar flera på en gång först."""
        tabell, valda = self.tabell, [0, 0]
        for j, gang in self._rattar(riktning, rubbade):
            dold = self.dold(j)
            if j in riktning or abs(gang) > 2 or valda[dold] >= PER_SUMMA or not (self.betala or dold):
                continue
            if (self.utom and self.utom(tabell.rader[j])) or (rum := self.rum(j, gang, hall)) < KORTAST:
                continue
            valda[dold] += 1
            yield j, gang, rum

    def _rattar(self, riktning: Riktning, rubbade: Riktning) -> list[tuple[int, int]]:
        """Raderna i en av summorna: den kortaste, eller noga räknat den där en rad rättar flest."""
        tabell = self.tabell
        if not self.noga:
            return _som_rattar(tabell, rubbade, min(rubbade, key=lambda nr: (len(tabell.summor[nr]), nr)))
        korta = [nr for nr in rubbade if len(tabell.summor[nr]) <= KORT_SUMMA] or list(rubbade)
        val = {nr: [r for r in _som_rattar(tabell, rubbade, nr) if r[0] not in riktning] for nr in korta}
        return max(val.values(), key=lambda rader: _rattade(tabell, rubbade, *rader[0]) if rader else inf)


def vandra(tabell: Tabell, rad: int, vilket: int, behov: float, utom: Utom | None = None) -> set[int] | None:
    """Raderna som behöver vara okända för att antalet ska kunna variera så mycket, eller None när det inte går.

    Args:
        utom: rader som inte får vara med, för att någon ser dem.
    """
    vandring, kvar = Vandring(tabell, rad, vilket, utom), behov
    while kvar > NARA:
        vag = vandring.sok()
        if vag is None:
            return None
        langd = min(kvar, vag.langd)
        vandring.ga(vag, langd)
        kvar -= langd
    return vandring.rader


def _som_rattar(tabell: Tabell, rubbade: Riktning, nr: int) -> list[tuple[int, int]]:
    """Radens nummer och gång, för varje rad som kan rätta summan; de som rättar flest rubbade summor på en gång först."""
    rader = [(j, -rubbade[nr] * tecken) for j, tecken in tabell.ordnad(nr)]
    return rader if len(rubbade) == 1 else sorted(rader, key=lambda r: -_rattade(tabell, rubbade, *r))


def _rattade(tabell: Tabell, rubbade: Riktning, j: int, gang: int) -> int:
    return sum(rubbade.get(nr) == -tecken * gang for nr, tecken in tabell.rader[j].i_summor)


def _rubba(tabell: Tabell, rubbade: Riktning, j: int, gang: int) -> Riktning:
    nya = dict(rubbade)
    for nr, tecken in tabell.rader[j].i_summor:
        if (kvar := nya.get(nr, 0) + tecken * gang) == 0:
            del nya[nr]
        else:
            nya[nr] = kvar
    return nya
