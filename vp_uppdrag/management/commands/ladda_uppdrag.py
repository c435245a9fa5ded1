"""Läser in en fil med VP-uppdrag till ett läsår, som utkast. Allt i filen, eller inget."""

import json
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from styrkedja.models import Lasar
from vp_uppdrag.handlingar.uppdragsfil import las_in_uppdrag
from vp_uppdrag.regler.uppdragsfil import Filfel, las_uppdragsfil

MAX_BYTE = 5_000_000


class Command(BaseCommand):
    help = "Läser in VP-uppdrag ur en JSON-fil som utkast i läsåret. Uppdrag vars nummer redan finns lämnas som de är."

    def add_arguments(self, parser) -> None:
        parser.add_argument("fil", type=Path)
        parser.add_argument("lasar", help="till exempel 2019-20")
        parser.add_argument(
            "--part",
            action="append",
            default=[],
            metavar="ETIKETT=PLATS",
            help='vem en etikett är, till exempel "verksamhetschef A=skola-ost"; får upprepas',
        )

    def handle(self, *args: Any, **options: Any) -> None:
        lasar = Lasar.objects.filter(slug=options["lasar"]).first()
        if lasar is None:
            raise CommandError(f"Läsåret {options['lasar']} finns inte.")
        try:
            rader = las_uppdragsfil(self._las(options["fil"]))
            inlast = las_in_uppdrag(rader=rader, lasar=lasar, parter=self._parter(options["part"]))
        except (Filfel, ValidationError) as fel:
            meningar = fel.messages if isinstance(fel, ValidationError) else [str(fel)]
            raise CommandError(f"Inget är inläst. {' '.join(meningar)}") from fel
        self.stdout.write(f"{len(inlast.nya)} uppdrag inlästa som utkast i {lasar}.")
        if inlast.fanns:
            self.stdout.write(f"Fanns redan: {', '.join(map(str, inlast.fanns))}.")

    def _las(self, fil: Path) -> Any:
        if not fil.is_file():
            raise CommandError(f"Filen {fil} finns inte.")
        if fil.stat().st_size > MAX_BYTE:
            raise CommandError("Filen är större än 5 MB.")
        try:
            return json.loads(fil.read_text(encoding="utf-8"))
        except ValueError as fel:
            raise CommandError(f"Filen är inte JSON i UTF-8: {fel}") from fel

    def _parter(self, rader: list[str]) -> dict[str, str]:
        if fel := [rad for rad in rader if "=" not in rad]:
            raise CommandError(f"Skriv --part som ETIKETT=PLATS, inte ”{fel[0]}”.")
        return dict(rad.split("=", 1) for rad in rader)
