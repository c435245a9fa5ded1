"""Hela hjulet räknat: alla mallars tider för ett läsår, och omräkning av det som följer när något har flyttats."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from styrkedja.regler.hjul.ankare import ankare_i, i_rakneordning
from styrkedja.regler.hjul.tid import Regel, Sammanhang, Tid
from styrkedja.regler.hjul.typer import FLERA, Tider, tider


@dataclass(frozen=True, slots=True)
class Mall:
    """Det av en hjulmall som avgör när posterna infaller."""

    nyckel: str
    regel: Regel
    slag: str

    def postnyckel(self, nummer: int) -> str:
        """Nyckeln till mallens n:te post: ”vd1”, eller ”bun_lopande-2” där mallen ger flera."""
        return f"{self.nyckel}-{nummer}" if self.regel["typ"] in FLERA else self.nyckel

    def ankare(self, nummer: int) -> str:
        """Nyckeln till det som mallens n:te post hänger på, eller tom text."""
        alla = ankare_i(self.regel)
        return alla[min(nummer, len(alla)) - 1] if alla else ""


class Raknare:
    """Räknar tiderna för en uppsättning mallar i ett läsår.

    Args:
        flyttade: tider som en människa satt för poster som alla platser delar (nämndens, huvudmannens).

    Raises:
        graphlib.CycleError: när reglerna går i ring.
    """

    def __init__(self, mallar: Iterable[Mall], s: Sammanhang, flyttade: Mapping[str, Tid] | None = None):
        self.mallar = {m.nyckel: m for m in mallar}
        self.ordning = i_rakneordning({nyckel: m.regel for nyckel, m in self.mallar.items()})
        self.s = s
        self.flyttade = dict(flyttade or {})
        self.grund = self._rakna(self.ordning, {}, self.flyttade)

    def for_plats(self, flyttade: Mapping[str, Tid]) -> dict[str, Tider]:
        """Tiderna på en plats där några poster flyttats: det som hänger på dem följer efter, resten är som för alla."""
        if not flyttade:
            return self.grund
        foljer = self.som_foljer(flyttade)
        return self._rakna([n for n in self.ordning if n in foljer], self.grund, self.flyttade | dict(flyttade))

    def som_foljer(self, nycklar: Iterable[str]) -> set[str]:
        """Nycklarna till mallarna vars poster hänger på någon av de givna, direkt eller genom andra."""
        givna = frozenset(nycklar)
        rorda = set(givna)
        for nyckel in self.ordning:
            if not rorda.isdisjoint(ankare_i(self.mallar[nyckel].regel)):
                rorda.add(nyckel)
        return rorda - givna

    def _rakna(self, nycklar: Iterable[str], grund: Mapping[str, Tider], flyttade: dict[str, Tid]) -> dict[str, Tider]:
        raknade = dict(grund)
        ankare = {nyckel: alla[0] for nyckel, alla in grund.items() if alla} | flyttade
        s = self.s.med(ankare, frozenset(flyttade))
        for nyckel in nycklar:
            raknade[nyckel] = tider(self.mallar[nyckel].regel, s, self.mallar[nyckel].slag)
            if nyckel not in flyttade and raknade[nyckel]:
                ankare[nyckel] = raknade[nyckel][0]
        return raknade
