"""Skrivmekanismen: spara ett tings texter i en transaktion, med versionen som skribenten stod på.

Två som skriver i olika fält stör aldrig varandra. Skriver de i samma fält sparas ingenting tyst över:
den som kommer sist får `Krock` med den andres text, och den egna finns kvar där den skrevs.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person, Text, Textversion


class Krock(Exception):
    """Någon annan har ändrat fälten sedan de lästes. Bär texterna som nu gäller; inget är sparat."""

    def __init__(self, texter: list[Text]):
        super().__init__(", ".join(t.falt for t in texter))
        self.texter = texter


@dataclass(frozen=True)
class Sparat:
    """Det som sparades: fälten som ändrades, och varje fälts version efteråt."""

    andrade: list[str]
    versioner: dict[str, int]
    nar: datetime


def text_hash(innehall: str) -> str:
    """SHA-256 i hex av texten i UTF-8."""
    return hashlib.sha256(innehall.encode()).hexdigest()


def las_texter(agare_slag: str, *agare_id: int) -> dict[tuple[int, str], Text]:
    """Alla texter för ett eller flera ting, efter (id, fält). En fråga oavsett antal."""
    texter = Text.objects.filter(agare_slag=agare_slag, agare_id__in=agare_id).select_related("andrad_av")
    return {(t.agare_id, t.falt): t for t in texter}


@transaction.atomic
def spara_texter(
    *,
    agare_slag: str,
    agare_id: int,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar fälten som har ändrats; oförändrade fält rörs inte.

    Args:
        texter: fält → ny lydelse.
        versioner: fält → versionen som skribenten stod på. None (import, demo) skriver utan jämförelse.

    Raises:
        Krock: minst ett fält är ändrat av någon annan sedan dess. Då sparas inget alls.
    """
    nu = nu or klockan_nu()
    rader = {
        t.falt: t for t in Text.objects.select_for_update(of=("self",)).filter(agare_slag=agare_slag, agare_id=agare_id)
    }
    andrade = [f for f in texter if text_hash(texter[f]) != (rader[f].hash if f in rader else text_hash(""))]
    if versioner is not None:
        andrade = _utan_orort(andrade, texter, rader, versioner)
    nya = [_skriv(rader, agare_slag, agare_id, falt, texter[falt], av, nu) for falt in andrade]
    Textversion.objects.bulk_create(
        Textversion(text=t, version=t.version, innehall=t.innehall, hash=t.hash, av=av, nar=nu) for t in nya
    )
    return Sparat(andrade, {f: _version_kvar(f, andrade, rader, versioner) for f in texter}, nu)


def _version_kvar(falt, andrade, rader, versioner) -> int:
    """Versionen som skribenten nu står på: den nya för det sparade, den gamla för det som någon annan ändrat."""
    if versioner is None or falt in andrade:
        return rader[falt].version if falt in rader else 0
    return versioner.get(falt, 0)


def _utan_orort(andrade, texter, rader, versioner) -> list[str]:
    """Skiljer det som skribenten ändrat från det som någon annan ändrat under tiden.

    Raises:
        Krock: båda har ändrat samma fält.
    """
    egna, krockar = [], []
    for falt in andrade:
        rad = rader.get(falt)
        stod_pa = versioner.get(falt, 0)
        if rad is None or rad.version == stod_pa:
            egna.append(falt)
        elif text_hash(texter[falt]) != _hash_vid(rad, stod_pa):
            krockar.append(rad)
    if krockar:
        raise Krock(krockar)
    return egna


def _hash_vid(rad: Text, version: int) -> str:
    gammal = rad.versioner.filter(version=version).values_list("hash", flat=True).first()
    return gammal or text_hash("")


def _skriv(rader, agare_slag, agare_id, falt, innehall, av, nu) -> Text:
    rad = rader.setdefault(falt, Text(agare_slag=agare_slag, agare_id=agare_id, falt=falt))
    rad.innehall, rad.hash, rad.version = innehall, text_hash(innehall), rad.version + 1
    rad.andrad_av, rad.andrad = av, nu
    rad.save()
    return rad
