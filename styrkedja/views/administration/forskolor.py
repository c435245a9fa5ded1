"""Förskolornas sidor: listan, att placera flera i ett chefsområde, en ny, en förskolas uppgifter."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from styrkedja.begaran import Begaran
from styrkedja.forms.organisation import Forskoleformular, Forskoleurval
from styrkedja.handlingar.organisation import andra_forskola, skapa_forskola
from styrkedja.handlingar.placering import placera_forskolor
from styrkedja.models import Forskola
from styrkedja.views.administration.dorrar import (
    SKRIV,
    administratoren,
    formularsida,
    ifyllt,
    sidor_i_namnordning,
    sokord,
)


@SKRIV
@administratoren
def forskolor(request: Begaran) -> HttpResponse:
    """Alla förskolor, eller bara de som väntar på chefsområde."""
    urval = Forskoleurval(ifyllt(request))
    if urval.utfor(placera_forskolor, av=request.user):
        messages.success(request, f"{urval.resultat} förskolor är placerade i {urval.cleaned_data['chefsomrade']}.")
        return redirect(request.get_full_path())
    visa, q = request.GET.get("visa", ""), sokord(request)
    rader = Forskola.objects.filter(upphord=None).select_related("chefsomrade")
    if visa == "vantar":
        rader = rader.filter(chefsomrade=None)
    if q:
        rader = rader.filter(Q(namn__icontains=q) | Q(chefsomrade__namn__icontains=q))
    sammanhang = {"sidor": sidor_i_namnordning(request, rader), "q": q, "visa": visa, "formular": urval}
    return render(request, "administration/forskolor.html", sammanhang, status=400 if urval.errors else 200)


@SKRIV
@administratoren
def forskola_ny(request: Begaran) -> HttpResponse:
    formular = Forskoleformular(ifyllt(request))
    if formular.utfor(skapa_forskola, av=request.user):
        messages.success(request, f"{formular.resultat} är tillagd.")
        return redirect("administration-forskolor")
    return formularsida(request, formular, "Ny förskola", "Lägg till förskolan", "administration-forskolor")


@SKRIV
@administratoren
def forskola(request: Begaran, slug: str) -> HttpResponse:
    plats = get_object_or_404(Forskola, slug=slug)
    formular = Forskoleformular(ifyllt(request), initial={"namn": plats.namn, "chefsomrade": plats.chefsomrade_id})
    if formular.utfor(andra_forskola, av=request.user, forskola=plats):
        messages.success(request, "Sparat.")
        return redirect("administration-forskolor")
    return formularsida(request, formular, plats.namn, "Spara", "administration-forskolor")
