"""Vem får ställa verksamhetschefernas frågor och sätta deras budget.

Källa: krav 58 (verksamhetscheferna förbereder sig tillsammans).
"""

from styrkedja.models import Person, Tillhorighet
from styrkedja.regler.roller import Roll

LASER_FRAGOR = (Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR, Roll.SYSTEMADMINISTRATOR)


def ser_fragorna(person: Person) -> bool:
    """Verksamhetscheferna skriver frågorna, direktören läser dem, administratören sätter budgeten."""
    return person.har(*LASER_FRAGOR)


def _hinder_i_lasaret(lasar) -> str | None:
    return "Läsåret är stängt. Frågorna går att läsa men inte att ändra." if lasar.stangt else None


def hinder_for_att_fraga(person: Person, lasar, *, omraden=(), enheter=()) -> str | None:
    """Varje verksamhetschef får fråga alla och hela skolformer; områden och enheter bara i det egna området.

    Args:
        omraden, enheter: nycklarna i frågans krets.
    """
    if hinder := _hinder_i_lasaret(lasar):
        return hinder
    egna = person.platser(Roll.VERKSAMHETSCHEF)
    if not egna:
        return "Verksamhetscheferna ställer frågorna."
    i_egna = (
        set(
            Tillhorighet.objects.filter(lasar=lasar, omrade__in=egna, enhet__in=enheter).values_list(
                "enhet_id", flat=True
            )
        )
        if enheter
        else set()
    )
    if set(omraden) - egna or set(enheter) - i_egna:
        return "Frågor till ett område eller till utvalda enheter ställs av områdets egen verksamhetschef."
    return None


def hinder_for_att_andra_fraga(person: Person, fraga) -> str | None:
    """Den som får ställa frågan får också skriva om den, publicera den, avsluta den och ersätta den."""
    return hinder_for_att_fraga(
        person,
        fraga.omgang.lasar,
        omraden=[o.pk for o in fraga.omraden.all()],
        enheter=[e.pk for e in fraga.enheter.all()],
    )


def hinder_for_att_satta_fragebudget(person: Person, lasar) -> str | None:
    """Verksamhetscheferna äger budgeten tillsammans; administratören kan sätta den åt dem."""
    if hinder := _hinder_i_lasaret(lasar):
        return hinder
    if person.har(Roll.VERKSAMHETSCHEF, Roll.SYSTEMADMINISTRATOR):
        return None
    return "Verksamhetscheferna bestämmer hur många frågor en runda får ha."
