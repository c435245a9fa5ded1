"""Att låsa en dialog för ändring eller övergång: två som ändrar går efter varandra."""

from dialoger.handlingar import GarInteNu
from dialoger.models import Dialog, Dialogpart
from dialoger.regler.dialog import Dialoglage, nasta_dialoglage
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.models import Person


def las_dialog(dialog: Dialog | int) -> Dialog:
    """Dialogen som den är nu, låst.

    Raises:
        ValidationError: läsåret är stängt.
    """
    last = Dialog.objects.select_for_update().get(pk=dialog if isinstance(dialog, int) else dialog.pk)
    krav_pa_oppet(last.lasar)
    return last


def las_for_overgang(dialog: Dialog | int, handling: str) -> tuple[Dialog, Dialoglage]:
    """Dialogen låst, och läget som handlingen leder till.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: handlingen går inte från läget som dialogen har nu.
    """
    last = las_dialog(dialog)
    till = nasta_dialoglage(last.tillstand, handling)
    if till is None:
        raise GarInteNu(f"Det är redan gjort, eller går inte nu: dialogen är {last.get_tillstand_display()}.")
    return last, till


def personens_part(person: Person, dialog: Dialog) -> Dialogpart | None:
    """Parten som personen i dag är, eller None."""
    return next((p for p in dialog.parter.all() if p.ar(person)), None)
