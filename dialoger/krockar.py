"""Personens andra dialoger vid samma tid: det varnas för, och stoppar inte."""

from datetime import datetime

from dialoger.models import Dialog
from styrkedja.format import klockslag
from styrkedja.models import Person


def krockar(person: Person, dialog: Dialog, borjar: datetime, slutar: datetime) -> list[str]:
    """En mening per bokad dialog som personen är part i och som tiden skär."""
    andra = Dialog.objects.som_part(person).fore().exclude(pk=dialog.pk)
    samtidigt = andra.filter(borjar__lt=slutar, slutar__gt=borjar).select_related("plats")
    return [f"Du har {d} klockan {klockslag(d.borjar)} samma dag." for d in samtidigt if d.borjar]
