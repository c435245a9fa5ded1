"""Progressionen delas när rapportens del är inlämnad, och slutar delas när den lämnas tillbaka.

Våning 4 anropar det här i samma transaktion som den fryser eller lämnar tillbaka delen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Omgang, Person, Plats
from vp_uppdrag.models import Progression


@dataclass(frozen=True)
class Delad:
    """Ett måls ord i rundan, så som de frystes i rapporten."""

    mal: int
    falt: list[dict[str, str]]
    bedomning: dict[str, Any] | None = None
    progression: dict[str, Any] | None = None


@transaction.atomic
def dela_progression(
    *, rader: Iterable[Delad], omgang: Omgang, av: Person, forseglas: bool = False, nu: datetime | None = None
) -> int:
    """Skriver rundans ord på målen. En ny inlämning ersätter den förra; den står kvar i rapportens version.

    Händelsen är inlämningen: därför loggas inget här. Ger antalet mål.

    Args:
        forseglas: stegen läses inte utanför rapporten förrän bilderna har öppnats, eller rundan har stängt.
    """
    nu = nu or klockan_nu()
    nya = [
        Progression(
            mal_id=rad.mal, omgang=omgang, falt=rad.falt, bedomning=rad.bedomning, progression=rad.progression, av=av,
            delad=nu, forseglad_till=omgang.till if forseglas else None,
        )
        for rad in rader
    ]  # fmt: skip
    Progression.objects.bulk_create(
        nya,
        update_conflicts=True,
        unique_fields=["mal", "omgang"],
        update_fields=["falt", "bedomning", "progression", "av", "delad", "aterlamnad", "forseglad_till"],
    )
    return len(nya)


@transaction.atomic
def sluta_dela_progression(*, plats: Plats, omgang: Omgang, nu: datetime | None = None) -> int:
    """Rundans ord om platsens mål skrivs om: planen och uppdragen visar dem inte förrän delen är inne igen.

    Händelsen är återlämnandet: därför loggas inget här. Ger antalet mål.
    """
    rader = Progression.objects.delade().filter(omgang=omgang, mal__plan__plats=plats.pk)
    return rader.update(aterlamnad=nu or klockan_nu())


@transaction.atomic
def oppna_progression(*, plats: Plats, omgang: Omgang) -> int:
    """Båda bilderna är satta: rundans steg om platsens mål läses av alla. Ger antalet mål."""
    return Progression.objects.filter(omgang=omgang, mal__plan__plats=plats.pk).update(forseglad_till=None)
