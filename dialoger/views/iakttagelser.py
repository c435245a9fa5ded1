"""Iakttagelserna: skrivna medan man läser, rundans lista, dela med rektor, och det ni bedömer likvärdigt."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from dialoger.behorighet import iakttagelser as b
from dialoger.forms.iakttagelser import Bekraftelse, Iakttagelseformular
from dialoger.handlingar import iakttagelser as h
from dialoger.iakttagelsedel import iakttagelsedel
from dialoger.iakttagelselista import las_lista
from dialoger.models import Dialog, Iakttagelse
from dialoger.regler.dialog import Dialogslag
from kvalitetsrapporter.handlingar.skrivning import aktuell_omgang
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.models import Enhet, Omgang
from styrkedja.skrivning import skrivvy
from vp_uppdrag.handlingar.blad import las_blad
from vp_uppdrag.regler.blad import Bladfalt
from vp_uppdrag.views.blad import Blad, spara_i_bakgrunden, visa_eller_spara

LIKVARDIGT = Bladfalt(
    "text", "Så bedömer vi likvärdigt", "Vad stegen betyder, vad ni läser, och hur ni gör när ni är osäkra.", 150
)


def _runda(request: Begaran, lasar: str, omgang: str) -> Omgang:
    """Rundan i adressen, för dem som läser de råa iakttagelserna.

    Raises:
        Http404: den finns inte, eller inte för personen.
    """
    if not b.laser_de_raa(request.user):
        raise Http404
    return get_object_or_404(Omgang.objects.select_related("lasar"), lasar__slug=lasar, nyckel=omgang)


@require_safe
def aktuella(request: Begaran) -> HttpResponse:
    """Leder till den runda som pågår eller kommer härnäst."""
    lasar = aktuellt_lasar()
    omgang = aktuell_omgang(list(lasar.omgangar.all())) if lasar and b.laser_de_raa(request.user) else None
    if lasar is None or omgang is None:
        raise Http404
    return redirect("iakttagelser", lasar=lasar.slug, omgang=omgang.nyckel)


@require_safe
def iakttagelser(request: Begaran, lasar: str, omgang: str) -> HttpResponse:
    """Rundans iakttagelser, och det verksamhetscheferna är överens om inför den."""
    rundan = _runda(request, lasar, omgang)
    valt = {namn: request.GET.get(namn, "") for namn in ("slag", "om", "omrade")}
    namn = {
        "omgang": rundan,
        "rundor": [o for o in rundan.lasar.omgangar.all() if o.nyckel.startswith("vd")],
        "likvardigt": las_blad(h.LIKVARDIGT, rundan.pk, (LIKVARDIGT,))[0],
        "hinder_likvardigt": b.hinder_for_att_skriva_likvardigt(request.user, rundan),
        **las_lista(request.user, rundan, valt),
    }
    return render(request, "dialoger/iakttagelser.html", namn)


@require_http_methods(["GET", "HEAD", "POST"])
def enhetens(request: Begaran, slug: str, lasar: str, omgang: str) -> HttpResponse:
    """Enhetens iakttagelser i rundan, och en ny. Med htmx byts bara delen; den som läser läser vidare."""
    rundan = _runda(request, lasar, omgang)
    enhet = get_object_or_404(Enhet, slug=slug)
    namn: dict[str, Any] = {}
    if request.method == "POST":
        krav_pa_ratt(b.hinder_for_att_skriva_iakttagelse(request.user, enhet, rundan))
        formular = Iakttagelseformular(request.POST, enhet=enhet, omgang=rundan)
        dialog = Dialog.objects.filter(slag=Dialogslag.VERKSAMHETSDIALOG, plats=enhet, omgang=rundan).first()
        if formular.utfor(h.skriv_iakttagelse, enhet=enhet, omgang=rundan, dialog=dialog, av=request.user):
            if not request.htmx:
                messages.success(request, "Iakttagelsen är sparad.")
                return redirect(request.path)
            namn["iakttagelse_nyss"] = True
        else:
            namn["iakttagelse_formular"] = formular
    namn = {"enhet": enhet, "omgang": rundan, **iakttagelsedel(request.user, enhet, rundan), **namn}
    mall = "dialoger/_iakttagelser.html" if request.htmx else "dialoger/iakttagelser_enhet.html"
    fel = namn["iakttagelse_formular"] is not None and namn["iakttagelse_formular"].errors
    return render(request, mall, namn, status=400 if fel and not request.htmx else 200)


@dataclass(frozen=True)
class Handling:
    """En handling på en iakttagelse: sidans ord, och vad den gör."""

    rubrik: str
    foljd: str
    knapp: str
    gjort: str
    gor: Callable[..., Any]
    fara: bool = False


HANDLINGAR: dict[str, Handling] = {
    "andra": Handling(
        "Ändra iakttagelsen", "Är den delad läser rektor de nya orden.", "Spara", "Iakttagelsen är ändrad.",
        h.andra_iakttagelse,
    ),
    "ta-bort": Handling(
        "Ta bort iakttagelsen", "Ingen rektor har läst den.", "Ta bort", "Iakttagelsen är borttagen.",
        h.ta_bort_iakttagelse, fara=True,
    ),
    "dela": Handling(
        "Dela iakttagelsen med rektor", "Rektor får ett brev och läser den i dialogen. Delningen går att ta tillbaka, men "
        "då ser rektor att den togs tillbaka.", "Dela", "Iakttagelsen är delad med rektor.", h.dela_iakttagelse,
    ),
    "ta-tillbaka": Handling(
        "Ta tillbaka delningen", "Rektor läser den inte längre, men ser att den togs tillbaka. Den som redan har läst den "
        "har läst den.", "Ta tillbaka", "Delningen är tillbakatagen.", h.ta_tillbaka_iakttagelse,
    ),
}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def gor(request: Begaran, pk: int, handling: str) -> HttpResponse:
    """En handling på en egen iakttagelse: GET frågar, POST gör."""
    rader = Iakttagelse.objects.synliga_for(request.user).select_related("enhet", "omgang__lasar", "avsnitt")
    rad, sida = get_object_or_404(rader, pk=pk), HANDLINGAR.get(handling)
    if sida is None:
        raise Http404
    krav_pa_ratt(b.hinder_for_att_andra_iakttagelse(request.user, rad))
    data = request.POST if request.method == "POST" else None
    formular: Any = Bekraftelse(data)
    if handling == "andra":
        formular = Iakttagelseformular(data, enhet=rad.enhet, omgang=rad.omgang, gammal=rad)
    ater = reverse("iakttagelser-enhet", args=[rad.enhet.slug, rad.omgang.lasar.slug, rad.omgang.nyckel])
    if formular.utfor(sida.gor, iakttagelse=rad, av=request.user):
        messages.success(request, sida.gjort)
        return redirect(ater)
    namn = {"iakttagelse": rad, "sida": sida, "formular": formular, "ater": ater}
    return render(request, "dialoger/iakttagelse_gor.html", namn, status=400 if formular.errors else 200)


def _blad(rundan: Omgang) -> Blad:
    adress = reverse("iakttagelser", args=[rundan.lasar.slug, rundan.nyckel])
    return Blad(
        agare=h.LIKVARDIGT,
        agare_id=rundan.pk,
        falt=(LIKVARDIGT,),
        spara=lambda **mer: h.spara_likvardigt(omgang=rundan, **mer),
        rubrik=f"Så bedömer vi likvärdigt i {rundan.namn}",
        ingress="Verksamhetscheferna skriver det tillsammans före rundan, och läser det igen efter.",
        ater=adress,
        ater_namn=f"iakttagelserna i {rundan.namn}",
        spara_adress=f"{adress}likvardigt/spara/",
    )


@require_http_methods(["GET", "HEAD", "POST"])
def likvardigt(request: Begaran, lasar: str, omgang: str) -> HttpResponse:
    """Det verksamhetscheferna är överens om inför rundan, att skriva ihop (krav 102)."""
    rundan = _runda(request, lasar, omgang)
    krav_pa_ratt(b.hinder_for_att_skriva_likvardigt(request.user, rundan))
    return visa_eller_spara(request, _blad(rundan))


@skrivvy
def likvardigt_spara(request: Begaran, lasar: str, omgang: str) -> HttpResponse:
    rundan = _runda(request, lasar, omgang)
    krav_pa_ratt(b.hinder_for_att_skriva_likvardigt(request.user, rundan))
    return spara_i_bakgrunden(request, _blad(rundan))
