"""Rummets del av enhetens rum: verksamhetsplanerna, läsår för läsår, och årets mål."""

from django.template.loader import render_to_string

from styrkedja.begaran import Begaran
from styrkedja.enhetsrum import Rumsdel
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Lasar
from vp_uppdrag.behorighet.plan import ser_planens_gang
from vp_uppdrag.models import Mal, Verksamhetsplan
from vp_uppdrag.regler.planlage import form
from vp_uppdrag.uppat import uppdrag_som_galler


def delar(request: Begaran, enhet: Enhet) -> list[Rumsdel]:
    """Planerna som personen får veta finns, den senaste först. Målen är de fastställda."""
    synliga = Verksamhetsplan.objects.synliga_for(request.user).filter(plats=enhet).med_platsen()
    planer = synliga.defer("gallande__innehall", "framlagd__innehall").order_by("-lasar__fran")
    rader = [_rad(request, plan) for plan in planer]
    lasar = aktuellt_lasar()
    mal = Mal.objects.i_kraft().filter(plan__plats=enhet, plan__lasar=lasar) if lasar else []
    namn = {"rader": rader, "mal": list(mal), "lasar": lasar, "enhet": enhet}
    plan = Rumsdel("plan", "Verksamhetsplan", render_to_string("vp_uppdrag/_enhetsrum.html", namn, request))
    return [plan, *_uppdragen(request, enhet, lasar)]


def _uppdragen(request: Begaran, enhet: Enhet, lasar: Lasar | None) -> list[Rumsdel]:
    """Uppdragen som gäller enheten, och målen som svarar på dem; ingen rubrik när inget gäller den."""
    rader = uppdrag_som_galler(request.user, enhet, lasar) if lasar else []
    if not rader:
        return []
    namn = {"rader": rader, "lasar": lasar, "enhet": enhet}
    html = render_to_string("vp_uppdrag/_enhetens_uppdrag.html", namn, request)
    return [Rumsdel("uppdrag", "Uppdrag som gäller enheten", html)]


def _rad(request: Begaran, plan: Verksamhetsplan) -> dict:
    ser = ser_planens_gang(request.user, plan)
    return {
        "plan": plan,
        "form": form(plan.tillstand, plan.sista_dag, plan.gallande is not None, idag()) if ser else None,
    }
