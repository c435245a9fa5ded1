"""Vad som är inne, enhet för enhet: läst i två frågor hur många enheter det än är, sorterat med luckorna först.

Frågorna är skriven SQL, lika för PostgreSQL och SQLite: på den här sidan kostar det mer att bygga dem med ORM:en än att
köra dem (docs/beslut/0011).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from kvalitetsrapporter.regler import Delfakta, Tillstand
from styrkedja.format import lokal_dag, namnordning
from styrkedja.klocka import idag
from styrkedja.models import Lasar, Omgang, Person
from styrkedja.skriven_sql import rader

#: En enhet med två rektorer kommer två gånger, den senast tillträdda sist.
_ENHETER = """
    SELECT t.enhet_id, e.namn, e.slug, o.namn, o.slug, o.ordning, p.namn
    FROM styrkedja_tillhorighet t
    JOIN styrkedja_plats e ON e.id = t.enhet_id
    JOIN styrkedja_plats o ON o.id = t.omrade_id
    LEFT JOIN styrkedja_befattning b ON b.plats_id = t.enhet_id AND b.roll = 'rektor'
        AND b.fran <= %s AND (b.till IS NULL OR b.till >= %s)
    LEFT JOIN styrkedja_person p ON p.id = b.person_id
    WHERE t.lasar_id = %s {i_omradena}
    ORDER BY b.fran
"""
_DELAR = """
    SELECT r.enhet_id, d.omgang_id, d.tillstand, d.sista_dag, i.nummer, i.nar, i.sen, i.aterlamnad, l.id
    FROM styrkedja_tillhorighet t
    JOIN kvalitetsrapporter_rapport r ON r.enhet_id = t.enhet_id AND r.lasar_id = t.lasar_id
    JOIN kvalitetsrapporter_rapportdel d ON d.rapport_id = r.id
    LEFT JOIN kvalitetsrapporter_inlamning i ON i.id = d.senaste_id
    LEFT JOIN kvalitetsrapporter_lasning l ON l.inlamning_id = d.senaste_id AND l.person_id = %s
    WHERE t.lasar_id = %s {i_omradena}
"""


@dataclass(frozen=True)
class Delrad:
    """En enhets del i en omgång."""

    fakta: Delfakta
    version: int = 0
    last: bool = False


class Enhetsrad(NamedTuple):
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
    *, lasar: Lasar, omgangar: list[Omgang], omraden: Iterable[int] | None, lasare: Person, sorteras: Omgang | None
) -> list[Enhetsrad]:
    """Enheterna i områdena (None: alla) med sina delar.

    Args:
        omgangar: läsårets alla omgångar.
        lasare: den som "läst" gäller.
        sorteras: omgången vars luckor ligger först.
    """
    dag, vilka = idag(), None if omraden is None else tuple(omraden)
    delar = _delar(lasar, omgangar, vilka, lasare)
    rader = {
        pk: (ordning, Enhetsrad(namn, slug, omrade, omrade_slug, rektor or "ingen rektor", delar.get(pk, {})))
        for pk, namn, slug, omrade, omrade_slug, ordning, rektor in _las(_ENHETER, [dag, dag, lasar.pk], vilka)
    }
    nyckel = sorteras.nyckel if sorteras else ""
    i_ordning = sorted(
        rader.values(), key=lambda r: (r[0], namnordning(r[1].omrade), r[1].vikt(nyckel, dag), namnordning(r[1].namn))
    )
    return [rad for _, rad in i_ordning]


def _las(sql: str, varden: list[Any], omraden: tuple[int, ...] | None) -> Iterator[tuple]:
    """Raderna i områdena; None är alla, ett tomt urval ger inga."""
    if omraden == ():
        return iter(())
    i_omradena = f"AND t.omrade_id IN ({', '.join(['%s'] * len(omraden))})" if omraden else ""
    return iter(rader(sql.format(i_omradena=i_omradena), *varden, *(omraden or ())))


def _delar(
    lasar: Lasar, omgangar: list[Omgang], omraden: tuple[int, ...] | None, lasare: Person
) -> dict[int, dict[str, Delrad]]:
    rundor = {o.pk: (o.nyckel, o.sista_dag, o.oppnar) for o in omgangar}
    per_enhet: dict[int, dict[str, Delrad]] = defaultdict(dict)
    rader = _las(_DELAR, [lasare.pk, lasar.pk], omraden)
    for enhet, omgang, tillstand, egen, nummer, nar, sen, ater, lasning in rader:
        nyckel, sista_dag, oppnar = rundor[omgang]
        per_enhet[enhet][nyckel] = _delrad(
            tillstand, egen or sista_dag, oppnar, _dag(nar), bool(sen), _dag(ater), nummer or 0, lasning is not None
        )
    return per_enhet


def _dag(nar: datetime | None) -> date | None:
    """Dagen i Sverige. SQLite ger tidpunkten i UTC utan att säga det."""
    if nar is None:
        return None
    return lokal_dag(nar if nar.tzinfo else nar.replace(tzinfo=UTC))


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
