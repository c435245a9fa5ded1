"""Inloggning och utloggning som händelser. Vem som kom in, hur, och när; aldrig lösenord eller adresser."""

from django.db import transaction

from styrkedja.handlingar.logg import logga
from styrkedja.models import Handelse, Person


@transaction.atomic
def anteckna_inloggning(*, av: Person, satt: str) -> Handelse:
    """Skriver att personen loggade in. `satt`: "demo", "lösenord" eller "sso"."""
    return logga("logga_in", av=av, pa=av, satt=satt)


@transaction.atomic
def anteckna_utloggning(*, av: Person) -> Handelse:
    """Skriver att personen loggade ut."""
    return logga("logga_ut", av=av, pa=av)
