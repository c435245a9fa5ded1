"""Demons dörr: välj vem du vill vara.

Finns bara när demoinställningen är på, annars 404 som vilken saknad sida som helst.
"""

from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import login
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from styrkedja.demopersoner import ALLA, GRUPPER, PERSONAS, Demoperson
from styrkedja.handlingar.inloggning import anteckna_inloggning
from styrkedja.klocka import idag
from styrkedja.middleware import oppen
from styrkedja.models import Befattning, Person
from styrkedja.views.inloggning import vart_nu


class Rad(NamedTuple):
    """En människa på sidan: vem, titeln i dag, vad hen håller på med."""

    person: Person
    titel: str
    demo: Demoperson


@oppen
@require_safe
def valj(request: HttpRequest) -> HttpResponse:
    """Sidan med alla påhittade människor, grupperade efter nivå i kedjan."""
    _bara_i_demo()
    return render(
        request, "demo/valj.html", {"grupper": _grupper(), "dag": idag(), "vidare": request.GET.get("next", "")}
    )


@oppen
@require_POST
def logga_in_som(request: HttpRequest) -> HttpResponse:
    """Loggar in som en persona (`persona=rektor`) eller som en annan människa på sidan (`person=<id>`)."""
    _bara_i_demo()
    person = _vald(request)
    if person is None:
        return _okand(request)
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    anteckna_inloggning(av=person, satt="demo")
    return HttpResponseRedirect(vart_nu(request))


def _bara_i_demo() -> None:
    if not settings.DEMO:
        raise Http404


def _vald(request: HttpRequest) -> Person | None:
    """Människan som knappen står för, om hen finns på sidan."""
    kandidater = Person.objects.filter(is_active=True)
    if persona := request.POST.get("persona"):
        demo = PERSONAS.get(persona)
        return kandidater.filter(epost=demo.epost).first() if demo else None
    nyckel = request.POST.get("person", "")
    if not (nyckel.isascii() and nyckel.isdigit() and len(nyckel) < 19):
        return None
    return kandidater.filter(pk=int(nyckel), epost__in=[p.epost for p in ALLA]).first()


def _okand(request: HttpRequest) -> HttpResponse:
    val = {
        "rubrik": "Demon känner inte den personen",
        "skal": "Välj någon av människorna på demons sida. Finns ingen där är demodata inte inlagda än.",
        "tillbaka": reverse("demo"),
        "tillbaka_till": "Välj vem du vill vara",
    }
    return render(request, "fel/400.html", val, status=400)


def _grupper() -> dict[str, list[Rad]]:
    """Grupp → rader, bara för människor som finns i databasen. Två frågor oavsett antal."""
    befattningar = Befattning.objects.galler(idag()).select_related("plats")
    personer = {
        p.epost: p
        for p in Person.objects.filter(epost__in=[d.epost for d in ALLA], is_active=True).prefetch_related(
            Prefetch("befattningar", befattningar, to_attr="i_dag")
        )
    }
    grupper = {
        namn: [_rad(personer[d.epost], d) for d in grupp if d.epost in personer] for namn, grupp in GRUPPER.items()
    }
    return {namn: rader for namn, rader in grupper.items() if rader}


def _rad(person: Person, demo: Demoperson) -> Rad:
    i_dag: list[Befattning] = person.i_dag  # type: ignore[attr-defined]
    return Rad(person, str(i_dag[0]) if i_dag else "ingen befattning", demo)
