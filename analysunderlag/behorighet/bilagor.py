"""Vem som lägger till ett PM, ber om en genomgång av det, och svarar.

Källa: krav 99; reliability.md §4 kolumn CO (talen är controllerns och analytikerns), domain.md (områdets ledningsgrupp är
verksamhetschefens). Läser gör var och en som underlaget finns för.
"""

from analysunderlag.behorighet.insyn import CONTROLLERS
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def hinder_for_att_lagga_till_bilaga(person: Person) -> str | None:
    return None if person.har(*CONTROLLERS) else "Ett PM läggs till och tas bort av analytikern och controllern."


def hinder_for_att_be_om_genomgang(person: Person) -> str | None:
    """Bara för de egna områdena; vilka det är säger `person.platser`."""
    if person.platser(Roll.VERKSAMHETSCHEF):
        return None
    return "En genomgång bokas av verksamhetschefen, för områdets ledningsgrupp."


def hinder_for_att_svara_pa_genomgang(person: Person) -> str | None:
    return None if person.har(*CONTROLLERS) else "En önskan om genomgång besvaras av analytikern och controllern."
