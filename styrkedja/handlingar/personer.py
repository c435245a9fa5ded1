"""Personernas handlingar: lägg upp, ändra namn och e-post. Rättigheterna kommer av befattningarna, aldrig härifrån."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from styrkedja.behorighet.organisation import krav_pa_att_administrera
from styrkedja.handlingar.logg import logga
from styrkedja.models import Person


@transaction.atomic
def skapa_person(
    *, av: Person | None, namn: str, epost: str, losenord: str | None = None, nu: datetime | None = None
) -> Person:
    """En ny person utan rättigheter. Utan lösenord går det bara att logga in genom SSO eller demon.

    Raises:
        ValidationError: e-postadressen finns redan (skillnad i stora och små bokstäver räknas inte).
    """
    krav_pa_att_administrera(av)
    _prova_epost(epost)
    person = Person.objects.skapa(namn=" ".join(namn.split()), epost=epost.strip(), losenord=losenord)
    logga("skapa_person", av=av, pa=person, nu=nu)
    return person


@transaction.atomic
def andra_person(*, av: Person | None, person: Person, namn: str, epost: str, nu: datetime | None = None) -> Person:
    """Ändrar namn och e-post. Det som personen har skrivit står kvar under samma person."""
    krav_pa_att_administrera(av)
    _prova_epost(epost, utom=person)
    falt = [f for f, v in (("namn", namn), ("epost", epost)) if getattr(person, f) != v]
    if falt:
        person.namn, person.epost = namn, epost
        person.save(update_fields=falt)
        logga("andra_person", av=av, pa=person, nu=nu, falt=falt)
    return person


def _prova_epost(epost: str, *, utom: Person | None = None) -> None:
    andra = Person.objects.filter(epost__iexact=epost.strip())
    if utom:
        andra = andra.exclude(pk=utom.pk)
    if andra.exists():
        raise ValidationError({"epost": "Det finns redan en person med den e-postadressen."})
