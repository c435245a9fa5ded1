"""Versionerna av en del, och vilken av dem en läsare senast hade framför sig."""

from dataclasses import dataclass

from django.db.models import Q

from kvalitetsrapporter.models import Inlamning
from styrkedja.models import Person


@dataclass(frozen=True)
class Forra:
    """En tidigare version att jämföra med, och varför just den, i ord."""

    nummer: int
    varfor: str


def forra_for(version: Inlamning, person: Person) -> Forra | None:
    """Den version som läsaren senast läste eller lämnade tillbaka; annars den närmast före. None för den första."""
    tidigare = Inlamning.objects.filter(
        rapport=version.rapport_id, omgang=version.omgang_id, nummer__lt=version.nummer
    ).order_by("-nummer")
    egna = tidigare.filter(Q(aterlamnad_av=person) | Q(lasningar__person=person))
    rad = egna.values_list("nummer", "aterlamnad_av").first()
    if rad:
        nummer, lamnade_tillbaka = rad
        varfor = "du lämnade tillbaka" if lamnade_tillbaka == person.pk else "du läste"
        return Forra(nummer, f"Nytt sedan {varfor} version {nummer}")
    narmast = tidigare.values_list("nummer", flat=True).first()
    return Forra(narmast, f"Jämför med version {narmast}") if narmast else None
