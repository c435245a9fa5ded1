"""Rundans iakttagelser som en lista att sålla i: efter slag, läroplansområde och verksamhetsområde."""

from collections.abc import Iterable
from typing import Any

from dialoger.iakttagelsedel import rad, synliga
from dialoger.models import Iakttagelse
from styrkedja.format import namnordning
from styrkedja.models import Omgang, Person, Tillhorighet, Verksamhetsomrade


def las_lista(person: Person, omgang: Omgang, valt: dict[str, str]) -> dict[str, Any]:
    """Raderna efter område och enhet, och valen med sina antal. Ett fast antal frågor."""
    hor_till = dict(Tillhorighet.objects.filter(lasar=omgang.lasar_id).values_list("enhet_id", "omrade_id"))
    alla = [(i, hor_till.get(i.enhet_id)) for i in synliga(person).filter(omgang=omgang)]
    omraden = {o.pk: o for o in Verksamhetsomrade.objects.all()}
    rader = [i for i, omrade in alla if _passar(i, omraden.get(omrade or 0), valt)]
    rader.sort(key=lambda i: (_ordning(omraden.get(hor_till.get(i.enhet_id, 0))), namnordning(i.enhet.namn), i.pk))
    return {
        "rader": [rad(person, i) for i in rader],
        "antal": len(alla),
        "slagen": [(s.value, s.label, sum(i.slag == s for i, _ in alla)) for s in Iakttagelse.Slag],
        "laroplansomraden": _namn(i.omrade.namn for i, _ in alla if i.omrade),
        "verksamhetsomraden": [(o.slug, o.namn) for o in sorted(omraden.values(), key=lambda o: o.ordning)],
        "valt": valt,
    }


def _ordning(omrade: Verksamhetsomrade | None) -> int:
    return omrade.ordning if omrade else 0


def _namn(namn: Iterable[str]) -> list[str]:
    return sorted(set(namn), key=namnordning)


def _passar(i: Iakttagelse, omrade: Verksamhetsomrade | None, valt: dict[str, str]) -> bool:
    return (
        valt["slag"] in ("", i.slag)
        and valt["om"] in ("", i.omrade.namn if i.omrade else None)
        and valt["omrade"] in ("", omrade.slug if omrade else None)
    )
