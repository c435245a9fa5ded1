"""Tre läsårs nämndmål, VP HSS, uppdrag och avdelningsplaner, genom samma handlingar som webben (demoberättelsen §4, §7).

Enheternas planer läggs upp här och fylls av våning 4, som har rapporterna som målen växer ur.
"""

import json
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Lasar
from vp_uppdrag.demo.planer import lagg_planen
from vp_uppdrag.demo.steg import Steglista
from vp_uppdrag.demo.uppdragen import Uppdragsgang
from vp_uppdrag.handlingar.planer import lanka_plan, skapa_planer
from vp_uppdrag.models import Verksamhetsplan

FIL = Path(__file__).resolve().parent / "data" / "demo.json"
#: Så långt in i läsåret säger avdelningen var dess plan ligger.
LANKAS = timedelta(days=48)


@transaction.atomic
def ladda(tid: Demotid) -> None:
    """Skriver, beslutar, rapporterar och fastställer så långt dagen i dag räcker."""
    data: dict[str, Any] = json.loads(FIL.read_text(encoding="utf-8"))
    lista = Steglista(tid)
    lasaren = {namn: Lasar.objects.get(namn=tid.lasar(namn)) for namn in data["planer"]}
    for namn, lasar in lasaren.items():
        skapa_planer(lasar=lasar, nu=klockan(lasar.fran, 4))
        lagg_planen(lista, lasar, namn, data)
        _lanka(lista, lasar, namn, data)
    for rad in data["uppdrag"]:
        Uppdragsgang(lista, lasaren[rad["lasar"]], rad, data["direktor"]).lagg()
    lista.utfor()


def _lanka(lista: Steglista, lasar: Lasar, namn: str, data: dict[str, Any]) -> None:
    """Avdelningarna skriver sin plan på annat håll och länkar den, utom den som har börjat skriva den här (krav 81)."""
    for plan in Verksamhetsplan.objects.for_lasar(lasar).select_related("plats"):
        if lank := data["avdelningsplaner"].get(plan.plats.namn, {}).get(namn):
            av = lista.chefen(plan.plats.namn)
            lista.lagg(lasar.fran + LANKAS, partial(_lanka_en, plan, lank, av), 9)


def _lanka_en(plan: Verksamhetsplan, lank: str, av: Any, nar: Any) -> None:
    lanka_plan(plan=plan, lank=lank, av=av, nu=nar)
