"""Dörrarna: hämtar tinget i adressen och släpper bara in den som får veta att det finns."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from styrkedja.begaran import Begaran
from styrkedja.models import Lasar
from vp_uppdrag.handlingar.las import med_parter
from vp_uppdrag.models import Uppdrag
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
