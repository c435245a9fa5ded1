"""Rapportens rena regler: tillstånd och övergångar, vad som fattas, vad som fryses. Ingen databas, ingen klocka."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import TextChoices

from kvalitetsrapporter.regler.ips import ankare
from styrkedja.regler.overgangar import Overgang, nasta
from styrkedja.regler.riktext import ar_tom
from styrkedja.regler.roller import Roll

#: Läser och, med rätt, skriver i enhetens utkast.
SKOLLEDNING = (Roll.REKTOR, Roll.BITRADANDE_REKTOR)
#: Läser alla fastställda rapporter, utöver dem som redan läser inlämnat.
LASER_FASTSTALLT = (
    Roll.AVDELNINGSCHEF,
    Roll.CONTROLLER,
    Roll.EKONOMICONTROLLER,
    Roll.ANALYTIKER,
    Roll.NAMNDSEKRETERARE,
)
#: Läser den egna enhetens fastställda rapport.
MEDARBETARE = (Roll.MEDARBETARE, Roll.FORSTELARARE, Roll.UTVECKLINGSLEDARE, Roll.ARBETSLAGSLEDARE)


class Tillstand(TextChoices):
    """Tillstånd för rapportens del i en runda (design: arbetsmaterial → inlämnad ⇄ återlämnad → fastställd)."""

    ARBETSMATERIAL = "arbetsmaterial", "arbetsmaterial"
    INLAMNAD = "inlamnad", "inlämnad"
    ATERLAMNAD = "aterlamnad", "återlämnad"
    FASTSTALLD = "faststalld", "fastställd"


#: Den enda tabellen över rapportens övergångar; docs/tillstand.md ritas ur den.
OVERGANGAR: tuple[Overgang[Tillstand], ...] = (
    Overgang(Tillstand.ARBETSMATERIAL, "lamna_in", Tillstand.INLAMNAD, "rektor"),
    Overgang(Tillstand.INLAMNAD, "lamna_in", Tillstand.INLAMNAD, "rektor"),
    Overgang(Tillstand.INLAMNAD, "lamna_tillbaka", Tillstand.ATERLAMNAD, "verksamhetschef"),
    Overgang(Tillstand.ATERLAMNAD, "lamna_in", Tillstand.INLAMNAD, "rektor"),
    Overgang(Tillstand.INLAMNAD, "faststall", Tillstand.FASTSTALLD, "rektor"),
)


def nasta_tillstand(fran: str, handling: str) -> Tillstand | None:
    """Tillståndet som handlingen leder till, eller None när den inte är tillåten därifrån."""
    return nasta(OVERGANGAR, fran, handling)


def ar_tomt(text: str) -> bool:
    """Sant när texten, ren eller rik, inte säger något: tom, bara mellanrum eller nollbreddstecken."""
    return ar_tom(text or "")


@dataclass(frozen=True)
class Faltlage:
    """Ett fält i ett avsnitt så som reglerna ser det."""

    etikett: str
    obligatoriskt: bool
    ifyllt: bool


class Saknasslag(StrEnum):
    """Varför raden står i listan före inlämning: tomt, värt en tanke till, eller något som kan peka ut någon."""

    SAKNAS = "saknas"
    ANMARKNING = "anmarkning"
    PERSONUPPGIFT = "personuppgift"


@dataclass(frozen=True)
class Saknas:
    """Något att göra i ett avsnitt före inlämning, i ord som kan visas.

    `vad` är en mening utan punkt när något saknas, och hela meningar när det är en anmärkning.
    `falt` är fältets nyckel, `niva` (bedömningen) eller `underlag`.
    """

    avsnitt_nyckel: str
    rubrik: str
    vad: str
    falt: str = ""
    slag: Saknasslag = Saknasslag.SAKNAS

    @property
    def ankare(self) -> str:
        return ankare(self.falt)


def framsteg(falt: Iterable[Faltlage], *, kraver_bedomning: bool, bedomt: bool) -> float:
    """Hur stor del (0–1) av avsnittets obligatoriska fält och bedömning som är gjord.

    Saknar avsnittet obligatoriska fält räknas alla dess fält.
    """
    falt = list(falt)
    krav = [f for f in falt if f.obligatoriskt] or falt
    gjort = sum(f.ifyllt for f in krav) + (1 if kraver_bedomning and bedomt else 0)
    antal = len(krav) + (1 if kraver_bedomning else 0)
    return gjort / antal if antal else 1.0


@dataclass(frozen=True)
class Delfakta:
    """Det som avgör hur en dels läge ser ut, utan modellobjekt: listor läser det rakt ur databasen."""

    tillstand: str
    ska_in: date
    oppnar: date
    inlamnad: date | None = None
    sen: bool = False
    aterlamnad: date | None = None


def infor(omgang: str) -> str:
    """Delens namn i löpande text: "inför VD2", eller "vid läsårets slut" för rundan som inte är en dialog."""
    return f"inför {omgang}" if omgang.startswith("VD") else "vid läsårets slut"
