"""Vem får läsa och ta in rapporter från tiden före systemet."""

from kvalitetsrapporter.regler import LASER_FASTSTALLT, MEDARBETARE, SKOLLEDNING
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def far_lasa_tidigare(person: Person, enhet) -> bool:
    """En rapport från tiden före systemet läses av dem som läser enhetens fastställda, och av skolledningen."""
    return (
        enhet.pk in person.platser(*SKOLLEDNING, *MEDARBETARE)
        or person.har(Roll.UTBILDNINGSDIREKTOR, Roll.VERKSAMHETSCHEF)
        or person.har(*LASER_FASTSTALLT)
    )


def hinder_for_att_ta_in(person: Person, enhet) -> str | None:
    """Rektor tar in den egna enhetens tidigare rapporter, systemadministratören allas."""
    if enhet.pk in person.platser(Roll.REKTOR) or person.har(Roll.SYSTEMADMINISTRATOR):
        return None
    return "Bara rektor och systemadministratören tar in tidigare rapporter."
