"""Årshjulets mallar: reglerna som ger varje läsårs poster, och att ändra en."""

from graphlib import CycleError
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.format import dag_lang, period
from styrkedja.forms.hjulmall import TYPER, Hjulmallformular
from styrkedja.handlingar.hjulmallar import andra_hjulmall
from styrkedja.handlingar.hjulunderlag import bygg_raknare, las_flyttar, las_mallar, las_platser
from styrkedja.klocka import idag
from styrkedja.models import Hjulmall, Hjulniva, Lasar
from styrkedja.regler.hjul import Tid, ansvarig_i_ord, regel_i_ord
from styrkedja.views.administration.dorrar import SKRIV, administratoren, ifyllt


@require_safe
@administratoren
def hjulmallar(request: Begaran) -> HttpResponse:
    """Alla mallar, nivå för nivå, med regeln i ord."""
    mallar = sorted(Hjulmall.objects.all(), key=lambda m: (list(Hjulniva).index(Hjulniva(m.niva)), m.ordning))
    rubriker = {m.nyckel: m.rubrik for m in mallar}
    grupper = [
        (Hjulniva(niva).label, [_rad(mall, rubriker) for mall in grupp])
        for niva, grupp in groupby(mallar, lambda m: m.niva)
    ]
    return render(request, "administration/hjulmallar.html", {"grupper": grupper, "antal": len(mallar)})


def _rad(mall: Hjulmall, rubriker: dict[str, str]) -> dict:
    return {
        "mall": mall,
        "regel": regel_i_ord(mall.regel, rubriker),
        "svarar": ansvarig_i_ord(mall.ansvarig),
    }


@SKRIV
@administratoren
def hjulmall(request: Begaran, nyckel: str) -> HttpResponse:
    """En mall: rubrik, om den används, och regeln. `?typ=` byter regeltyp."""
    mall = get_object_or_404(Hjulmall, nyckel=nyckel)
    typ = _typ(request, mall)
    andra = Hjulmall.objects.filter(aktiv=True).exclude(pk=mall.pk)
    formular = Hjulmallformular(mall, typ, dict(andra.values_list("nyckel", "rubrik")), ifyllt(request))
    if formular.utfor(andra_hjulmall, mall=mall, av=request.user):
        messages.success(request, "Sparat. Årshjulet räknas om i natt.")
        return redirect("administration-hjulmall", nyckel=nyckel)
    sammanhang = {
        "mall": mall,
        "formular": formular,
        "typ": typ,
        "typer": TYPER.items(),
        "niva": Hjulniva(mall.niva).label,
        "svarar": ansvarig_i_ord(mall.ansvarig),
        "infaller": _infaller(nyckel),
    }
    return render(request, "administration/hjulmall.html", sammanhang, status=400 if formular.errors else 200)


def _typ(request: Begaran, mall: Hjulmall) -> str:
    vald = request.GET.get("typ", "")
    return vald if vald in TYPER else mall.regel["typ"]


def _infaller(nyckel: str) -> list[tuple[Lasar, str]]:
    """Vad den sparade regeln ger det här läsåret och nästa."""
    try:
        mallar = las_mallar()
        lasaren = Lasar.objects.filter(till__gte=idag()).order_by("fran")[:2]
        raknare = [(ar, bygg_raknare(ar, mallar, las_flyttar(ar), las_platser(ar))) for ar in lasaren]
    except (ValidationError, CycleError):
        return []
    return [(ar, ", ".join(map(_nar, r.grund[nyckel])) or "ingen dag") for ar, r in raknare if nyckel in r.grund]


def _nar(tid: Tid) -> str:
    if not tid.kand:
        return tid.ungefar
    return dag_lang(tid.forst) if tid.forst == tid.sist else period(tid.forst, tid.sist)
