"""Läser in en fil med statistik, eller provar den. Sammanfattning i JSON; allt i filen förs in, eller inget."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from analysunderlag.handlingar.inlasning import (
    Elevuppgift,
    Lasval,
    avbryt,
    fel_i_ord,
    fel_i_rader,
    infor_direkt,
    planera_fil,
    sammanfatta,
    satt_lasning,
    ta_emot,
)
from analysunderlag.handlingar.inlasning.planering import Plan
from analysunderlag.models import Kalla
from analysunderlag.regler.former import planned_educations, skolenhetsregistret
from analysunderlag.regler.former.tabell import KOLUMNER
from styrkedja.models import Huvudman
from styrkedja.regler.inlasning import KODNINGAR, MAX_BYTE, Filfel

FORMER = (planned_educations.FORM, skolenhetsregistret.FORM)


class Command(BaseCommand):
    help = "Läser in statistik ur en fil: Skolverket, Kolada, Skolenhetsregistret eller en egen tabell."

    def add_arguments(self, parser) -> None:
        parser.add_argument("kalla", help="källans nyckel, till exempel skolverket, kolada eller skoltempen")
        parser.add_argument("fil", type=Path)
        parser.add_argument("--prov", action="store_true", help="visa vad som skulle ändras, ändra inget")
        parser.add_argument("--kodning", choices=sorted(KODNINGAR), help="teckenkodning, om den inte känns igen rätt")
        parser.add_argument("--bekrafta", action="store_true", help="för in fast summor eller annat ger en varning")
        parser.add_argument("--nyckeltal", default="", help="nyckeltalet, när det inte står i en kolumn")
        parser.add_argument("--period", default="", help="perioden, när den inte står i en kolumn")
        parser.add_argument("--kolumn", action="append", default=[], metavar="VAD=RUBRIK", help=", ".join(KOLUMNER))

    def handle(self, *args: Any, **options: Any) -> None:
        data, val = self._las(options["fil"]), self._val(options)
        try:
            plan = planera_fil(data, val)
            self._prova_kallan(plan, options["kalla"])
            svar = self._svar(plan, options)
            if not options["prov"]:
                self._hinder(plan, svar, bekraftat=options["bekrafta"])
                svar |= self._infor(data, val, plan, options["fil"].name)
        except Elevuppgift as fel:
            if not options["prov"]:
                self._logga_stoppet(data)
            raise CommandError(str(fel)) from fel
        except (Filfel, ValidationError) as fel:
            raise CommandError(" ".join(getattr(fel, "messages", [str(fel)]))) from fel
        self._skriv(svar)

    def _las(self, fil: Path) -> bytes:
        if not fil.is_file():
            raise CommandError(f"Filen {fil} finns inte.")
        if fil.stat().st_size > MAX_BYTE:
            raise CommandError("Filen är större än 20 MB.")
        if not Huvudman.objects.exists():
            raise CommandError("Lägg först upp huvudmannen: manage.py ny_administrator EPOST NAMN.")
        return fil.read_bytes()

    def _val(self, options: dict[str, Any]) -> Lasval:
        """Kopplingen skickas bara med när något är sagt: annars gäller den som mindes, eller den som rubrikerna antyder."""
        kalla = options["kalla"]
        if kalla not in (*FORMER, *Kalla.objects.values_list("nyckel", flat=True)):
            raise CommandError(f"Källan {kalla} finns inte.")
        kolumner = dict(par.partition("=")[::2] for par in options["kolumn"])
        if okanda := sorted(set(kolumner) - set(KOLUMNER)):
            raise CommandError(f"En kolumn är {', '.join(KOLUMNER)}, inte {okanda[0]}.")
        sagt = {"kalla": kalla, "nyckeltal": options["nyckeltal"], "period": options["period"], "kolumner": kolumner}
        return Lasval(kodning=options["kodning"] or "", koppling={k: v for k, v in sagt.items() if v})

    def _prova_kallan(self, plan: Plan, kalla: str) -> None:
        if kalla not in (plan.lasning.kalla, plan.last.form) and not plan.last.hinder:
            raise CommandError(f"Filen är från {plan.kalla or plan.last.form}, inte från {kalla}. Inget är infört.")

    def _svar(self, plan: Plan, options: dict[str, Any]) -> dict[str, Any]:
        summa = sammanfatta(plan)
        return {
            "fil": options["fil"].name,
            "prov": options["prov"],
            "kalla": summa["kalla"],
            "form": summa["form"],
            "rader": summa["rader"],
            "varden": summa["varden"],
            "inforda": 0,
            "nya": summa["nya"],
            "nya_versioner": summa["andrade"],
            "oforandrade": summa["oforandrade"],
            "marken": summa["marken"],
            "hoppade": summa["hoppade"],
            "fel": fel_i_rader(plan),
            "varningar": [v.mening for v in plan.lasning.varningar],
        }

    def _hinder(self, plan: Plan, svar: dict[str, Any], *, bekraftat: bool) -> None:
        if plan.last.hinder:
            raise CommandError(plan.last.hinder)
        if plan.fel:
            self._skriv(svar)
            raise CommandError(f"{fel_i_ord(len(plan.fel))} Inget är infört.")
        if plan.lasning.varningar and not bekraftat:
            self._skriv(svar)
            raise CommandError("Bekräfta varningarna med --bekrafta. Inget är infört.")

    def _infor(self, data: bytes, val: Lasval, plan: Plan, namn: str) -> dict[str, Any]:
        rad = ta_emot(av=None, data=data, filnamn=namn)
        satt_lasning(av=None, rad=rad, kodning=val.kodning, **val.lagras())
        rad.refresh_from_db()
        try:
            kvitto = infor_direkt(rad=rad, bekraftade=[v.nyckel for v in plan.lasning.varningar])
        except (Filfel, ValidationError):
            avbryt(av=None, rad=rad)
            raise
        return {"inforda": kvitto["nya"] + kvitto["andrade"], "inlasning": rad.pk}

    def _logga_stoppet(self, data: bytes) -> None:
        with suppress(Elevuppgift):
            ta_emot(av=None, data=data, filnamn="")

    def _skriv(self, svar: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(svar, ensure_ascii=False, indent=1))
