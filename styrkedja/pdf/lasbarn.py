"""Barnprocessen som läser en främmande PDF: filen på stdin, rader av JSON på stdout.

Körs som fil med `python -I`, med nästan tom miljö, och känner inte till Django. Den sätter sina egna gränser innan
pypdf öppnar filen: en PDF som någon lämnar in kan vara gjord för att hänga den som läser.
Raderna: {"nej": skäl} eller {"sidor": n}, sedan {"text": …} sida för sida, sist {"klart": true}.
"""

import argparse
import json
import resource
import signal
import sys
from typing import Any

#: Så mycket läses; resten av en orimlig fil lämnas därhän.
SIDOR, TECKEN, TING = 600, 600_000, 200_000
#: Det som gör något när filen öppnas, eller bär andra filer i sig.
SKRIPT = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData"}
FILER = {"/EmbeddedFile", "/FileAttachment", "/RichMedia"}


def sag(**vad: Any) -> None:
    sys.stdout.write(json.dumps(vad) + "\n")
    sys.stdout.flush()


def satt_granser(sekunder: int, megabyte: int) -> None:
    minne = megabyte * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (minne, minne))
    resource.setrlimit(resource.RLIMIT_CPU, (sekunder, sekunder + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(sekunder + 2)


def alla_ting(lasare: Any) -> Any:
    """Filens alla föremål, vart och ett för sig: också det som ingen sida pekar på."""
    from pypdf.generic import IndirectObject

    nummer = {(nr, gen) for gen, rader in lasare.xref.items() for nr in rader}
    nummer |= {(nr, 0) for nr in lasare.xref_objStm}
    for nr, gen in sorted(nummer)[:TING]:
        yield lasare.get_object(IndirectObject(nr, gen, lasare))


def nej_for(ting: Any) -> str:
    """Skälet att inte ta emot filen, sökt i föremålet och det som står direkt i det."""
    kvar: list[Any] = [ting]
    while kvar:
        nod = kvar.pop()
        if isinstance(nod, dict):
            varden = dict(nod.items())  # utan att följa hänvisningar: varje föremål prövas för sig
            ord_ = {str(nod[n]) for n in ("/S", "/Type", "/Subtype") if n in nod}
            if ord_ & SKRIPT or "/JS" in nod or "/JavaScript" in nod:
                return "skript"
            if ord_ & FILER or "/EmbeddedFiles" in nod or "/EF" in nod:
                return "filer"
            kvar += varden.values()
        elif isinstance(nod, list):
            kvar += list(nod)
    return ""


def las(data: Any) -> None:
    from pypdf import PdfReader

    lasare = PdfReader(data, strict=False)
    if lasare.is_encrypted:
        return sag(nej="krypterad")
    for ting in alla_ting(lasare):
        if skal := nej_for(ting):
            return sag(nej=skal)
    antal = len(lasare.pages)
    if antal == 0:
        return sag(nej="trasig")
    sag(sidor=antal)
    kvar = TECKEN
    for sida in lasare.pages[:SIDOR]:
        text = sida.extract_text()[:kvar]
        kvar -= len(text)
        sag(text=text)
        if kvar <= 0:
            break
    return sag(klart=True)


def main() -> int:
    val = argparse.ArgumentParser()
    val.add_argument("--sekunder", type=int, required=True)
    val.add_argument("--megabyte", type=int, required=True)
    satt = val.parse_args()
    satt_granser(satt.sekunder, satt.megabyte)
    import io
    import logging

    logging.disable(logging.CRITICAL)
    try:
        las(io.BytesIO(sys.stdin.buffer.read()))
    except (Exception, MemoryError):
        sag(nej="trasig")
    return 0


if __name__ == "__main__":
    sys.exit(main())
