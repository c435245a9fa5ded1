"""Nyckeltalens namn, så att ett avsnitt kan säga vilka tal som hör dit innan Analysunderlag bär värdena."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FIL = Path(__file__).resolve().parent / "data" / "nyckeltal.json"


@dataclass(frozen=True)
class Nyckeltal:
    """Ett nyckeltal: vad det heter, vad det mäter, var det kommer ifrån och när det brukar finnas."""

    nyckel: str
    namn: str
    definition: str
    kalla: str
    publiceras: str
    #: Skolformernas namn. Tomt: gäller alla.
    skolformer: tuple[str, ...]


@cache
def alla() -> dict[str, Nyckeltal]:
    """Nyckeltalen efter nyckel."""
    rader = json.loads(FIL.read_text(encoding="utf-8"))
    return {rad["nyckel"]: Nyckeltal(**(rad | {"skolformer": tuple(rad["skolformer"])})) for rad in rader}


def for_avsnitt(nycklar: list[str], skolform: str = "") -> list[Nyckeltal]:
    """Mallens nyckeltal i ordning; med skolformens namn bara de som gäller den. Okända nycklar hoppas över."""
    kanda = [alla()[n] for n in nycklar if n in alla()]
    return [n for n in kanda if not skolform or not n.skolformer or skolform in n.skolformer]
