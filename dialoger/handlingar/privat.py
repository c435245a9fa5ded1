"""De egna anteckningarna: börja, skriva, ta bort, och gallringen. Innehållet står aldrig i loggen.

Raden säger att anteckningen finns och när den gallras; orden är en hemlig text i kärnan, chiffer bundet till personen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from dialoger.models import Dialog, PrivatAnteckning
from dialoger.regler.privat import EFTER_SLUT, gallringsdag
from styrkedja.format import lokal_dag
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.texter import Sparat, las_hemliga_texter, spara_texter
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Huvudman, Person, Text
from styrkedja.models.text import Textslag

#: Texternas ägare i kärnans skrivmekanism, och deras enda fält.
PRIVAT, FALT = "privat", "anteckning"
FORVALDA_MANADER = 12


@dataclass(frozen=True)
class Egen:
    """En av personens egna anteckningar, med orden i klartext."""

    anteckning: PrivatAnteckning
    ord: str
    text: Text | None


def las_egna(person: Person, dialog: Dialog | None = None) -> list[Egen]:
    """Personens anteckningar, den senaste dialogen först; med `dialog` bara den. Två frågor."""
    rader = PrivatAnteckning.objects.filter(person=person).select_related("dialog__plats", "dialog__lasar")
    if dialog is not None:
        rader = rader.filter(dialog=dialog)
    alla = list(rader.order_by("-skapad", "-pk"))
    texter = las_hemliga_texter(person=person, agare_slag=PRIVAT, agare_id=(a.pk for a in alla), falt=FALT)
    return [Egen(a, *texter.get(a.pk, ("", None))) for a in alla]


@transaction.atomic
def borja_anteckna(*, dialog: Dialog, av: Person, nu: datetime | None = None) -> PrivatAnteckning:
    """Personens anteckning i dialogen; den som redan finns när hon har en."""
    nu = nu or klockan_nu()
    anteckning, _ = PrivatAnteckning.objects.get_or_create(
        dialog=dialog, person=av, defaults={"skapad": nu, "gallras": gallringsdag(_samtalets_dag(dialog), _manader())}
    )
    return anteckning


@transaction.atomic
def spara_anteckning(
    *,
    anteckning: PrivatAnteckning,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar orden som chiffer. Argumenten är som i `spara_texter`.

    Raises:
        PermissionDenied: anteckningen är någon annans.
    """
    return spara_texter(
        agare_slag=PRIVAT, agare_id=anteckning.pk, texter=texter, av=av, versioner=versioner, op=op,
        slag=dict.fromkeys(texter, Textslag.HEMLIG), nu=nu,
    )  # fmt: skip


@transaction.atomic
def ta_bort_anteckning(*, anteckning: PrivatAnteckning, av: Person, nu: datetime | None = None) -> None:
    """Tar bort anteckningen och alla dess lydelser. Det går inte att ångra."""
    logga("ta_bort_egen_anteckning", av=av, pa=anteckning, nu=nu)
    _radera([anteckning.pk])


@transaction.atomic
def gallra_anteckningar(*, idag: date) -> int:
    """Gallrar det vars tid har gått, räknat från samtalets dag så som den är nu. Går att köra hur ofta som helst.

    Returns:
        Så många anteckningar togs bort.
    """
    manader = _manader()
    alla = list(PrivatAnteckning.objects.select_related("dialog__lasar"))
    for anteckning in alla:
        anteckning.gallras = gallringsdag(_samtalets_dag(anteckning.dialog), manader)
    PrivatAnteckning.objects.bulk_update(alla, ["gallras"])
    slutat = _slutat({a.person_id for a in alla}, idag)
    bort = [a.pk for a in alla if a.gallras <= idag or a.person_id in slutat]
    _radera(bort)
    huvudman = Huvudman.objects.first()
    if bort and huvudman:
        logga("gallra_egna_anteckningar", av=None, pa=huvudman, antal=len(bort))
    return len(bort)


def _slutat(personer: Iterable[int], idag: date) -> set[int]:
    """De vars sista befattning tog slut för mer än en månad sedan."""
    kvar = Q(befattningar__till__isnull=True) | Q(befattningar__till__gte=idag - EFTER_SLUT)
    arbetar = Person.objects.filter(kvar, pk__in=personer).values_list("pk", flat=True)
    return set(personer) - set(arbetar)


def _radera(ids: Iterable[int]) -> None:
    ids = list(ids)
    Text.objects.filter(agare_slag=PRIVAT, agare_id__in=ids).delete()
    PrivatAnteckning.objects.filter(pk__in=ids).delete()


def _samtalets_dag(dialog: Dialog) -> date:
    nar = dialog.genomford or dialog.borjar
    return lokal_dag(nar) if nar else dialog.till or dialog.fran or dialog.lasar.till


def _manader() -> int:
    return Huvudman.objects.values_list("privata_manader", flat=True).first() or FORVALDA_MANADER
