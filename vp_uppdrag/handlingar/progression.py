"""Progressionen delas när rapportens del är inlämnad: våning 4 anropar det här i samma transaktion som den fryser delen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Omgang, Person
from vp_uppdrag.models import Progression


@dataclass(frozen=True)
class Delad:
    """Ett måls ord i rundan, så som de frystes i rapporten."""

    mal: int
    falt: list[dict[str, str]]
    bedomning: dict[str, Any] | None = None
    progression: dict[str, Any] | None = None


@transaction.atomic
def dela_progression(*, rader: Iterable[Delad], omgang: Omgang, av: Person, nu: datetime | None = None) -> int:
    """Skriver rundans ord på målen. En ny inlämning ersätter den förra; den står kvar i rapportens version.

    Händelsen är inlämningen: därför loggas inget här. Ger antalet mål.
    """
    nu = nu or klockan_nu()
    nya = [
        Progression(
            mal_id=rad.mal, omgang=omgang, falt=rad.falt, bedomning=rad.bedomning, progression=rad.progression, av=av,
            delad=nu,
        )
        for rad in rader
    ]  # fmt: skip
    Progression.objects.bulk_create(
        nya,
        update_conflicts=True,
        unique_fields=["mal", "omgang"],
        update_fields=["falt", "bedomning", "progression", "av", "delad"],
    )
    return len(nya)
