"""Papperet med en dialogs handslag, på en sida: de som alla parter har sagt ja till, och hur det gick med dem."""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string

from dialoger.handslagsvisning import dialogens_namn, formen
from dialoger.models import Dialog, Handslag
from dialoger.parterna import Parterna
from dialoger.regler.handslag import Riktning
from styrkedja.models import Forvaltning, Huvudman
from styrkedja.regler.farg import bar_vit_text

MALL = "dialoger/papper_handslag.html"


def titel(dialog: Dialog) -> str:
    """Handslag, VD1 2026/27, Ängskrokens skola"""
    return f"Handslag, {dialogens_namn(dialog)}, {dialog.plats}"


def html(dialog: Dialog, *, gjord: datetime) -> str:
    """Hela papperet som HTML, färdigt för `styrkedja.pdf.rendera`."""
    return render_to_string(MALL, kontext(dialog, gjord=gjord))


def kontext(dialog: Dialog, *, gjord: datetime) -> dict[str, Any]:
    """Allt mallen behöver."""
    huvudman = Huvudman.objects.first()
    rader = list(dialog.handslag.bekraftade().med_det_som_visas())
    parterna = Parterna([dialog])
    return {
        "titel": titel(dialog),
        "dialog": dialog,
        "lopande_huvud": f"{dialog.plats}",
        "lopande_fot": titel(dialog),
        "avsandare": huvudman.namn if huvudman else "",
        "forvaltning": Forvaltning.objects.values_list("namn", flat=True).first() or "",
        "accent": bar_vit_text(huvudman.accent if huvudman else ""),
        "gjord": gjord,
        "deltagare": parterna.deltagare(dialog),
        "spalter": [
            (str(r.label).capitalize(), [_rad(h, parterna) for h in rader if h.riktning == r]) for r in Riktning
        ],
    }


def _rad(handslag: Handslag, parterna: Parterna) -> dict[str, Any]:
    svarar = parterna.person(handslag.ansvarig) if handslag.ansvarig else None
    vem = svarar.namn if svarar else handslag.vem
    return {"handslag": handslag, "vem": ", ".join(filter(None, (vem, handslag.nar))), "form": formen(handslag)}
