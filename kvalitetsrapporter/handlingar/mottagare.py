"""Vem som får ett stödbehov: en avdelning, eller verksamhetschefen när rektor inte vet."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from kvalitetsrapporter.models import Avsnitt
from kvalitetsrapporter.regler.stodbehov import Stodlage
from styrkedja.handlingar.logg import logga
from styrkedja.models import Avdelning, Person

VET_INTE = "Vet inte. Verksamhetschefen tar det vidare"


def mottagarval() -> list[tuple[str, str]]:
    """Valen i ordning: vet inte först, sedan avdelningarna."""
    return [("", VET_INTE), *((str(a.pk), a.namn) for a in avdelningar())]


def avdelningar() -> list[Avdelning]:
    """Avdelningarna som finns kvar."""
    return list(Avdelning.objects.filter(upphord__isnull=True))


@transaction.atomic
def satt_mottagare(
    *, avsnitt: Avsnitt, mottagare: Mapping[int, int | None], av: Person, nu: datetime | None = None
) -> bool:
    """Väljer vem som får avsnittets behov: avdelningens nyckel, eller None för "vet inte".

    Ett behov som är mottaget behåller sin mottagare. Sant när något ändrades.
    """
    rader = avsnitt.stodbehov.filter(pk__in=list(mottagare), tillstand__in=(Stodlage.UTTRYCKT, Stodlage.SANT))
    andrade = [b for b in rader.select_for_update() if b.mottagare_id != mottagare[b.pk]]
    for behov in andrade:
        behov.mottagare_id = mottagare[behov.pk]
        behov.save(update_fields=["mottagare"])
        logga("satt_mottagare", av=av, pa=behov, plats_id=avsnitt.rapport.enhet_id, nu=nu)
    return bool(andrade)
