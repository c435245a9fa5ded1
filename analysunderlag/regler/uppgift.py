"""Vad en fil säger, innan någon enhet är känd: uppgifter, fel rad för rad, det som hoppas över, varningar."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from analysunderlag.regler.tal import Granser, granser_for
from analysunderlag.regler.tecken import Tecken
from styrkedja.regler.inlasning import normal

#: Så kallas riket i källornas filer.
RIKET = frozenset({"riket", "hela riket", "samtliga riket", "0000", "sverige"})


class Felslag(StrEnum):
    """Vad som går att göra åt felet intill raden."""

    TAL = "tal"
    ENHET = "enhet"
    TEXT = "text"
    RAD = "rad"


@dataclass(frozen=True)
class Radfel:
    """Ett fel på en rad: kolumnen, cellen som den står, en mening, och det som kanske menades."""

    kolumn: str
    varde: str
    mening: str
    slag: Felslag = Felslag.TEXT
    forslag: str = ""
    #: För en enhet som inte känns igen: det som minns valet.
    nyckel: str = ""


@dataclass(frozen=True)
class Hoppad:
    nummer: int
    namn: str
    skal: str


@dataclass(frozen=True)
class Varning:
    """Något som kan vara rätt men måste bekräftas. Nyckeln är densamma nästa gång samma fil läses."""

    nyckel: str
    mening: str
    rader: tuple[int, ...] = ()


@dataclass(frozen=True)
class Uppgift:
    """En cell som är ett värde. `kod` och `namn` är enhetens så som filen skriver dem."""

    rad: int
    kolumn: str
    nyckeltal: str
    period: str
    text: str
    tal: Decimal | None
    tecken: str
    niva: str = "enhet"
    kod: str = ""
    namn: str = ""
    jamforelse: str = ""
    grupp: str = ""
    skolform: str = ""
    kon: str = ""
    uppdelning: str = ""
    antal: int | None = None
    antal_tecken: str = ""
    taljare: int | None = None
    svarsfrekvens: Decimal | None = None
    preliminart: bool = False


@dataclass(frozen=True)
class Nyckeltalsfakta:
    """Det som läsningen behöver veta om ett nyckeltal."""

    nyckel: str
    namn: str
    matt: str
    manniskor: bool = True
    period: str = "lasar"
    kolada_id: str = ""
    skolform: str = ""

    @property
    def granser(self) -> Granser:
        return granser_for(self.matt, manniskor=self.manniskor, avvikelse="avvikelse" in self.nyckel)


@dataclass(frozen=True)
class Rubrik:
    """Vad en rubrik i en källas fil betyder. Källa: data, se models.Rubrikalias."""

    roll: str
    nyckeltal: str = ""
    kon: str = ""


@dataclass(frozen=True)
class Sammanhang:
    """Huset som filen läses i: kommunen, nyckeltalen, och orden som källorna använder.

    `rubriker` är (rapport, rubriken utan tecken) → betydelse.
    """

    orgnr: str
    kommunkod: str
    huvudmannens_namn: frozenset[str]
    nyckeltal: Mapping[str, Nyckeltalsfakta]
    rubriker: Mapping[tuple[str, str], Rubrik]
    skolformer: Mapping[str, str] = field(default_factory=dict)

    def rubrik(self, rapport: str, text: str) -> Rubrik | None:
        return self.rubriker.get((rapport, normal(text)))


@dataclass
class Formlasning:
    """Allt som en fil säger. En rad med fel har inga uppgifter när `stryk_felaktiga` är gjord."""

    form: str
    kalla: str
    titel: str = ""
    rubriker: tuple[str, ...] = ()
    rader: dict[int, tuple[str, ...]] = field(default_factory=dict)
    uppgifter: list[Uppgift] = field(default_factory=list)
    fel: dict[int, list[Radfel]] = field(default_factory=dict)
    hoppade: list[Hoppad] = field(default_factory=list)
    varningar: list[Varning] = field(default_factory=list)
    okanda: tuple[str, ...] = ()
    rapport: str = ""
    noter: int = 0
    marken: Counter[str] = field(default_factory=Counter)

    def lagg_fel(self, rad: int, fel: Radfel) -> None:
        fel_pa_raden = self.fel.setdefault(rad, [])
        if fel not in fel_pa_raden:
            fel_pa_raden.append(fel)

    def hoppa(self, rad: int, namn: str, skal: str) -> None:
        self.hoppade.append(Hoppad(rad, namn, skal))

    def stryk_felaktiga(self) -> None:
        """En rad läses hel eller inte alls. Tecknen räknas per cell: antalet delas av radens alla tal."""
        self.uppgifter = [u for u in self.uppgifter if u.rad not in self.fel]
        antalens = {(u.rad, u.kon, u.antal_tecken) for u in self.uppgifter if u.antal_tecken}
        tecken = [*(u.tecken for u in self.uppgifter if u.tecken), *(t for _, _, t in antalens)]
        self.marken = Counter(Tecken(t).value for t in tecken)

    @property
    def perioder(self) -> list[str]:
        return list(dict.fromkeys(u.period for u in self.uppgifter))
