"""Indikatorernas värden så som läsaren får se dem: nyckeltalens ur analysunderlaget, de egna måttens ur planen.

Nyckeltalens tal går bara genom `analysunderlag.visning.visa`. Två frågor hur många indikatorer det än är.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from analysunderlag.models import Varde
from analysunderlag.regler.skydd_ord import Insyn
from analysunderlag.visning import visa
from styrkedja.diagram import Diagram, gnista
from styrkedja.format import datum_kort, tal
from styrkedja.models import Person, Plats
from vp_uppdrag.models import Malindikator, Malmatning

#: Så många perioder ryms i kurvan.
PERIODER = 5


@dataclass(frozen=True)
class Punkt:
    """Ett värde i tiden: perioden, orden som visas, och talet för kurvan när det får visas."""

    period: str
    text: str
    varde: float | None
    skal: str = ""


@dataclass(frozen=True)
class Indikator:
    """Det som behövs för att finna en indikators värden, ur raden eller ur en frusen lydelse."""

    id: int
    nyckeltal: int | None
    skolform: str = ""
    uppdelning: str = ""

    @classmethod
    def ur(cls, rad: Malindikator) -> "Indikator":
        return cls(rad.pk or 0, rad.nyckeltal_id, rad.skolform.namn if rad.skolform else "", rad.uppdelning)

    @classmethod
    def ur_lydelsen(cls, rad: dict[str, Any]) -> "Indikator":
        return cls(rad["id"], rad["nyckeltal"], rad["skolform"], rad["uppdelning"])


@dataclass
class Serie:
    """En indikators värden i tidens ordning."""

    punkter: list[Punkt] = field(default_factory=list)
    kalla: str = ""

    @property
    def senast(self) -> Punkt | None:
        return self.punkter[-1] if self.punkter else None

    def vid(self, period: str) -> Punkt | None:
        return next((p for p in self.punkter if p.period == period), None)

    def kurva(self, titel: str, mal: float | None) -> Diagram | None:
        """Den lilla kurvan; None när inget tal får visas."""
        sista = self.punkter[-PERIODER:]
        if not any(p.varde is not None for p in sista):
            return None
        varden = [p.text if p.varde is None else p.varde for p in sista]
        return gnista(titel, [p.period for p in sista], varden, mal=mal)


def serier_for(indikatorer: Iterable[Indikator], plats: Plats, person: Person | None, insyn: Insyn) -> dict[int, Serie]:
    """Indikatorns id → dess serie.

    Args:
        person: den som läser; None är ett papper för alla, med bara det som källorna själva ger ut.
    """
    alla = list(indikatorer)
    egna = _egna_matt([i.id for i in alla if i.nyckeltal is None])
    nyckeltal = _nyckeltalens({i.nyckeltal for i in alla if i.nyckeltal}, plats, person)
    return {i.id: _serie(nyckeltal[i.nyckeltal], i, insyn) if i.nyckeltal else egna[i.id] for i in alla}


def serie_for(indikator: Indikator, plats: Plats, person: Person | None, insyn: Insyn) -> Serie:
    return serier_for([indikator], plats, person, insyn)[indikator.id]


def _egna_matt(indikatorer: list[int]) -> dict[int, Serie]:
    serier: dict[int, Serie] = defaultdict(Serie)
    if indikatorer:
        for rad in Malmatning.objects.filter(indikator__in=indikatorer).order_by("dag"):
            punkt = Punkt(datum_kort(rad.dag), tal(rad.varde), float(rad.varde))
            serier[rad.indikator_id].punkter.append(punkt)
    return serier


def _nyckeltalens(nyckeltal: set[int], plats: Plats, person: Person | None) -> dict[int, list[Varde]]:
    funna: dict[int, list[Varde]] = defaultdict(list)
    if not nyckeltal:
        return funna
    varden = Varde.objects.gallande().filter(plats=plats, nyckeltal__in=nyckeltal, kon="", grupp="")
    varden = varden.filter(kalla__eget_skydd=True) if person is None else varden.synliga_for(person)
    for rad in varden.for_visning().select_related("skolform").order_by("period_till", "kalla__ordning"):
        funna[rad.nyckeltal_id].append(rad)
    return funna


def _serie(varden: list[Varde], indikator: Indikator, insyn: Insyn) -> Serie:
    """En punkt per period. Ger flera källor samma period gäller den första i källornas ordning."""
    serie = Serie()
    for rad in varden:
        if rad.uppdelning != indikator.uppdelning or not _ratt_skolform(rad, indikator):
            continue
        visat = visa(rad, insyn)
        if serie.vid(visat.period) is None:
            serie.punkter.append(Punkt(visat.period, visat.text, visat.tal, visat.skal))
            serie.kalla = visat.kalla
    return serie


def _ratt_skolform(rad: Varde, indikator: Indikator) -> bool:
    return not indikator.skolform or rad.skolform is None or rad.skolform.namn == indikator.skolform
