"""Vem begäran kommer från: personen och dess befattningar, lästa i en enda fråga för varje sida."""

from django.contrib.auth.backends import ModelBackend

from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person


class Personinloggning(ModelBackend):
    """Djangos inloggning med e-post och lösenord; `get_user` hämtar dagens befattningar med samma fråga."""

    def get_user(self, user_id: int) -> Person | None:
        """Personen, om hon får logga in. En person utan befattning i dag kostar en fråga till."""
        galler = Befattning.objects.galler(idag()).filter(person_id=user_id)
        befattningar = list(galler.select_related("person", "plats"))
        if not befattningar:
            return super().get_user(user_id)
        person = befattningar[0].person
        person.befattningar_nu = befattningar
        for befattning in befattningar:
            befattning.person = person
        return person if self.user_can_authenticate(person) else None
