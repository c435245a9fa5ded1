"""Förra årets slut blir årets början: var den summerande analysens svar hör hemma i den samlade bedömningen."""

from collections.abc import Iterable, Mapping
from typing import Any

from styrkedja.regler.riktext import ar_tom, till_text

SAMLAD, SUMMERANDE = "samlad_bedomning", "summerande_analys"
#: Den summerande analysens fält → den samlade bedömningens, när båda finns; övriga hamnar i det första fältet.
HOR_HEMMA = {"vidare": "utmaningar"}


def motsvarar(nyckel: str) -> str:
    """Avsnittet i förra årets rapport som står bredvid: den samlade bedömningen börjar i den summerande analysen."""
    return SUMMERANDE if nyckel == SAMLAD else nyckel


def borjan(summerande: Iterable[Mapping[str, Any]], tomma: list[str]) -> dict[str, str]:
    """Texterna att börja i, fält för fält; bara fält som är tomma får något.

    Args:
        summerande: den frusna summerande analysens fält.
        tomma: den samlade bedömningens tomma fält, i ordning.
    """
    texter: dict[str, list[str]] = {}
    for falt in summerande:
        if ar_tom(falt["text"]) or not tomma:
            continue
        till = HOR_HEMMA.get(falt["nyckel"], tomma[0])
        texter.setdefault(till if till in tomma else tomma[0], []).append(_med_rubrik(falt))
    return {nyckel: "\n\n".join(rader) for nyckel, rader in texter.items()}


def _med_rubrik(falt: Mapping[str, Any]) -> str:
    return f"{falt['etikett']}\n\n{till_text(falt['text']).strip()}"
