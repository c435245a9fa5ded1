"""Övergångar som en tabell: ett tillstånd, en handling, nästa tillstånd. Varje substantiv har en enda tabell i sitt rum."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.db.models import TextChoices

T = TypeVar("T", bound=TextChoices)


@dataclass(frozen=True)
class Overgang(Generic[T]):
    """En tillåten övergång och vem som har turen: rollens namn i klartext."""

    fran: T
    handling: str
    till: T
    tur: str


def nasta(overgangar: Iterable[Overgang[T]], fran: str, handling: str) -> T | None:
    """Tillståndet som handlingen leder till, eller None när den inte är tillåten därifrån."""
    return next((o.till for o in overgangar if o.fran == fran and o.handling == handling), None)
