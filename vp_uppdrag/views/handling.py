"""En handling på ett uppdrag: frågan med sin följd, och handlingen. Tabellen står i `handlingssidor.py`."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from vp_uppdrag.behorighet import hinder_for_att_skapa
from vp_uppdrag.dorrar import hamta_lasar, hamta_uppdrag
from vp_uppdrag.forms.order import Orderformular
from vp_uppdrag.handlingar.uppdrag import skapa_uppdrag
from vp_uppdrag.handlingssidor import HANDLINGAR, Handlingssida
from vp_uppdrag.models import Aterrapportering, Effektmal, Leverans, Uppdrag

MODELLER: dict[str, type[Leverans] | type[Aterrapportering] | type[Effektmal]] = {
    "leverans": Leverans,
    "aterrapportering": Aterrapportering,
    "effektmal": Effektmal,
}


@require_http_methods(["GET", "HEAD", "POST"])
def gor(request: Begaran, lasar: str, nr: int, handling: str) -> HttpResponse:
    """GET frågar, POST gör. Den som inte får möter 403 med skälet; en handling som inte finns 404."""
    uppdrag = hamta_uppdrag(request, lasar, nr)
    sida = HANDLINGAR.get(handling)
    if sida is None:
        raise Http404
    krav_pa_ratt(sida.hinder(request.user, uppdrag))
    rad = _raden(request, sida, uppdrag)
    data = request.POST if request.method == "POST" else None
    formular = sida.formular(data, uppdrag=uppdrag, rad=rad)
    if formular.utfor(sida.gor, av=request.user, **sida.argument(uppdrag, rad)):
        messages.success(request, sida.gjort)
        return _tillbaka(uppdrag, handling, formular.resultat)
    namn = {"uppdrag": uppdrag, "sida": sida, "formular": formular, "rad": rad, "handling": handling}
    return render(request, "vp_uppdrag/handling.html", namn, status=400 if formular.errors else 200)


def _raden(request: Begaran, sida: Handlingssida, uppdrag: Uppdrag) -> Any:
    """Raden i ?rad=leverans-12, när handlingen gäller en.

    Raises:
        Http404: den fattas, är av fel slag, eller hör till ett annat uppdrag.
    """
    if not sida.rader:
        return None
    traff = re.fullmatch(rf"({'|'.join(sida.rader)})-(\d{{1,9}})", request.GET.get("rad", ""))
    if traff is None:
        raise Http404
    rad: Any = get_object_or_404(MODELLER[traff[1]], uppdrag=uppdrag, pk=traff[2])
    rad.uppdrag = uppdrag
    return rad


def _tillbaka(uppdrag: Uppdrag, handling: str, resultat: Any) -> HttpResponse:
    if handling == "ta-bort":
        return redirect("uppdragen")
    nytt = resultat if isinstance(resultat, Uppdrag) else uppdrag
    return redirect("uppdrag", lasar=nytt.lasar.slug, nr=nytt.nr)


@require_http_methods(["GET", "HEAD", "POST"])
def nytt(request: Begaran, lasar: str) -> HttpResponse:
    """Direktören skriver ett utkast."""
    lasaret = hamta_lasar(request, lasar)
    krav_pa_ratt(hinder_for_att_skapa(request.user, lasaret))
    data = request.POST if request.method == "POST" else None
    formular = Orderformular(data, uppdrag=Uppdrag(lasar=lasaret))
    if formular.utfor(skapa_uppdrag, lasar=lasaret, av=request.user):
        messages.success(request, "Utkastet är sparat. Säg vilka som får uppdraget, och besluta det.")
        return redirect("uppdrag", lasar=lasaret.slug, nr=formular.resultat.nr)
    namn = {"lasar": lasaret, "formular": formular}
    return render(request, "vp_uppdrag/nytt.html", namn, status=400 if formular.errors else 200)
