"""Recepten: troliga tal för varje enhet, runt ett mitt, med enhetens egen lutning och en stabil avvikelse.

En andel är alltid ett antal av ett antal. Hamnar den på en till fyra, eller alla utom en till fyra, flyttas den så lite
det går; i en liten grupp får den vara som den är, och skyddas.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from analysunderlag.demo.rader import Demorad, andel, ar_for, kom, period_i, perioder
from analysunderlag.demo.svar import Svar
from styrkedja.demofro import avvikelse
from styrkedja.demotid import Demotid

#: Mittet gäller det här året.
MITTAR = 2025
#: Så mycket får en andel flyttas, i procentenheter, för att inte peka ut någon.
HOGST_FLYTT = 4.0
#: Grupper som är så här små är alltid lika stora: deras tal ska skyddas år efter år.
LITEN = 12
#: Källor som har ett eget skydd; riket läses alltid ur en sådan.
RIKETS = {"skolverket", "kolada"}


@dataclass
class Kok:
    """Det som varje recept behöver: grupperna, tiden, svarande, och vad berättelsen redan har sagt."""

    grupper: dict[str, dict[str, int]]
    tid: Demotid
    svar: Svar
    sagt: set[tuple[str, str, str, str, int]]

    def storlek(self, nr: int, grupp: str, ar: int) -> int:
        bas = self.grupper[str(nr)][grupp]
        return bas if bas <= LITEN else round(bas * (1 + 0.03 * avvikelse("grupp", nr, grupp, ar)))


def ur_recepten(data: dict[str, Any], kok: Kok) -> Iterator[Demorad]:
    for recept in data["recept"]:
        enheter = [int(nr) for nr, grupper in data["grupper"].items() if recept["grupp"] in grupper]
        for text in perioder(recept["period"]):
            yield from _perioden(recept, enheter, text, kok)


def _perioden(recept: dict[str, Any], enheter: list[int], text: str, kok: Kok) -> Iterator[Demorad]:
    period = period_i(kok.tid, text)
    kommer = kom(period, recept["kommer"])
    mall = Demorad(
        nyckel=recept["nyckel"], kalla=recept["kalla"], skolform=recept.get("skolform", ""),
        uppdelning=recept.get("uppdelning", ""), period=period, kom=kommer,
        preliminart="preliminar" in recept and kom(period, recept["preliminar"]) > kok.tid.idag,
    )  # fmt: skip
    nya = [nr for nr in enheter if (mall.nyckel, mall.skolform, mall.uppdelning, text, nr) not in kok.sagt]
    rader = [_enheten(recept, mall, nr, text, kok) for nr in nya]
    yield from rader
    if rader and len(rader) == len(enheter) and not recept.get("ensam"):
        yield _kommunen(recept["slag"], mall, rader)
    if "riket" in recept:
        tal = recept["riket"] + recept.get("trend", 0) * (ar_for(text) - MITTAR) + 0.4 * avvikelse("riket", text)
        kalla = mall.kalla if mall.kalla in RIKETS else "skolverket"
        yield replace(mall, riket=True, kalla=kalla, tal=Decimal(f"{tal:.1f}"))


def _enheten(recept: dict[str, Any], mall: Demorad, nr: int, text: str, kok: Kok) -> Demorad:
    antal = kok.storlek(nr, recept["grupp"], ar_for(text))
    rad = replace(mall, enhet=nr)
    if malgrupp := recept.get("svar"):
        svarade, antal = kok.svar.antal(nr, malgrupp, text, antal)
        if recept["slag"] == "svarsfrekvens":
            return replace(rad, tal=andel(svarade, antal), antal=antal, taljare=svarade)
        rad = replace(rad, svarsfrekvens=kok.svar.frekvens(nr, malgrupp, text, antal))
        antal = svarade
    if recept["slag"] == "antal":
        return replace(rad, tal=Decimal(antal))
    return SLAG[recept["slag"]](rad, _malet(recept, nr, text), antal)


def _malet(recept: dict[str, Any], nr: int, text: str) -> float:
    """Talet som enheten ska ligga på: mittet, enhetens lutning, åren, och lite brus."""
    vilket = (recept["nyckel"], recept.get("skolform", ""), recept.get("uppdelning", ""))
    egen = recept["bredd"] * avvikelse(*vilket, nr) + recept.get("lutar", {}).get(str(nr), 0)
    ar = ar_for(text) + (0.5 if text.startswith("ht") else 0)
    brus = recept["bredd"] / 3 * avvikelse(*vilket, nr, text)
    return recept["mitt"] + egen + recept.get("trend", 0) * (ar - MITTAR) + brus


def _andel(rad: Demorad, mal: float, antal: int) -> Demorad:
    taljare = utan_utpekade(round(mal * antal / 100), antal)
    return replace(rad, tal=andel(taljare, antal), antal=antal, taljare=taljare)


def _medel(rad: Demorad, mal: float, antal: int) -> Demorad:
    return replace(rad, tal=Decimal(f"{mal:.1f}"), antal=antal)


def _tal(rad: Demorad, mal: float, antal: int) -> Demorad:
    return replace(rad, tal=Decimal(f"{mal:.1f}"))


SLAG = {"andel": _andel, "medel": _medel, "tal": _tal}


def utan_utpekade(taljare: int, antal: int) -> int:
    """Närmaste täljare som inte pekar ut en till fyra, om den ligger nära nog."""
    grans = HOGST_FLYTT * antal / 100
    for steg in range(int(grans) + 1):
        for nara in (taljare - steg, taljare + steg):
            if 5 <= nara <= antal - 5:
                return nara
    return max(0, min(taljare, antal))


def _kommunen(slag: str, mall: Demorad, rader: list[Demorad]) -> Demorad:
    """Kommunens tal ur enheternas: antalen läggs ihop, ett medelvärde vägs med dem."""
    antal = sum(rad.antal or 0 for rad in rader)
    if slag in ("andel", "svarsfrekvens"):
        taljare = sum(rad.taljare or 0 for rad in rader)
        return replace(mall, tal=andel(taljare, antal), antal=antal, taljare=taljare)
    talen = [rad.tal or Decimal(0) for rad in rader]
    if slag == "antal":
        return replace(mall, tal=sum(talen, Decimal(0)))
    vagda = sum((tal * (rad.antal or 1) for tal, rad in zip(talen, rader, strict=True)), Decimal(0))
    medel = round(vagda / (antal or len(rader)), 1)
    return replace(mall, tal=medel, antal=antal or None)


def sagt_i(data: dict[str, Any]) -> set[tuple[str, str, str, str, int]]:
    """Vad berättelsen redan säger, så att ett recept inte säger det en gång till."""
    return {
        (grupp["nyckel"], grupp["skolform"], grupp.get("uppdelning", ""), text, int(nr))
        for grupp in data["berattelsen"]
        if not grupp.get("kon")
        for text, enheter in grupp["perioder"].items()
        for nr in enheter
    }
