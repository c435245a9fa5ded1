"""Vad en uppladdad fil är, avgjort av innehållet och aldrig av namnet: rader ur CSV eller kalkylark, eller JSON."""

import csv
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from analysunderlag.regler.kalkylblad import las_kalkylark
from analysunderlag.regler.zipprov import OLE
from styrkedja.regler.inlasning import GRANSER, KODNINGAR, MAX_BYTE, SKILJETECKEN, Filfel, Rad, las_rader

#: Så många rader i början ses på när skiljetecknet känns igen: källor har titelrader före tabellen.
SEDDA_RADER = 40
#: Så börjar filer som inte är tabeller, med vad de är.
_ANDRA = (
    (b"%PDF", "en PDF"),
    (b"\x89PNG", "en bild"),
    (b"\xff\xd8\xff", "en bild"),
    (b"GIF8", "en bild"),
    (b"{\\rtf", "ett RTF-dokument"),
)
#: Uppgifter om människor som källorna bär med sig, och som aldrig sparas.
PERSONUPPGIFTER = frozenset({"headmaster", "email", "phonenumber"})


@dataclass(frozen=True)
class Innehall:
    """Filen, läst. Antingen `rader` eller `svar` (JSON)."""

    slag: str
    rader: tuple[Rad, ...] = ()
    svar: Any = None
    kodning: str = ""
    skiljetecken: str = ""
    blad: tuple[str, ...] = ()

    @property
    def i_ord(self) -> str:
        """ "UTF-8, semikolon mellan kolumnerna", "kalkylark", "JSON"."""
        if self.slag != "csv":
            return {"xlsx": "kalkylark", "json": "JSON"}[self.slag]
        return f"{KODNINGAR[self.kodning]}, {SKILJETECKEN[self.skiljetecken]} mellan kolumnerna"


def las_innehall(data: bytes, *, kodning: str = "", blad: str = "") -> Innehall:
    """Läser filen efter vad den innehåller.

    Args:
        kodning: vald teckenkodning för CSV; tomt känner igen den.
        blad: valt blad i ett kalkylark; tomt tar det första med rader.

    Raises:
        Filfel: för stor, tom, för kort, eller något annat än en tabell eller JSON.
    """
    if len(data) > MAX_BYTE:
        raise Filfel(f"Filen är för stor ({len(data) // 1024 // 1024} MB). {GRANSER}")
    for borjan, vad in _ANDRA:
        if data.startswith(borjan):
            raise Filfel(f"Filen är {vad}, inte en tabell. Läs in CSV, Excel (.xlsx) eller JSON.")
    if data.startswith((b"PK", OLE)):
        namn, rader = las_kalkylark(data, blad)
        return Innehall("xlsx", _fler_an_en(rader), blad=namn)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return Innehall("json", svar=las_json(data))
    fil = las_rader(data, kodning=kodning or None, kann_igen=skiljetecknet)
    return Innehall("csv", _fler_an_en(fil.rader), kodning=fil.kodning, skiljetecken=fil.skiljetecken)


def skiljetecknet(text: str) -> str:
    """Det av ; , och tabb som delar någon av de första raderna i flest kolumner; semikolon när inget gör det."""
    rader = [rad for rad in text.splitlines()[:SEDDA_RADER] if rad.strip()]
    return max(
        SKILJETECKEN, key=lambda t: max((len(next(csv.reader([rad], delimiter=t), [])) for rad in rader), default=0)
    )


def las_json(data: bytes) -> Any:
    """JSON med tal som exakta decimaler.

    Raises:
        Filfel: ingen giltig JSON, eller nästlad djupare än något svar är.
    """
    try:
        return json.loads(data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_inget_tal)
    except (ValueError, RecursionError) as fel:
        raise Filfel("Filen börjar som JSON men går inte att läsa. Hämta den på nytt ur källan.") from fel


def utan_personuppgifter(data: bytes, innehall: Innehall) -> bytes:
    """Filen så som den får sparas: rektorns namn och kontaktuppgifter ur registret är borta. Annat lämnas orört."""
    if innehall.slag != "json" or not _har_personuppgift(innehall.svar):
        return data
    return json.dumps(_rensat(json.loads(data.decode("utf-8-sig"))), ensure_ascii=False).encode()


def _har_personuppgift(svar: Any) -> bool:
    if isinstance(svar, dict):
        return any(k.lower() in PERSONUPPGIFTER and v for k, v in svar.items()) or any(
            map(_har_personuppgift, svar.values())
        )
    return isinstance(svar, list) and any(map(_har_personuppgift, svar))


def _rensat(svar: Any) -> Any:
    if isinstance(svar, dict):
        return {k: _rensat(v) for k, v in svar.items() if k.lower() not in PERSONUPPGIFTER}
    return [_rensat(v) for v in svar] if isinstance(svar, list) else svar


def _fler_an_en(rader: tuple[Rad, ...]) -> tuple[Rad, ...]:
    if len(rader) < 2:
        raise Filfel("Filen innehåller inga rader." if rader else "Filen är tom.")
    return rader


def _inget_tal(text: str) -> None:
    raise ValueError(text)
