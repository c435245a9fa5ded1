"""Textbanken: läser `data/demotexter/*.md` och väljer stabilt, så att samma dag alltid ger samma text.

Formatet: `# avsnitt` (med `@familj` eller `@läsår` vid behov), `## namn` per sammanhängande analys, `fält: text` per rad.
I texten är `{a|b}` alternativ, `{ord}` en detalj om enheten och ` // ` ny punkt.
"""

import json
import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from styrkedja.demofro import stabil

DATA = Path(__file__).resolve().parent.parent / "data" / "demotexter"
#: Korta namn på IPS-avsnittens fält.
KORT = {
    "I": "individ",
    "P": "process",
    "S": "struktur",
    "A": "annan_forklaring",
    "F": "framgangar",
    "U": "utmaningar",
}
_RAD = re.compile(r"^([A-Za-z0-9_.]+): (.+)$")
_VAL = re.compile(r"\{([^{}]*)\}")
_VERSAL = re.compile(r"(?:^|(?<=[.?!] )|(?<=\n))[a-zåäö]")


@dataclass
class Analys:
    """En sammanhängande analys: fält → text med alternativ kvar."""

    namn: str
    falt: dict[str, str] = field(default_factory=dict)


@cache
def las(fil: str) -> dict[str, list[Analys]]:
    """Analyserna i en fil efter rubrik: "kunskaper", "mal @forskola", "10 kunskaper-lgr22 @1"."""
    analyser: dict[str, list[Analys]] = {}
    rubrik = ""
    for rad in (DATA / f"{fil}.md").read_text(encoding="utf-8").splitlines():
        if rad.startswith("## "):
            analyser[rubrik].append(Analys(rad[3:].strip()))
        elif rad.startswith("# "):
            rubrik = rad[2:].strip()
            analyser.setdefault(rubrik, [])
        elif traff := _RAD.match(rad):
            analyser[rubrik][-1].falt[KORT.get(traff[1], traff[1])] = traff[2]
    return analyser


@cache
def enheter() -> dict[str, dict[str, Any]]:
    """Enheternas detaljer efter nummer: platser, arbetslag, satsning, granne."""
    return json.loads((DATA / "enheter.json").read_text(encoding="utf-8"))


def skriv_ut(mall: str, ord_: dict[str, str], fro: str) -> str:
    """Texten med alternativen valda ur `fro` och detaljerna insatta, med stor bokstav där en mening börjar."""
    nummer = 0

    def ersatt(traff: re.Match[str]) -> str:
        nonlocal nummer
        inne = traff[1]
        if "|" not in inne:
            return ord_[inne]
        nummer += 1
        val = inne.split("|")
        return val[stabil(fro, nummer) % len(val)]

    text = mall.replace(" // ", "\n")
    while _VAL.search(text):
        text = _VAL.sub(ersatt, text)
    return _VERSAL.sub(lambda t: t[0].upper(), text)
