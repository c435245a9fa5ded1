"""Det som någon rättade på granskningens sida: fälten i formuläret till delar av Lasval.

Fälten heter efter raden: r:9:0 är nionde radens första fel (ny text), e:7 den enhet som valdes, hoppa:12 att raden hoppas
över, o:0 vad den första okända rubriken är. Bara det som faktiskt ändrades räknas.
"""

from typing import Any

from django.http import QueryDict

from analysunderlag.models import Rubrikalias
from analysunderlag.regler.uppgift import Felslag

HOPPA = "hoppa"
#: Längre celler läses inte in.
LANGST = 300


def las_rattningar(post: QueryDict, granskning: dict[str, Any], hoppas_redan: list[int]) -> dict[str, Any]:
    """Ändringarna, så som `satt_lasning` tar dem. Tomt när inget är ändrat."""
    rattningar: dict[str, str] = {}
    enheter: dict[str, int] = {}
    hoppa = {int(n.partition(":")[2]) for n in post if n.startswith("hoppa:") and n[6:].isdecimal()}
    for rad in granskning["felrader"]:
        for i, fel in enumerate(rad["fel"]):
            text = post.get(f"r:{rad['nummer']}:{i}", fel["varde"])[:LANGST].strip()
            if text != fel["varde"] and fel["kolumn"]:
                rattningar[f"{rad['nummer']}:{fel['kolumn']}"] = text
        _las_enheten(post.get(f"e:{rad['nummer']}", ""), rad, enheter, hoppa)
    rubriker = _las_rubriker(post, granskning["okanda"])
    nya = hoppa - set(hoppas_redan)
    svar: dict[str, Any] = {"rattningar": rattningar, "enheter": enheter, "rubriker": rubriker}
    if nya:
        svar["hoppa"] = sorted({*hoppas_redan, *nya})
    return {namn: varde for namn, varde in svar.items() if varde}


def _las_enheten(vald: str, rad: dict[str, Any], enheter: dict[str, int], hoppa: set[int]) -> None:
    if vald == HOPPA:
        hoppa.add(rad["nummer"])
        return
    nyckel = next((f["nyckel"] for f in rad["fel"] if f["slag"] == Felslag.ENHET), "")
    if nyckel and vald.isdecimal():
        enheter[nyckel] = int(vald)


def _las_rubriker(post: QueryDict, okanda: list[str]) -> dict[str, str]:
    valda = {rubrik: post.get(f"o:{i}", "")[:60] for i, rubrik in enumerate(okanda)}
    return {rubrik: vad for rubrik, vad in valda.items() if vad and (vad in ("anvands_inte",) or not _ar_roll(vad))}


def _ar_roll(vad: str) -> bool:
    return vad in Rubrikalias.Roll.values
