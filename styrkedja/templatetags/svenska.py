"""Filtren för svenska format i mallarna; reglerna står i `styrkedja.format`. Tomt värde ger tom text."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any

from django import template

from styrkedja import format as f
from styrkedja.klocka import idag
from styrkedja.regler.dagar import ar_arbetsdag

register = template.Library()


def filter_(funktion: Callable[..., str]) -> Callable[..., str]:
    """Gör funktionen till ett filter med sitt eget namn, som låter None och tom text vara tomma."""

    @wraps(funktion)
    def tomt_ger_tomt(varde: Any, *argument: Any) -> str:
        return "" if varde is None or varde == "" else funktion(varde, *argument)

    register.filter(funktion.__name__, tomt_ger_tomt)
    return funktion


for _funktion in (
    f.datum,
    f.datum_kort,
    f.datum_lang,
    f.dag_lang,
    f.vecka,
    f.klockslag,
    f.tidpunkt,
    f.tal,
    f.procent,
    f.storlek,
):
    filter_(_funktion)


@filter_
def period(fran: date, till: date) -> str:
    """{{ fran|period:till }} → 7–25 sep 2026"""
    return f.period(fran, till or fran)


@filter_
def nar_fran_idag(nar: date | datetime) -> str:
    """{{ dag|nar_fran_idag }} → om 8 dagar"""
    return f.nar_fran_idag(nar, idag())


@filter_
def arbetsdagar_sedan(nar: date | datetime) -> str:
    """{{ dag|arbetsdagar_sedan }} → 3 arbetsdagar sedan; helgdagar och lediga aftnar räknas inte"""
    return f.arbetsdagar_sedan(nar, idag(), ar_arbetsdag)


@filter_
def antal_ord(antal: int, former: str) -> str:
    """{{ antal|antal_ord:"ett avsnitt,avsnitt" }} → tre avsnitt"""
    singular, _, plural = former.partition(",")
    return f.antal_ord(antal, singular.strip(), plural.strip())
