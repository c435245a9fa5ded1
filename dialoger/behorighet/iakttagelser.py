"""Vem som skriver, läser och delar iakttagelser: de råa är verksamhetschefernas och direktörens (krav 68, 102)."""

from dialoger.models import Iakttagelse
from styrkedja.models import Enhet, Lasar, Omgang, Person, Tillhorighet
from styrkedja.regler.roller import Roll

EJ_CHEF = "Bara enhetens verksamhetschef skriver iakttagelser om den."
EJ_DIN = "Bara den som skrev iakttagelsen ändrar, delar eller tar bort den."
STANGT = "Läsåret är stängt. Iakttagelserna går att läsa men inte att ändra."


def laser_de_raa(person: Person) -> bool:
    return person.har(Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR)


def ar_enhetens_chef(person: Person, enhet: Enhet | int, lasar: Lasar | int) -> bool:
    """Sant när enheten det läsåret hör till ett område som personen i dag är chef för."""
    omraden = person.platser(Roll.VERKSAMHETSCHEF)
    rader = Tillhorighet.objects.filter(enhet=enhet, lasar=lasar, omrade__in=omraden)
    return bool(omraden) and rader.exists()


def hinder_for_att_skriva_iakttagelse(person: Person, enhet: Enhet | int, omgang: Omgang) -> str | None:
    if omgang.lasar.stangt:
        return STANGT
    return None if ar_enhetens_chef(person, enhet, omgang.lasar_id) else EJ_CHEF


def hinder_for_att_andra_iakttagelse(person: Person, iakttagelse: Iakttagelse) -> str | None:
    """Den som skrev, så länge hon är verksamhetschef och läsåret är öppet."""
    if iakttagelse.av_id != person.pk or not person.har(Roll.VERKSAMHETSCHEF):
        return EJ_DIN
    return STANGT if iakttagelse.omgang.lasar.stangt else None


def hinder_for_att_skriva_likvardigt(person: Person, omgang: Omgang) -> str | None:
    """Det verksamhetscheferna är överens om inför rundan skriver de tillsammans."""
    if not person.har(Roll.VERKSAMHETSCHEF):
        return "Bara verksamhetscheferna skriver det här."
    return STANGT if omgang.lasar.stangt else None
