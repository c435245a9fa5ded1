"""Tider för en rundas dialoger på en gång: allt eller inget (krav 25)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from dialoger.handlingar.tid import foresla_tid
from dialoger.models import Tidsforslag
from styrkedja.models import Person


class Radfel(ValidationError):
    """En rad gick inte. `rad` är dess nummer i ordningen, `fel` det den sade; inget är gjort."""

    def __init__(self, rad: int, fel: ValidationError):
        super().__init__(fel.messages)
        self.rad, self.fel = rad, fel


@transaction.atomic
def foresla_tider(*, tider: Iterable[dict[str, Any]], av: Person, nu: datetime | None = None) -> list[Tidsforslag]:
    """Ett förslag per dialog, med uppgifterna som `foresla_tid` tar.

    Raises:
        Radfel: en av dem gick inte.
    """
    gjorda = []
    for nr, uppgifter in enumerate(tider):
        try:
            gjorda.append(foresla_tid(**uppgifter, av=av, nu=nu))
        except ValidationError as fel:
            raise Radfel(nr, fel) from fel
    return gjorda
