"""Den första personen i en ny installation: en systemadministratör, med huvudman och förvaltning att börja i."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction

from styrkedja.handlingar.befattningar import ge_befattning
from styrkedja.handlingar.organisation import skapa_forvaltning, skapa_huvudman
from styrkedja.handlingar.personer import skapa_person
from styrkedja.klocka import idag
from styrkedja.models import Forvaltning, Huvudman, Person
from styrkedja.regler.roller import Roll


class Command(BaseCommand):
    help = "Lägger upp en systemadministratör. Saknas huvudman och förvaltning läggs de upp med namn att ändra."

    def add_arguments(self, parser) -> None:
        parser.add_argument("epost")
        parser.add_argument("namn")
        parser.add_argument("--utan-losenord", action="store_true", help="fråga inte; personen loggar in genom SSO")

    def handle(self, *args: Any, **options: Any) -> None:
        losenord = None if options["utan_losenord"] else self._fraga()
        try:
            validate_email(options["epost"])
            person = ny_administrator(epost=options["epost"], namn=options["namn"], losenord=losenord)
        except ValidationError as fel:
            raise CommandError(" ".join(fel.messages)) from fel
        self.stdout.write(f"{person.namn} är systemadministratör. Namn på kommunen ändras i Administration.")

    def _fraga(self) -> str:
        losenord = getpass("Lösenord (minst 12 tecken): ")
        try:
            validate_password(losenord)
        except ValidationError as fel:
            raise CommandError(" ".join(fel.messages)) from fel
        if losenord != getpass("Samma lösenord igen: "):
            raise CommandError("Lösenorden är inte lika.")
        return losenord


@transaction.atomic
def ny_administrator(*, epost: str, namn: str, losenord: str | None) -> Person:
    """En person med befattningen systemadministratör på förvaltningen, från i dag."""
    if not Huvudman.objects.exists():
        skapa_huvudman(av=None, namn="Kommunen", kortnamn="Skolorna", orgnr="", kommunkod="")
    forvaltning = Forvaltning.objects.first() or skapa_forvaltning(av=None, namn="Förvaltningen")
    person = skapa_person(av=None, namn=namn, epost=epost, losenord=losenord)
    ge_befattning(av=None, person=person, roll=Roll.SYSTEMADMINISTRATOR, plats=forvaltning, fran=idag())
    return person
