"""Personernas sidor: lista och sök, lägg till, ändra namn och e-post."""

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet.organisation import hinder_for_att_andra_ratt
from styrkedja.forms.personer import Personformular
from styrkedja.handlingar.personer import andra_person, skapa_person
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person
from styrkedja.views.administration.dorrar import (
    SKRIV,
    administratoren,
    formularsida,
    ifyllt,
    sidor_i_namnordning,
    sokord,
)


@require_safe
@administratoren
def personer(request: Begaran) -> HttpResponse:
    q, visa = sokord(request), request.GET.get("visa", "")
    nu = Befattning.objects.galler(idag()).select_related("plats")
    rader = Person.objects.prefetch_related(Prefetch("befattningar", nu, to_attr="nu"))
    if visa == "utan":
        rader = rader.exclude(pk__in=Befattning.objects.galler(idag()).values("person"))
    if q:
        rader = rader.filter(Q(namn__icontains=q) | Q(epost__icontains=q))
    return render(
        request, "administration/personer.html", {"sidor": sidor_i_namnordning(request, rader), "q": q, "visa": visa}
    )


@SKRIV
@administratoren
def person_ny(request: Begaran) -> HttpResponse:
    """Lägg till, och gå vidare till att ge befattningen: utan den får personen inget se."""
    formular = Personformular(ifyllt(request))
    if formular.utfor(skapa_person, av=request.user):
        messages.success(request, f"{formular.resultat} är tillagd. Ge en befattning, annars syns inget för personen.")
        fraga = urlencode({"person": formular.resultat.epost})
        return redirect(f"{reverse('administration-befattning-ny')}?{fraga}")
    return formularsida(request, formular, "Ny person", "Lägg till personen", "administration-personer")


@SKRIV
@administratoren
def person(request: Begaran, pk: int) -> HttpResponse:
    den = get_object_or_404(Person, pk=pk)
    formular = Personformular(ifyllt(request), initial={"namn": den.namn, "epost": den.epost})
    if formular.utfor(andra_person, av=request.user, person=den):
        messages.success(request, "Sparat.")
        return redirect("administration-personer")
    sammanhang = {
        "person": den,
        "formular": formular,
        "befattningar": den.befattningar.select_related("plats").order_by("-fran"),
        "hinder": hinder_for_att_andra_ratt(request.user, den),
        "idag": idag(),
    }
    return render(request, "administration/person.html", sammanhang, status=400 if formular.errors else 200)
