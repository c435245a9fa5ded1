"""Förseglingen: rektors och verksamhetschefens bedömningar läses inte av den andra förrän båda har satt sin.

Källa: design/model.md "Bedomning … the seal"; frö 001 (verksamhetschefen bildar sig en egen bild före samtalet).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

#: Det i ett fruset avsnitt eller mål som är bedömning.
BEDOMT = ("bedomning", "progression")


def rektors_tackt(*, egen_chef: bool, satt: bool, rundan_till: date, idag: date) -> bool:
    """Om rektors bedömning är täckt för läsaren.

    Args:
        egen_chef: läsaren är enhetens verksamhetschef och leder den inte själv.
        satt: verksamhetschefen har satt sin bild av rundan.
        rundan_till: rundans sista dag; därefter faller förseglingen.
    """
    return egen_chef and not satt and idag <= rundan_till


def tack(innehall: Mapping[str, Any]) -> dict[str, Any]:
    """Det frusna innehållet utan rektors bedömningar. Texten är orörd; `forseglad` säger att något är täckt."""
    return {**innehall, "avsnitt": [_tackt(a) for a in innehall["avsnitt"]], "forseglad": True}


def _tackt(avsnitt: Mapping[str, Any]) -> dict[str, Any]:
    mal = [{**m, **dict.fromkeys(BEDOMT)} for m in avsnitt.get("mal", ())]
    bedomt = any(avsnitt.get(namn) for namn in BEDOMT)
    return {**avsnitt, **dict.fromkeys(BEDOMT), "forseglad": bedomt, **({"mal": mal} if mal else {})}


def skillnaden(rektors: Mapping[str, Any], chefens: Mapping[str, Any]) -> str:
    """Vad de två bilderna skiljer sig i, i ord; tomt när de säger detsamma.

    Args:
        rektors, chefens: {"bedomning": steg eller None, "progression": steg eller None}; steget har ett `namn`.
    """
    olika = [
        ord_
        for namn, ord_ in zip(BEDOMT, ("nivå", "riktning"), strict=True)
        if _namn(rektors, namn) != _namn(chefens, namn)
    ]
    return f"olika {' och '.join(olika)}" if olika else ""


def _namn(bild: Mapping[str, Any], vilket: str) -> str:
    steg = bild.get(vilket)
    return steg["namn"] if steg else ""
