"""Hur det står till med organisationen ett läsår: det som saknas räknas, i ett fast antal frågor."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from styrkedja.klocka import idag
from styrkedja.models import Befattning, Enhet, Forskola, Lasar, Tillhorighet, Verksamhetsomrade
from styrkedja.regler.roller import Roll


@dataclass(frozen=True)
class Organisationslage:
    lasar: Lasar | None
    omraden: int
    enheter: int
    forskolor: int
    utan_omrade: int
    utan_chefsomrade: int
    utan_rektor: int

    @property
    def har_luckor(self) -> bool:
        return bool(self.utan_omrade or self.utan_chefsomrade or self.utan_rektor)


def organisationens_lage(lasar: Lasar | None) -> Organisationslage:
    """Räknar platserna och luckorna läsåret. Utan läsår saknar alla enheter område."""
    return Organisationslage(
        lasar=lasar,
        omraden=Verksamhetsomrade.objects.filter(upphord=None).count(),
        enheter=verksamma(lasar).count(),
        forskolor=Forskola.objects.filter(upphord=None).count(),
        utan_omrade=utan_omrade(lasar).count(),
        utan_chefsomrade=utan_chefsomrade().count(),
        utan_rektor=utan_rektor(lasar).count(),
    )


def verksamma(lasar: Lasar | None) -> QuerySet[Enhet]:
    return Enhet.objects.verksamma(lasar) if lasar else Enhet.objects.filter(upphord=None)


def utan_omrade(lasar: Lasar | None) -> QuerySet[Enhet]:
    """Verksamma enheter som inget område svarar för läsåret."""
    tillhor = Tillhorighet.objects.filter(enhet=OuterRef("pk"), lasar=lasar)
    return verksamma(lasar).filter(~Exists(tillhor))


def utan_rektor(lasar: Lasar | None) -> QuerySet[Enhet]:
    """Verksamma enheter där ingen är rektor i dag."""
    rektor = Befattning.objects.galler(idag()).filter(plats=OuterRef("pk"), roll=Roll.REKTOR)
    return verksamma(lasar).filter(~Exists(rektor))


def utan_chefsomrade() -> QuerySet[Forskola]:
    return Forskola.objects.filter(upphord=None, chefsomrade=None)
