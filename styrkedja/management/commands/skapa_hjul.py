"""Skapar årshjulet nu, utan kön: för den som sätter upp systemet."""

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from styrkedja.handlingar.hjul import skapa_hjul
from styrkedja.klocka import idag, nu
from styrkedja.models import Lasar
from styrkedja.samla import ur_rummen


class Command(BaseCommand):
    help = "Skapar årshjulets poster ur mallarna för ett läsår, eller för alla som inte är slut."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--lasar", help="läsårets adress, till exempel 2026-27")

    def handle(self, *args, **val) -> None:
        for lasar in self._lasaren(val["lasar"]):
            try:
                resultat = skapa_hjul(lasar=lasar)
            except ValidationError as fel:
                raise CommandError(" ".join(fel.messages)) from fel
            for efter_hjulet in ur_rummen("arshjul", "efter_hjulet"):
                efter_hjulet(lasar, nu())
            self.stdout.write(
                f"{lasar}: {resultat.nya} nya, {resultat.andrade} ändrade, {resultat.oforandrade} oförändrade, "
                f"{resultat.flyttade} flyttade för hand, {resultat.borttagna} borttagna"
            )

    def _lasaren(self, slug: str | None) -> list[Lasar]:
        if not slug:
            return list(Lasar.objects.filter(till__gte=idag(), stangt=False))
        lasaren = list(Lasar.objects.filter(slug=slug))
        if not lasaren:
            raise CommandError(f"Läsåret {slug} finns inte.")
        return lasaren
