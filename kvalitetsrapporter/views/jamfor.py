"""Två lydelser av en del bredvid varandra i samma text: vad som är nytt, borta och omskrivet."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kvalitetsrapporter.behorighet import (
    far_veta_om_inlamning,
    hinder_for_att_lasa_inlamning,
    hinder_for_att_lasa_utkast,
)
from kvalitetsrapporter.dorrar import hamta_omgang, hamta_rapport
from kvalitetsrapporter.frysta import lasbart
from kvalitetsrapporter.handlingar.frysning import fryst
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.models import Inlamning, Rapport
from kvalitetsrapporter.regler.jamforelse import jamfor
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.format import tidpunkt
from styrkedja.models import Omgang, Person

UTKAST = "utkast"


@dataclass(frozen=True)
class Lydelse:
    """En version eller utkastet: så som den står i adressen, i ord, och tiden den låstes."""

    val: str
    namn: str
    om: str
    inlamning: Inlamning | None = None


@require_safe
def jamfor_lydelser(request: Begaran, slug: str, lasar: str, omgang: str) -> HttpResponse:
    """Sidan `?fran=1&till=2`; utan val jämförs det senaste med det närmast före."""
    rapport = hamta_rapport(request, slug, lasar)
    rundan = hamta_omgang(rapport, omgang)
    person, lydelser = request.user, _lydelser(request, rapport, rundan)
    fran, till = _valda(request, rapport, lydelser)
    avsnitt = (
        jamfor(_innehall(person, fran, till, rapport, rundan), _innehall(person, till, fran, rapport, rundan))
        if fran and till
        else []
    )
    return render(
        request,
        "kvalitetsrapporter/jamfor.html",
        {
            "rapport": rapport,
            "enhet": rapport.enhet,
            "omgang": rundan,
            "lydelser": lydelser,
            "fran": fran,
            "till": till,
            "andrade": [a for a in avsnitt if a.lage != "lika"],
            "lika": [a for a in avsnitt if a.lage == "lika"],
        },
    )


def _lydelser(request: Begaran, rapport: Rapport, rundan: Omgang) -> list[Lydelse]:
    """Det som personen får läsa, äldst först; utkastet sist för dem som leder enheten.

    Raises:
        Http404: det finns inget att läsa, eller så får personen inte veta att det gör det.
        PermissionDenied: det finns, men får inte läsas än.
    """
    versioner = list(rapport.inlamningar.filter(omgang=rundan).select_related("omgang", "av").order_by("nummer"))
    for version in versioner:
        version.rapport = rapport
    synliga = [v for v in versioner if far_veta_om_inlamning(request.user, v)]
    lasbara = [v for v in synliga if hinder_for_att_lasa_inlamning(request.user, v) is None]
    utkast = hinder_for_att_lasa_utkast(request.user, rapport)
    if synliga and not lasbara:
        krav_pa_ratt(hinder_for_att_lasa_inlamning(request.user, synliga[0]))
    if utkast and not lasbara:
        raise Http404
    lydelser = [
        Lydelse(
            str(v.nummer), f"Version {v.nummer}", f"Version {v.nummer} lämnades in {tidpunkt(v.nar)} av {v.av.namn}.", v
        )
        for v in lasbara
    ]
    return (
        lydelser
        if utkast
        else [*lydelser, Lydelse(UTKAST, "Utkastet nu", "Utkastet är det som står i rapporten just nu.")]
    )


def _valda(request: Begaran, rapport: Rapport, lydelser: list[Lydelse]) -> tuple[Lydelse, Lydelse] | tuple[None, None]:
    """De två som jämförs. Ett okänt nummer är en sida som inte finns; utkastet utan rätt är ett nej med skäl."""
    efter = {lydelse.val: lydelse for lydelse in lydelser}
    begart = [request.GET.get(namn, "") for namn in ("fran", "till")]
    if UTKAST in begart:
        krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, rapport))
    if any(val and val not in efter for val in begart):
        raise Http404
    if len(lydelser) < 2:
        return None, None
    till = efter.get(begart[1]) or lydelser[-1]
    plats = lydelser.index(till)
    return efter.get(begart[0]) or lydelser[max(plats - 1, 0)], till


def _innehall(person: Person, lydelse: Lydelse, andra: Lydelse, rapport: Rapport, rundan: Omgang) -> dict[str, Any]:
    """Det frusna, eller utkastet så som det skulle frysas nu med samma egna val som den andra lydelsen."""
    if lydelse.inlamning is not None:
        return lasbart(lydelse.inlamning, person)
    egna = [a["nyckel"] for a in andra.inlamning.innehall["avsnitt"]] if andra.inlamning else []
    return fryst(las_rapport(rapport, rundan), rundan, egna)
