"""Rummets val i huvudmenyn."""

from django.urls import reverse

from dialoger.behorighet.dialog import ser_dialogerna
from kvalitetsrapporter.behorighet import ser_stodet
from styrkedja.menyer import Menyval
from styrkedja.models import Person


def menyval(person: Person) -> list[Menyval]:
    """Dialogerna, för dem som är part i någon eller bjudna till en; stödet, för dem som svarar på behov."""
    val = []
    if ser_stodet(person):
        val.append(Menyval(50, "Stöd", reverse("stod")))
    if person.befattningar_nu and ser_dialogerna(person):
        val.append(Menyval(52, "Dialoger", reverse("dialoger")))
    return val
