"""Dörrarna: hämtar tinget i adressen och släpper bara in den som får veta att det finns."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from kvalitetsrapporter.behorighet import (
    far_veta_om_inlamning,
    hinder_for_att_lasa_avsnitt,
    hinder_for_att_lasa_inlamning,
    hinder_for_att_lasa_utkast,
    leder_enheten,
)
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage, las_rapport
from kvalitetsrapporter.handlingar.sparvag import avsnitt_att_spara
from kvalitetsrapporter.models import Avsnitt, Inlamning, Rapport
from kvalitetsrapporter.regler import SKOLLEDNING
from styrkedja.begaran import Begaran
from styrkedja.behorighet import krav_pa_ratt
from styrkedja.models import Omgang, Person


def hamta_rapport(request: Begaran, slug: str, lasar: str) -> Rapport:
    """Rapporten i adressen.

    Raises:
        Http404: den finns inte, eller så får personen inte veta att den gör det.
    """
    rapporter = Rapport.objects.synliga_for(request.user).select_related("enhet", "lasar", "faststalld_av")
    return get_object_or_404(rapporter, enhet__slug=slug, lasar__slug=lasar)


def hamta_omgang(rapport: Rapport, nyckel: str) -> Omgang:
    return get_object_or_404(Omgang, lasar=rapport.lasar_id, nyckel=nyckel)


def hamta_utkast(request: Begaran, slug: str, lasar: str) -> Rapport:
    """Rapporten, för skolledningen på enheten.

    Raises:
        Http404: finns inte för personen.
        PermissionDenied: finns, men utkastet läses av andra.
    """
    rapport = hamta_rapport(request, slug, lasar)
    krav_pa_ratt(hinder_for_att_lasa_utkast(request.user, rapport))
    return rapport


def hamta_avsnitt(request: Begaran, slug: str, lasar: str, nyckel: str) -> Avsnitt:
    """Avsnittet i adressen, för skolledningen och för den som rektor har bett skriva i just det.

    Raises:
        Http404: finns inte för personen.
        PermissionDenied: finns, men läses av andra.
    """
    synliga = Rapport.objects.synliga_for(request.user).filter(enhet__slug=slug, lasar__slug=lasar)
    med = Avsnitt.objects.select_related("rapport__enhet", "rapport__lasar", "mall")
    avsnitt = get_object_or_404(med, rapport__in=synliga, nyckel=nyckel)
    krav_pa_ratt(hinder_for_att_lasa_avsnitt(request.user, avsnitt))
    return avsnitt


def hamta_avsnitt_att_spara(request: Begaran, slug: str, lasar: str, nyckel: str) -> Avsnitt:
    """Samma dörr, billigare för den som leder enheten: hon är nästan alltid den som skriver, och sparar ofta.

    Raises:
        Http404, PermissionDenied: som hamta_avsnitt.
    """
    leder = request.user.platser(*SKOLLEDNING)
    avsnitt = avsnitt_att_spara(enhet=slug, lasar=lasar, nyckel=nyckel, enheter=leder)
    return avsnitt or hamta_avsnitt(request, slug, lasar, nyckel)


def las_utkast(person: Person, rapport: Rapport) -> Rapportlage:
    """Utkastet så mycket som personen läser av det: allt för skolledningen, de egna avsnitten för en medskrivare."""
    lage = las_rapport(rapport)
    if not leder_enheten(person, rapport):
        egna = set(Avsnitt.objects.som_medskrivs_av(person).filter(rapport=rapport).values_list("pk", flat=True))
        lage.avsnitt = [a for a in lage.avsnitt if a.avsnitt.pk in egna]
    return lage


def avsnittet_i(lage: Rapportlage, avsnitt: Avsnitt) -> Avsnittslage:
    """Avsnittets läge ur det lästa utkastet.

    Raises:
        Http404: avsnittet har inget att skriva i nu, till exempel när ingen fråga är ställd.
    """
    rad = next((a for a in lage.avsnitt if a.avsnitt.pk == avsnitt.pk), None)
    if rad is None:
        raise Http404
    rad.avsnitt.rapport = lage.rapport
    return rad


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
