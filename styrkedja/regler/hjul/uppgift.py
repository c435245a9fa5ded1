"""Tider som människor skriver in: en dag, en månad, en period eller obestämt (krav 85).

Formerna är desamma som i vp_uppdrag_2019.json `datumregler`:
    {"typ": "datum", "datum": "2019-11-30"}
    {"typ": "period", "fran": "2020-01-14", "till": "2020-01-31"}
    {"typ": "manad", "manad": "2020-01"}
    {"typ": "obestamd", "alternativ": ["2020-04", "2020-05"], "text": "april/maj?"}
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from styrkedja.format import MANADER
from styrkedja.regler.hjul.tid import Tid

Uppgift = Mapping[str, Any]


def las_tid(uppgift: Uppgift) -> Tid:
    """Tiden som uppgiften beskriver.

    Raises:
        ValueError, KeyError: när typen är okänd, en del saknas eller ett datum inte finns.
    """
    return _FORMER[uppgift["typ"]](uppgift)


def _manad(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _obestamd(uppgift: Uppgift) -> Tid:
    """Sorteras efter det första alternativet tills någon bestämmer."""
    manader = [_manad(text) for text in uppgift["alternativ"]]
    namn = "/".join(MANADER[m.month - 1] for m in manader)
    return Tid.ord(uppgift.get("text") or f"{namn}?", manader[0])


_FORMER = {
    "datum": lambda u: Tid.dag(date.fromisoformat(u["datum"])),
    "period": lambda u: Tid.period(date.fromisoformat(u["fran"]), date.fromisoformat(u["till"])),
    "manad": lambda u: Tid.manad(_manad(u["manad"])),
    "obestamd": _obestamd,
}
