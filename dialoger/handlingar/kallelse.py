"""Kallelsen till dem som deltar, genom utkorgen: raden bär bara id, och kalendern byggs när brevet går."""

from django.urls import reverse

from dialoger.kalender import kallade, kallelsen
from dialoger.models import Dialog
from styrkedja.handlingar.mejl import Bilaga, lagg_mejl
from styrkedja.handlingar.utkorg import GarInte
from styrkedja.klocka import nu
from styrkedja.models import Person


def kalla(dialog: Dialog, *, amne: str, text: str, bara: Person | None = None) -> None:
    """Ett brev med kallelsen till var och en som deltar, i den pågående transaktionen."""
    for person in [bara] if bara else kallade(dialog):
        lagg_mejl(
            till=person,
            nyckel=f"kallelse-{dialog.pk}-{dialog.sekvens}",
            amne=f"{amne}: {dialog.rubrik}, {dialog.plats}",
            text=text,
            adress=f"{reverse('dialog', args=[dialog.pk])}#tiden",
            bilaga={"slag": "kallelse", "dialog": dialog.pk, "sekvens": dialog.sekvens},
        )


def kallelsens_bilaga(uppgifter: dict[str, int], person: Person) -> Bilaga:
    """Kalendern så som dialogen är nu.

    Raises:
        GarInte: personen läser inte dialogen längre, eller en nyare kallelse finns.
    """
    rader = Dialog.objects.synliga_for(person).med_det_som_visas()
    dialog = rader.filter(pk=uppgifter["dialog"]).first()
    if dialog is None:
        raise GarInte("Mottagaren läser inte dialogen längre.")
    if dialog.sekvens != uppgifter["sekvens"]:
        raise GarInte("En nyare kallelse har ersatt den här.")
    metod, data = kallelsen(dialog, nu=nu())
    return Bilaga("kallelse.ics", data, f"text/calendar; method={metod}")
