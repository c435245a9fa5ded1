"""Papperet för VP HSS: kontexten till mallen, ur den frusna versionen och inget annat."""

import re
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from styrkedja.models import Forvaltning, Huvudman
from styrkedja.regler.farg import bar_vit_text
from styrkedja.regler.handlingsstatus import BETYDER, Handlingsstatus
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.models import Huvudmannaversion

MALL = "vp_uppdrag/papper_plan.html"


def titel(version: Huvudmannaversion) -> str:
    """VP HSS 2026/27, version 2"""
    return f"{version.innehall['plan']}, version {version.nummer}"


def filnamn(version: Huvudmannaversion) -> str:
    return f"{slugify(titel(version).replace('/', '-'))}.pdf"


def html(version: Huvudmannaversion, *, gjord: datetime) -> str:
    """Hela papperet som HTML, färdigt för `styrkedja.pdf.rendera`."""
    return render_to_string(MALL, kontext(version, gjord=gjord))


def kontext(version: Huvudmannaversion, *, gjord: datetime) -> dict[str, Any]:
    """Allt mallen behöver, ur `innehall`; läget ur versionen."""
    frys, huvudman = version.innehall, Huvudman.objects.first()
    skrivna = [f for f in frys["falt"] if not ar_tom(f["text"])]
    kapitel = [
        {"id": f"del-{nr}", "nr": nr, "rubrik": f["etikett"], "text": f["text"]} for nr, f in enumerate(skrivna, 1)
    ]
    status = Handlingsstatus(version.handlingsstatus)
    return {
        "titel": titel(version),
        "plan": frys["plan"],
        "huvudman": huvudman.kortnamn if huvudman else "",
        "lopande_huvud": huvudman.namn if huvudman else "",
        "lopande_fot": titel(version),
        "avsandare": huvudman.namn if huvudman else "",
        "forvaltning": Forvaltning.objects.values_list("namn", flat=True).first() or "",
        "accent": bar_vit_text(huvudman.accent if huvudman else ""),
        "gjord": gjord,
        "version": version,
        "lage": f"{version.get_slag_display()}, {status.label}"
        + (" handling" if status != Handlingsstatus.ARBETSMATERIAL else ""),
        "betyder": BETYDER[status],
        "kontroll": " ".join(re.findall("....", version.hash[:16])),
        "texter": kapitel,
        "namndmal": frys["namndmal"],
        "styrsignaler": frys["styrsignaler"],
        "uppdrag": frys["uppdrag"],
        "kapitel": [*kapitel, *_listor(frys, len(kapitel))],
    }


def _listor(frys: dict[str, Any], antal: int) -> list[dict[str, Any]]:
    """Rubrikerna efter texterna, bara de som har något under sig."""
    rubriker = [("mal", "Nämndens mål", frys["namndmal"]), ("uppdragen", "VP-uppdragen", frys["uppdrag"]),
                ("styr", "Det som styr i övrigt", frys["styrsignaler"])]  # fmt: skip
    finns = [(id_, rubrik) for id_, rubrik, rader in rubriker if rader]
    return [{"id": id_, "nr": antal + nr, "rubrik": rubrik} for nr, (id_, rubrik) in enumerate(finns, 1)]
