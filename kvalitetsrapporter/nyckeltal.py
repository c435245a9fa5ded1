"""Nyckeltalens namn, så att ett avsnitt kan säga vilka tal som hör dit innan Analysunderlag bär värdena."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import EnhetSkolform

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


def for_avsnitt(nycklar: list[str], *skolformer: str) -> list[Nyckeltal]:
    """Mallens nyckeltal i ordning; med skolformernas namn bara de som gäller någon av dem. Okända nycklar hoppas över."""
    kanda = [alla()[n] for n in nycklar if n in alla()]
    return [n for n in kanda if not skolformer or not n.skolformer or set(skolformer) & set(n.skolformer)]


def i_avsnittet(avsnitt: Avsnitt) -> list[Nyckeltal]:
    """Avsnittets nyckeltal: för dess skolform, eller för dem som enheten har läsåret när det handlar om hela enheten."""
    return for_avsnitt(avsnitt.mall.nyckeltal, *_skolformer(avsnitt)) if avsnitt.mall.nyckeltal else []


def _skolformer(avsnitt: Avsnitt) -> list[str]:
    if avsnitt.skolform:
        return [avsnitt.skolform.namn]
    enhetens = EnhetSkolform.objects.filter(enhet=avsnitt.rapport.enhet_id).under(avsnitt.rapport.lasar)
    return list(enhetens.values_list("skolform__namn", flat=True))
