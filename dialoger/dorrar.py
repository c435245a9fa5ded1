"""Dörrarna: hämtar dialogen i adressen, och bara för den som får veta att den finns."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from dialoger.behorighet.dialog import laser_samtalet
from dialoger.models import Dialog, Handslag
from dialoger.sedan_sist import sedan_sist
from styrkedja.begaran import Begaran


def hamta_dialog(request: Begaran, pk: int) -> Dialog:
    """Dialogen i adressen, med parter.

    Raises:
        Http404: den finns inte, eller så får personen inte veta att den gör det.
    """
    return get_object_or_404(Dialog.objects.synliga_for(request.user).med_det_som_visas(), pk=pk)


def hamta_samtal(request: Begaran, pk: int) -> Dialog:
    """Dialogen, för den som läser det gemensamma i den.

    Raises:
        Http404: den finns inte för personen, eller bara dess tid gör det.
    """
    dialog = hamta_dialog(request, pk)
    if not laser_samtalet(request.user, dialog):
        raise Http404
    return dialog


def hamta_handslag(dialog: Dialog, pk: int) -> Handslag:
    """Handslaget i dialogen, eller ett äldre som lever i den. Dialogen är redan en som personen läser.

    Raises:
        Http404: det finns inte där.
    """
    eget = Handslag.objects.med_det_som_visas().filter(dialog=dialog, pk=pk).first()
    rad = eget or next((h for h in sedan_sist(dialog) if h.pk == pk), None)
    if rad is None:
        raise Http404
    return rad
