"""En cell i en tabell: ett värde som skyddet ser det, utan databas. Och vad som beslutas om den."""

from dataclasses import dataclass
from typing import NamedTuple

from analysunderlag.regler.skydd_ord import Raknar, Skydd
from analysunderlag.regler.tecken import Tecken

#: Kommunen och uppåt: där är gränsen fem (Skolverket sedan 2023/24; reliability.md §6).
KOMMUN_OCH_UPPAT = frozenset({"skolform", "huvudman", "kommungrupp", "riket"})
MINST_I_KOMMUNEN = 5
#: Den egna kedjan ser grupper från fem.
MINST_I_KEDJAN = 5


class Nyckel(NamedTuple):
    """Platsen i tabellen. Två versioner av samma värde har samma nyckel; två källor också."""

    niva: str
    plats: int = 0
    skolform: int = 0
    grupp: str = ""
    kon: str = ""
    uppdelning: str = ""
    jamforelse: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Ett värde ur en källa. Bygger på heltal: n är gruppen, x är hur många av den som räknas."""

    id: int
    nyckel: Nyckel
    kalla: int
    #: Gränsen för öppen visning. None: talet gäller inte människor i grupp.
    minst: int | None
    n: int | None = None
    #: Hur stor x är som minst och som mest, när talet är avrundat. None: går inte att räkna ut.
    x: tuple[int, int] | None = None
    tecken: str = Tecken.FA
    raknar: str = Raknar.MANNISKOR
    eget_skydd: bool = False


class Beslut(NamedTuple):
    """För alla läsare, och för den egna kedjan."""

    skydd: Skydd
    skydd_egen: Skydd


def minsta_grupp(niva: str, nyckeltalets: int | None, huvudmannens: int) -> int | None:
    """Gränsen för öppen visning: den högsta av nyckeltalets och kommunens, men fem för kommunen och uppåt.

    Args:
        nyckeltalets: None när talet inte gäller människor i grupp; då finns ingen gräns.
    """
    if nyckeltalets is None:
        return None
    return MINST_I_KOMMUNEN if niva in KOMMUN_OCH_UPPAT else max(nyckeltalets, huvudmannens)
