"""Läsårens sidor: lista, nytt, ändra dagar, lov. Omgångarna visas; de kommer ur årshjulet."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from styrkedja.begaran import Begaran
from styrkedja.forms.lasar import Lasardagar, Lasarsformular, Lovformular
from styrkedja.handlingar.lasar import aktuellt_lasar, andra_lasar, lagg_lov, skapa_lasar, ta_bort_lov
from styrkedja.models import Lasar, Motesdag
from styrkedja.views.administration.dorrar import SKRIV, administratoren, formularsida, ifyllt

DAGAR = ("fran", "till", "ht_fran", "ht_till", "vt_fran", "vt_till")


@require_safe
@administratoren
def lasaren(request: Begaran) -> HttpResponse:
    rader = Lasar.objects.annotate(
        antal_lov=Count("lov", distinct=True), antal_omgangar=Count("omgangar", distinct=True)
    ).order_by("-fran")
    return render(request, "administration/lasaren.html", {"rader": rader, "nu": aktuellt_lasar()})


@SKRIV
@administratoren
def lasar_nytt(request: Begaran) -> HttpResponse:
    formular = Lasarsformular(ifyllt(request))
    if formular.is_bound and formular.is_valid():
        data = {falt: formular.cleaned_data[falt] for falt in ("namn", "fran", "till")}
        if formular.gor(skapa_lasar, av=request.user, terminer=formular.terminer(), **data):
            messages.success(request, f"Läsåret {formular.resultat} är upplagt. Enheternas områden följde med.")
            return redirect("administration-lasar-ett", slug=formular.resultat.slug)
    return formularsida(request, formular, "Nytt läsår", "Lägg upp läsåret", "administration-lasar")


@SKRIV
@administratoren
def lasar_ett(request: Begaran, slug: str) -> HttpResponse:
    lasar = get_object_or_404(Lasar, slug=slug)
    formular = Lasardagar(ifyllt(request), initial={falt: getattr(lasar, falt) for falt in DAGAR})
    if formular.is_bound and formular.is_valid():
        data = {falt: formular.cleaned_data[falt] for falt in ("fran", "till")}
        if formular.gor(andra_lasar, av=request.user, lasar=lasar, terminer=formular.terminer(), **data):
            messages.success(request, "Sparat.")
            return redirect("administration-lasar-ett", slug=slug)
    return _sida(request, lasar, formular=formular)


@require_POST
@administratoren
def lov_nytt(request: Begaran, slug: str) -> HttpResponse:
    lasar = get_object_or_404(Lasar, slug=slug)
    formular = Lovformular(request.POST, prefix="lov")
    if formular.is_valid() and formular.gor(lagg_lov, av=request.user, lasar=lasar, lov=formular.ledighet()):
        messages.success(request, f"{formular.resultat.namn} är tillagt.")
        return redirect("administration-lasar-ett", slug=slug)
    return _sida(request, lasar, lov=formular)


@require_POST
@administratoren
def lov_bort(request: Begaran, slug: str, pk: int) -> HttpResponse:
    lasar = get_object_or_404(Lasar, slug=slug)
    lov = get_object_or_404(lasar.lov, pk=pk)
    try:
        ta_bort_lov(av=request.user, lov=lov)
    except ValidationError as fel:
        messages.error(request, " ".join(fel.messages))
    else:
        messages.success(request, f"{lov.namn} är borttaget.")
    return redirect("administration-lasar-ett", slug=slug)


def _sida(
    request: Begaran, lasar: Lasar, *, formular: Lasardagar | None = None, lov: Lovformular | None = None
) -> HttpResponse:
    formular = formular or Lasardagar(initial={falt: getattr(lasar, falt) for falt in DAGAR})
    lov = lov or Lovformular(prefix="lov")
    sammanhang = {
        "ar": lasar,
        "formular": formular,
        "lovformular": lov,
        "lov": lasar.lov.all(),
        "omgangar": lasar.omgangar.all(),
        "moten": Motesdag.objects.filter(forum__nyckel="bun", dag__range=(lasar.fran, lasar.till)),
    }
    fel = formular.errors or lov.errors
    return render(request, "administration/lasar.html", sammanhang, status=400 if fel else 200)
