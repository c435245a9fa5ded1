"""Vem som är här just nu, så att den andra vet det. Ingen låsning och ingen historik: en gammal rad betyder borta."""

from datetime import datetime, timedelta

from django.db import connection, transaction

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Narvaro, Person
from styrkedja.skriven_sql import rader

#: Så länge syns den som slutat skicka puls.
SYNS = timedelta(seconds=60)
#: Skriven SQL: den ställs vid varje sparning (docs/beslut/0013).
ANDRA_HAR = """SELECT p.namn, n.falt FROM styrkedja_narvaro n JOIN styrkedja_person p ON p.id = n.person_id
    WHERE n.agare_slag = %s AND n.agare_id = %s AND n.nar > %s AND n.person_id <> %s ORDER BY n.nar DESC, n.id"""


def andra_har(agare_slag: str, agare_id: int, *, utom: Person, nu: datetime | None = None) -> list[dict[str, str]]:
    """De andra i tinget den senaste minuten: `{"namn", "falt"}`, den senaste först. En fråga."""
    sedan = connection.ops.adapt_datetimefield_value((nu or klockan_nu()) - SYNS)
    funna = rader(ANDRA_HAR, agare_slag, agare_id, sedan, utom.pk)
    return [{"namn": namn, "falt": falt} for namn, falt in funna]


@transaction.atomic
def ar_har(*, agare_slag: str, agare_id: int, falt: str, av: Person, nu: datetime | None = None) -> None:
    """Skriver att personen är i tinget, och i vilket fält. Ingen händelse i loggen: det är ingen handling i kedjan."""
    Narvaro.objects.update_or_create(
        person=av,
        agare_slag=agare_slag,
        agare_id=agare_id,
        defaults={"falt": falt, "nar": nu or klockan_nu()},
    )
