"""Det som händer i demon, som steg med en tidpunkt: samlas först, utförs sedan i tidsordning så långt dagen räcker."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Befattning, Person
from vp_uppdrag.models.uppdrag import LEDER

Handling = Callable[[datetime], object]


@dataclass(order=True)
class Steg:
    nar: datetime
    ordning: int
    gor: Handling = field(compare=False)


class Steglista:
    """Stegen, och människorna som tar dem. En person bär den befattning hen handlar i, så att loggen säger rätt."""

    def __init__(self, tid: Demotid) -> None:
        self.tid, self.steg = tid, list[Steg]()
        self._befattningar = list(Befattning.objects.select_related("person", "plats"))

    def lagg(self, dag: date, gor: Handling, timme: int = 10) -> None:
        self.steg.append(Steg(klockan(dag, timme, 5 * len(self.steg) % 60), len(self.steg), gor))

    def utfor(self) -> None:
        """Gör det som har varit."""
        for steg in sorted(self.steg):
            if steg.nar.date() < self.tid.idag:
                steg.gor(steg.nar)

    # --- Människor och tider ---------------------------------------------------------------------
    def med_namn(self, namn: str) -> Person:
        return self._bar(next(b for b in self._befattningar if b.person.namn == namn))

    def chefen(self, plats: str) -> Person:
        """Den som för platsens talan: verksamhetschefen eller avdelningschefen."""
        return self._bar(next(b for b in self._befattningar if b.plats.namn == plats and b.roll in LEDER))

    def _bar(self, befattning: Befattning) -> Person:
        befattning.person.__dict__["befattningar_nu"] = [befattning]
        return befattning.person

    def dag(self, text: str) -> date:
        return self.tid.dag(text)

    def i_ord(self, text: str) -> str:
        """Berättelsens ord om en tid, med årtalen flyttade: ”juni 2028” → ”juni 2030”."""
        return re.sub(r"\b20\d\d\b", lambda traff: str(int(traff[0]) + self.tid.ar), text)
