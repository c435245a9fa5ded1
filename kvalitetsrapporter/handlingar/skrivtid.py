"""Skrivtiden: hela minuter per rapport och runda, aldrig per person. Visas bara som median över flera enheter."""

from datetime import datetime

from django.core.cache import cache
from django.db import transaction
from django.db.models import F, Max

from kvalitetsrapporter.models import Avsnitt, Skrivtid
from kvalitetsrapporter.regler.fragor import skrivminuter
from styrkedja.models import Omgang, Person, Text


def minuter_sedan_forra(*, agare: str, avsnitt: Avsnitt, av: Person, nu: datetime) -> int:
    """Minuter att lägga till för en sparning nu. Frågas innan den är gjord, så att den förra är den förra.

    En process frågar databasen högst en gång i minuten per person och rapport: har någon redan räknats den minuten
    finns inget att lägga till, och en annan process som frågar ser den sparningen.
    """
    minut = int(nu.timestamp() // 60)
    if not cache.add(f"skrivtid-{avsnitt.rapport_id}-{av.pk}-{minut}", 1, 120):
        return 0
    egna = Text.objects.filter(
        agare_slag=agare, agare_id__in=Avsnitt.objects.filter(rapport=avsnitt.rapport_id).values("pk"), andrad_av=av
    )
    return skrivminuter(egna.aggregate(senast=Max("andrad"))["senast"], nu)


def lagg_till_skrivtid(*, avsnitt: Avsnitt, omgang: Omgang, minuter: int) -> None:
    """Lägger minuterna till rapportens del. Ingen händelse: tiden är ingen handling, och ingens."""
    if minuter <= 0:
        return
    rad = Skrivtid.objects.filter(rapport=avsnitt.rapport_id, omgang=omgang)
    if not rad.update(minuter=F("minuter") + minuter):
        with transaction.atomic():
            Skrivtid.objects.get_or_create(rapport_id=avsnitt.rapport_id, omgang=omgang)
        rad.update(minuter=F("minuter") + minuter)
