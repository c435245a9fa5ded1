"""Prövar ett kalkylark innan något i det läses: ur zip-katalogen, sedan början av varje XML-del.

Ett kalkylark är en zip med XML. Bomber, makron, länkar ut och entiteter nekas; inget hämtas och inget körs.
Källa: reliability.md §3 rad 15–20.
"""

import io
import re
import stat
import zipfile
from typing import IO

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, iterparse

from styrkedja.regler.inlasning import Filfel

MAX_UPPACKAT = 100 * 1024 * 1024
MAX_KVOT = 100
MAX_DELAR = 2_000
#: En liten del får vara tätt packad: kvoten prövas först när den är större än så.
LITEN_DEL = 1024 * 1024
OLE = b"\xd0\xcf\x11\xe0"

SPARA_OM = "Spara den som vanlig Excel-arbetsbok (.xlsx) eller CSV, och läs in den filen."
_BOMB = "Kalkylarket packar upp till mer än vad som går att läsa (100 MB, 100 gånger sin storlek, 2 000 delar)."
_SKADAT = f"Kalkylarket är skadat och går inte att läsa. {SPARA_OM}"
#: Delar som gör mer än att bära celler.
_NEKADE = (
    (re.compile(r"vbaProject|macrosheets|/vbaData", re.I), "Kalkylarket har makron, och tas inte emot."),
    (re.compile(r"(^|/)externalLinks/", re.I), "Kalkylarket har länkar till andra filer, och tas inte emot."),
    (re.compile(r"(^|/)connections\.xml$", re.I), "Kalkylarket hämtar data utifrån, och tas inte emot."),
    (re.compile(r"(^|/)(embeddings|activeX)/", re.I), "Kalkylarket har inbäddade filer, och tas inte emot."),
)


def prova_kalkylark(data: bytes) -> None:
    """Släpper igenom ett kalkylark (.xlsx) som bara bär celler.

    Raises:
        Filfel: fel slag av fil, lösenord, makron, länkar, för stort uppackat, farliga namn, entiteter eller skada.
    """
    if data.startswith(OLE):
        raise Filfel(_ole(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as arkiv:
            _prova_katalogen(arkiv.infolist())
            for del_ in arkiv.infolist():
                _prova_delen(arkiv, del_)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as fel:
        if isinstance(fel, Filfel):
            raise
        raise Filfel(_SKADAT) from fel


def _ole(data: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"Kalkylarket är skyddat med lösenord. Ta bort lösenordet. {SPARA_OM}"
    return f"Filen är i ett äldre format (.xls) eller något annat än ett kalkylark. {SPARA_OM}"


def _prova_katalogen(delar: list[zipfile.ZipInfo]) -> None:
    uppackat, packat = sum(d.file_size for d in delar), sum(d.compress_size for d in delar)
    if len(delar) > MAX_DELAR or uppackat > MAX_UPPACKAT:
        raise Filfel(_BOMB)
    if any(d.file_size > max(LITEN_DEL, MAX_KVOT * d.compress_size) for d in delar):
        raise Filfel(_BOMB)
    if uppackat > max(LITEN_DEL, MAX_KVOT * packat):
        raise Filfel(_BOMB)
    namn = [d.orig_filename for d in delar]
    if len(set(namn)) != len(namn) or any(_farligt(d) for d in delar):
        raise Filfel("Kalkylarket har delar med farliga namn, och tas inte emot.")
    if any(d.flag_bits & 1 for d in delar):
        raise Filfel(f"Kalkylarket är skyddat med lösenord. Ta bort lösenordet. {SPARA_OM}")
    for monster, mening in _NEKADE:
        if any(monster.search(n) for n in namn):
            raise Filfel(mening)
    if "xl/workbook.xml" not in namn or "[Content_Types].xml" not in namn:
        raise Filfel(f"Filen är en zip eller ett annat slags dokument, inte en Excel-arbetsbok. {SPARA_OM}")


def _farligt(del_: zipfile.ZipInfo) -> bool:
    namn = del_.orig_filename
    return (
        namn.startswith(("/", "\\"))
        or "\x00" in namn
        or "\\" in namn
        or ":" in namn
        or ".." in namn.split("/")
        or stat.S_ISLNK(del_.external_attr >> 16)
    )


def _prova_delen(arkiv: zipfile.ZipFile, del_: zipfile.ZipInfo) -> None:
    """Packar upp delen en gång: storleken och kontrollsumman ska vara de som katalogen lovar."""
    xml = del_.filename.endswith((".xml", ".rels", ".vml"))
    with arkiv.open(del_) as fil:
        if xml:
            _prova_borjan(fil)
        elif fil.read(4).startswith((b"PK", OLE)):
            raise Filfel("Kalkylarket har inbäddade filer, och tas inte emot.")
        while fil.read(1 << 20):
            pass
    if del_.filename.endswith(".rels") and _pekar_ut(arkiv.read(del_)):
        raise Filfel("Kalkylarket har länkar till andra filer, och tas inte emot.")
    if del_.filename == "[Content_Types].xml" and b"macroEnabled" in arkiv.read(del_):
        raise Filfel("Kalkylarket har makron, och tas inte emot.")


def _prova_borjan(fil: IO[bytes]) -> None:
    """En DTD står alltid före det första elementet. Läser dit och inte längre, i delens egen teckenkodning."""
    try:
        next(iterparse(fil, events=("start",), forbid_dtd=True), None)
    except DefusedXmlException as fel:
        raise Filfel("Kalkylarket har XML-entiteter, och tas inte emot.") from fel
    except ParseError as fel:
        raise Filfel(_SKADAT) from fel


def _pekar_ut(rels: bytes) -> bool:
    """Länkar i celler (hyperlink) är ofarliga: de följs aldrig härifrån."""
    lankar = re.findall(rb"<[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", rels)
    return any(b"/hyperlink" not in lank for lank in lankar)
