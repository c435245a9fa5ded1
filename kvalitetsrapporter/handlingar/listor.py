"""Vad som är inne, enhet för enhet: läst i ett fast antal frågor, sorterat med luckorna först."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import QuerySet

from kvalitetsrapporter.models import Lasning, Rapportdel
from kvalitetsrapporter.regler import Delfakta, Tillstand
from styrkedja.format import lokal_dag, namnordning
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Lasar, Omgang, Person, Tillhorighet
from styrkedja.regler.roller import Roll


@dataclass(frozen=True)
class Delrad:
    """En enhets del i en omgång."""

    fakta: Delfakta
    version: int = 0
    last: bool = False


@dataclass(frozen=True)
class Enhetsrad:
    """En enhet i listan, med sina delar efter omgångens nyckel."""

    namn: str
    slug: str
    omrade: str
    omrade_slug: str
    rektor: str
    delar: dict[str, Delrad]

    def vikt(self, omgang: str, dag: date) -> int:
        """Hur långt upp raden hör: sen, återlämnad, inte inne, inne men oläst, läst."""
        delen = self.delar.get(omgang)
        if delen is None:
            return 2
        if delen.fakta.tillstand == Tillstand.ATERLAMNAD:
            return 1
        if delen.fakta.tillstand == Tillstand.ARBETSMATERIAL:
            return 0 if delen.fakta.ska_in < dag else 2
        return 4 if delen.last else 3

    def inne(self, omgang: str) -> bool:
        delen = self.delar.get(omgang)
        return delen is not None and delen.fakta.tillstand in (Tillstand.INLAMNAD, Tillstand.FASTSTALLD)


def enhetsrader(
    *, lasar: Lasar, omraden: Iterable[int] | None, lasare: Person, sorteras: Omgang | None
) -> list[Enhetsrad]:
    """Enheterna i områdena (None: alla) med sina delar. Fyra frågor, oavsett antal enheter."""
    tillhor = Tillhorighet.objects.filter(lasar=lasar)
    if omraden is not None:
        tillhor = tillhor.filter(omrade__in=omraden)
    enheter = list(
        tillhor.values_list("enhet_id", "enhet__namn", "enhet__slug", "omrade__namn", "omrade__slug", "omrade__ordning")
    )
    delar = _delar(lasar, omraden, lasare)
    rektorer = _rektorer(tillhor)
    rader = [
        (ordning, Enhetsrad(namn, slug, omrade, omrade_slug, rektorer.get(pk, "ingen rektor"), delar.get(pk, {})))
        for pk, namn, slug, omrade, omrade_slug, ordning in enheter
    ]
    nyckel, dag = sorteras.nyckel if sorteras else "", idag()
    rader.sort(key=lambda r: (r[0], namnordning(r[1].omrade), r[1].vikt(nyckel, dag), namnordning(r[1].namn)))
    return [rad for _, rad in rader]


def _delar(lasar: Lasar, omraden: Iterable[int] | None, lasare: Person) -> dict[int, dict[str, Delrad]]:
    fraga = Rapportdel.objects.filter(rapport__lasar=lasar)
    lasta = Lasning.objects.filter(person=lasare, inlamning__rapport__lasar=lasar)
    if omraden is not None:
        fraga = fraga.filter(
            rapport__enhet__tillhorigheter__lasar=lasar, rapport__enhet__tillhorigheter__omrade__in=omraden
        )
    har_last = set(lasta.values_list("inlamning_id", flat=True))
    omgangar = {o.pk: o for o in lasar.omgangar.all()}
    varden = fraga.values_list(
        "rapport__enhet_id", "omgang_id", "tillstand", "sista_dag",
        "senaste_id", "senaste__nummer", "senaste__nar", "senaste__sen", "senaste__aterlamnad",
    )  # fmt: skip
    per_enhet: dict[int, dict[str, Delrad]] = defaultdict(dict)
    for enhet, omgang_id, tillstand, egen, senaste, nummer, nar, sen, ater in varden:
        omgang = omgangar[omgang_id]
        per_enhet[enhet][omgang.nyckel] = _delrad(
            tillstand,
            egen or omgang.sista_dag,
            omgang.oppnar,
            lokal_dag(nar) if nar else None,
            bool(sen),
            lokal_dag(ater) if ater else None,
            nummer or 0,
            senaste in har_last,
        )
    return per_enhet


@lru_cache(maxsize=4096)
def _delrad(
    tillstand: str,
    ska_in: date,
    oppnar: date,
    inne: date | None,
    sen: bool,
    ater: date | None,
    version: int,
    last: bool,
) -> Delrad:
    """Samma läge är samma Delrad: tusen enheter delar på några tiotal, och listan ritar var och en en gång."""
    return Delrad(Delfakta(tillstand, ska_in, oppnar, inne, sen, ater), version, last)


def _rektorer(tillhor: QuerySet[Tillhorighet]) -> dict[int, str]:
    gallande = Befattning.objects.galler(idag()).med_roll(Roll.REKTOR).order_by("fran")
    gallande = gallande.filter(plats__in=tillhor.values("enhet"))
    return dict(gallande.values_list("plats_id", "person__namn"))
