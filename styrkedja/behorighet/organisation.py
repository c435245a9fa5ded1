"""Vem som sköter organisationen, befattningarna och delegeringarna, och vem som läser händelseloggen.

Källa: design/reliability.md §4 "Org, roller, delegering" och "Revisionslogg".
"""

from datetime import date

from styrkedja.behorighet import krav_pa_ratt
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Enhet, Person
from styrkedja.regler.roller import Roll


def hinder_for_att_administrera(person: Person) -> str | None:
    """Organisation, personer, befattningar, läsår, forum och mallar sköts av systemadministratören."""
    if person.har(Roll.SYSTEMADMINISTRATOR):
        return None
    return "Bara systemadministratören sköter organisationen, befattningarna och läsåren."


def hinder_for_att_lasa_handelser(person: Person) -> str | None:
    if person.har(Roll.SYSTEMADMINISTRATOR, Roll.UTBILDNINGSDIREKTOR):
        return None
    return "Händelseloggen läses av systemadministratören och utbildningsdirektören."


def far_lasa_handelsens_uppgifter(person: Person) -> bool:
    """Direktören ser också de korta fakta som hör till händelsen; administratören bara vem, vad och när."""
    return person.har(Roll.UTBILDNINGSDIREKTOR)


def hinder_for_att_andra_ratt(av: Person | None, person: Person) -> str | None:
    """Ingen ger, ändrar eller avslutar sin egen befattning: det krävs alltid en annan person."""
    if av is None or av.pk != person.pk:
        return None
    return "Du kan inte ändra dina egna befattningar. Be en annan systemadministratör."


def hinder_for_att_delegera(person: Person, enhet: Enhet, *, dag: date | None = None) -> str | None:
    """Bara enhetens rektor delegerar sin skrivrätt (krav 7).

    Args:
        dag: dagen då rätten prövas; i dag om inget annat sägs.
    """
    dag = dag or idag()
    rektor = Befattning.objects.galler(dag).filter(person=person, roll=Roll.REKTOR, plats_id=enhet.pk)
    return None if rektor.exists() else f"Bara rektor för {enhet.namn} delegerar."


def hinder_for_att_se_delegeringar(person: Person, enhet: Enhet) -> str | None:
    """Skolledningen ser vem som får skriva, och hur länge."""
    if enhet.pk in person.platser(Roll.REKTOR, Roll.BITRADANDE_REKTOR):
        return None
    return f"Delegeringarna visas för skolledningen på {enhet.namn}."


def krav_pa_att_administrera(av: Person | None) -> None:
    """Släpper igenom systemet självt (None) och systemadministratören.

    Raises:
        PermissionDenied: med skälet som en mening.
    """
    if av is not None:
        krav_pa_ratt(hinder_for_att_administrera(av))
