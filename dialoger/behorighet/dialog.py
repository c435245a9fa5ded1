"""Vad någon ser av en dialog, och vem som skriver i det gemensamma."""

from dialoger.models import Dialog
from dialoger.regler.dialog import Dialoglage, Dialogslag, Insyn
from styrkedja.models import Person
from styrkedja.regler.roller import Roll

STANGT = "Läsåret är stängt. Dialogen går att läsa men inte att ändra."
EJ_PART = "Bara parterna i dialogen gör det här."


#: De som alltid har dialoger; andra har dem när de är bjudna till en.
FOR_DIALOGER = (
    Roll.REKTOR,
    Roll.BITRADANDE_REKTOR,
    Roll.VERKSAMHETSCHEF,
    Roll.AVDELNINGSCHEF,
    Roll.UTBILDNINGSDIREKTOR,
)


def ser_dialogerna(person: Person) -> bool:
    """Sidan med dialoger finns för dem som är part i någon, eller bjudna till en."""
    return person.har(*FOR_DIALOGER) or Dialog.objects.synliga_for(person).exists()


def insynen(person: Person, dialog: Dialog) -> Insyn:
    """Vad personen ser. Frågas för en dialog som redan är bland dem som är synliga för henne."""
    if ar_part(person, dialog):
        return Insyn.PART
    if _bitrader(person, dialog) or any(g.galler_nu and g.person_id == person.pk for g in dialog.gaster.all()):
        return Insyn.LASER
    return Insyn.TID if person.har(Roll.UTBILDNINGSDIREKTOR) else Insyn.INGEN


def ar_part(person: Person, dialog: Dialog) -> bool:
    """Sant när personen i dag har en befattning som är part."""
    return any(part.ar(person) for part in dialog.parter.all())


def _bitrader(person: Person, dialog: Dialog) -> bool:
    if dialog.slag != Dialogslag.VERKSAMHETSDIALOG:
        return False
    enheter = person.platser(Roll.BITRADANDE_REKTOR)
    return any(p.roll == Roll.REKTOR and p.plats_id in enheter for p in dialog.parter.all())


def laser_samtalet(person: Person, dialog: Dialog) -> bool:
    """Läser det gemensamma: dagordning, underlag, utkast till minnesanteckningar, handslag."""
    return insynen(person, dialog) in (Insyn.PART, Insyn.LASER)


def hinder_i_dialogen(person: Person, dialog: Dialog) -> str | None:
    """Grundhindret för allt som parterna gör tillsammans."""
    if not ar_part(person, dialog):
        return EJ_PART
    if dialog.lasar.stangt:
        return STANGT
    return "Dialogen är inställd." if dialog.tillstand == Dialoglage.INSTALLD else None


def hinder_fore_samtalet(person: Person, dialog: Dialog) -> str | None:
    """Det som bara går att ändra innan samtalet är fört."""
    if hinder := hinder_i_dialogen(person, dialog):
        return hinder
    return None if dialog.ar_fore else "Samtalet är fört. Det som förbereddes ändras inte längre."
