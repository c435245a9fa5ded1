"""Administrationens första sida: vad som behöver göras, och dörrarna."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.format import antal_ord
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.organisationslage import Organisationslage, organisationens_lage
from styrkedja.views.administration.dorrar import administratoren

DORRAR = (
    ("administration-organisation", "Organisation", "Områden, avdelningar, enheter och förskolor. Läs in ur en fil."),
    ("administration-personer", "Personer", "Lägg till människor och ändra namn och e-post."),
    ("administration-befattningar", "Befattningar", "Roll, plats och tid: den enda källan till rättigheter."),
    ("administration-lasar", "Läsår", "Terminer, lov och omgångar, läsår för läsår."),
    ("administration-forum", "Nivåer och forum", "Var det talas och beslutas, och nämndens mötesdagar."),
    ("administration-hjulmallar", "Årshjulets mallar", "Reglerna som ger varje läsårs poster."),
    ("administration-huvudman", "Kommunen", "Namn, färg och gränsen för små grupper."),
    ("administration-handelser", "Händelseloggen", "Vem som gjorde vad, och när. Aldrig texten själv."),
)


@require_safe
@administratoren
def oversikt(request: Begaran) -> HttpResponse:
    lage = organisationens_lage(aktuellt_lasar())
    sammanhang = {"rubrik": rubrik(lage), "lage": lage, "dorrar": [d for d in map(_dorr, DORRAR) if d]}
    return render(request, "administration/oversikt.html", sammanhang)


def rubrik(lage: Organisationslage) -> str:
    """Läget i en mening: de två största luckorna. Alla står i listan bredvid."""
    if not lage.enheter and not lage.forskolor:
        return "Organisationen är tom"
    luckor = [
        antal_ord(antal, *former)
        for antal, former in (
            (lage.utan_omrade, ("en enhet saknar område", "enheter saknar område")),
            (lage.utan_chefsomrade, ("en förskola väntar på chefsområde", "förskolor väntar på chefsområde")),
            (lage.utan_rektor, ("en enhet saknar rektor", "enheter saknar rektor")),
        )
        if antal
    ]
    text = " och ".join(luckor[:2])
    return text[:1].upper() + text[1:] if text else "Organisationen är på plats"


def _dorr(rad: tuple[str, str, str]) -> dict[str, str] | None:
    """En dörr, om sidan finns."""
    try:
        return {"adress": reverse(rad[0]), "namn": rad[1], "text": rad[2]}
    except NoReverseMatch:
        return None
