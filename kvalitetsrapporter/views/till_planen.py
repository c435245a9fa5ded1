"""Från rapporten till verksamhetsplanen: det i årets och förra årets rapport som kan bli ett mål."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.till_planen import det_som_kan_bli_mal, gor_punkt_till_mal, gor_slutsats_till_mal
from kvalitetsrapporter.models import Punkt, Rapport
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from vp_uppdrag.behorighet.plan import hinder_for_att_skriva_mal
from vp_uppdrag.models import Mal, Verksamhetsplan
from vp_uppdrag.plandorrar import hamta_plan


@require_http_methods(["GET", "HEAD", "POST"])
def till_planen(request: Begaran, slug: str, lasar: str) -> HttpResponse:
    """GET visar det som kan bli mål i planen; POST gör `punkt` eller `slutsats` till ett och öppnar målets blad."""
    plan = hamta_plan(request, "enheter", slug, lasar)
    krav_pa_ratt(hinder_for_att_skriva_mal(request.user, plan))
    if request.method == "POST":
        return _gor(request, plan)
    return _visa(request, plan)


def _visa(request: Begaran, plan: Verksamhetsplan, fel: str = "") -> HttpResponse:
    namn = {"plan": plan, "ursprung": det_som_kan_bli_mal(plan.plats_id, plan.lasar), "fel": fel}
    return render(request, "kvalitetsrapporter/till_planen.html", namn, status=400 if fel else 200)


def _gor(request: Begaran, plan: Verksamhetsplan) -> HttpResponse:
    try:
        mal = _malet(request, plan)
    except ValidationError as fel:
        return _visa(request, plan, " ".join(fel.messages))
    except GarInteNu as fel:
        return _visa(request, plan, str(fel))
    messages.success(request, "Målet är lagt. Skriv det i en mening, och orsaken.")
    return redirect("plan-mal", mapp=plan.mapp, slug=plan.plats.slug, lasar=plan.lasar.slug, mal=mal.pk)


def _malet(request: Begaran, plan: Verksamhetsplan) -> Mal:
    """Målet av det som valdes. Bara enhetens egna rapporter räknas.

    Raises:
        Http404: punkten eller rapporten finns inte, eller är en annan enhets.
    """
    rapporter = Rapport.objects.filter(enhet=plan.plats_id, lasar__fran__lte=plan.lasar.fran)
    if "slutsats" in request.POST:
        rapport = get_object_or_404(rapporter, lasar__slug=request.POST.get("lasar", ""))
        return gor_slutsats_till_mal(rapport=rapport, rad=request.POST["slutsats"], plan=plan, av=request.user)
    nyckel = request.POST.get("punkt", "")
    if not nyckel.isdecimal():
        raise Http404
    punkt = get_object_or_404(Punkt.objects.select_related("avsnitt"), pk=nyckel, avsnitt__rapport__in=rapporter)
    return gor_punkt_till_mal(punkt=punkt, plan=plan, av=request.user)
