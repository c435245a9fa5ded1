"""Att läsa in organisationen ur en fil: ladda upp, granska, läs in, kvitto."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from styrkedja.begaran import Begaran
from styrkedja.forms.organisationsimport import Bekraftelse, Lasning, Uppladdning
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.organisationsimport import (
    Plan,
    avbryt,
    bekrafta,
    granska,
    sammanfatta,
    satt_lasning,
    ta_emot,
)
from styrkedja.models import Organisationsimport, Person
from styrkedja.regler.inlasning import KODNINGAR, SKILJETECKEN, Filfel, las_csv
from styrkedja.views.administration.dorrar import SKRIV, administratoren, ifyllt, sidor

#: Så många rader med fel visas på en gång; resten syns när de första är rättade.
VISADE_FEL = 100
VISA = {"nya": "Nya", "andras": "Ändras", "oforandrade": "Oförändrade", "overhoppade": "Hoppas över"}


@SKRIV
@administratoren
def ladda_upp(request: Begaran) -> HttpResponse:
    """Steg 1: filen. Går den att läsa sparas den i väntan på granskning."""
    filer = request.FILES if request.method == "POST" else None
    formular = Uppladdning(ifyllt(request), filer, initial={"lasar": aktuellt_lasar()})
    if formular.is_bound and formular.is_valid() and _ta_emot(request, formular):
        return redirect("administration-import-granska", pk=formular.resultat.pk)
    vantar = Organisationsimport.objects.filter(av=request.user, status=Organisationsimport.Status.VANTAR).first()
    tidigare = Organisationsimport.objects.filter(status=Organisationsimport.Status.INLAST).select_related("av")[:10]
    sammanhang = {"formular": formular, "vantar": vantar, "tidigare": tidigare}
    return render(request, "administration/import_fil.html", sammanhang, status=400 if formular.errors else 200)


def _ta_emot(request: Begaran, formular: Uppladdning) -> bool:
    fil = formular.cleaned_data["fil"]
    try:
        return formular.gor(
            ta_emot, av=request.user, data=fil.read(), filnamn=fil.name, lasar=formular.cleaned_data["lasar"]
        )
    except Filfel as fel:
        formular.add_error("fil", str(fel))
        return False


@SKRIV
@administratoren
def granska_fil(request: Begaran, pk: int) -> HttpResponse:
    """Steg 2: felen först, sedan det som kändes igen. Är filen redan inläst visas kvittot."""
    rad = _egen(request.user, pk)
    if rad.status != Organisationsimport.Status.VANTAR:
        return render(request, "administration/import_kvitto.html", {"rad": rad})
    plan, fel = _planera(rad)
    lasning = Lasning(ifyllt(request), **_rubriker(rad, plan), initial={"kodning": rad.kodning})
    if lasning.is_bound and lasning.is_valid():
        kodning = lasning.cleaned_data["kodning"]
        satt_lasning(av=request.user, rad=rad, kodning=kodning, kolumner=lasning.kolumner())
        return redirect("administration-import-granska", pk=pk)
    sammanhang = {"rad": rad, "fel": fel, "lasning": lasning, "stegen": True}
    if plan:
        sammanhang |= _granskning(request, rad, plan)
    return render(request, "administration/import_granska.html", sammanhang, status=400 if lasning.errors else 200)


@require_POST
@administratoren
def las_in(request: Begaran, pk: int) -> HttpResponse:
    """Steg 3: läs in. Bekräftas den två gånger läses den in en gång."""
    rad = _egen(request.user, pk)
    formular = Bekraftelse(request.POST)
    if not formular.is_valid() or formular.cleaned_data["sha256"] != rad.sha256:
        messages.error(request, "Det är inte den fil som granskades. Granska igen.")
        return redirect("administration-import-granska", pk=pk)
    try:
        bekrafta(av=request.user, rad=rad)
    except (ValidationError, Filfel) as fel:
        messages.error(request, " ".join(getattr(fel, "messages", [str(fel)])))
    return redirect("administration-import-granska", pk=pk)


@require_POST
@administratoren
def avbryt_import(request: Begaran, pk: int) -> HttpResponse:
    avbryt(av=request.user, rad=_egen(request.user, pk))
    messages.info(request, "Avbrutet. Inget finns kvar av filen.")
    return redirect("administration-import")


def _egen(person: Person, pk: int) -> Organisationsimport:
    """Den egna filen. Någon annans väntande fil finns inte."""
    return get_object_or_404(Organisationsimport.objects.select_related("av", "lasar"), pk=pk, av=person)


def _planera(rad: Organisationsimport) -> tuple[Plan | None, str]:
    try:
        return granska(rad), ""
    except ValidationError as fel:
        return None, " ".join(fel.messages)
    except Filfel as fel:
        return None, str(fel)


def _rubriker(rad: Organisationsimport, plan: Plan | None) -> dict[str, Any]:
    """Filens rubriker och vilka som används, också när något saknas bland dem."""
    if plan:
        rubriker = plan.tabell.rubriker
        return {"rubriker": rubriker, "funna": {k: rubriker[p] for k, p in plan.kolumner.items()}}
    try:
        with rad.fil.open("rb") as fil:
            return {"rubriker": las_csv(fil.read(), kodning=rad.kodning).rubriker, "funna": rad.kolumner}
    except (ValueError, OSError):
        return {"rubriker": (), "funna": {}}


@dataclass(frozen=True)
class Cell:
    text: str
    fel: bool


@dataclass(frozen=True)
class Utfallsrad:
    nummer: int
    namn: str
    skolform: str
    slag: str
    text: str


def _granskning(request: Begaran, rad: Organisationsimport, plan: Plan) -> dict[str, Any]:
    utfall = sorted(_utfall(plan), key=lambda r: r.nummer)
    visa = request.GET.get("visa", "")
    visade = [r for r in utfall if r.slag == visa] if visa in VISA else utfall
    antal = {slag: sum(r.slag == slag for r in utfall) for slag in VISA}
    return {
        "plan": plan,
        "summa": sammanfatta(plan),
        "felrader": _felrader(plan),
        "visade_fel": VISADE_FEL,
        "sidor": sidor(request, visade),
        "visa": visa,
        "flikar": [(slag, namn, antal[slag]) for slag, namn in VISA.items() if antal[slag]],
        "antal_rader": len(utfall),
        "exempel": [_exempel(plan, r.celler) for r in plan.tabell.rader[:3]],
        "kolumner": list(plan.kolumner),
        "kodning": KODNINGAR[plan.tabell.kodning],
        "skiljetecken": SKILJETECKEN[plan.tabell.skiljetecken],
        "oanvanda": [r for p, r in enumerate(plan.tabell.rubriker) if p not in plan.kolumner.values()],
        "hinder": _hinder(plan),
    }


def _exempel(plan: Plan, celler: tuple[str, ...]) -> list[str]:
    return [celler[p] if p < len(celler) else "" for p in plan.kolumner.values()]


def _hinder(plan: Plan) -> str:
    if plan.fel:
        return "Rätta felen i filen och ladda upp den igen. Allt i filen läses in, eller inget."
    return "" if plan.andrar_nagot else "Inget i filen är nytt. Organisationen är redan så här."


def _felrader(plan: Plan) -> list[dict[str, Any]]:
    rader = {r.nummer: r for r in plan.tabell.rader}
    return [
        {"nummer": nummer, "fel": fel, "celler": _celler(plan, rader[nummer].celler, {f.kolumn for f in fel})}
        for nummer, fel in sorted(plan.fel.items())[:VISADE_FEL]
    ]


def _celler(plan: Plan, celler: tuple[str, ...], kolumner: set[str]) -> list[Cell]:
    """Råradens celler, med felen märkta. Kolumner efter den sista som används visas inte."""
    felplatser = {plan.kolumner[k] for k in kolumner if k}
    sist = max(plan.kolumner.values()) + 1
    return [Cell(text or ("tomt" if p in felplatser else ""), p in felplatser) for p, text in enumerate(celler[:sist])]


def _utfall(plan: Plan) -> Iterator[Utfallsrad]:
    """Vad som händer med varje rad som inte har fel."""
    enheternas = {nummer: p for p in plan.enheter for nummer in p.rader if p.enhetsslag == "skola"}
    forskolornas = {p.rad: p for p in plan.forskolor}
    for rad in plan.tolkning.rader:
        enhet, forskola = enheternas.get(rad.nummer), forskolornas.get(rad.nummer)
        if enhet:
            ny, andringar = enhet.enhet is None, enhet.andringar
        elif forskola:
            ny, andringar = forskola.forskola is None, forskola.andringar
        else:
            continue
        slag = "nya" if ny else "andras" if andringar else "oforandrade"
        yield Utfallsrad(rad.nummer, rad.namn, rad.skolform, slag, ", ".join(andringar) or "oförändrad")
    for hoppad in plan.tolkning.overhoppade:
        skal = f"hoppas över: {hoppad.skal}"
        yield Utfallsrad(hoppad.nummer, hoppad.namn, hoppad.skolform, "overhoppade", skal)
