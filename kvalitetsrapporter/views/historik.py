"""Skrivhistoriken för dem som skriver i avsnittet: sittning för sittning, vad den ändrade, och vägen tillbaka."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from kvalitetsrapporter.behorighet import hinder_for_att_skriva_i
from kvalitetsrapporter.dorrar import hamta_avsnitt
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.aterstallning import aterstall as aterstall_lydelse
from kvalitetsrapporter.handlingar.skrivning import AGARE
from kvalitetsrapporter.models import Avsnitt
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.skrivhistorik import Historikrad, las_historik, las_lydelser
from styrkedja.models import Textversion
from styrkedja.regler.riktext import till_text
from styrkedja.regler.skillnad import skillnad, vik

#: Så många sittningar visas, de senaste.
VISAS = 100


@require_safe
def historik(request: Begaran, slug: str, lasar: str, nyckel: str) -> HttpResponse:
    """Sittningarna, den senaste först; `?visa=<lydelsens id>` vecklar ut vad en av dem ändrade."""
    avsnitt = hamta_avsnitt(request, slug, lasar, nyckel)
    etiketter = dict(avsnitt.mall.falt.values_list("nyckel", "etikett"))
    rader = las_historik(AGARE, avsnitt.pk)[:VISAS]
    vald = next((r for r in rader if str(_sist(r)) == request.GET.get("visa")), None)
    return render(
        request,
        "kvalitetsrapporter/historik.html",
        {
            "rapport": avsnitt.rapport,
            "enhet": avsnitt.rapport.enhet,
            "avsnitt": avsnitt,
            "rader": [
                {
                    "av": rad.av,
                    "sittning": rad.sittning,
                    "falt": [etiketter.get(f, "ett fält som inte finns längre") for f in rad.sittning.senaste],
                    "sist": _sist(rad),
                    "andringar": _andringar(avsnitt, rad, etiketter) if rad is vald else [],
                }
                for rad in rader
            ],
            "hinder": hinder_for_att_skriva_i(request.user, avsnitt),
        },
    )


def _sist(rad: Historikrad) -> int:
    """Sittningens namn i adressen: den lydelse som den slutade med."""
    return max(rad.sittning.senaste.values())


def _andringar(avsnitt: Avsnitt, rad: Historikrad, etiketter: dict[str, str]) -> list[dict[str, Any]]:
    """Fält för fält: vad sittningen ändrade, och lydelsen före och efter att återställa."""
    sittning = rad.sittning
    lydelser = las_lydelser(AGARE, avsnitt.pk, [*sittning.fore.values(), *sittning.senaste.values()])
    andringar = []
    for falt, pk in sittning.senaste.items():
        fore, efter = lydelser.get(sittning.fore.get(falt) or 0), lydelser[pk]
        grupper = vik(skillnad(till_text(fore.innehall) if fore else "", till_text(efter.innehall)))
        andringar.append({"etikett": etiketter.get(falt, falt), "grupper": grupper, "fore": fore, "efter": efter})
    return andringar


@require_POST
def aterstall(request: Begaran, slug: str, lasar: str, nyckel: str, lydelse: int) -> HttpResponse:
    """Lydelsen blir den som gäller; den nuvarande står kvar i historiken."""
    avsnitt = hamta_avsnitt(request, slug, lasar, nyckel)
    krav_pa_ratt(hinder_for_att_skriva_i(request.user, avsnitt))
    rad: Textversion | None = las_lydelser(AGARE, avsnitt.pk, [lydelse]).get(lydelse)
    if rad is None:
        raise Http404
    try:
        aterstall_lydelse(avsnitt=avsnitt, lydelse=rad, av=request.user)
    except GarInteNu as hinder:
        messages.error(request, str(hinder))
        return redirect("rapport-historik", slug=slug, lasar=lasar, nyckel=nyckel)
    messages.success(request, "Den tidigare lydelsen gäller nu. Den du bytte ut finns kvar i historiken.")
    return redirect("rapport-avsnitt", slug=slug, lasar=lasar, nyckel=nyckel)
