"""Svenska format: datum, klockslag, tal och ordningar så som de skrivs i sidor, papper och brev.

Rena funktioner utan klocka och databas. Tidpunkter med tidszon visas i svensk tid (Europe/Stockholm); en tidpunkt
utan tidszon visas som den är. Mellanrum inne i ett tal och före dess enhet är fasta (U+00A0), så att raden aldrig
bryts där; mellanrum i datum är vanliga. Källa för skrivsätten: design/ux.md "Swedish formats".
"""

import unicodedata
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

SVENSK_TID = ZoneInfo("Europe/Stockholm")
FAST = "\u00a0"
MINUS = "\u2212"

MANADER = "januari februari mars april maj juni juli augusti september oktober november december".split()
DAGAR = "måndag tisdag onsdag torsdag fredag lördag söndag".split()
TALORD = "inga ett två tre fyra fem sex sju åtta nio tio elva tolv".split()

Dag = date | datetime
Tal = int | float | Decimal


# --- Datum och tid -----------------------------------------------------------------------------
def lokal_dag(nar: Dag) -> date:
    """Dagen i Sverige för ett datum eller en tidpunkt."""
    return lokal_tid(nar).date() if isinstance(nar, datetime) else nar


def lokal_tid(nar: datetime) -> datetime:
    """Tidpunkten i svensk tid; utan tidszon är den redan det."""
    return nar.astimezone(SVENSK_TID) if nar.tzinfo else nar


def manad_kort(manad: int) -> str:
    """Månaden (1–12) med tre bokstäver."""
    return MANADER[manad - 1][:3]


def datum_kort(nar: Dag) -> str:
    """17 sep"""
    dag = lokal_dag(nar)
    return f"{dag.day} {manad_kort(dag.month)}"


def datum(nar: Dag) -> str:
    """17 sep 2026"""
    return f"{datum_kort(nar)} {lokal_dag(nar).year}"


def datum_lang(nar: Dag) -> str:
    """17 september 2026"""
    dag = lokal_dag(nar)
    return f"{dag.day} {MANADER[dag.month - 1]} {dag.year}"


def vecka(nar: Dag) -> str:
    """v. 38, veckan enligt ISO 8601 (den första torsdagens vecka är vecka 1)."""
    return f"v. {lokal_dag(nar).isocalendar().week}"


def dag_lang(nar: Dag) -> str:
    """torsdag 24 september 2026, v. 39"""
    return f"{DAGAR[lokal_dag(nar).weekday()]} {datum_lang(nar)}, {vecka(nar)}"


def veckodag_datum(nar: Dag) -> str:
    """torsdag 24 september, där året är självklart"""
    dag = lokal_dag(nar)
    return f"{DAGAR[dag.weekday()]} {dag.day} {MANADER[dag.month - 1]}"


def klockslag(nar: datetime | time) -> str:
    """14:02"""
    return (lokal_tid(nar) if isinstance(nar, datetime) else nar).strftime("%H:%M")


def tidpunkt(nar: datetime) -> str:
    """11 jan 2027 10:14"""
    return f"{datum(nar)} {klockslag(nar)}"


def period(fran: Dag, till: Dag) -> str:
    """7–25 sep 2026, 28 sep–2 okt 2026, 15 dec 2026–8 jan 2027. Samma dag två gånger är en dag."""
    forst, sist = lokal_dag(fran), lokal_dag(till)
    if forst == sist:
        return datum(sist)
    if forst.year != sist.year:
        return f"{datum(forst)}–{datum(sist)}"
    if forst.month != sist.month:
        return f"{datum_kort(forst)}–{datum(sist)}"
    return f"{forst.day}–{datum(sist)}"


# --- Avstånd i tid -----------------------------------------------------------------------------
NARA = {-1: "i går", 0: "i dag", 1: "i morgon"}


def nar_fran_idag(nar: Dag, idag: date) -> str:
    """i dag, i morgon, om 8 dagar, i går, 3 dagar sedan"""
    dagar = (lokal_dag(nar) - idag).days
    if dagar in NARA:
        return NARA[dagar]
    return f"om {tal(dagar)} dagar" if dagar > 0 else f"{tal(-dagar)} dagar sedan"


def ar_vardag(dag: date) -> bool:
    """Sant måndag till fredag. Helgdagar vet den inget om; skicka med en egen fråga där de räknas."""
    return dag.weekday() < 5


def arbetsdagar_efter(nar: Dag, idag: date, ar_arbetsdag: Callable[[date], bool] = ar_vardag) -> int:
    """Hur många arbetsdagar som gått efter dagen, till och med i dag. Noll när dagen inte har passerat."""
    dag = lokal_dag(nar)
    return sum(ar_arbetsdag(dag + timedelta(days=n)) for n in range(1, (idag - dag).days + 1))


def arbetsdagar_sedan(nar: Dag, idag: date, ar_arbetsdag: Callable[[date], bool] = ar_vardag) -> str:
    """3 arbetsdagar sedan. Har dagen passerat men ingen arbetsdag gått sägs det i dagar; annars som nar_fran_idag."""
    antal = arbetsdagar_efter(nar, idag, ar_arbetsdag)
    if not antal:
        return nar_fran_idag(nar, idag)
    return "1 arbetsdag sedan" if antal == 1 else f"{tal(antal)} arbetsdagar sedan"


# --- Tal ---------------------------------------------------------------------------------------
def tal(varde: Tal, decimaler: int | None = None) -> str:
    """1 512 och 12,5. Halva avrundas uppåt, minus är ett riktigt minustecken.

    Args:
        decimaler: antal som alltid skrivs (83,0). None: så många som talet har, högst två.
    """
    exakt = Decimal(str(varde))
    avrundat = exakt.quantize(Decimal(1).scaleb(-(2 if decimaler is None else decimaler)), ROUND_HALF_UP)
    hel, _, rest = f"{abs(avrundat):,f}".partition(".")
    if decimaler is None:
        rest = rest.rstrip("0")
    tecken = MINUS if avrundat < 0 else ""
    return tecken + hel.replace(",", FAST) + (f",{rest}" if rest else "")


def procent(varde: Tal, decimaler: int | None = None) -> str:
    """12,5 %. Värdet är redan i procent, inte en andel."""
    return f"{tal(varde, decimaler)}{FAST}%"


def antal_ord(antal: int, singular: str, plural: str) -> str:
    """Tre avsnitt i löpande text: talord till och med tolv, sedan siffror.

    Args:
        singular: ordet med sin artikel, "ett avsnitt" eller "en enhet"; används som det är när antalet är ett.
        plural: "avsnitt", "enheter". Noll ger "inga enheter".
    """
    if antal == 1:
        return singular
    return f"{tal_i_ord(antal)} {plural}"


def tal_i_ord(antal: int) -> str:
    """Talet i ord till och med tolv, sedan med siffror: inga, tre, 24."""
    return TALORD[antal] if 0 <= antal < len(TALORD) else tal(antal)


def uppraknat(orden: Sequence[str]) -> str:
    """Orden i löpande text: "ett", "ett och två", "ett, två och tre"."""
    *forst, sist = orden or [""]
    return f"{', '.join(forst)} och {sist}" if forst else sist


def storlek(antal_byte: int) -> str:
    """512 byte, 340 kB, 1,8 MB (tusental, inte 1 024)."""
    if antal_byte < 1000:
        return f"{antal_byte}{FAST}byte"
    # 999 600 byte skulle bli "1 000 kB": byt enhet när talet avrundas dit.
    if antal_byte < 999_500:
        return f"{tal(antal_byte / 1000, 0)}{FAST}kB"
    return f"{tal(round(antal_byte / 1_000_000, 1))}{FAST}MB"


# --- Ordning -----------------------------------------------------------------------------------
#: Bokstäver som sorteras efter z (å ä ö) eller som en annan svensk bokstav. W är en egen bokstav efter v.
_EGNA = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}", "ü": "y"})


@lru_cache(maxsize=8192)
def namnordning(namn: str) -> tuple[str, str]:
    """Nyckel som sorterar namn på svenska utan systemets locale: å ä ö sist, é som e, ü som y, gemener som versaler."""
    grund = unicodedata.normalize("NFC", namn).casefold().translate(_EGNA)
    utan_accenter = "".join(t for t in unicodedata.normalize("NFKD", grund) if not unicodedata.combining(t))
    return utan_accenter.replace("-", " "), namn
