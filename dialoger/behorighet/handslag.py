"""Vem som läser, skriver, bekräftar och följer upp handslag. Meningen läses av knapp, sida och prov."""

from dialoger.behorighet.dialog import hinder_i_dialogen, laser_samtalet
from dialoger.models import Dialog, Handslag
from dialoger.regler.dialog import EFTER
from dialoger.regler.handslag import nasta_handslagslage
from styrkedja.models import Person


def laser_handslaget(person: Person, handslag: Handslag) -> bool:
    """De som läser samtalet läser alla; direktören de bekräftade. Frågas för en dialog som är synlig för personen."""
    return handslag.bekraftat is not None or laser_samtalet(person, handslag.dialog)


def hinder_for_att_bekrafta(person: Person, dialog: Dialog) -> str | None:
    if hinder := hinder_i_dialogen(person, dialog):
        return hinder
    return None if dialog.tillstand in EFTER else "Handslagen bekräftas när samtalet är fört."


def hinder_for_handlingen(person: Person, dialog: Dialog, handslag: Handslag, handling: str) -> str | None:
    """Hindret för en handling på ett handslag (regler/handslag.py), gjord i dialogen."""
    if hinder := hinder_i_dialogen(person, dialog):
        return hinder
    if nasta_handslagslage(handslag.tillstand, handling) is None:
        return f"Det går inte nu: handslaget är {handslag.get_tillstand_display()}."
    return _hinder_att_borja(person, handslag) if handling == "borja" else None


def _hinder_att_borja(person: Person, handslag: Handslag) -> str | None:
    if handslag.ansvarig is None or handslag.ansvarig.ar(person):
        return None
    return f"Det gör den som svarar för handslaget: {handslag.ansvarig}."
