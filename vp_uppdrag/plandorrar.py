"""Planens dörrar: hämtar planen, målet eller versionen i adressen, och bara för den som får veta att de finns."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from styrkedja.begaran import Begaran
from vp_uppdrag.behorighet.plan import Lydelse, leder, lydelsen
from vp_uppdrag.handlingar.planinnehall import Innehall, planens_innehall
from vp_uppdrag.models import Mal, Planversion, Verksamhetsplan
from vp_uppdrag.regler.plan import Planversionsslag


def hamta_plan(request: Begaran, mapp: str, slug: str, lasar: str) -> Verksamhetsplan:
    """Planen i adressen.

    Raises:
        Http404: den finns inte, eller så får personen inte veta att den gör det.
    """
    synliga = Verksamhetsplan.objects.synliga_for(request.user).med_platsen()
    plan = get_object_or_404(synliga, plats__slug=slug, lasar__slug=lasar)
    if plan.mapp != mapp:
        raise Http404
    return plan


def hamta_mal(plan: Verksamhetsplan, pk: int) -> Mal:
    """Målet i planen så som den skrivs nu.

    Raises:
        Http404: det finns inte, är släppt, eller hör till en annan plan.
    """
    mal = get_object_or_404(Mal.objects.i_planen(), plan=plan, pk=pk)
    mal.plan = plan
    return mal


def hamta_version(plan: Verksamhetsplan, nummer: int) -> Planversion:
    """En fastställd version. Det som sändes för avstämning läses bara på planens egen sida."""
    rader = plan.versioner.filter(slag=Planversionsslag.FASTSTALLD).select_related("av")
    version = get_object_or_404(rader, nummer=nummer)
    version.plan = plan
    return version


def las_lydelsen(request: Begaran, plan: Verksamhetsplan) -> tuple[Lydelse, Innehall | None]:
    """Den lydelse som personen läser, och dess innehåll; None när det inte finns något för henne att läsa."""
    lydelse = lydelsen(request.user, plan)
    if lydelse == Lydelse.UTKAST:
        return lydelse, planens_innehall(plan)
    version = {Lydelse.FRAMLAGD: plan.framlagd, Lydelse.GALLANDE: plan.gallande}.get(lydelse)
    return lydelse, version.innehall if version else None


def ser_malet(request: Begaran, plan: Verksamhetsplan, mal: Mal) -> str:
    """Målets mening så som personen läser den. Utkastets ord är skolledningens.

    Raises:
        Http404: målet står inte i den lydelse som personen läser.
    """
    if leder(request.user, plan):
        return str(mal)
    _, innehall = las_lydelsen(request, plan)
    for ett in innehall["mal"] if innehall else ():
        if ett["id"] == mal.pk:
            return ett["text"]
    raise Http404
