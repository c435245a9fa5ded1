"""Alla öppna handslag som personen läser, de sena först: var de kom till, vem som svarar och var de följs upp."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from dialoger.behorighet.dialog import ser_dialogerna
from dialoger.handslagsvisning import dialogens_namn, handslagsrader
from dialoger.oppna_handslag import foljs_upp_i, oppna_for
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
    namn = {"rader": rader, "rubrik": rubrik, "sena": sum(r.sent for r in visade), "enhet": enhet}
    return render(request, "dialoger/oppna_handslag.html", namn)


def _adress(dialog: int) -> str:
    return reverse("dialog", args=[dialog])
