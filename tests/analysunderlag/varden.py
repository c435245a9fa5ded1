"""Värden till proven: ett nyckeltal, en källa, och en rad i taget med bara det som provet handlar om."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from analysunderlag.handlingar.skydd import rakna_om
from analysunderlag.models import Kalla, Niva, Nyckeltal, Varde
from analysunderlag.models.varde import identitet

ANDEL = {"nyckel": "behoriga", "namn": "Behöriga", "definition": "Andel behöriga.", "matt": "%", "minsta_grupp": 10}


def kalla(nyckel: str = "beslutsstodet", **falt: Any) -> Kalla:
    return Kalla.objects.get_or_create(nyckel=nyckel, defaults={"namn": nyckel} | falt)[0]


def nyckeltal(**falt: Any) -> Nyckeltal:
    rad = ANDEL | falt
    return Nyckeltal.objects.get_or_create(nyckel=rad["nyckel"], defaults=rad)[0]


def varde(plats: Any = None, tal: Any = None, antal: int | None = None, **falt: Any) -> Varde:
    """Ett osparat värde på enheten. Andelar skrivs som de står i källan: 82.0 av 61."""
    rad = Varde(
        **{"niva": Niva.ENHET, "period": "2025/26", "period_till": date(2026, 6, 30), "skapad": timezone.now()}
        | {"plats_id": plats.pk if plats else None, "antal": antal, "tal": None if tal is None else Decimal(str(tal))}
        | {"nyckeltal": falt.pop("nyckeltal", None) or nyckeltal(), "kalla": falt.pop("kalla", None) or kalla()}
        | falt
    )
    rad.identitet = identitet(rad)
    return rad


def for_in(*varden: Varde) -> list[Varde]:
    """Skriver värdena, räknar om skyddet och läser dem som en sida läser dem, i samma ordning."""
    skrivna = Varde.objects.bulk_create(varden)
    rakna_om({(v.nyckeltal_id, v.period) for v in skrivna})
    lasta = Varde.objects.for_visning().in_bulk([v.pk for v in skrivna])
    return [lasta[v.pk] for v in skrivna]
