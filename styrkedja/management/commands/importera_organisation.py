"""Läser in en organisationsfil (CSV), eller provar den. Sammanfattning i JSON; felen rad för rad i felutmatningen."""

import hashlib
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.organisationsimport import Plan, genomfor, planera, sammanfatta
from styrkedja.models import Huvudman, Lasar
from styrkedja.regler.inlasning import KODNINGAR, MAX_BYTE, Filfel, las_csv


class Command(BaseCommand):
    help = "Läser in skolor, chefsområden och förskolor ur en CSV-fil. Allt i filen läses in, eller inget."

    def add_arguments(self, parser) -> None:
        parser.add_argument("fil", type=Path)
        parser.add_argument("--prov", action="store_true", help="visa vad som skulle ändras, ändra inget")
        parser.add_argument("--kodning", choices=sorted(KODNINGAR), help="teckenkodning, om den inte känns igen rätt")
        parser.add_argument("--lasar", help="läsåret som områdena gäller, till exempel 2026-27")

    def handle(self, *args: Any, **options: Any) -> None:
        data = self._las(options["fil"])
        try:
            plan = planera(las_csv(data, kodning=options["kodning"]), lasar=self._lasar(options["lasar"]))
        except Filfel as fel:
            raise CommandError(str(fel)) from fel
        if plan.fel:
            self._visa_fel(plan)
        if not options["prov"]:
            self._genomfor(plan, options["fil"], data)
        self.stdout.write(json.dumps(sammanfatta(plan), ensure_ascii=False, indent=1))

    def _las(self, fil: Path) -> bytes:
        if not fil.is_file():
            raise CommandError(f"Filen {fil} finns inte.")
        if fil.stat().st_size > MAX_BYTE:
            raise CommandError("Filen är större än 20 MB.")
        return fil.read_bytes()

    def _lasar(self, slug: str | None) -> Lasar | None:
        if not slug:
            return aktuellt_lasar()
        lasar = Lasar.objects.filter(slug=slug).first()
        if lasar is None:
            raise CommandError(f"Läsåret {slug} finns inte.")
        return lasar

    def _visa_fel(self, plan: Plan) -> None:
        for nummer, fel in sorted(plan.fel.items()):
            for cell in fel:
                self.stderr.write(f"rad {nummer}, {cell.kolumn or 'raden'}, {cell.varde!r}: {cell.mening}")

    def _genomfor(self, plan: Plan, fil: Path, data: bytes) -> None:
        if plan.fel:
            raise CommandError(f"{len(plan.fel)} rader har fel. Inget är inläst.")
        if not Huvudman.objects.exists():
            raise CommandError("Lägg först upp huvudmannen: manage.py ny_administrator EPOST NAMN.")
        genomfor(av=None, plan=plan, kalla=fil.name, sha256=hashlib.sha256(data).hexdigest())
