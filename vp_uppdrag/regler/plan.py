"""Verksamhetsplanens tillstånd, vem som läser vilken lydelse, och vad som skiljer två lydelser.

Källa: design/model.md "States"; frö 000 §4 (avstämning med överordnad chef) och 001 (sista dagen efter VD1, prövas efter
VD2 och VD3).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices

from styrkedja.format import antal_ord, uppraknat
from styrkedja.regler.overgangar import Overgang, nasta
from styrkedja.regler.roller import Roll

#: Läser utkastet och, med rätt, skriver i det.
LEDER = (Roll.REKTOR, Roll.BITRADANDE_REKTOR, Roll.AVDELNINGSCHEF)


class Plantillstand(TextChoices):
    """Var verksamhetsplanen är. Att den är reviderad syns på versionens nummer."""

    UTKAST = "utkast", "utkast"
    AVSTAMS = "avstams", "avstäms"
    AVSTAMD = "avstamd", "avstämd"
    FASTSTALLD = "faststalld", "fastställd"
    REVIDERAS = "revideras", "revideras"
    AVSLUTAD = "avslutad", "avslutad"


_REKTOR, _CHEF = "rektor", "verksamhetschef"

#: Den enda tabellen över verksamhetsplanens övergångar. En avdelnings plan: avdelningschef och utbildningsdirektör.
VERKSAMHETSPLANENS_OVERGANGAR: tuple[Overgang[Plantillstand], ...] = (
    Overgang(Plantillstand.UTKAST, "be_om_avstamning", Plantillstand.AVSTAMS, _REKTOR),
    Overgang(Plantillstand.REVIDERAS, "be_om_avstamning", Plantillstand.AVSTAMS, _REKTOR),
    Overgang(Plantillstand.AVSTAMS, "be_om_avstamning", Plantillstand.AVSTAMS, _REKTOR),
    Overgang(Plantillstand.AVSTAMS, "stam_av", Plantillstand.AVSTAMD, _CHEF),
    Overgang(Plantillstand.AVSTAMD, "andra", Plantillstand.AVSTAMS, _REKTOR),
    Overgang(Plantillstand.AVSTAMD, "faststall", Plantillstand.FASTSTALLD, _REKTOR),
    Overgang(Plantillstand.FASTSTALLD, "revidera", Plantillstand.REVIDERAS, _REKTOR),
    Overgang(Plantillstand.FASTSTALLD, "avsluta", Plantillstand.AVSLUTAD, _REKTOR),
)
#: Målen går att skriva om.
OPPNA = (Plantillstand.UTKAST, Plantillstand.AVSTAMS, Plantillstand.AVSTAMD, Plantillstand.REVIDERAS)


def nasta_plantillstand(fran: str, handling: str) -> Plantillstand | None:
    """Tillståndet som handlingen leder till, eller None när den inte är tillåten därifrån."""
    return nasta(VERKSAMHETSPLANENS_OVERGANGAR, fran, handling)


class Planversionsslag(TextChoices):
    """Varför en version frystes."""

    AVSTAMNING = "avstamning", "sänd för avstämning"
    FASTSTALLD = "faststalld", "fastställd"


# --- Skillnaden mellan två lydelser --------------------------------------------------------------
@dataclass(frozen=True)
class Planskillnad:
    """Vad som skiljer ett mål mellan två lydelser, i en mening. `mal` är målets id."""

    mal: int
    mening: str


#: Målets delar i den frusna lydelsen → hur de nämns.
DELAR = {
    "text": "målet",
    "svarar_pa": "vad det svarar på",
    "orsak": "orsaken",
    "kriterier": "målkriterierna eller indikatorerna",
    "aktiviteter": "aktiviteterna",
    "bidrag": "vad det bidrar till",
}
Lydelse = Mapping[str, Any]


def planskillnader(fran: Lydelse, till: Lydelse) -> list[Planskillnad]:
    """Vad som har ändrats mål för mål, och i planens egna ord. Aldrig hur: orden läses i planen."""
    fore = {m["id"]: m for m in fran["mal"]}
    efter = {m["id"]: m for m in till["mal"]}
    rader = [_ett_mal(fore.get(pk), m) for pk, m in efter.items()]
    rader += [Planskillnad(pk, f"Mål {m['nr']} är borttaget.") for pk, m in fore.items() if pk not in efter]
    if fran.get("ord") != till.get("ord"):
        rader.append(Planskillnad(0, "Planens inledning är omskriven."))
    return [rad for rad in rader if rad.mening]


def _ett_mal(fore: Lydelse | None, efter: Lydelse) -> Planskillnad:
    if fore is None:
        return Planskillnad(efter["id"], f"Mål {efter['nr']} är nytt.")
    delar = [ord_ for nyckel, ord_ in DELAR.items() if fore[nyckel] != efter[nyckel]]
    return Planskillnad(efter["id"], f"Mål {efter['nr']}: {uppraknat(delar)} har ändrats." if delar else "")


def malen_i_ord(antal: int) -> str:
    """ "Tre mål", "Ett mål", "Inga mål"."""
    return antal_ord(antal, "ett mål", "mål").capitalize()
