"""Enheternas svar på uppdragens frågor delas när rapportens del är inlämnad, och slutar delas när den lämnas tillbaka.

Våning 4 anropar det här i samma transaktion som den fryser eller lämnar tillbaka delen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Omgang, Person, Plats
from vp_uppdrag.models import Uppdragssvar


@dataclass(frozen=True)
class Svar:
    """Ett svar så som det frystes i rapporten: uppdragets id, frågan och den rika texten."""

    uppdrag: int
    fraga: str
    text: str


@transaction.atomic
def dela_svar(*, rader: Iterable[Svar], plats: Plats, omgang: Omgang, av: Person, nu: datetime | None = None) -> int:
    """Skriver rundans svar från platsen i stället för dem som delades förut.

    Händelsen är inlämningen: därför loggas inget här. Ger antalet svar.
    """
    nu = nu or klockan_nu()
    Uppdragssvar.objects.filter(plats=plats.pk, omgang=omgang).delete()
    nya = [
        Uppdragssvar(
            uppdrag_id=rad.uppdrag, plats_id=plats.pk, omgang=omgang, fraga=rad.fraga, text=rad.text, av=av, delad=nu
        )
        for rad in rader
    ]
    return len(Uppdragssvar.objects.bulk_create(nya))


@transaction.atomic
def sluta_dela_svar(*, plats: Plats, omgang: Omgang, nu: datetime | None = None) -> int:
    """Svaren skrivs om: uppdraget visar dem inte förrän delen är inne igen.

    Händelsen är återlämnandet: därför loggas inget här. Ger antalet svar.
    """
    rader = Uppdragssvar.objects.delade().filter(plats=plats.pk, omgang=omgang)
    return rader.update(aterlamnad=nu or klockan_nu())
