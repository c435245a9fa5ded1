"""En tid i hjulet, och det som en regel behöver veta för att räkna ut den."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from styrkedja.format import MANADER
from styrkedja.regler import dagar
from styrkedja.regler.dagar import Period

Regel = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tid:
    """När en post infaller (krav 85): en dag, en period, eller bara ord som ”oktober 2026” eller ”april/maj?”.

    Attributes:
        sorteras: det som posten ordnas efter; den första dagen när den är känd.
        fran, till: lika för en enda dag; None när dagen inte är känd, och då säger `ungefar` när.
        preliminar: bygger på ett antagande, till exempel en terminsgräns som inte är beslutad.
    """

    sorteras: date
    fran: date | None = None
    till: date | None = None
    ungefar: str = ""
    preliminar: bool = False

    @classmethod
    def dag(cls, dag: date, *, preliminar: bool = False) -> "Tid":
        return cls(dag, dag, dag, preliminar=preliminar)

    @classmethod
    def period(cls, fran: date, till: date, *, preliminar: bool = False) -> "Tid":
        return cls(fran, fran, max(fran, till), preliminar=preliminar)

    @classmethod
    def manad(cls, forsta: date) -> "Tid":
        """Månaden som dagen ligger i, utan dag."""
        return cls.ord(f"{MANADER[forsta.month - 1]} {forsta.year}", forsta.replace(day=1))

    @classmethod
    def ord(cls, ungefar: str, sorteras: date) -> "Tid":
        return cls(sorteras, ungefar=ungefar, preliminar=True)

    @property
    def kand(self) -> bool:
        """Sant när dagen är känd."""
        return self.fran is not None

    @property
    def forst(self) -> date:
        return self.fran or self.sorteras

    @property
    def sist(self) -> date:
        return self.till or self.sorteras


@dataclass(frozen=True)
class Sammanhang:
    """Läsåret så som reglerna ser det.

    Attributes:
        fran, till: läsårets gränser.
        terminer: {"ht": (första, sista), "vt": …}; okända dagar är None.
        moten: nämndens mötesdagar i ordning, bara läsårets.
        ankare: tiderna för de poster som redan är uträknade, nyckel → tid.
        egna: nycklarna till de ankare som har en egen, satt tid (enhetens dialogtid, en flyttad post).
        uppdrag: VP-uppdragens tider per fält ("leveranser", "aterrapporteringar").
    """

    fran: date
    till: date
    terminer: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    lov: tuple[Period, ...] = ()
    moten: tuple[date, ...] = ()
    ankare: Mapping[str, Tid] = field(default_factory=dict)
    egna: frozenset[str] = frozenset()
    uppdrag: Mapping[str, tuple[Tid, ...]] = field(default_factory=dict)

    def med(self, ankare: Mapping[str, Tid], egna: frozenset[str]) -> "Sammanhang":
        return replace(self, ankare=ankare, egna=egna)

    def dag(self, uppgift: Mapping[str, int]) -> date:
        """Dagen för {"manad": 9, "dag": 7} det här läsåret."""
        return dagar.dag_i_lasaret(self.fran, uppgift["manad"], uppgift["dag"])

    def inom(self, dag: date) -> date:
        return min(max(dag, self.fran), self.till)

    def senast(self, dag: date) -> date:
        """Arbetsdagen före en ledig dag, så länge den ligger i läsåret; annars den efter."""
        fore = dagar.arbetsdag_senast(self.inom(dag))
        return fore if fore >= self.fran else dagar.arbetsdag_tidigast(self.fran)

    def tidigast(self, dag: date) -> date:
        """Arbetsdagen efter en ledig dag, så länge den ligger i läsåret; annars den före."""
        efter = dagar.arbetsdag_tidigast(self.inom(dag))
        return efter if efter <= self.till else dagar.arbetsdag_senast(self.till)
