"""Tre läsårs nämndmål, VP HSS och uppdrag, genom samma handlingar som webben (demoberättelsen §4, §7)."""

import json
from pathlib import Path
from typing import Any

from django.db import transaction

from styrkedja.demotid import Demotid
from styrkedja.models import Lasar
from vp_uppdrag.demo.planer import lagg_planen
from vp_uppdrag.demo.steg import Steglista
from vp_uppdrag.demo.uppdragen import Uppdragsgang

FIL = Path(__file__).resolve().parent / "data" / "demo.json"


@transaction.atomic
def ladda(tid: Demotid) -> None:
    """Skriver, beslutar, rapporterar och fastställer så långt dagen i dag räcker."""
    data: dict[str, Any] = json.loads(FIL.read_text(encoding="utf-8"))
    lista = Steglista(tid)
    lasaren = {namn: Lasar.objects.get(namn=tid.lasar(namn)) for namn in data["planer"]}
    for namn, lasar in lasaren.items():
        lagg_planen(lista, lasar, namn, data)
    for rad in data["uppdrag"]:
        Uppdragsgang(lista, lasaren[rad["lasar"]], rad, data["direktor"]).lagg()
    lista.utfor()
