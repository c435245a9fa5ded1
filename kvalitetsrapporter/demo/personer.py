"""Vem som var rektor och verksamhetschef vilken dag. Personen bär den befattning hen hade då, så att loggen säger rätt."""

from datetime import date

from styrkedja.models import Befattning, Person, Tillhorighet
from styrkedja.regler.roller import Roll


class Personer:
    """Befattningarna lästa en gång."""

    def __init__(self) -> None:
        self._befattningar = list(Befattning.objects.select_related("person", "plats"))
        self._omraden = {(t.enhet_id, t.lasar_id): t.omrade_id for t in Tillhorighet.objects.all()}

    def rektor(self, enhet_id: int, dag: date) -> Person:
        return self._den(Roll.REKTOR, enhet_id, dag)

    def verksamhetschef(self, enhet_id: int, lasar_id: int, dag: date) -> Person:
        """Chefen för det område som enheten hörde till det läsåret."""
        return self._den(Roll.VERKSAMHETSCHEF, self._omraden[enhet_id, lasar_id], dag)

    def med_namn(self, namn: str) -> Person:
        return self._bar(next(b for b in self._befattningar if b.person.namn == namn))

    def _den(self, roll: str, plats_id: int, dag: date) -> Person:
        traffar = (b for b in self._befattningar if b.roll == roll and b.plats_id == plats_id and _galler(b, dag))
        return self._bar(next(traffar))

    def _bar(self, befattning: Befattning) -> Person:
        person = befattning.person
        person.__dict__["befattningar_nu"] = [befattning]
        return person


def _galler(befattning: Befattning, dag: date) -> bool:
    return befattning.fran <= dag and (befattning.till is None or befattning.till >= dag)
