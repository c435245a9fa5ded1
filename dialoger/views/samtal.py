"""En handling i samtalet: frågan med sin följd, och handlingen. Tabellen står i `samtalshandlingar.py`."""

import re
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from dialoger.dorrar import hamta_samtal
from dialoger.forms.samtal import Samtalsformular
from dialoger.handlingar.minnesanteckningar import ANDRAD, ny_status, orden
from dialoger.lyfta import lyfta_punkter
from dialoger.models import Dialog
from dialoger.regler.samtalsord import MINNESFALT
from dialoger.samtalshandlingar import RADER, SAMTALSHANDLINGAR, Samtalshandling, minnet
from dialoger.tidshandlingar import TIDSHANDLINGAR
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.models import Huvudman
from styrkedja.regler.handlingsstatus import BETYDER

HANDLINGAR = SAMTALSHANDLINGAR | TIDSHANDLINGAR


@require_http_methods(["GET", "HEAD", "POST"])
def gor(request: Begaran, pk: int, handling: str) -> HttpResponse:
    """GET frågar, POST gör. Den som inte får möter 403 med skälet; en handling som inte finns 404."""
    dialog = hamta_samtal(request, pk)
    sida = HANDLINGAR.get(handling)
    if sida is None:
        raise Http404
    rad = _raden(request, sida, dialog)
    krav_pa_ratt(sida.hinder(request.user, dialog, rad))
    data = request.POST if request.method == "POST" else None
    formular = sida.formular(data, dialog=dialog, rad=rad)
    argument = sida.argument(dialog, rad) | ({"dialog": dialog} if sida.slag == "rapportpunkt" else {})
    if formular.utfor(sida.gor, av=request.user, **argument):
        if sida.gjort:
            messages.success(request, sida.gjort)
        return redirect(_ater(dialog, sida))
    namn = {"dialog": dialog, "sida": sida, "formular": formular, "rad": rad, "ater": _ater(dialog, sida)}
    namn |= _till_faststallandet(handling, dialog)
    return render(request, "dialoger/samtal_gor.html", namn, status=_status(formular))


def _status(formular: Samtalsformular) -> int:
    """409 när orden har ändrats sedan de lästes; annars 400 när något ska rättas."""
    if not formular.errors:
        return 200
    return 409 if formular.has_error(NON_FIELD_ERRORS, code=ANDRAD) else 400


def _raden(request: Begaran, sida: Samtalshandling, dialog: Dialog) -> Any:
    """Raden i ?rad=punkt-12, när handlingen gäller en.

    Raises:
        Http404: den fattas, är av fel slag, eller hör till en annan dialog.
    """
    if not sida.slag:
        return None
    traff = re.fullmatch(rf"{sida.slag}-(\d{{1,9}})", request.GET.get("rad", ""))
    if traff is None:
        raise Http404
    if sida.slag == "rapportpunkt":
        return get_object_or_404(lyfta_punkter(dialog), pk=traff[1])
    rad: Any = get_object_or_404(RADER[sida.slag], dialog=dialog, pk=traff[1])
    rad.dialog = dialog
    return rad


def _ater(dialog: Dialog, sida: Samtalshandling) -> str:
    return reverse("dialog", args=[dialog.pk]) + (f"#{sida.ankare}" if sida.ankare else "")


def _till_faststallandet(handling: str, dialog: Dialog) -> dict[str, Any]:
    """Orden som fastställs, och vad det gör dem till: den som trycker läser det först."""
    minne = minnet(dialog)
    if handling != "faststall" or minne is None:
        return {}
    skrivet = orden(minne)
    return {
        "betyder": BETYDER[ny_status(Huvudman.objects.first())],
        "minnesorden": [(f.etikett, skrivet.get(f.nyckel, "")) for f in MINNESFALT],
    }
