"""Tar in många rapporter från tiden före systemet, eller provar dem. Svarar i JSON; felen fil för fil i felutmatningen."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.tidigare_mapp import Mapplan, Register, enheter_utan, genomfor, planera
from styrkedja.models import Lasar
from styrkedja.regler.inlasning import MAX_BYTE, Filfel, Tabell, las_csv


class Command(BaseCommand):
    help = (
        "Tar in tidigare kvalitetsrapporter (PDF eller text) ur en mapp. Filen heter som enhetens adressord eller "
        "skolenhetskod, eller står i en lista. Alla tas in, eller ingen."
    )

    def add_arguments(self, parser) -> None:
        parser.add_argument("mapp", type=Path)
        parser.add_argument("lasar", nargs="?", help="läsåret som rapporterna gäller, till exempel 2025-26")
        parser.add_argument("--lista", type=Path, help="CSV med kolumnerna fil, enhet och (om man vill) lasar")
        parser.add_argument("--ersatt", action="store_true", help="byt ut rapporter som redan finns för läsåret")
        parser.add_argument("--prov", action="store_true", help="visa vad som skulle tas in, ändra inget")

    def handle(self, *args: Any, **options: Any) -> None:
        mapp: Path = options["mapp"]
        if not mapp.is_dir():
            raise CommandError(f"Mappen {mapp} finns inte.")
        register = Register()
        try:
            lasar = register.lasar(options["lasar"]) if options["lasar"] else None
            lista = self._lista(options["lista"])
            plan = planera(mapp=mapp, lasar=lasar, register=register, lista=lista, ersatt=options["ersatt"])
        except (Filfel, GarInteNu) as fel:
            raise CommandError(str(fel)) from fel
        for intag in plan.fel:
            self.stderr.write(f"{intag.plats}: {intag.fel}")
        if not options["prov"]:
            try:
                genomfor(plan=plan, ersatt=options["ersatt"])
            except GarInteNu as fel:
                raise CommandError(str(fel)) from fel
        self.stdout.write(json.dumps(_sammanfatta(plan, lasar), ensure_ascii=False, indent=1))

    def _lista(self, fil: Path | None) -> Tabell | None:
        if fil is None:
            return None
        if not fil.is_file():
            raise CommandError(f"Listan {fil} finns inte.")
        if fil.stat().st_size > MAX_BYTE:
            raise CommandError("Listan är större än 20 MB.")
        return las_csv(fil.read_bytes())


def _sammanfatta(plan: Mapplan, lasar: Lasar | None) -> dict[str, Any]:
    """Antalen, filerna som ingen text gick att läsa ur, och enheterna som fortfarande saknar en rapport."""
    antal = {utfall: sum(i.utfall == utfall for i in plan.intag) for utfall in ("ny", "ersatt", "oforandrad")}
    return {
        "filer": len(plan.intag),
        "nya": antal["ny"],
        "ersatta": antal["ersatt"],
        "oforandrade": antal["oforandrad"],
        "utan_text": [i.fil for i in plan.intag if i.granskad and not i.granskad.text],
        "overhoppade": plan.overhoppade,
        "enheter_utan": enheter_utan(lasar, plan) if lasar else [],
        "fel": len(plan.fel),
    }
