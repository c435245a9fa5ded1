"""Verksamhetschefens område och direktörens läge: vad som är inne, och var det brister."""

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from kvalitetsrapporter.handlingar.listor import Enhetsrad, enhetsrader
from kvalitetsrapporter.handlingar.skrivning import aktuell_omgang
from kvalitetsrapporter.rader import Spalt, enhetsrader_html, rummens_spalter
from kvalitetsrapporter.visning import inne_i_ord, nasta_dag_i_ord
from styrkedja.begaran import Begaran
from styrkedja.format import dag_lang
from styrkedja.klocka import idag
from styrkedja.models import Lasar, Omgang, Person, Plats, Verksamhetsomrade
from styrkedja.regler.roller import Roll
from styrkedja.samla import ur_rummen


def _lasaren(request: Begaran) -> tuple[Lasar, list[Lasar]]:
    """Läsåret i ?lasar=, annars det senast började; och de läsår som går att välja."""
    borjade = list(Lasar.objects.filter(fran__lte=idag()).order_by("-fran"))
    slug = request.GET.get("lasar", "")
    return next((ett for ett in borjade if slug in ("", ett.slug)), None) or get_object_or_404(
        Lasar, slug=slug
    ), borjade


@require_safe
def mitt_omrade(request: Begaran) -> HttpResponse:
    """Leder till verksamhetschefens eget område."""
    omrade = Verksamhetsomrade.objects.filter(pk__in=request.user.platser(Roll.VERKSAMHETSCHEF)).first()
    if omrade is None:
        raise Http404
    return redirect("omrade", slug=omrade.slug)


def _omradet(person: Person, slug: str) -> Plats:
    """Området, för sin chef och för direktören. Chefens ligger redan läst i befattningarna."""
    eget = (b.plats for b in person.befattningar_nu if b.roll == Roll.VERKSAMHETSCHEF and b.plats.slug == slug)
    omradet = next(eget, None)
    if omradet is None and person.har(Roll.UTBILDNINGSDIREKTOR):
        return get_object_or_404(Verksamhetsomrade, slug=slug)
    if omradet is None:
        raise Http404
    return omradet


@require_safe
def omrade(request: Begaran, slug: str) -> HttpResponse:
    """Områdets enheter: vad som är inne. För områdets chef, och för direktören."""
    omradet = _omradet(request.user, slug)
    lasar, lasaren = _lasaren(request)
    omgangar = list(lasar.omgangar.all())
    omgang = aktuell_omgang(omgangar)
    rader = enhetsrader(lasar=lasar, omgangar=omgangar, omraden=[omradet.pk], lasare=request.user, sorteras=omgang)
    spalter = rummens_spalter(request.user)
    return render(
        request,
        "kvalitetsrapporter/omrade.html",
        {
            "omrade": omradet,
            "lasar": lasar,
            "lasaren": lasaren,
            "aktuellt_lasar": lasaren[0] if lasaren else "",
            "dag": dag_lang(idag()),
            "omgangar": omgangar,
            "omgang": omgang,
            "rubrik": inne_i_ord(rader, omgang),
            "ingress": nasta_dag_i_ord(rader, omgang, omgangar),
            "antal": len(rader),
            "spalter": spalter,
            "lankar": _lankar(request, omgang),
            "rader": enhetsrader_html(rader, omgangar, lasar.slug, idag(), spalter),
        },
    )


@require_safe
def lage(request: Begaran) -> HttpResponse:
    """Direktörens läge: alla områden, luckorna först."""
    if not request.user.har(Roll.UTBILDNINGSDIREKTOR):
        raise Http404
    lasar, lasaren = _lasaren(request)
    omgangar = list(lasar.omgangar.all())
    omgang = aktuell_omgang(omgangar)
    rader = enhetsrader(lasar=lasar, omgangar=omgangar, omraden=None, lasare=request.user, sorteras=omgang)
    spalter = rummens_spalter(request.user)
    return render(
        request,
        "kvalitetsrapporter/lage.html",
        {
            "lasar": lasar,
            "lasaren": lasaren,
            "aktuellt_lasar": lasaren[0] if lasaren else "",
            "dag": dag_lang(idag()),
            "omgangar": omgangar,
            "omgang": omgang,
            "rubrik": inne_i_ord(rader, omgang),
            "ingress": nasta_dag_i_ord(rader, omgang, omgangar),
            "spalter": spalter,
            "lankar": _lankar(request, omgang),
            "kedjan": [rad for rummets in ur_rummen("enhetslista", "laget") for rad in rummets(request.user)],
            "grupper": [
                _grupp(list(grupp), omgangar, omgang, lasar, spalter)
                for _, grupp in groupby(rader, lambda r: r.omrade_slug)
            ],
            "antal": len(rader),
        },
    )


def _lankar(request: Begaran, omgang: Omgang | None) -> list[tuple[str, str]]:
    """Vägarna som rummen ovanför lägger till för rundan."""
    rummen = ur_rummen("enhetslista", "lankar") if omgang else ()
    return [lank for rummets in rummen for lank in rummets(request.user, omgang)]


def _grupp(
    rader: list[Enhetsrad], omgangar: list[Omgang], omgang: Omgang | None, lasar: Lasar, spalter: list[Spalt]
) -> dict:
    """Ett område: hur många som är inne, och dess rader."""
    inne = sum(r.inne(omgang.nyckel) for r in rader) if omgang else 0
    return {
        "namn": rader[0].omrade,
        "slug": rader[0].omrade_slug,
        "inne": inne,
        "antal": len(rader),
        "alla_inne": inne == len(rader),
        "rader": enhetsrader_html(rader, omgangar, lasar.slug, idag(), spalter),
    }
