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


def underlag(plats: Plats, avsnitt: Avsnitt) -> Underlag:
    """Ett till tre av avsnittets nyckeltal; annat underlag där inga finns, och på ungefär var tredje plats."""
    finns = nyckeltal.i_avsnittet(avsnitt)
    fro = stabil(plats.nr, plats.lasar, plats.nyckel, "underlag")
    valda = [n.nyckel for i, n in enumerate(finns) if i == 0 or (fro >> i) % 3 == 0][:3]
    egna = ANNAT_FORSKOLA if plats.familj == "forskola" else ANNAT
    return Underlag(valda, egna[fro % len(egna)] if not valda or fro % 3 == 0 else "")
