"""Nämndens mål och de andra styrsignalerna: listan, formuläret, borttagningen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.forms.grund import Handlingsformular
from styrkedja.models import Lasar
from vp_uppdrag.behorighet import hinder_for_att_styra
from vp_uppdrag.dorrar import hamta_lasar
from vp_uppdrag.forms.huvudmannaplan import Malformular, Signalformular
from vp_uppdrag.handlingar import styrning as handlingar
from vp_uppdrag.models import Namndmal, Styrsignal


@dataclass(frozen=True)
class Slag:
    """Ett av de två slagen av rader: modellen, formuläret, handlingen och sidans ord."""

    modell: type[Namndmal] | type[Styrsignal]
    formular: type[Handlingsformular]
    satt: Callable[..., Any]
    nytt: str
    andra: str


SLAG: dict[str, Slag] = {
    "mal": Slag(Namndmal, Malformular, handlingar.satt_namndmal, "Ett nämndmål", "Ändra nämndmålet"),
    "signal": Slag(Styrsignal, Signalformular, handlingar.satt_styrsignal, "En styrsignal", "Ändra styrsignalen"),
}


def _dorren(request: Begaran, lasar: str, slag: str) -> tuple[Lasar, Slag]:
    """Läsåret och slaget, för direktören."""
    lasaret = hamta_lasar(request, lasar)
    if slag not in SLAG:
        raise Http404
    krav_pa_ratt(hinder_for_att_styra(request.user, lasaret))
    return lasaret, SLAG[slag]


@require_safe
def styrning(request: Begaran, lasar: str) -> HttpResponse:
    """Allt som styr läsåret, att läsa för alla i kedjan."""
    lasaret = hamta_lasar(request, lasar)
    namn = {
        "lasar": lasaret,
        "mal": lasaret.namndmal.prefetch_related("nyckeltal", "uppdrag"),
        "signaler": lasaret.styrsignaler.all(),
        "hinder": hinder_for_att_styra(request.user, lasaret),
    }
    return render(request, "vp_uppdrag/styrning.html", namn)


@require_http_methods(["GET", "HEAD", "POST"])
def satt(request: Begaran, lasar: str, slag: str) -> HttpResponse:
    """En ny rad, eller med ?rad= en som ändras."""
    lasaret, dess = _dorren(request, lasar, slag)
    pk = request.GET.get("rad", "")
    if pk and not (pk.isdecimal() and len(pk) <= 9):
        raise Http404
    rad: Any = get_object_or_404(dess.modell, lasar=lasaret, pk=pk) if pk else None
    formular = dess.formular(request.POST if request.method == "POST" else None, rad=rad)  # type: ignore[call-arg]
    if formular.utfor(dess.satt, lasar=lasaret, rad=rad, av=request.user):
        messages.success(request, "Sparat.")
        return redirect("plan-hss-styr", lasar=lasar)
    namn = {
        "lasar": lasaret,
        "slag": slag,
        "formular": formular,
        "rad": rad,
        "rubrik": dess.andra if rad else dess.nytt,
    }
    return render(request, "vp_uppdrag/styrning_satt.html", namn, status=400 if formular.errors else 200)


@require_POST
def bort(request: Begaran, lasar: str, slag: str, pk: int) -> HttpResponse:
    lasaret, dess = _dorren(request, lasar, slag)
    rad: Any = get_object_or_404(dess.modell, lasar=lasaret, pk=pk)
    try:
        handlingar.ta_bort_styrning(rad=rad, av=request.user)
    except ValidationError as fel:
        messages.error(request, " ".join(fel.messages))
    else:
        messages.success(request, "Borttaget.")
    return redirect("plan-hss-styr", lasar=lasar)
