"""Alla öppna handslag som personen läser, de sena först: var de kom till, vem som svarar och var de följs upp."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dialoger.behorighet.dialog import ser_dialogerna
from dialoger.handslagsvisning import dialogens_namn, handslagsrader
from dialoger.models import Dialog, Handslag
from dialoger.oppna_handslag import foljs_upp_i, oppna_for, vantar_pa_ja
from dialoger.regler.handslag import Handslagslage
from styrkedja.begaran import Begaran
from styrkedja.format import antal_ord


@require_safe
def handslagen(request: Begaran) -> HttpResponse:
    """De öppna handslagen, alla eller enhetens i ?enhet=. Antalet frågor beror inte på hur många de är."""
    if not ser_dialogerna(request.user):
        raise Http404
    enhet = request.GET.get("enhet", "")
    oppna = oppna_for(request.user, enhet)
    foljs_upp = foljs_upp_i(oppna)
    visade = handslagsrader(request.user, oppna)
    rader = [
        {"rad": rad, "plats": rad.handslag.dialog.plats, "i": dialogens_namn(dialog), "adress": _adress(dialog.pk)}
        for rad in visade
        if (dialog := foljs_upp[rad.handslag.dialog_id])
    ]
    rubrik = antal_ord(len(rader), "Ett öppet handslag.", "öppna handslag.").capitalize()
    namn = {
        "rader": rader,
        "rubrik": rubrik,
        "sena": sum(r.sent for r in visade),
        "enhet": enhet,
        "vantar": _vantar(request),
    }
    return render(request, "dialoger/oppna_handslag.html", namn)


def _vantar(request: Begaran) -> list[dict[str, Any]]:
    """Dialogerna vars handslag väntar på personens ja."""
    egna = Dialog.objects.som_part(request.user).values("pk")
    forslag = Handslag.objects.filter(tillstand=Handslagslage.FORESLAGET, dialog__in=egna).med_det_som_visas()
    per_dialog = vantar_pa_ja(request.user, forslag).values()
    return [{"dialog": h[0].dialog, "namn": dialogens_namn(h[0].dialog), "antal": len(h)} for h in per_dialog]


def _adress(dialog: int) -> str:
    return reverse("dialog", args=[dialog])
