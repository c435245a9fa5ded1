"""Talen som fil: samma dörr, samma filter och samma skydd som sidan. Rätten prövas vid varje hämtning, som loggas."""

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from analysunderlag import utforsel
from analysunderlag.dorrar import hamta_enhet, hamta_nyckeltal, hamta_omrade, rundan
from analysunderlag.enhetssida import Urval, las_ritade
from analysunderlag.views.nyckeltal import las_urvalet
from analysunderlag.views.omrade import las_omradet
from styrkedja.begaran import Begaran
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import idag
from styrkedja.utforsel import FORMER, filsvar


def _prova_formen(form: str) -> None:
    if form not in FORMER:
        raise Http404


@require_safe
def enhetens_fil(request: Begaran, slug: str, form: str) -> HttpResponse:
    """Enhetens tal, med sidans urval."""
    enhet = hamta_enhet(request, slug)
    _prova_formen(form)
    urval = Urval.ur(request.GET)
    ritade = [r for r in las_ritade(request.user, enhet) if urval.tar_med(r.bild)]
    logga("hamta_tal", av=request.user, pa=enhet, plats_id=enhet.pk, form=form)
    return filsvar(form, f"Underlag {enhet.namn} {idag()}", utforsel.HUVUD, utforsel.enhetens_rader(ritade))


@require_safe
def nyckeltalets_fil(request: Begaran, nyckel: str, form: str) -> HttpResponse:
    """Ett nyckeltals enheter och år, i den del och det område som sidan visar."""
    nyckeltal = hamta_nyckeltal(request, nyckel)
    _prova_formen(form)
    _, _, vald = las_urvalet(request, nyckeltal)
    logga("hamta_tal", av=request.user, pa=nyckeltal, form=form)
    return filsvar(form, f"{nyckeltal.namn} {idag()}", utforsel.HUVUD, utforsel.nyckeltalets_rader(vald))


@require_safe
def omradets_fil(request: Begaran, slug: str, form: str) -> HttpResponse:
    """Rundans nyckeltal för områdets enheter."""
    omrade = hamta_omrade(request, slug)
    _prova_formen(form)
    omgang, _ = rundan(request)
    enheter, rader = las_omradet(request, omrade, omgang)
    logga("hamta_tal", av=request.user, pa=omrade, plats_id=omrade.pk, form=form)
    return filsvar(form, f"Underlag {omrade.namn} {idag()}", utforsel.HUVUD, utforsel.omradets_rader(rader, enheter))
