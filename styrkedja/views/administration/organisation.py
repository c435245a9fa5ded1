"""Organisationens sidor: översikten, områden och avdelningar."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.forms.organisation import Avdelningsformular, Namnformular
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.organisation import andra_avdelning, skapa_avdelning, skapa_omrade
from styrkedja.handlingar.organisationslage import organisationens_lage
from styrkedja.handlingar.platser import byt_namn
from styrkedja.models import Avdelning, Verksamhetsomrade
from styrkedja.views.administration.dorrar import SKRIV, administratoren, formularsida, ifyllt
from styrkedja.views.administration.oversikt import rubrik


@require_safe
@administratoren
def organisation(request: Begaran) -> HttpResponse:
    """Läget, områdena med antalet enheter läsåret, avdelningarna."""
    lasar = aktuellt_lasar()
    lage = organisationens_lage(lasar)
    omraden = Verksamhetsomrade.objects.filter(upphord=None).annotate(
        antal=Count("tillhorigheter", filter=Q(tillhorigheter__lasar=lasar))
    )
    sammanhang = {
        "rubrik": rubrik(lage),
        "lage": lage,
        "lasar": lasar,
        "omraden": omraden,
        "avdelningar": Avdelning.objects.filter(upphord=None),
    }
    return render(request, "administration/organisation.html", sammanhang)


@SKRIV
@administratoren
def omrade_nytt(request: Begaran) -> HttpResponse:
    formular = Namnformular(ifyllt(request))
    if formular.utfor(skapa_omrade, av=request.user):
        messages.success(request, f"{formular.resultat} är tillagt.")
        return redirect("administration-organisation")
    return formularsida(request, formular, "Nytt verksamhetsområde", "Lägg till området")


@SKRIV
@administratoren
def omrade(request: Begaran, slug: str) -> HttpResponse:
    """Byt namn på området. Adressen står kvar."""
    plats = get_object_or_404(Verksamhetsomrade, slug=slug)
    formular = Namnformular(ifyllt(request), initial={"namn": plats.namn})
    if formular.utfor(byt_namn, av=request.user, plats=plats):
        messages.success(request, "Sparat.")
        return redirect("administration-organisation")
    return formularsida(request, formular, plats.namn, "Spara")


@SKRIV
@administratoren
def avdelning_ny(request: Begaran) -> HttpResponse:
    formular = Avdelningsformular(ifyllt(request))
    if formular.utfor(skapa_avdelning, av=request.user):
        messages.success(request, f"{formular.resultat} är tillagd.")
        return redirect("administration-organisation")
    return formularsida(request, formular, "Ny avdelning", "Lägg till avdelningen")


@SKRIV
@administratoren
def avdelning(request: Begaran, slug: str) -> HttpResponse:
    plats = get_object_or_404(Avdelning, slug=slug)
    formular = Avdelningsformular(ifyllt(request), initial={"namn": plats.namn, "stodjer_med": plats.stodjer_med})
    if formular.utfor(andra_avdelning, av=request.user, avdelning=plats):
        messages.success(request, "Sparat.")
        return redirect("administration-organisation")
    return formularsida(request, formular, plats.namn, "Spara")
