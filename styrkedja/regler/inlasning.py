"""Att läsa en CSV-fil som någon har sparat ur ett kalkylark: tecken, skiljetecken, gränser, rubriker.

Rent: bytes in, tabell ut. Inget gissas tyst: det som känns igen (teckenkodning, skiljetecken) följer med i svaret så
att den som läser in kan se det och välja annat. Källa: design/reliability.md §3 rad 1–6.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

MAX_BYTE = 20 * 1024 * 1024
MAX_RADER = 200_000
MAX_CELL = 32 * 1024
GRANSER = "Gränsen är 20 MB, 200 000 rader och 32 kB i en cell."

#: Teckenkodningarna som känns igen, med namnen som visas.
KODNINGAR = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 med BOM", "cp1252": "Windows-1252", "utf-16": "UTF-16"}
SKILJETECKEN = {";": "semikolon", ",": "komma", "\t": "tabb"}


class Filfel(ValueError):
    """Filen går inte att läsa alls. Meddelandet säger varför, och vad man kan göra."""


class Rubrikfel(Filfel):
    """Kolumner saknas eller står två gånger. `saknas` ger rubriken som liknar mest, eller None."""

    def __init__(self, mening: str, saknas: Mapping[str, str | None] | None = None):
        super().__init__(mening)
        self.saknas = dict(saknas or {})


@dataclass(frozen=True)
class Rad:
    """En rad i filen: radnumret som en textredigerare visar det, och cellerna utan yttre mellanslag."""

    nummer: int
    celler: tuple[str, ...]


@dataclass(frozen=True)
class Tabell:
    kodning: str
    skiljetecken: str
    rubriker: tuple[str, ...]
    rader: tuple[Rad, ...]


@dataclass(frozen=True)
class Radfil:
    """En fil rad för rad, innan någon rad är rubrik."""

    kodning: str
    skiljetecken: str
    rader: tuple[Rad, ...]


def las_csv(data: bytes, *, kodning: str | None = None) -> Tabell:
    """Läser filen till en tabell, med den första raden som rubriker. Tomma rader hoppas över.

    Args:
        data: hela filen.
        kodning: en nyckel i KODNINGAR; None känner igen den.

    Raises:
        Filfel: för stor, tom, bara rubrik, fel teckenkodning, ingen text, eller ett citattecken som inte stängs.
    """
    fil = las_rader(data, kodning=kodning)
    if not fil.rader:
        raise Filfel("Filen är tom.")
    if len(fil.rader) == 1:
        raise Filfel("Filen innehåller inga rader.")
    return Tabell(fil.kodning, fil.skiljetecken, fil.rader[0].celler, fil.rader[1:])


def las_rader(data: bytes, *, kodning: str | None = None, kann_igen: Callable[[str], str] | None = None) -> Radfil:
    """Läser filens rader utan att säga vad de är. Tomma rader hoppas över.

    Args:
        kann_igen: text → skiljetecken; None ser på första raden.

    Raises:
        Filfel: som las_csv, utom när filen bara har en rad.
    """
    if len(data) > MAX_BYTE:
        raise Filfel(f"Filen är för stor ({len(data) // 1024 // 1024} MB). {GRANSER}")
    if not data.strip():
        raise Filfel("Filen är tom.")
    kodning = kodning or kann_igen_kodning(data)
    text, skiljetecken = _utan_sep_rad(_avkoda(data, kodning))
    valt = skiljetecken or (kann_igen or kann_igen_skiljetecken)(text)
    return Radfil(kodning, valt, tuple(_rader(text, valt, forskjutning=1 if skiljetecken else 0)))


def kann_igen_kodning(data: bytes) -> str:
    """Teckenkodningen: byte order mark om den finns, annars UTF-8 om det går, annars Windows-1252.

    Raises:
        Filfel: filen är ett kalkylark eller annat som inte är text.
    """
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Filfel("Det här är ett kalkylark. Öppna det och spara som CSV UTF-8, och läs in den filen.")
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def kann_igen_skiljetecken(text: str) -> str:
    """Det av ; , och tabb som delar första raden i flest kolumner; semikolon när inget gör det."""
    forsta = next((rad for rad in text.splitlines() if rad.strip()), "")
    return max(SKILJETECKEN, key=lambda tecken: len(next(csv.reader([forsta], delimiter=tecken), [])))


def normal(rubrik: str) -> str:
    """Rubriken att jämföra med: "Skolenhets-kod" och "skolenhetskod" är samma, liksom "Årskurser" och "arskurser"."""
    return re.sub(r"[^a-z0-9]", "", rubrik.casefold().translate(str.maketrans("åäöé", "aaoe")))


def koppla_kolumner(
    rubriker: Sequence[str], *, kravs: Sequence[str], valfria: Sequence[str] = (), val: Mapping[str, str] | None = None
) -> dict[str, int]:
    """Vilken kolumn i filen som är vilken. Ordningen i filen spelar ingen roll.

    Args:
        kravs: kolumner som måste finnas.
        val: den egna kopplingen, kolumn → rubriken i filen; går före det som känns igen. Tom rubrik kopplar bort.

    Returns:
        Kolumnens namn → plats i raden. Valfria kolumner som saknas är inte med.

    Raises:
        Rubrikfel: rubrikraden saknas, en kolumn saknas (med rubriken som liknar mest), eller står två gånger.
    """
    sokta = {k: normal((val or {}).get(k, k)) for k in (*kravs, *valfria)}
    platser: dict[str, list[int]] = {}
    for plats, rubrik in enumerate(rubriker):
        platser.setdefault(normal(rubrik), []).append(plats)
    dubbla = [rubriker[platser[n][0]] for n in sokta.values() if len(platser.get(n, [])) > 1 and n]
    if dubbla:
        raise Rubrikfel(f"Kolumnen {dubbla[0]} står två gånger i rubrikraden. Ta bort den ena.")
    funna = {k: platser[n][0] for k, n in sokta.items() if n and n in platser}
    saknas = [k for k in kravs if k not in funna]
    if saknas:
        raise _saknas(rubriker, saknas, ingen_alls=len(saknas) == len(kravs), lediga=_lediga(rubriker, funna))
    return funna


def _saknas(rubriker: Sequence[str], saknas: list[str], *, ingen_alls: bool, lediga: list[str]) -> Rubrikfel:
    forslag = {kolumn: liknar_mest(kolumn, lediga) for kolumn in saknas}
    if ingen_alls and not any(forslag.values()):
        return Rubrikfel(f"Rubrikraden saknas. Första raden ska innehålla {', '.join(saknas)}.", forslag)
    ord_ = [f"{k} (menade du {f}?)" if (f := forslag[k]) else k for k in saknas]
    return Rubrikfel(f"{'Kolumnen' if len(ord_) == 1 else 'Kolumnerna'} {', '.join(ord_)} saknas.", forslag)


def _lediga(rubriker: Sequence[str], funna: Mapping[str, int]) -> list[str]:
    return [rubrik for plats, rubrik in enumerate(rubriker) if plats not in funna.values()]


def liknar_mest(sokt: str, bland: Sequence[str]) -> str | None:
    """Det av orden som liknar det sökta mest, eller innehåller det; None när inget gör det."""
    per_normal = {normal(ord_): ord_ for ord_ in reversed(bland)}
    traff = get_close_matches(normal(sokt), per_normal, n=1, cutoff=0.6)
    traff = traff or sorted((n for n in per_normal if normal(sokt) and normal(sokt) in n), key=len)
    return per_normal[traff[0]] if traff else None


def _avkoda(data: bytes, kodning: str) -> str:
    if kodning not in KODNINGAR:
        raise Filfel("Okänd teckenkodning.")
    try:
        text = data.decode("utf-8-sig" if kodning == "utf-8" else kodning)
    except UnicodeError as fel:
        raise Filfel(f"Filen går inte att läsa som {KODNINGAR[kodning]}. Välj en annan teckenkodning.") from fel
    if "\x00" in text:
        raise Filfel("Filen innehåller tecken som inte är text. Spara den som CSV UTF-8, och läs in den filen.")
    return text


def _utan_sep_rad(text: str) -> tuple[str, str | None]:
    """Kalkylprogrammets egen första rad, "sep=;", säger skiljetecknet och är ingen rubrik."""
    traff = re.match(r"sep=([;,\t])\r?\n", text)
    return (text[traff.end() :], traff.group(1)) if traff else (text, None)


def _rader(text: str, skiljetecken: str, *, forskjutning: int) -> Iterator[Rad]:
    lasare = csv.reader(io.StringIO(text, newline=""), delimiter=skiljetecken, strict=True)
    antal, slut = 0, 0
    while True:
        try:
            celler = next(lasare)
        except StopIteration:
            return
        except csv.Error as fel:
            raise Filfel(_csv_fel(str(fel), slut + 1 + forskjutning)) from fel
        nummer, slut = slut + 1, lasare.line_num
        if not any(cell.strip() for cell in celler):
            continue
        antal += 1
        if antal > MAX_RADER + 1:
            raise Filfel(f"Filen har för många rader. {GRANSER}")
        if any(len(cell.encode()) > MAX_CELL for cell in celler if len(cell) > MAX_CELL // 4):
            raise Filfel(f"En cell på rad {nummer + forskjutning} är för stor. {GRANSER}")
        yield Rad(nummer + forskjutning, tuple(cell.strip() for cell in celler))


def _csv_fel(fel: str, rad: int) -> str:
    if "field larger" in fel:
        return f"En cell på rad {rad} är för stor. {GRANSER}"
    return f"Ett citattecken på rad {rad} stängs inte. Rätta raden, eller spara filen på nytt som CSV."
