"""Vad bedömningarna vilar på: några av avsnittets nyckeltal, och det som enheten själv har sett."""

from typing import NamedTuple

from kvalitetsrapporter import nyckeltal
from kvalitetsrapporter.demo.text import Plats
from kvalitetsrapporter.models import Avsnitt
from styrkedja.demofro import stabil

#: Det som inte är ett nyckeltal. Förskolan har egna ord för det.
ANNAT = (
    "Lektionsbesök i oktober och arbetslagens egna avstämningar.",
    "Elevrådets enkät och samtal i elevhälsoteamet.",
    "Arbetslagens analys på studiedagen.",
    "Rektors lektionsbesök, två per arbetslag.",
)
ANNAT_FORSKOLA = (
    "Pedagogisk dokumentation från alla avdelningar.",
    "Observationer i utemiljön och samtal i utvecklingsgruppen.",
    "Avdelningarnas reflektionsprotokoll.",
)


class Underlag(NamedTuple):
    nyckeltal: list[str] = []
    annat: str = ""


class Underlagsbok:
    """Vad varje bedömning vilar på. Minns avsnittets nyckeltal, som är desamma läsår efter läsår."""

    def __init__(self) -> None:
        self._nycklar: dict[tuple[object, ...], list[str]] = {}

    def underlag(self, plats: Plats, avsnitt: Avsnitt) -> Underlag:
        """Ett till tre av avsnittets nyckeltal; annat underlag där inga finns, och på ungefär var tredje plats."""
        fro = stabil(plats.nr, plats.lasar, plats.nyckel, "underlag")
        valda = [n for i, n in enumerate(self._finns(avsnitt)) if i == 0 or (fro >> i) % 3 == 0][:3]
        egna = ANNAT_FORSKOLA if plats.familj == "forskola" else ANNAT
        return Underlag(valda, egna[fro % len(egna)] if not valda or fro % 3 == 0 else "")

    def _finns(self, avsnitt: Avsnitt) -> list[str]:
        mall = avsnitt.mall
        lasaret = None if avsnitt.skolform_id else avsnitt.rapport.lasar_id
        nyckel = (mall.nyckel, *mall.nyckeltal, avsnitt.skolform_id, avsnitt.rapport.enhet_id, lasaret)
        if nyckel not in self._nycklar:
            self._nycklar[nyckel] = [n.nyckel for n in nyckeltal.i_avsnittet(avsnitt)]
        return self._nycklar[nyckel]
