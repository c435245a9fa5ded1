"""Dörrarna till administrationen, och det som listorna delar: sökord och sidor."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_http_methods

from styrkedja.begaran import Begaran
from styrkedja.behorighet.organisation import hinder_for_att_administrera, hinder_for_att_lasa_handelser
from styrkedja.format import namnordning
from styrkedja.forms.grund import Handlingsformular
from styrkedja.models import Person

Vy = Callable[..., HttpResponse]
#: Sidor med ett formulär: visa, eller ta emot.
SKRIV = require_http_methods(["GET", "HEAD", "POST"])
STIGAR = {
    "administration": "Administration",
    "administration-organisation": "Organisation",
    "administration-enheter": "Enheter",
    "administration-forskolor": "Förskolor",
    "administration-personer": "Personer",
    "administration-lasar": "Läsår",
}
PER_SIDA = 100
LANGSTA_SOKORD = 200


def _dorr(hinder: Callable[[Person], str | None]) -> Callable[[Vy], Vy]:
    def dekorera(vy: Vy) -> Vy:
        @wraps(vy)
        def prova(request: Begaran, *args: Any, **kwargs: Any) -> HttpResponse:
            if hinder(request.user):
                raise Http404
            return vy(request, *args, **kwargs)

        return prova

    return dekorera


administratoren = _dorr(hinder_for_att_administrera)
loggens_lasare = _dorr(hinder_for_att_lasa_handelser)


def ifyllt(request: Begaran) -> MultiValueDict | None:
    """Det ifyllda formuläret, eller None när sidan bara visas."""
    return request.POST if request.method == "POST" else None


def formularsida(
    request: Begaran,
    formular: Handlingsformular,
    rubrik: str,
    knapp: str,
    lista: str = "administration-organisation",
) -> HttpResponse:
    """En sida med ett formulär och inget mer. `lista` är sidan som den hör till."""
    sammanhang = {
        "formular": formular,
        "rubrik": rubrik,
        "knapp": knapp,
        "stig": reverse(lista),
        "stignamn": STIGAR[lista],
    }
    return render(request, "administration/formular.html", sammanhang, status=400 if formular.errors else 200)


def sokord(request: Begaran) -> str:
    """Det som står i sökrutan, högst 200 tecken."""
    return " ".join(request.GET.get("q", "")[:LANGSTA_SOKORD].replace("\x00", "").split())


def sidor_i_namnordning(request: Begaran, rader: QuerySet[Any], namn: str = "namn") -> Page:
    """Sidan av rader efter namn i svensk ordning: databasens egen skiljer sig mellan maskiner.

    Läser alla rader som (nyckel, namn), och sidans rader helt: två frågor oavsett antal.
    """
    ordnade = sorted(rader.order_by().values_list("pk", namn), key=lambda rad: namnordning(rad[1]))
    sida = sidor(request, [pk for pk, _ in ordnade])
    hela = {rad.pk: rad for rad in rader.filter(pk__in=list(sida.object_list))}
    sida.object_list = [hela[pk] for pk in sida.object_list]
    return sida


def sidor(request: Begaran, rader: QuerySet[Any] | Sequence[Any], per_sida: int = PER_SIDA) -> Page:
    """Sidan som adressen säger; en sida som inte finns blir den sista."""
    return Paginator(rader, per_sida).get_page(request.GET.get("sida"))
