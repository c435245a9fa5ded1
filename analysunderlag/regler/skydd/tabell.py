"""Tabellen som den som vill räkna ut ett skyddat tal ser den: rader, summor, och vad som är känt.

En rad har två antal. För en andel är det de som räknas och resten av gruppen; för händelser är det händelserna och gruppen;
för ett medelvärde är bara gruppen ett antal. Varje summa gäller för båda.
"""

from dataclasses import dataclass, field
from math import inf

from analysunderlag.regler.skydd.celler import Cell
from analysunderlag.regler.skydd_ord import Skydd

#: Ett skyddat antal ska kunna vara minst så mycket mer eller mindre.
SPANN = 5
#: "Nästan alla": en till fyra når inte.
MARKE = (1, 4)
#: Antalens platser i raden.
RAKNAS, RESTEN = 0, 1


@dataclass(slots=True, eq=False)
class Rad:
    """En rad i tabellen, synlig eller dold. Ändras på plats medan skyddet söks."""

    cell: Cell
    antal: list[float | None]
    skydd: Skydd
    #: Syns inte och har aldrig synts: går att räkna med som okänd.
    dold: bool
    #: Kan döljas för att skydda något annat. Det som har visats är känt.
    kan_doljas: bool
    #: Är det skyddade talet själv, och inte bara en rad som hjälper till.
    skyddas: bool
    kostnad: float = 0
    #: Så stora är antalen som mest enligt en synlig total ovanför.
    tak: list[float] = field(default_factory=lambda: [inf, inf])
    #: Summorna raden står i, med tecken: delar är plus, totalen minus.
    i_summor: list[tuple[int, int]] = field(default_factory=list)

    @property
    def har_marke(self) -> bool:
        """Källan säger "nästan alla" och inget närmare."""
        return self.cell.nastan_alla and self.cell.n is not None

    @property
    def ar_marke(self) -> bool:
        """Visas som "nästan alla", och kan döljas."""
        return self.har_marke and self.kan_doljas and not self.dold

    def markets_granser(self, vilket: int) -> tuple[float, float]:
        n = self.cell.n or 0
        return MARKE if vilket == RESTEN else (n - MARKE[1], n - MARKE[0])

    @property
    def ordning(self) -> tuple:
        """Vilken rad som hellre används: en dold (den största först), sedan den billigaste att dölja."""
        return (0, -(self.cell.n or 0), self.cell.nyckel) if self.dold else (1, self.kostnad, self.cell.nyckel)

    def sager(self, vilket: int) -> float:
        """Hur stort antalet är som mest i varje del, för den som ser raden, eller totalen ovanför den.

        Där alla når målet, eller nästan alla, är det redan sagt om varje del: inget är kvar att skydda.
        """
        antal = self.antal[vilket]
        if self.dold or antal is None:
            return self.tak[vilket]
        return 0 if self.cell.nastan_alla and vilket == RESTEN else min(self.tak[vilket], antal)


@dataclass(slots=True)
class Tabell:
    rader: list[Rad]
    summor: list[list[tuple[int, int]]]
    raknar: str
    _ordnade: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def ordnad(self, nr: int) -> list[tuple[int, int]]:
        """Summans rader som är eller kan bli dolda, i den ordning de hellre används."""
        if nr not in self._ordnade:
            rader = [(j, tecken) for j, tecken in self.summor[nr] if self.rader[j].dold or self.rader[j].kan_doljas]
            self._ordnade[nr] = sorted(rader, key=lambda r: self.rader[r[0]].ordning)
        return self._ordnade[nr]

    def dolj(self, i: int) -> None:
        """Döljer raden för att skydda en annan. Det som redan är dolt förblir det av sitt eget skäl."""
        rad = self.rader[i]
        if not rad.dold and rad.kan_doljas:
            rad.dold, rad.skydd, rad.skyddas = True, Skydd.UR_SUMMA, rad.cell.nastan_alla
            for nr, _ in rad.i_summor:
                self._ordnade.pop(nr, None)

    def satt_tak(self) -> None:
        for rad in self.rader:
            rad.tak = [inf, inf]
        sankt = True
        while sankt:
            sankt = sum(self._sank(summa, vilket) for summa in self.summor for vilket in (RAKNAS, RESTEN)) > 0

    def _sank(self, summa: list[tuple[int, int]], vilket: int) -> bool:
        *delar, (total, _) = summa
        tak = self.rader[total].sager(vilket)
        sankta = [rad for d, _ in delar if (rad := self.rader[d]).tak[vilket] > tak]
        for rad in sankta:
            rad.tak[vilket] = tak
        return bool(sankta)
