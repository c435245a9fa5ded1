"""Rummets val i huvudmenyn."""

from django.urls import reverse

from styrkedja.menyer import Menyval
from styrkedja.models import Person
from vp_uppdrag.regler.synlighet import LASER_BESLUTADE


def menyval(person: Person) -> list[Menyval]:
    """Uppdrag och planer, för alla i kedjan."""
    if not person.har(*LASER_BESLUTADE):
        return []
    return [Menyval(55, "Uppdrag och planer", reverse("uppdragen"), omfattar=(reverse("plan-hss-aktuell"),))]
