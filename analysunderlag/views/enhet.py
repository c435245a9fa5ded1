"""Enhetens underlag: talen i sina sammanhang, och för den vars uppgift det är de skyddade."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from analysunderlag import enhetssida, pm
from analysunderlag.behorighet.inlasning import hinder_for_att_ha_nyckeltal
from analysunderlag.behorighet.insyn import hinder_for_att_se_oskyddat
from analysunderlag.dorrar import hamta_enhet, rundan
from analysunderlag.handlingar.skydd import se_oskyddat
from analysunderlag.handlingar.underlagslage import underlagslage
from analysunderlag.regler.skydd_ord import Insyn
from styrkedja.begaran import Begaran
from styrkedja.klocka import idag
from styrkedja.models import Enhet


@require_http_methods(["GET", "HEAD", "POST"])
def enhetens_underlag(request: Begaran, slug: str) -> HttpResponse:
    """GET visar det som läsaren får se. POST visar också de skyddade talen, för den vars uppgift det är; det loggas."""
    enhet = hamta_enhet(request, slug)
    ritade = enhetssida.las_ritade(request.user, enhet)
    oskyddat = request.method == "POST"
    if oskyddat:
        insyn = _oskyddat(request, enhet, ritade)
        ritade = enhetssida.las_ritade(request.user, enhet, oskyddat=insyn)
    return render(request, "analysunderlag/enhet.html", _sammanhang(request, enhet, ritade) | {"oskyddat": oskyddat})


def _oskyddat(request: Begaran, enhet: Enhet, ritade: list) -> Insyn:
    skyddade = {r.nyckeltal.pk: r.nyckeltal for r in ritade if any(p.visat.skyddat for p in r.bild.egen.alla)}
    return se_oskyddat(av=request.user, plats=enhet, nyckeltal=skyddade.values())


def _sammanhang(request: Begaran, enhet: Enhet, ritade: list) -> dict:
    omgang, rundor = rundan(request)
    urval = enhetssida.Urval.ur(request.GET)
    visade = [r for r in ritade if urval.tar_med(r.bild)]
    rader = underlagslage([enhet.pk], omgang, idag=idag())[enhet.pk] if omgang else []
    hogst, lagst = enhetssida.hogst_och_lagst(visade)
    return {
        "enhet": enhet,
        "dag": idag(),
        "rubrik": enhetssida.rubrik(visade),
        "ingress": enhetssida.ingress(ritade, rader, omgang.namn if omgang else ""),
        "har_egna": hinder_for_att_ha_nyckeltal(request.user, enhet) is None
        or any(r.nyckeltal.enhet_id for r in ritade),
        "bilagor": pm.om_enheter([enhet], {r.nyckeltal.pk for r in visade}, omgang),
        "grupper": enhetssida.omradesvis(r for r in visade if r.nyckeltal.nyckel != enhetssida.SVARSFREKVENS),
        "svarsfrekvenser": enhetssida.svarsfrekvenser(visade),
        "hogst": hogst,
        "lagst": lagst,
        "omgang": omgang,
        "rundor": rundor,
        "rader": rader,
        "urval": urval,
        "omraden": [namn for namn, _ in enhetssida.omradesvis(ritade)],
        "skolformer": sorted({r.bild.skolform for r in ritade if r.bild.skolform}, key=lambda s: s.ordning),
        "har_skyddade": any(p.visat.skyddat for r in ritade for p in r.bild.egen.alla),
        "hinder_oskyddat": hinder_for_att_se_oskyddat(request.user, enhet),
    }
