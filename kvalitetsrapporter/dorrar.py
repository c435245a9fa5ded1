"""Dörrarna: hämtar tinget i adressen och släpper bara in den som får veta att det finns."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from kvalitetsrapporter.behorighet import far_veta_om_inlamning, hinder_for_att_lasa_inlamning
from kvalitetsrapporter.models import Avsnitt, Inlamning, Rapport
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.models import Omgang


def hamta_rapport(request: Begaran, slug: str, lasar: str) -> Rapport:
    """Rapporten i adressen.

    Raises:
        Http404: den finns inte, eller så får personen inte veta att den gör det.
    """
    rapporter = Rapport.objects.synliga_for(request.user).select_related("enhet", "lasar", "faststalld_av")
    return get_object_or_404(rapporter, enhet__slug=slug, lasar__slug=lasar)


def hamta_avsnitt(request: Begaran, slug: str, lasar: str, nyckel: str) -> Avsnitt:
    """Avsnittet i adressen, med sin rapport och mall.

    Raises:
        Http404: det finns inte, eller så får personen inte veta att det gör det.
    """
    synliga = Rapport.objects.synliga_for(request.user).filter(enhet__slug=slug, lasar__slug=lasar)
    avsnitt = Avsnitt.objects.select_related("rapport__enhet", "rapport__lasar", "mall")
    return get_object_or_404(avsnitt, rapport__in=synliga, nyckel=nyckel)


def hamta_omgang(rapport: Rapport, nyckel: str) -> Omgang:
    return get_object_or_404(Omgang, lasar=rapport.lasar_id, nyckel=nyckel)


def hamta_inlamning(request: Begaran, slug: str, lasar: str, omgang: str, nummer: int) -> Inlamning:
    """Den frusna versionen i adressen.

    Raises:
        Http404: finns inte för personen.
        PermissionDenied: finns, men får inte läsas än.
    """
    rapport = hamta_rapport(request, slug, lasar)
    versioner = Inlamning.objects.select_related("omgang", "av", "aterlamnad_av", "rapport__enhet", "rapport__lasar")
    inlamning = get_object_or_404(versioner, rapport=rapport, omgang__nyckel=omgang, nummer=nummer)
    if not far_veta_om_inlamning(request.user, inlamning):
        raise Http404
    krav_pa_ratt(hinder_for_att_lasa_inlamning(request.user, inlamning))
    return inlamning
