"""Startsidan: läget i en mening, att göra, läget, nästa steg."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.format import dag_lang
from styrkedja.klocka import idag
from styrkedja.middleware import utan_befattning
from styrkedja.start import startsida_for


@utan_befattning
@require_safe
def start(request: Begaran) -> HttpResponse:
    """Den inloggades egen startsida. Utan befattning: vem som kan ge en."""
    person = request.user
    if not person.befattningar_nu:
        return render(request, "fel/ingen_befattning.html", status=403)
    plats = person.befattningar_nu[0].plats.namn
    sida = startsida_for(person)
    return render(
        request,
        "start.html",
        {
            "ort": f"{plats} · {dag_lang(idag())}",
            "rubrik": sida.rubrik.rubrik,
            "ingress": sida.rubrik.ingress,
            "att_gora": sida.att_gora,
            "laget": sida.laget,
            "nasta_steg": sida.nasta_steg,
        },
    )
