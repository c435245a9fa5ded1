"""Papperet för en fastställd plan: den frusna lydelsen, och hur det har gått i rundorna som är inlämnade.

Ett papper går vidare till vem som helst: av nyckeltalen står bara det som källorna själva ger ut.
"""

from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import slugify

from styrkedja.models import Forvaltning, Huvudman
from styrkedja.regler.farg import bar_vit_text
from styrkedja.regler.handlingsstatus import BETYDER, Handlingsstatus
from vp_uppdrag.models import Planversion
from vp_uppdrag.planvisning import Malkapitel, kapitel, las_uppfoljning

MALL = "vp_uppdrag/papper_verksamhetsplan.html"


def titel(version: Planversion) -> str:
    """Verksamhetsplan 2026/27, Kvarnbackens skola"""
    return f"{version.innehall['plan']}, {version.innehall['plats']}"


def filnamn(version: Planversion) -> str:
    """verksamhetsplan-2026-27-kvarnbackens-skola-version-1.pdf"""
    led = (version.innehall["plan"].replace("/", "-"), version.innehall["plats"], f"version {version.nummer}")
    return f"{slugify(' '.join(led))[:150]}.pdf"


def html(version: Planversion, *, gjord: datetime) -> str:
    """Hela papperet som HTML, färdigt för `styrkedja.pdf.rendera`."""
    return render_to_string(MALL, kontext(version, gjord=gjord))


def kontext(version: Planversion, *, gjord: datetime) -> dict[str, Any]:
    """Allt mallen behöver."""
    huvudman, frys = Huvudman.objects.first(), version.innehall
    malen = kapitel(frys, las_uppfoljning(version.plan, frys, None))
    return {
        "titel": titel(version),
        "plan": frys["plan"],
        "plats": frys["plats"],
        "lopande_huvud": frys["plats"],
        "lopande_fot": f"{frys['plan']}, version {version.nummer}",
        "avsandare": huvudman.namn if huvudman else "",
        "forvaltning": Forvaltning.objects.values_list("namn", flat=True).first() or "",
        "accent": bar_vit_text(huvudman.accent if huvudman else ""),
        "gjord": gjord,
        "version": version,
        "orden": frys["ord"],
        "malen": malen,
        "kapitel": [_rad(m) for m in malen],
        "betyder": BETYDER[Handlingsstatus(version.handlingsstatus)],
        "kontroll": " ".join(version.hash[i : i + 4] for i in range(0, 16, 4)),
    }


def _rad(mal: Malkapitel) -> dict[str, Any]:
    """Raden i innehållsförteckningen."""
    return {"id": f"mal-{mal.nr}", "nr": mal.nr, "rubrik": mal.text}
