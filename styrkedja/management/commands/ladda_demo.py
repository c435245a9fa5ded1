"""Laddar demokommunen: organisation och tre läsår, färdiga fram till i dag. Bara när demon är på."""

from time import monotonic
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from styrkedja.demotid import Demotid
from styrkedja.klocka import idag
from styrkedja.models import Huvudman
from styrkedja.samla import ur_rummen


class Command(BaseCommand):
    help = "Laddar demokommunen Havslunda om databasen saknar huvudman. Tar aldrig bort något."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--om", action="store_true", help="säg ifrån med ett fel om demon redan är laddad")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demon är inte på. Sätt DEMO=1 för att ladda den påhittade kommunen.")
        if Huvudman.objects.exists():
            self._redan(options["om"])
            return
        borjan = monotonic()
        ladda_demo(Demotid(idag()))
        self.stdout.write(f"Havslunda är på plats ({monotonic() - borjan:.0f} sekunder).")

    def _redan(self, om: bool) -> None:
        if om:
            raise CommandError("Databasen har redan en huvudman. `make demo-ny` börjar om från en tom databas.")
        self.stdout.write("Databasen har redan en huvudman; demon rörs inte.")


@transaction.atomic
def ladda_demo(tid: Demotid) -> None:
    """Referensdata och sedan demodata ur varje rum, nedifrån och upp. Allt eller inget."""
    call_command("ladda_referensdata", verbosity=0)
    for ladda in ur_rummen("demodata", "ladda"):
        ladda(tid)
