"""Vems ögon: vem som läser underlaget, vem som hör till den egna kedjan, och vem som får se det oskyddade.

Källa: design/reliability.md §4 "Statistik, skyddad" och "Statistik, oskyddad", §6 (den egna kedjan ser grupper från fem).
Vilka värden som finns för personen är `Varde.objects.synliga_for`.
"""

from collections.abc import Callable

from analysunderlag.regler.skydd_ord import Insyn
from styrkedja.klocka import idag
from styrkedja.models import Delegering, Lasar, Person, Plats, Tillhorighet
from styrkedja.regler.roller import Roll

#: Matrisens kolumn CO.
CONTROLLERS = (Roll.CONTROLLER, Roll.EKONOMICONTROLLER, Roll.ANALYTIKER)
SER_ALLT = (*CONTROLLERS, Roll.UTBILDNINGSDIREKTOR)


def laser_underlaget(person: Person) -> bool:
    """Om statistiken finns för personen. Den som bara är systemadministratör läser inga tal och möter 404."""
    return any(b.roll != Roll.SYSTEMADMINISTRATOR for b in person.befattningar_nu)


def insyn_for(person: Person, plats: Plats | None) -> Insyn:
    """Hur små grupper personen ser på platsen. None är kommunen som helhet, eller riket."""
    return insyn_i(person)(plats.pk if plats else None)


def insyn_i(person: Person) -> Callable[[int | None], Insyn]:
    """Som `insyn_for`, för en lista: läser rätten en gång, och ger en funktion av platsens nyckel."""
    if person.har(*SER_ALLT):
        return lambda plats_id: Insyn.EGEN_KEDJA
    egna = egen_kedja(person)
    return lambda plats_id: Insyn.EGEN_KEDJA if plats_id in egna else Insyn.OPPEN


def egen_kedja(person: Person) -> frozenset[int]:
    """Enheterna där personen är rektor, biträdande med delegering i dag, eller årets verksamhetschef."""
    return person.platser(Roll.REKTOR) | _delegerade_enheter(person) | _omradenas_enheter(person)


def _delegerade_enheter(person: Person) -> frozenset[int]:
    egna = {b.pk: b.plats_id for b in person.befattningar_nu if b.roll == Roll.BITRADANDE_REKTOR}
    if not egna:
        return frozenset()
    i_dag = Delegering.objects.filter(befattning__in=egna, fran__lte=idag(), till__gte=idag())
    return frozenset(egna[pk] for pk in i_dag.values_list("befattning", flat=True))


def _omradenas_enheter(person: Person) -> frozenset[int]:
    omraden = person.platser(Roll.VERKSAMHETSCHEF)
    lasar = Lasar.objects.som_innehaller(idag()) if omraden else None
    if lasar is None:
        return frozenset()
    rader = Tillhorighet.objects.filter(omrade__in=omraden, lasar=lasar)
    return frozenset(rader.values_list("enhet", flat=True))


def hinder_for_att_se_oskyddat(person: Person, plats: Plats | None) -> str | None:
    """Skyddade tal i klartext. None som plats är kommunen som helhet."""
    if insyn_for(person, plats) == Insyn.EGEN_KEDJA:
        return None
    vems = f"för {plats}" if plats else "för kommunen"
    return f"Skyddade tal {vems} visas för den egna kedjan, controllern och utbildningsdirektören."
