"""Verksamhetsplanen: sidan, den korta adressen, historiken och de fastställda versionerna."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.handlingar.lasar import aktuellt_lasar
from vp_uppdrag.plandorrar import hamta_plan, hamta_version
from vp_uppdrag.planhistorik import historiken
from vp_uppdrag.planvisning import kapitel, las_uppfoljning
from vp_uppdrag.verksamhetsplansida import sammanhang


@require_safe
def aktuell(request: Begaran, mapp: str, slug: str) -> HttpResponse:
    """Kort adress till årets plan."""
    lasar = aktuellt_lasar()
    if lasar is None:
        raise Http404
    return redirect("plan", mapp=mapp, slug=slug, lasar=lasar.slug)


@require_safe
def plan(request: Begaran, mapp: str, slug: str, lasar: str) -> HttpResponse:
    """Planen som ett dokument: målen som kapitel, avstämningen i marginalen, det som händer härnäst."""
    planen = hamta_plan(request, mapp, slug, lasar)
    return render(request, "vp_uppdrag/plan.html", sammanhang(request, planen))


@require_safe
def historik(request: Begaran, mapp: str, slug: str, lasar: str) -> HttpResponse:
    """De fastställda versionerna: när, av vem, varför, och vad som skiljer dem."""
    planen = hamta_plan(request, mapp, slug, lasar)
    return render(request, "vp_uppdrag/planhistorik.html", {"plan": planen, **historiken(planen)})


@require_safe
def version(request: Begaran, mapp: str, slug: str, lasar: str, nummer: int) -> HttpResponse:
    """En fastställd version så som den frystes, med dagens värden bredvid."""
    planen = hamta_plan(request, mapp, slug, lasar)
    en = hamta_version(planen, nummer)
    malen = kapitel(en.innehall, las_uppfoljning(planen, en.innehall, request.user))
    namn = {"plan": planen, "version": en, "malen": malen, "orden": en.innehall["ord"]}
    return render(request, "vp_uppdrag/planversion.html", namn)
