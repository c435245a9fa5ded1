"""En handling i en verksamhetsplan: frågan med sin följd, och handlingen. Tabellen står i `planhandlingssidor.py`."""

import re
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from vp_uppdrag.behorighet.plan import leder
from vp_uppdrag.forms.malets import malet_av
from vp_uppdrag.forms.plan import Planformular
from vp_uppdrag.models import Mal, Verksamhetsplan
from vp_uppdrag.plandorrar import hamta_mal, hamta_plan, ser_malet
from vp_uppdrag.planhandlingssidor import PLANHANDLINGAR, RADER, Planhandling


@require_http_methods(["GET", "HEAD", "POST"])
def gor(request: Begaran, mapp: str, slug: str, lasar: str, handling: str) -> HttpResponse:
    """GET frågar, POST gör. Den som inte får möter 403 med skälet; en handling som inte finns 404.

    Ett ja till en plan som har ändrats sedan den lästes ger 409 och säger vad som skiljer.
    """
    plan = hamta_plan(request, mapp, slug, lasar)
    sida = PLANHANDLINGAR.get(handling)
    if sida is None:
        raise Http404
    krav_pa_ratt(sida.hinder(request.user, plan))
    rad = _raden(request, sida, plan)
    formular = _formular(request, sida, plan, rad)
    if formular.utfor(sida.gor, av=request.user, **sida.argument(plan, rad)):
        messages.success(request, sida.gjort)
        return redirect(_vidare(plan, sida, rad, formular.resultat))
    namn = {
        "plan": plan,
        "sida": sida,
        "formular": formular,
        "raden": _i_ord(request, plan, rad),
        "ater": _ater(plan, sida, rad),
    }
    return render(request, "vp_uppdrag/plangor.html", namn, status=_status(formular))


def _formular(request: Begaran, sida: Planhandling, plan: Verksamhetsplan, rad: Any) -> Planformular:
    data = request.POST if request.method == "POST" else None
    formular = sida.formular(data, plan=plan, person=request.user, rad=rad)
    if "last_version" in formular.fields:
        version = request.GET.get("version", "")
        formular.initial["last_version"] = version if version.isdecimal() else plan.framlagd and plan.framlagd.nummer
    return formular


def _status(formular: Planformular) -> int:
    if getattr(formular, "andrats", None) is not None:
        return 409
    return 400 if formular.errors else 200


def _raden(request: Begaran, sida: Planhandling, plan: Verksamhetsplan) -> Any:
    """Raden i ?rad=mal-12, när handlingen gäller en.

    Raises:
        Http404: den fattas, är av fel slag, är släppt, eller hör till en annan plan.
    """
    namnd = request.GET.get("rad", "")
    if not sida.rader or (sida.rad_valfri and not namnd):
        return None
    traff = re.fullmatch(rf"({'|'.join(sida.rader)})-(\d{{1,9}})", namnd)
    if traff is None:
        raise Http404
    if traff[1] == "mal":
        return hamta_mal(plan, int(traff[2]))
    kvar = RADER[traff[1]].objects.filter(slappt__isnull=True, mal__slappt__isnull=True)  # type: ignore[attr-defined]
    rad = get_object_or_404(kvar.select_related("mal"), mal__plan=plan, pk=traff[2])
    rad.mal.plan = plan
    return rad


def _i_ord(request: Begaran, plan: Verksamhetsplan, rad: Any) -> str:
    """Raden i ord. Den som inte skriver i planen läser målet så som det står i hennes lydelse."""
    if rad is None:
        return ""
    if leder(request.user, plan):
        return f"{malet_av(rad)}" if isinstance(rad, Mal) else f"{rad.mal}: {rad}"
    return ser_malet(request, plan, malet_av(rad))


def _planen(plan: Verksamhetsplan) -> str:
    return reverse("plan", args=[plan.mapp, plan.plats.slug, plan.lasar.slug])


def _malet(plan: Verksamhetsplan, mal: Mal) -> str:
    return reverse("plan-mal", args=[plan.mapp, plan.plats.slug, plan.lasar.slug, mal.pk])


def _ater(plan: Verksamhetsplan, sida: Planhandling, rad: Any) -> str:
    """Dit man kom ifrån: målets blad när man skriver på det, annars målet på planens sida."""
    if rad is None:
        return _planen(plan)
    return _malet(plan, malet_av(rad)) if sida.till_malet else f"{_planen(plan)}#mal-{malet_av(rad).pk}"


def _vidare(plan: Verksamhetsplan, sida: Planhandling, rad: Any, resultat: Any) -> str:
    if rad is None and isinstance(resultat, Mal):
        return _malet(plan, resultat)
    borta = isinstance(rad, Mal) and sida.fara
    return _planen(plan) if borta else _ater(plan, sida, rad)
