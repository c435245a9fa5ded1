"""Rapportens bidrag till verksamhetsplanens sida: dörrarna till det som målen växte ur, och det som ett nytt kan växa ur."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse

from kvalitetsrapporter.behorighet import leder_enheten
from kvalitetsrapporter.handlingar.innehall import las_avsnitt
from kvalitetsrapporter.models import Punkt
from styrkedja.models import Person
from styrkedja.regler.riktext import ar_tom
from styrkedja.regler.roller import Plats
from vp_uppdrag.models import Mal, Verksamhetsplan

FALT = {"framgang": "framgangar", "utmaning": "utmaningar"}
#: Nivåerna som en orsak kan hämtas ur.
ORSAKER = ("P", "S")


@dataclass(frozen=True)
class Kalla:
    """En dörr till något som kan bli ett mål."""

    text: str
    adress: str


def kallor(person: Person, plan: Verksamhetsplan) -> list[Kalla]:
    """Det i enhetens rapporter som kan bli mål."""
    if plan.plats.slag != Plats.ENHET:
        return []
    adress = reverse("rapport-till-planen", args=[plan.plats.slug, plan.lasar.slug])
    return [Kalla("Ta en utmaning ur rapporten", adress)]


def ursprung(person: Person, mal: Iterable[int]) -> dict[int, str]:
    """Målets nyckel → adressen till punkten i rapporten, för den som skriver i den. En fråga."""
    egna = (p for p in _punkter(mal) if leder_enheten(person, p.avsnitt.rapport))
    return {p.mal_id: _adress(p) for p in egna if p.mal_id}


def _punkter(mal: Iterable[int]) -> Iterable[Punkt]:
    rader = Punkt.objects.filter(mal__in=list(mal))
    return rader.select_related("avsnitt__rapport__enhet", "avsnitt__rapport__lasar")


def _adress(punkt: Punkt) -> str:
    rapport = punkt.avsnitt.rapport
    vart = reverse("rapport-avsnitt", args=[rapport.enhet.slug, rapport.lasar.slug, punkt.avsnitt.nyckel])
    return f"{vart}#falt-{FALT[punkt.slag]}"


def citat(person: Person, mal: Mal) -> list[tuple[str, str]]:
    """(rubrik, rik text): det som rapporten säger om process och struktur i avsnittet där punkten står."""
    punkt = next(iter(_punkter([mal.pk])), None)
    if punkt is None or not leder_enheten(person, punkt.avsnitt.rapport):
        return []
    falten = las_avsnitt(punkt.avsnitt).falt
    return [
        (f"{f.mall.get_ips_display()}, {punkt.avsnitt.rubrik}", f.som_den_lases)
        for f in falten
        if f.mall.ips in ORSAKER and not ar_tom(f.innehall)
    ]
