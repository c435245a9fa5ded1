"""Rummets val i huvudmenyn."""

from django.urls import reverse

from analysunderlag.behorighet.insyn import laser_underlaget
from styrkedja.menyer import Menyval
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def menyval(person: Person) -> list[Menyval]:
    """Underlag, för den som det finns för. Systemadministratören läser inga tal, men har hand om nyckeltalen."""
    if laser_underlaget(person):
        return [Menyval(55, "Underlag", reverse("underlag"))]
    if person.har(Roll.SYSTEMADMINISTRATOR):
        return [Menyval(55, "Nyckeltal", reverse("underlag-nyckeltalen"))]
    return []
