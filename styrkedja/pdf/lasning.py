"""Läser en PDF som någon lämnar in: säger nej till det som inte är bara ett dokument, och tar ut texten.

Filen öppnas i en barnprocess med gränser (lasbarn.py), så att en elak fil aldrig hänger den som tar emot den.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BARN = Path(__file__).with_name("lasbarn.py")
MAX_MB = 25
SEKUNDER, MEGABYTE = 10, 768
#: Skälet ur barnet → meningen.
NEJ = {
    "krypterad": "PDF:en är låst med lösenord. Spara den utan lösenord och lägg in den igen.",
    "skript": "PDF:en har skript eller knappar som gör något. Skriv ut den till en ny PDF och lägg in den.",
    "filer": "PDF:en har andra filer i sig. Skriv ut den till en ny PDF och lägg in den.",
    "trasig": "Filen går inte att läsa som PDF. Öppna den, spara om den och lägg in den igen.",
}


class PdfNej(ValueError):
    """PDF:en tas inte emot. Meningen går att visa."""


@dataclass(frozen=True)
class Inlast:
    """Det som gick att läsa. `hel` är falskt när läsningen tog för lång tid eller texten var för lång."""

    sidor: int
    text: str
    hel: bool


def ar_pdf(borjan: bytes) -> bool:
    """Slaget avgörs av innehållet, aldrig av namnet: %PDF- bland de första tecknen."""
    return b"%PDF-" in borjan[:1024]


def las_pdf(data: bytes) -> Inlast:
    """Sidor och text ur en PDF.

    Raises:
        PdfNej: filen är inte en PDF, är för stor, låst, bär skript eller filer, eller går inte att läsa.
    """
    if len(data) > MAX_MB * 1024 * 1024:
        raise PdfNej(f"Filen är större än {MAX_MB} MB.")
    if not ar_pdf(data):
        raise PdfNej("Filen är inte en PDF.")
    rader = _kor(data)
    nej = next((str(rad["nej"]) for rad in rader if "nej" in rad), "")
    sidor = next((int(rad["sidor"]) for rad in rader if "sidor" in rad), 0)
    if nej or not sidor:
        raise PdfNej(NEJ.get(nej, NEJ["trasig"]))
    text = "\n\n".join(rad["text"].strip() for rad in rader if "text" in rad).strip()
    return Inlast(sidor, text.replace("\x00", ""), any("klart" in rad for rad in rader))


def _kor(data: bytes) -> list[dict[str, Any]]:
    """Barnets rader, så långt det hann."""
    kommando = [sys.executable, "-I", str(BARN), "--sekunder", str(SEKUNDER), "--megabyte", str(MEGABYTE)]
    miljo = {namn: os.environ[namn] for namn in ("PATH", "LD_LIBRARY_PATH") if namn in os.environ}
    try:
        utdata = subprocess.run(
            kommando,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SEKUNDER + 4,
            env=miljo | {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as slut:
        utdata = slut.stdout or b""
    *hela, _ = utdata.split(b"\n")
    return [json.loads(rad) for rad in hela]
