"""Vem som är här just nu, så att den andra vet det. Ingen låsning och ingen historik: en gammal rad betyder borta."""

from datetime import datetime, timedelta

from django.db import transaction

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Narvaro, Person

#: Så länge syns den som slutat skicka puls.
SYNS = timedelta(seconds=60)


def andra_har(agare_slag: str, agare_id: int, *, utom: Person, nu: datetime | None = None) -> list[dict[str, str]]:
    """De andra i tinget den senaste minuten: `{"namn", "falt"}`, den senaste först. En fråga."""
    har = Narvaro.objects.filter(agare_slag=agare_slag, agare_id=agare_id, nar__gt=(nu or klockan_nu()) - SYNS)
    rader = har.exclude(person=utom).order_by("-nar", "pk").values_list("person__namn", "falt")
    return [{"namn": namn, "falt": falt} for namn, falt in rader]


@transaction.atomic
def ar_har(*, agare_slag: str, agare_id: int, falt: str, av: Person, nu: datetime | None = None) -> None:
    """Skriver att personen är i tinget, och i vilket fält. Ingen händelse i loggen: det är ingen handling i kedjan."""
    Narvaro.objects.update_or_create(
        person=av,
        agare_slag=agare_slag,
        agare_id=agare_id,
        defaults={"falt": falt, "nar": nu or klockan_nu()},
    )
