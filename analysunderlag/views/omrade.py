"""Områdets enheter bredvid varandra."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from analysunderlag import omradessida, pm
from analysunderlag.dorrar import hamta_omrade, krav_pa_underlaget, rundan
from analysunderlag.handlingar.underlagslage import rundans_nyckeltal, underlagslage
from analysunderlag.regler.underlagslage import Lage
from styrkedja.begaran import Begaran
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Omgang, Verksamhetsomrade
from styrkedja.regler.roller import Roll


@require_safe
def mitt_omrade(request: Begaran) -> HttpResponse:
    """Leder till verksamhetschefens eget område."""
    krav_pa_underlaget(request)
    omrade = Verksamhetsomrade.objects.filter(pk__in=request.user.platser(Roll.VERKSAMHETSCHEF)).first()
    if omrade is None:
        raise Http404
    return redirect("underlag-omrade", slug=omrade.slug)


@require_safe
def omradets_underlag(request: Begaran, slug: str) -> HttpResponse:
    """Rundans nyckeltal för områdets enheter, och hur långt underlaget har kommit."""
    omrade = hamta_omrade(request, slug)
    omgang, rundor = rundan(request)
    enheter, rader = las_omradet(request, omrade, omgang)
    lagen = underlagslage([e.pk for e in enheter], omgang, idag=idag()) if omgang else {}
    return render(
        request,
        "analysunderlag/omrade.html",
        {
            "omrade": omrade,
            "dag": idag(),
            "rubrik": omradessida.rubrik(rader, enheter, lagen, _namn(omgang)),
            "ingress": omradessida.ingress(rader, enheter),
            "enheter": [(e, _laget(lagen.get(e.pk, []))) for e in enheter],
            "rader": [(rad, list(zip(enheter, rad.celler(enheter), strict=True))) for rad in rader],
            "bilagor": pm.om_enheter(enheter, {rad.nyckeltal.pk for rad in rader}, omgang),
            "omgang": omgang,
            "rundor": rundor,
        },
    )


def las_omradet(
    request: Begaran, omrade: Verksamhetsomrade, omgang: Omgang | None
) -> tuple[list[Enhet], list[omradessida.Talrad]]:
    """Områdets enheter i läsåret, och rundans nyckeltal för dem."""
    lasar = aktuellt_lasar()
    enheter = list(Enhet.objects.i_omrade(omrade, lasar).order_by("ordning", "namn")) if lasar else []
    nyckeltal = [n for n, _ in rundans_nyckeltal(omgang)] if omgang else []
    return enheter, omradessida.las_rader(request.user, enheter, nyckeltal, idag=idag())


def _namn(omgang: Omgang | None) -> str:
    return omgang.namn if omgang else "rundan"


def _laget(rader: list) -> dict[str, int]:
    """Hur många av enhetens nyckeltal som är inne, och hur många som saknas."""
    inne = sum(rad.lage in (Lage.INNE, Lage.PRELIMINAR) for rad in rader)
    return {"inne": inne, "antal": len(rader), "saknas": sum(rad.lage == Lage.SAKNAS for rad in rader)}
