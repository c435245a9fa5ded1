"""Sökningen i det som uppdragen har lärt: varje ord ska finnas, i vilken av radens texter som helst."""

from django.db.models import QuerySet

from styrkedja.models import Person
from vp_uppdrag.models import Larande, Uppdrag

#: Längre frågor än så är inget någon söker efter.
MAX_FRAGA = 200
MAX_ORD = 8


def sok_larande(person: Person, fraga: str) -> QuerySet[Larande]:
    """Raderna som personen får läsa och som har alla frågans ord, nyast först. Tom fråga ger alla.

    Orden tas bokstavligt: % och _ betyder sig själva.
    """
    rader = Larande.objects.filter(uppdrag__in=Uppdrag.objects.synliga_for(person))
    for ord_ in fraga[:MAX_FRAGA].casefold().split()[:MAX_ORD]:
        rader = rader.filter(sok__contains=ord_)
    return rader.select_related("uppdrag__lasar", "av")
