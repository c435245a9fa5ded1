"""Vad en runda väntar på: vilken period varje nyckeltal ska gälla, när det kommer, och om det är inne (krav 43, 50, 56).

Ren regel: dagar och perioder in, läge ut. Källa: design/domain.md §7 (underlagets checklista), data/nyckeltal.json.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import TextChoices

from analysunderlag.regler.perioder import Period, kalenderar, lasar, termin


class Lage(TextChoices):
    """Ett nyckeltals läge inför en runda."""

    INNE = "inne", "inne"
    PRELIMINAR = "preliminar", "preliminärt"
    KOMMER = "kommer", "har inte kommit än"
    SAKNAS = "saknas", "saknas"


class Fakta(NamedTuple):
    """Ett värde som regeln ser det: perioden det gäller, och om det är preliminärt."""

    period: Period
    preliminart: bool


@dataclass(frozen=True)
class Vantat:
    """Perioden som rundan väntar på, och dagen då värdet brukar finnas. None: löpande."""

    period: Period
    kommer: date | None = None


#: En termin räcker för rundan när så här mycket av den har gått.
MINST_AV_TERMINEN = 90


def vantat(slag: str, manad: int | None, *, under: bool, rundan: date) -> Vantat | None:
    """Vad ett nyckeltal ska ha inför en runda. None när det inte går att säga.

    Args:
        slag: nyckeltalets period (lasar, termin, manad, kalenderar, vartannat_lasar).
        manad: månaden då det brukar ges ut.
        under: sant när det ges ut medan perioden pågår.
        rundan: rundans sista dag.
    """
    if slag in ("lasar", "vartannat_lasar"):
        return _lasaret(manad, under, rundan)
    if slag in ("termin", "manad"):
        terminen = _terminen(rundan)
        return Vantat(terminen, terminen.till if slag == "termin" else None)
    if slag == "kalenderar":
        aret = kalenderar(rundan.year - 1)
        return Vantat(aret, _forsta(manad, efter=aret.fran if under else aret.till))
    return None


def _lasaret(manad: int | None, under: bool, rundan: date) -> Vantat:
    pagar = lasar(rundan.year if rundan.month >= 7 else rundan.year - 1)
    kommer = _forsta(manad, efter=pagar.fran) if under else None
    if kommer and kommer <= rundan:
        return Vantat(pagar, kommer)
    forra = lasar(pagar.fran.year - 1)
    return Vantat(forra, _forsta(manad, efter=forra.fran if under else forra.till))


def _forsta(manad: int | None, *, efter: date) -> date | None:
    """Första dagen i månaden, första gången efter dagen."""
    if manad is None:
        return None
    ar = efter.year + (manad <= efter.month)
    return date(ar, manad, 1)


def _terminen(rundan: date) -> Period:
    """Den senaste terminen som har hållit på länge nog att ge tal."""
    for ar in (rundan.year, rundan.year - 1):
        for vilken in ("ht", "vt"):
            period = termin(vilken, ar)
            if (rundan - period.fran).days >= MINST_AV_TERMINEN:
                return period
    return termin("vt", rundan.year - 1)


def lage(vantat: Vantat, varden: Iterable[Fakta], idag: date) -> Lage:
    """Läget: ett värde som gäller perioden, eller en del av den, är inne."""
    traffar = [v for v in varden if _galler(v.period, vantat.period)]
    if traffar:
        return Lage.PRELIMINAR if all(v.preliminart for v in traffar) else Lage.INNE
    return Lage.KOMMER if vantat.kommer and idag < vantat.kommer else Lage.SAKNAS


def _galler(period: Period, vantad: Period) -> bool:
    """Sant när perioden ligger i den väntade, eller slutar lika sent eller senare: nyare underlag duger alltid."""
    return period.till >= vantad.till or period.fran >= vantad.fran


_SPANN = re.compile(r"(\d)(?:\s*[–-]\s*(\d))?")


def galler_arskurserna(nyckeltalets: str, enhetens: str) -> bool:
    """Om en enhet med de årskurserna har nyckeltalet: "9" och "F–9" ja, "9" och "1–6" nej. Tomt är alla."""
    if not nyckeltalets or not enhetens:
        return True
    sokta, finns = _arskurser(nyckeltalets), _arskurser(enhetens)
    if not sokta:
        return nyckeltalets.casefold() in enhetens.casefold()
    return bool(sokta & finns)


def _arskurser(text: str) -> set[int]:
    return {ar for forst, sist in _SPANN.findall(text) for ar in range(int(forst), int(sist or forst) + 1)}
