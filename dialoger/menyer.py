"""Rummets val i huvudmenyn."""

from django.urls import reverse

from dialoger.behorighet.dialog import ser_dialogerna
from styrkedja.menyer import Menyval
from styrkedja.models import Person


def menyval(person: Person) -> list[Menyval]:
    """Dialogerna, för dem som är part i någon eller bjudna till en."""
    if not person.befattningar_nu or not ser_dialogerna(person):
        return []
    return [Menyval(52, "Dialoger", reverse("dialoger"))]
