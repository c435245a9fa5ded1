"""Det som alla platser delar: namnet, och att sparas med en händelse."""

from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.logg import logga
from styrkedja.models import Person, Plats

P = TypeVar("P", bound=Plats)


@transaction.atomic
def byt_namn(*, av: Person | None, plats: P, namn: str, nu: datetime | None = None) -> P:
    """Ger platsen ett nytt namn. Adressen (slug) står kvar, så gamla länkar leder rätt."""
    krav_pa_att_administrera(av)
    namn, forut = rent_namn(namn), plats.namn
    if namn == forut:
        return plats
    plats.namn = nytt_namn(type(plats), namn, utom=plats)
    return spara_plats(plats, "byt_namn", av=av, nu=nu, forut=forut)


def spara_plats(plats: P, handling: str, *, av: Person | None, nu: datetime | None, **uppgifter: Any) -> P:
    """Sparar platsen och skriver händelsen. Anropas i handlingens transaktion."""
    plats.save()
    logga(handling, av=av, pa=plats, plats_id=plats.pk, nu=nu, **uppgifter)
    return plats


def rent_namn(namn: str) -> str:
    """Namnet utan extra mellanslag.

    Raises:
        ValidationError: inget är skrivet.
    """
    namn = " ".join(namn.split())
    if not namn:
        raise ValidationError({"namn": "Skriv ett namn."})
    return namn


def nytt_namn(slag: type[Plats], namn: str, *, utom: Plats | None = None) -> str:
    """Namnet, om ingen annan verksam plats av samma slag har det.

    Raises:
        ValidationError: namnet är taget eller tomt.
    """
    namn = rent_namn(namn)
    andra = slag.objects.filter(namn__iexact=namn, upphord__isnull=True)
    if utom is not None:
        andra = andra.exclude(pk=utom.pk)
    if andra.exists():
        raise ValidationError({"namn": f"{namn} finns redan."})
    return namn
