"""Verksamhetsmålets regler: vad ett mål behöver för att vara ett, indikatorns riktning, aktivitetens nivå och tid.

Källa: frö 000 §2.1 med fotnot 3 (krav 17–19), domain.md §5. Meningarna säger vad man gör åt det.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.db.models import TextChoices

from styrkedja.format import datum
from styrkedja.regler.analys import har_substans, vilka_ska_andra_sig

#: Fler än så är ingen plan. Sidan klarar dem; människorna gör det inte.
MAX_MAL = 200
#: Fler än så är svåra att hålla i på samma gång.
MANGA_MAL = 5


class Ipsniva(TextChoices):
    """Det som ett mål förklaras av och en aktivitet riktas mot. Individnivån är resultatet, aldrig det som ska ändras."""

    PROCESS = "P", "process"
    STRUKTUR = "S", "struktur"


BARA_INDIVID = (
    "En aktivitet ändrar arbetssätten eller organisationen; det är aldrig barnen eller eleverna som ska ändra sig. "
    "Välj process eller struktur, och skriv vad ni ska göra annorlunda."
)


class Riktning(TextChoices):
    OKA = "oka", "ska öka"
    MINSKA = "minska", "ska minska"
    HALLA = "halla", "ska ligga kvar"


class Aktivitetslage(TextChoices):
    KOMMER = "kommer", "kommer"
    PAGAR = "pagar", "pågår"
    RISK = "risk", "risk"
    KLAR = "klar", "klar"
    INSTALLD = "installd", "görs inte"


#: Inget mer väntas av aktiviteten.
SLUT = (Aktivitetslage.KLAR, Aktivitetslage.INSTALLD)
#: Läget så som mallordet `lage` tar det: (ton, ikon).
LAGETS_FORM: dict[str, tuple[str, str]] = {
    Aktivitetslage.KOMMER: ("lugnt", "ring"),
    Aktivitetslage.PAGAR: ("god", "plan"),
    Aktivitetslage.RISK: ("vakta", "risk"),
    Aktivitetslage.KLAR: ("god", "klar"),
    Aktivitetslage.INSTALLD: ("lugnt", "kryss"),
}


# --- Det som prövas när en rad sparas ------------------------------------------------------------
def fel_i_indikatorn(start: Decimal | float | None, mal: Decimal | None, riktning: str) -> str | None:
    """Meningen vid målvärdet, eller None. Utan start eller målvärde finns inget att jämföra."""
    if start is None or mal is None:
        return None
    start = Decimal(str(start))
    if riktning == Riktning.OKA and mal < start:
        return "Målet ligger under start, men talet ska öka. Höj målet, eller välj att talet ska minska."
    if riktning == Riktning.MINSKA and mal > start:
        return "Målet ligger över start, men talet ska minska. Sänk målet, eller välj att talet ska öka."
    return None


def fel_i_tiden(fran: date | None, till: date | None, lasar_fran: date, lasar_till: date) -> dict[str, str]:
    """Fält → mening. En aktivitet ryms i sitt läsår; det som tar längre tid får en aktivitet i nästa plan."""
    fel = {}
    if till and till > lasar_till:
        fel["till"] = f"Aktiviteten slutar efter läsåret ({datum(lasar_till)}). Lägg resten i nästa läsårs plan."
    elif till and fran and till < fran:
        fel["till"] = "Aktiviteten slutar före sin början. Välj en senare dag."
    if fran and not lasar_fran <= fran <= lasar_till:
        fel["fran"] = f"Aktiviteten börjar utanför läsåret, {datum(lasar_fran)}–{datum(lasar_till)}."
    return fel


def fel_i_aktiviteten(text: str) -> str | None:
    """Meningen när aktiviteten lägger förändringen på barnen eller eleverna (krav 17)."""
    vilka = vilka_ska_andra_sig(text)
    return f"Det ser ut som att {vilka} ska ändra sig. Vad behöver ni göra annorlunda?" if vilka else None


# --- Det som ett mål saknar ----------------------------------------------------------------------
@dataclass(frozen=True)
class Malfakta:
    """Ett mål så som reglerna ser det. `orsak` och `annan_forklaring` är klartext."""

    nr: int
    text: str
    orsaksniva: str = ""
    orsak: str = ""
    utan_orsak: str = ""
    annan_forklaring: str = ""
    underlag: int = 0
    kriterier: int = 0
    indikatorer: int = 0
    aktiviteter: int = 0
    bidrag: int = 0

    @property
    def analyserat(self) -> bool:
        """Målet har en orsak i process eller struktur (krav 19)."""
        return bool(self.orsaksniva) and har_substans(self.orsak)


class Bristslag(StrEnum):
    TEXT = "mal"
    ORSAK = "orsak"
    NIVA = "orsaksniva"
    ANNAN = "annan_forklaring"
    UNDERLAG = "underlag"
    KRITERIUM = "kriterium"
    INDIKATOR = "indikator"
    EN_INDIKATOR = "en_indikator"
    AKTIVITET = "aktivitet"
    BIDRAG = "bidrag"


@dataclass(frozen=True)
class Brist:
    """Något som målet behöver, i en mening. `hindrar`: planen går inte att skicka för avstämning förrän det är gjort."""

    slag: Bristslag
    mening: str
    hindrar: bool = False


def malets_brister(mal: Malfakta) -> list[Brist]:
    """Det som fattas, i den ordning man skriver det. Det som hindrar först gör målet till ett mål; resten är råd."""
    rader = [*_orden(mal), *_orsaken(mal), *_matningen(mal)]
    if not mal.aktiviteter:
        rader.append(Brist(Bristslag.AKTIVITET, "Målet har ingen aktivitet. Vad ska ni göra annorlunda?", True))
    if not mal.bidrag:
        rader.append(Brist(Bristslag.BIDRAG, "Säg vad målet bidrar till, så att det syns längre upp i kedjan."))
    return rader


def _orden(mal: Malfakta) -> Iterable[Brist]:
    if not har_substans(mal.text, minst=2):
        yield Brist(Bristslag.TEXT, "Skriv målet i en mening.", True)


def _orsaken(mal: Malfakta) -> Iterable[Brist]:
    if mal.utan_orsak and not mal.analyserat:
        return
    if not har_substans(mal.orsak):
        mening = "Målet hör inte ihop med någon orsak ännu. Skriv den, eller varför målet ändå behövs."
        yield Brist(Bristslag.ORSAK, mening, True)
        return
    if not mal.orsaksniva:
        yield Brist(Bristslag.NIVA, "Ligger orsaken i arbetssätten (process) eller i organisationen (struktur)?", True)
    if not mal.underlag:
        yield Brist(Bristslag.UNDERLAG, "Vilket underlag bygger orsaken på?")
    if not har_substans(mal.annan_forklaring):
        yield Brist(Bristslag.ANNAN, "Vilken annan förklaring har ni prövat?")


def _matningen(mal: Malfakta) -> Iterable[Brist]:
    if not mal.kriterier:
        yield Brist(Bristslag.KRITERIUM, "Målet har inget målkriterium. Vad ser ni när ni är på väg?")
    if not mal.indikatorer:
        yield Brist(Bristslag.INDIKATOR, "Målet har ingen indikator. Hur märker ni att det går framåt?")
    elif mal.indikatorer == 1:
        yield Brist(Bristslag.EN_INDIKATOR, "En indikator fångar aldrig hela målet. Läs den tillsammans med en till.")
