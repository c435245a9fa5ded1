"""Befattningarnas sidor: lista och sök, ge, avsluta."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.behorighet.organisation import hinder_for_att_andra_ratt
from styrkedja.forms.personer import Avslutsformular, Befattningsformular
from styrkedja.handlingar.befattningar import avsluta_befattning, ge_befattning
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person
from styrkedja.regler.roller import Roll
from styrkedja.views.administration.dorrar import SKRIV, administratoren, ifyllt, sidor_i_namnordning, sokord

#: Så många personer föreslås medan man skriver; fler hittas genom att skriva hela adressen.
FORSLAG = 500


@require_safe
@administratoren
def befattningar(request: Begaran) -> HttpResponse:
    """De som gäller nu och framåt, eller de avslutade."""
    q, visa = sokord(request), request.GET.get("visa", "")
    rader = Befattning.objects.select_related("person", "plats")
    kvar = Q(till__isnull=True) | Q(till__gte=idag())
    rader = rader.exclude(kvar) if visa == "avslutade" else rader.filter(kvar)
    if q:
        roller = [r for r in Roll if q.casefold() in r.label.casefold()]
        rader = rader.filter(
            Q(person__namn__icontains=q)
            | Q(person__epost__icontains=q)
            | Q(plats__namn__icontains=q)
            | Q(roll__in=roller)
        )
    sammanhang = {"sidor": sidor_i_namnordning(request, rader, "person__namn"), "q": q, "visa": visa, "idag": idag()}
    return render(request, "administration/befattningar.html", sammanhang)


@SKRIV
@administratoren
def befattning_ny(request: Begaran) -> HttpResponse:
    """Ge en befattning. Ingen ger sig själv en."""
    formular = Befattningsformular(ifyllt(request), initial={"person": request.GET.get("person", "")[:254]})
    try:
        if formular.utfor(ge_befattning, av=request.user):
            messages.success(request, f"{formular.resultat.person} är {formular.resultat}.")
            return redirect("administration-befattningar")
    except PermissionDenied as hinder:
        formular.add_error("person", str(hinder))
    personer = Person.objects.filter(is_active=True).order_by("namn").values("namn", "epost")[:FORSLAG]
    sammanhang = {"formular": formular, "personer": personer}
    return render(request, "administration/befattning_ny.html", sammanhang, status=400 if formular.errors else 200)


@SKRIV
@administratoren
def befattning_avsluta(request: Begaran, pk: int) -> HttpResponse:
    befattning = get_object_or_404(Befattning.objects.select_related("person", "plats"), pk=pk)
    if request.method != "POST":
        krav_pa_ratt(hinder_for_att_andra_ratt(request.user, befattning.person))
    formular = Avslutsformular(ifyllt(request), initial={"till": befattning.till})
    if formular.utfor(avsluta_befattning, av=request.user, befattning=befattning):
        messages.success(request, f"{befattning.person}: {befattning} är avslutad.")
        return redirect("administration-befattningar")
    sammanhang = {"formular": formular, "befattning": befattning}
    return render(request, "administration/befattning_avsluta.html", sammanhang, status=400 if formular.errors else 200)
