"""En fil med statistik: granska och rätta, spara, se hur långt den kommit, kvitto med ångra."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from analysunderlag.behorighet.inlasning import hinder_for_att_angra
from analysunderlag.dorrar import egen_inlasning, synlig_inlasning
from analysunderlag.forms.inlasning import Bekraftelse, Lasning
from analysunderlag.handlingar import inlasning as handlingar
from analysunderlag.models import Inlasning, Nyckeltal
from analysunderlag.views.rattningar import las_rattningar
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import namnordning
from styrkedja.models import Enhet, Person, Utkorg
from styrkedja.regler.inlasning import Filfel
from styrkedja.utforsel import filsvar

SKRIV = require_http_methods(["GET", "HEAD", "POST"])
Status = Inlasning.Status


@SKRIV
def granska_fil(request: Begaran, pk: int) -> HttpResponse:
    """Steg 2: felen först, med rättningen intill. En införd fil visar sitt kvitto, en som förs in hur långt det kommit."""
    rad = synlig_inlasning(request, pk) if request.method != "POST" else egen_inlasning(request, pk)
    if rad.status == Status.PAGAR:
        return _framsteg(request, rad, handlingar.SLAG, "Filen förs in. Du kan lämna sidan.")
    if rad.status == Status.VANTAR and handlingar.ar_stor(rad):
        arbete = handlingar.lagg_granskning(rad) if _senaste(rad, handlingar.SLAG_GRANSKA) is None else None
        return _framsteg(request, rad, handlingar.SLAG_GRANSKA, "Filen läses. Du kan lämna sidan.", arbete)
    if request.htmx:
        # Arbetet är gjort: hela sidan är en annan nu.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if rad.status != Status.VANTAR:
        return render(request, "analysunderlag/import_kvitto.html", _kvitto(request.user, rad))
    return _granskningen(request, rad)


def _granskningen(request: Begaran, rad: Inlasning) -> HttpResponse:
    try:
        granskning = handlingar.granska(rad)
    except Filfel as fel:
        return _gar_inte(request, rad, str(fel))
    egen = request.POST if request.method == "POST" and request.POST.get("gor") == "lasning" else None
    lasning = Lasning(egen, rad=rad, granskning=granskning, person=request.user)
    if lasning.is_bound and lasning.is_valid():
        handlingar.satt_lasning(av=request.user, rad=rad, **lasning.till_handlingen())
        return redirect("underlag-import-granska", pk=rad.pk)
    if request.method == "POST" and egen is None:
        if rattat := las_rattningar(request.POST, granskning, rad.lasning.get("hoppa", [])):
            handlingar.satt_lasning(av=request.user, rad=rad, **rattat)
        return redirect("underlag-import-granska", pk=rad.pk)
    sammanhang = _visning(rad, granskning) | {"lasning": lasning}
    return render(request, "analysunderlag/import_granska.html", sammanhang, status=400 if lasning.errors else 200)


def _visning(rad: Inlasning, granskning: dict[str, Any]) -> dict[str, Any]:
    enheter = sorted(Enhet.objects.filter(upphord=None), key=lambda e: namnordning(e.namn))
    namn = {n.nyckel: n.namn for n in Nyckeltal.objects.i_bruk()}
    return {
        "rad": rad,
        "g": granskning,
        "s": granskning["summa"],
        "enheter": [(str(e.pk), e.namn) for e in enheter],
        "nyckeltal": list(namn.items()),
        "vad": [namn.get(n, n) for n in granskning["summa"]["nyckeltal"]],
        "hinder": _hinder(granskning),
        "kolumner": _teckenkolumner(granskning),
    }


def _teckenkolumner(granskning: dict[str, Any]) -> list[str]:
    """Kolumnerna i tabellen över tecken: de som dess rader har, i filens ordning."""
    return list(dict.fromkeys(c["kolumn"] for rad in granskning["tecken"] for c in rad["celler"]))


def _hinder(granskning: dict[str, Any]) -> str:
    summa = granskning["summa"]
    if granskning["hinder"]:
        return granskning["hinder"]
    if summa["form"] == "skolenhetsregistret" or summa["nya"] or summa["andrade"]:
        return ""
    if summa["fel"]:
        return "Rätta raderna först. Ingen annan rad i filen är ny."
    return "Inget i filen är nytt. Talen är redan så här."


def _senaste(rad: Inlasning, slag: str) -> Utkorg | None:
    return Utkorg.objects.filter(slag=slag, nyckel=str(rad.pk)).order_by("-pk").first()


def _framsteg(request: Begaran, rad: Inlasning, slag: str, text: str, arbete: Utkorg | None = None) -> HttpResponse:
    """Hur långt arbetaren har kommit. Fragmentet frågar om sig självt tills filen har ett annat läge."""
    arbete = arbete or _senaste(rad, slag)
    sammanhang = {
        "rad": rad,
        "arbete": arbete,
        "text": text,
        "stannat": arbete is None or arbete.utfall == "misslyckat",
    }
    mall = "_import_framsteg.html" if request.htmx else "import_framsteg.html"
    return render(request, f"analysunderlag/{mall}", sammanhang)


def _gar_inte(request: Begaran, rad: Inlasning, mening: str) -> HttpResponse:
    return render(request, "analysunderlag/import_gar_inte.html", {"rad": rad, "mening": mening}, status=400)


def _kvitto(person: Person, rad: Inlasning) -> dict[str, Any]:
    namn = dict(Nyckeltal.objects.filter(nyckel__in=rad.utfall.get("nyckeltal", [])).values_list("nyckel", "namn"))
    return {
        "rad": rad,
        "s": rad.utfall,
        "vad": [namn.get(n, n) for n in rad.utfall.get("nyckeltal", [])],
        "hinder_for_att_angra": hinder_for_att_angra(person),
    }


@require_POST
def spara(request: Begaran, pk: int) -> HttpResponse:
    """Steg 3. Är något rättat på sidan läses filen om i stället: inget förs in som ingen har sett."""
    rad = egen_inlasning(request, pk)
    formular = Bekraftelse(request.POST)
    granska = redirect("underlag-import-granska", pk=pk)
    if not formular.is_valid() or formular.cleaned_data["sha256"] != rad.sha256:
        messages.error(request, "Det är inte den fil som granskades. Granska igen.")
        return granska
    if rad.status == Status.VANTAR and (granskning := rad.utfall.get("granskning")):
        if rattat := las_rattningar(request.POST, granskning, rad.lasning.get("hoppa", [])):
            handlingar.satt_lasning(av=request.user, rad=rad, **rattat)
            messages.info(request, "Rättningarna är lästa. Se efter, och spara sedan.")
            return granska
        if mening := _obekraftat(request, granskning):
            messages.error(request, mening)
            return granska
    try:
        handlingar.bekrafta(
            av=request.user, rad=rad, hoppa_fel=formular.cleaned_data["antal_fel"], bekraftade=_bekraftade(request)
        )
    except ValidationError as fel:
        messages.error(request, " ".join(fel.messages))
    return granska


def _bekraftade(request: Begaran) -> list[str]:
    return [namn.removeprefix("b:") for namn in request.POST if namn.startswith("b:")]


def _obekraftat(request: Begaran, granskning: dict[str, Any]) -> str:
    kvar = [v for v in granskning["varningar"] if v["nyckel"] not in _bekraftade(request)]
    return f"Bekräfta först: {kvar[0]['mening']}" if kvar else ""


@require_POST
def avbryt(request: Begaran, pk: int) -> HttpResponse:
    handlingar.avbryt(av=request.user, rad=egen_inlasning(request, pk))
    messages.info(request, "Avbrutet. Inget finns kvar av filen.")
    return redirect("underlag-import")


@SKRIV
def angra(request: Begaran, pk: int) -> HttpResponse:
    """Frågar med följd, och tar sedan tillbaka allt som filen förde in."""
    rad = synlig_inlasning(request, pk)
    krav_pa_ratt(hinder_for_att_angra(request.user))
    if request.method == "POST":
        try:
            handlingar.angra(rad=rad, av=request.user)
            messages.success(request, "Ångrat. Talen är som före filen.")
        except ValidationError as fel:
            messages.error(request, " ".join(fel.messages))
        return redirect("underlag-import-granska", pk=pk)
    return render(request, "analysunderlag/import_angra.html", {"rad": rad, "s": rad.utfall})


@require_safe
def felrader(request: Begaran, pk: int) -> HttpResponse:
    """Raderna med fel som CSV, med meningen sist: för den som rättar i källan."""
    rad = egen_inlasning(request, pk)
    granskning = rad.utfall.get("granskning")
    if granskning is None:
        raise Http404
    rader = (
        [felrad["nummer"], *(c["text"] for c in felrad["celler"]), " ".join(f["mening"] for f in felrad["fel"])]
        for felrad in granskning["felrader"]
    )
    return filsvar("csv", "Rader att rätta", ["rad", *granskning["rubriker"], "fel"], rader)
