"""Rummets val i huvudmenyn."""

from django.urls import reverse

from analysunderlag.behorighet.insyn import laser_underlaget
from styrkedja.menyer import Menyval
from styrkedja.models import Person


def menyval(person: Person) -> list[Menyval]:
    """Underlag, för den som det finns för."""
    return [Menyval(55, "Underlag", reverse("underlag"))] if laser_underlaget(person) else []
