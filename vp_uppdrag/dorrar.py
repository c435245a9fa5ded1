"""Dörrarna: hämtar tinget i adressen och släpper bara in den som får veta att det finns."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from styrkedja.begaran import Begaran
from styrkedja.models import Lasar
from vp_uppdrag.behorighet import far_lasa_version, far_veta_om_planen
from vp_uppdrag.handlingar.las import med_parter
from vp_uppdrag.models import Huvudmannaplan, Huvudmannaversion, Uppdrag
from vp_uppdrag.regler.synlighet import LASER_BESLUTADE


def krav_pa_att_lasa(request: Begaran) -> None:
    """Uppdragens och planens sidor finns för alla i kedjan, men inte för den som bara sköter huset.

    Raises:
        Http404: personen läser inga uppdrag.
    """
    if not request.user.har(*LASER_BESLUTADE):
        raise Http404


def hamta_lasar(request: Begaran, slug: str) -> Lasar:
    krav_pa_att_lasa(request)
    return get_object_or_404(Lasar, slug=slug)


def hamta_uppdrag(request: Begaran, lasar: str, nr: int) -> Uppdrag:
    """Uppdraget i adressen, med parter.

    Raises:
        Http404: det finns inte, eller så får personen inte veta att det gör det.
    """
    synliga = med_parter(Uppdrag.objects.synliga_for(request.user))
    return get_object_or_404(synliga, lasar__slug=lasar, nr=nr)


def hamta_plan(request: Begaran, lasar: str) -> Huvudmannaplan:
    """Läsårets VP HSS.

    Raises:
        Http404: den finns inte, eller ingen lydelse av den är delad med personen.
    """
    fraga = Huvudmannaplan.objects.select_related("lasar", "framlagd__av", "gallande__av")
    plan = get_object_or_404(fraga, lasar__slug=lasar)
    if not far_veta_om_planen(request.user, plan):
        raise Http404
    return plan


def hamta_version(request: Begaran, lasar: str, nummer: int) -> Huvudmannaversion:
    """En frusen version av läsårets VP HSS.

    Raises:
        Http404: den finns inte, eller är inte delad med personen.
    """
    plan = hamta_plan(request, lasar)
    version = get_object_or_404(plan.versioner.select_related("av", "plan__lasar"), nummer=nummer)
    if not far_lasa_version(request.user, version):
        raise Http404
    return version
