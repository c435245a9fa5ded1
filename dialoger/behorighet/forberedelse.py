"""Förberedelsen: vem som skriver den, och när den andra sidan läser den.

Parten skriver sin egen. En biträdande rektor skriver för rektor så länge delegeringen gäller, som i rapporten (krav 7).
Den egna sidan läser den alltid; de andra som läser samtalet när parten har sagt sig vara klar.
"""

from dialoger.behorighet.dialog import EJ_PART, STANGT, laser_samtalet
from dialoger.models import Dialog, Dialogpart, Forberedelse
from dialoger.regler.dialog import Dialoglage
from styrkedja.behorighet.skolledning import hinder_i_delegeringen
from styrkedja.klocka import idag
from styrkedja.models import Person
from styrkedja.regler.roller import Roll

FORD = "Samtalet är fört. Det som förbereddes ändras inte längre."
KLAR = "Förberedelsen är klar. Öppna den igen för att ändra."


def bitrader(person: Person, part: Dialogpart) -> bool:
    return part.roll == Roll.REKTOR and part.plats_id in person.platser(Roll.BITRADANDE_REKTOR)


def egen_sida(person: Person, part: Dialogpart) -> bool:
    """Parten själv, eller den som biträder henne."""
    return part.ar(person) or bitrader(person, part)


def laser_forberedelsen(person: Person, dialog: Dialog, forberedelse: Forberedelse) -> bool:
    if not laser_samtalet(person, dialog):
        return False
    return bool(forberedelse.klar) or egen_sida(person, forberedelse.part)


def hinder_for_att_forbereda(person: Person, forberedelse: Forberedelse) -> str | None:
    """Att skriva: medan samtalet ligger framför, och parten inte har sagt sig vara klar."""
    if hinder := _grundhinder(person, forberedelse):
        return hinder
    return KLAR if forberedelse.klar else None


def hinder_for_att_saga_klar(person: Person, forberedelse: Forberedelse) -> str | None:
    """Att säga sig klar, och att öppna igen: parten själv."""
    if hinder := _grundhinder(person, forberedelse):
        return hinder
    return None if forberedelse.part.ar(person) else "Rektor säger själv till när förberedelsen är klar."


def _grundhinder(person: Person, forberedelse: Forberedelse) -> str | None:
    dialog, part = forberedelse.dialog, forberedelse.part
    if not egen_sida(person, part):
        return EJ_PART
    if dialog.lasar.stangt:
        return STANGT
    if dialog.tillstand == Dialoglage.INSTALLD:
        return "Dialogen är inställd."
    if not dialog.ar_fore:
        return FORD
    return None if part.ar(person) else hinder_i_delegeringen(person, part.plats_id, idag())
