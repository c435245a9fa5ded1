"""Vem begäran kommer från: personen och dess befattningar, lästa i en enda fråga för varje sida."""

from datetime import date

from django.contrib.auth.backends import ModelBackend

from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person, Plats
from styrkedja.skriven_sql import rader, ur_rad, valj

BEFATTNING = ["id", "person_id", "roll", "plats_id", "fran", "till"]
PLATS = ["id", "slag", "namn", "slug", "ordning", "upphord"]
PERSON = ["id", "password", "epost", "namn", "is_active"]
#: Skriven SQL: den ställs vid varje sida och varje sparning.
LAS = valj(
    """FROM styrkedja_befattning b JOIN styrkedja_plats l ON l.id = b.plats_id
    JOIN styrkedja_person p ON p.id = b.person_id
    WHERE b.person_id = %s AND b.fran <= %s AND (b.till IS NULL OR b.till >= %s) ORDER BY b.fran, b.id""",
    b=BEFATTNING, l=PLATS, p=PERSON,
)  # fmt: skip


class Personinloggning(ModelBackend):
    """Djangos inloggning med e-post och lösenord; `get_user` hämtar dagens befattningar med samma fråga."""

    def get_user(self, user_id: int) -> Person | None:
        """Personen, om hon får logga in. En person utan befattning i dag kostar en fråga till."""
        person = _med_befattningar(user_id, idag())
        if person is None:
            return super().get_user(user_id)
        return person if self.user_can_authenticate(person) else None


def _med_befattningar(user_id: int, dag: date) -> Person | None:
    person = None
    befattningar = []
    for rad in rader(LAS, user_id, dag, dag):
        befattning, befattning.plats, egen = ur_rad(rad, (Befattning, BEFATTNING), (Plats, PLATS), (Person, PERSON))
        befattning.person = person = person or egen
        befattningar.append(befattning)
    if person is not None:
        person.befattningar_nu = befattningar
    return person
