"""En cell i en tabell: ett värde som skyddet ser det, utan databas. Och vad som beslutas om den."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from analysunderlag.regler.skydd_ord import Raknar, Skydd
from analysunderlag.regler.tecken import SKYDDANDE, UTAN_UPPGIFT, Tecken

#: Kommunen och uppåt: där är gränsen fem (Skolverket sedan 2023/24; reliability.md §6).
I_KOMMUNEN = frozenset({"skolform", "huvudman"})
KOMMUN_OCH_UPPAT = I_KOMMUNEN | {"kommungrupp", "riket"}
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
    """En version av ett värde ur en källa: n är gruppen, x är hur många av den som räknas."""

    id: int
    nyckel: Nyckel
    kalla: int = 0
    #: Gränsen för öppen visning. None: talet gäller inte människor i grupp.
    minst: int | None = 10
    n: int | None = None
    #: Hur stor x är som minst och som mest, när talet är avrundat. None: går inte att räkna ut.
    x: tuple[int, int] | None = None
    tecken: str = ""
    raknar: str = Raknar.MANNISKOR
    eget_skydd: bool = False
    #: Verksamhetsområdet som enheten hör till: dess chef ser enhetens tal från fem.
    omrade: int = 0
    #: Har visats, öppet och i den egna kedjan: det är känt och kan inte dölja något annat.
    visad: bool = False
    visad_egen: bool = False
    version: int = 1
    skapad: datetime | None = None
    angrad: datetime | None = None
    galler: bool = True

    @property
    def har_tal(self) -> bool:
        """Sant när källan säger något om talet: ett tal, eller "nästan alla"."""
        return self.tecken not in SKYDDANDE and self.tecken not in UTAN_UPPGIFT

    @property
    def nastan_alla(self) -> bool:
        return self.tecken == Tecken.NASTAN_ALLA


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
