"""Enheternas sidor: listan med sök och luckor, en ny enhet, en enhets uppgifter, område per läsår, att upphöra."""

from typing import Any

from django.contrib import messages
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from styrkedja.begaran import Begaran
from styrkedja.forms.organisation import (
    Enhetsformular,
    Enhetsurval,
    NyEnhetformular,
    Tillhorighetsformular,
    Upphorformular,
    skriv_koder,
)
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.organisation import andra_enhet, satt_tillhorighet, skapa_enhet, upphor_enhet
from styrkedja.handlingar.organisationslage import utan_omrade, utan_rektor, verksamma
from styrkedja.handlingar.placering import satt_omrade_for
from styrkedja.models import Enhet, Lasar, Tillhorighet
from styrkedja.views.administration.dorrar import (
    SKRIV,
    administratoren,
    formularsida,
    ifyllt,
    sidor_i_namnordning,
    sokord,
)

URVAL = {"utan-omrade": utan_omrade, "utan-rektor": utan_rektor}


@SKRIV
@administratoren
def enheter(request: Begaran) -> HttpResponse:
    """Enheterna läsåret. Flera kan få sitt område på en gång."""
    lasar = aktuellt_lasar()
    urval = Enhetsurval(ifyllt(request))
    if lasar and urval.utfor(satt_omrade_for, av=request.user, lasar=lasar):
        messages.success(request, f"{urval.resultat} enheter hör nu till {urval.cleaned_data['omrade']} {lasar}.")
        return redirect(request.get_full_path())
    visa = request.GET.get("visa", "")
    rader = _sok(URVAL.get(visa, verksamma)(lasar), sokord(request)).annotate(omrade=_omrade(lasar))
    sammanhang = {
        "sidor": sidor_i_namnordning(request, rader.prefetch_related("skolformer__skolform", "koder")),
        "q": sokord(request),
        "visa": visa if visa in URVAL else "",
        "lasar": lasar,
        "formular": urval,
    }
    return render(request, "administration/enheter.html", sammanhang, status=400 if urval.errors else 200)


def _sok(rader: QuerySet[Enhet], q: str) -> QuerySet[Enhet]:
    if not q:
        return rader
    return rader.filter(Q(namn__icontains=q) | Q(pk__in=Enhet.objects.filter(koder__kod__startswith=q)))


def _omrade(lasar: Lasar | None) -> Subquery:
    return Subquery(Tillhorighet.objects.filter(enhet=OuterRef("pk"), lasar=lasar).values("omrade__namn")[:1])


@SKRIV
@administratoren
def enhet_ny(request: Begaran) -> HttpResponse:
    formular = NyEnhetformular(ifyllt(request))
    if formular.utfor(skapa_enhet, av=request.user):
        messages.success(request, f"{formular.resultat} är tillagd. Välj område.")
        return redirect("administration-enhet", slug=formular.resultat.slug)
    return formularsida(request, formular, "Ny enhet", "Lägg till enheten", "administration-enheter")


@SKRIV
@administratoren
def enhet(request: Begaran, slug: str) -> HttpResponse:
    """Enhetens namn, skolformer och koder; område per läsår vid sidan."""
    plats = get_object_or_404(Enhet, slug=slug)
    formular = Enhetsformular(ifyllt(request), initial=_varden(plats))
    if formular.utfor(andra_enhet, av=request.user, enhet=plats):
        messages.success(request, "Sparat.")
        return redirect("administration-enhet", slug=slug)
    return _enhetssida(request, plats, formular=formular)


@SKRIV
@administratoren
def enhet_omrade(request: Begaran, slug: str) -> HttpResponse:
    """Områdena läsår för läsår. Ett nytt val rör bara det läsåret."""
    plats = get_object_or_404(Enhet, slug=slug)
    formular = Tillhorighetsformular(ifyllt(request), initial={"lasar": aktuellt_lasar()})
    if formular.utfor(satt_tillhorighet, av=request.user, enhet=plats):
        messages.success(request, f"{plats} hör till {formular.resultat.omrade} {formular.resultat.lasar}.")
        return redirect("administration-enhet", slug=slug)
    return _enhetssida(request, plats, tillhorighet=formular)


@SKRIV
@administratoren
def enhet_upphor(request: Begaran, slug: str) -> HttpResponse:
    plats = get_object_or_404(Enhet, slug=slug)
    formular = Upphorformular(ifyllt(request))
    if formular.utfor(upphor_enhet, av=request.user, enhet=plats):
        messages.success(request, f"{plats} upphör. Det som är skrivet finns kvar.")
        return redirect("administration-enheter")
    return formularsida(request, formular, f"{plats} upphör", "Sätt dagen", "administration-enheter")


def _varden(plats: Enhet) -> dict[str, Any]:
    former = {s.skolform_id: None for s in plats.skolformer.filter(till=None)}
    return {"namn": plats.namn, "skolformer": list(former), "koder": skriv_koder(plats)}


def _enhetssida(request: Begaran, plats: Enhet, *, formular=None, tillhorighet=None) -> HttpResponse:
    formular = formular or Enhetsformular(initial=_varden(plats))
    tillhorighet = tillhorighet or Tillhorighetsformular(initial={"lasar": aktuellt_lasar()})
    sammanhang = {
        "enhet": plats,
        "formular": formular,
        "tillhorighet": tillhorighet,
        "tillhorigheter": plats.tillhorigheter.select_related("lasar", "omrade").order_by("-lasar__fran"),
        "forskolor": plats.forskolor.filter(upphord=None),
    }
    fel = formular.errors or tillhorighet.errors
    return render(request, "administration/enhet.html", sammanhang, status=400 if fel else 200)
