"""Att läsa ett områdes inlämnade delar i rad: föregående, nästa, och hur många som är lästa."""

from dataclasses import dataclass

from django.urls import reverse

from kvalitetsrapporter.handlingar.listor import Enhetsrad, enhetsrader
from kvalitetsrapporter.models import Inlamning
from styrkedja.format import namnordning
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


@dataclass(frozen=True)
class Granne:
    """En annan enhets inlämnade del i samma runda."""

    namn: str
    adress: str
    last: bool


@dataclass(frozen=True)
class Lasordning:
    """Grannarna i namnordning. `olast` är nästa som inte är läst, räknat runt från den här."""

    foregaende: Granne | None
    nasta: Granne | None
    olast: Granne | None
    lasta: int
    antal: int


def las_i_rad(person: Person, version: Inlamning) -> Lasordning | None:
    """Områdets inlämnade delar i versionens runda, sedda från den; None när den är ensam. Två frågor."""
    lasar, nyckel = version.rapport.lasar, version.omgang.nyckel
    alla = enhetsrader(
        lasar=lasar, omgangar=list(lasar.omgangar.all()), omraden=person.platser(Roll.VERKSAMHETSCHEF),
        lasare=person, sorteras=None,
    )  # fmt: skip
    inne = sorted((r for r in alla if r.inne(nyckel) and r.delar[nyckel].version), key=lambda r: namnordning(r.namn))
    plats = next((i for i, r in enumerate(inne) if r.slug == version.rapport.enhet.slug), None)
    if plats is None or len(inne) == 1:
        return None
    grannar = [_granne(rad, lasar.slug, nyckel) for rad in inne]
    return Lasordning(
        grannar[plats - 1] if plats else None,
        grannar[plats + 1] if plats + 1 < len(grannar) else None,
        next((g for g in (*grannar[plats + 1 :], *grannar[:plats]) if not g.last), None),
        sum(g.last for g in grannar),
        len(grannar),
    )


def _granne(rad: Enhetsrad, lasar: str, nyckel: str) -> Granne:
    delen = rad.delar[nyckel]
    return Granne(rad.namn, reverse("rapport-inlamning", args=[rad.slug, lasar, nyckel, delen.version]), delen.last)
