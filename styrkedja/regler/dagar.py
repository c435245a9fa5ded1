"""Dagar: svenska lediga dagar, arbetsdagar, ISO-veckor och månader inom läsåret, lov.

Rena funktioner utan klocka och databas. Arbetsdag är måndag–fredag utom helgdagar och fyra aftnar: påskafton,
midsommarafton, julafton och nyårsafton (källa: arshjul_mall.json `gemensamma_regler`, lasar.json `helgdagsregler`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

import holidays

from styrkedja.format import DAGAR

EN_DAG, EN_VECKA = timedelta(days=1), timedelta(days=7)
#: Aftnarna som räknas från en helgdag; de två andra har fast datum.
_AFTON_FORE = {"påskafton": "påskdagen", "midsommarafton": "midsommardagen"}
#: Vecka 27–53 hör till läsårets första kalenderår, 1–26 till det andra; månad 7–12 och 1–6 likaså.
_FORSTA_VECKAN, _FORSTA_MANADEN = 27, 7


@dataclass(frozen=True, slots=True)
class Period:
    """En följd av dagar, båda ändarna inräknade."""

    fran: date
    till: date

    def __contains__(self, dag: date) -> bool:
        return self.fran <= dag <= self.till


# --- Lediga dagar ------------------------------------------------------------------------------
@cache
def helgdagar(ar: int) -> dict[date, str]:
    """Årets helgdagar med namn i gemener utom egennamn: {2026-01-01: "nyårsdagen"}. Vanliga söndagar är inte med."""
    alla = holidays.country_holidays("SE", years=ar, language="sv", include_sundays=False)
    return {dag: _gement(namn) for dag, namn in sorted(alla.items())}


def _gement(namn: str) -> str:
    return namn if namn.startswith("Kristi") else namn[:1].lower() + namn[1:]


@cache
def aftnar(ar: int) -> dict[date, str]:
    """De fyra aftnar som är lediga i arbetslivet fast de inte är helgdagar."""
    dagen = {namn: dag for dag, namn in helgdagar(ar).items()}
    rorliga = {dagen[helgdag] - EN_DAG: afton for afton, helgdag in _AFTON_FORE.items()}
    return rorliga | {date(ar, 12, 24): "julafton", date(ar, 12, 31): "nyårsafton"}


def ledig_som(dag: date) -> str | None:
    """Varför dagen är ledig, i ett ord ("midsommarafton", "lördag"), eller None när den är en arbetsdag."""
    if namn := helgdagar(dag.year).get(dag) or aftnar(dag.year).get(dag):
        return namn
    return DAGAR[dag.weekday()] if dag.weekday() >= 5 else None


@cache
def ar_arbetsdag(dag: date) -> bool:
    return ledig_som(dag) is None


# --- Arbetsdagar -------------------------------------------------------------------------------
def arbetsdag_senast(dag: date) -> date:
    """Dagen själv, eller närmaste arbetsdag före."""
    while not ar_arbetsdag(dag):
        dag -= EN_DAG
    return dag


def arbetsdag_tidigast(dag: date) -> date:
    """Dagen själv, eller närmaste arbetsdag efter."""
    while not ar_arbetsdag(dag):
        dag += EN_DAG
    return dag


@lru_cache(maxsize=8192)
def arbetsdagar_bort(dag: date, antal: int) -> date:
    """Dagen som ligger så många arbetsdagar efter (eller, med minus, före). Noll ger dagen själv."""
    steg = EN_DAG if antal > 0 else -EN_DAG
    kvar = abs(antal)
    while kvar:
        dag += steg
        kvar -= ar_arbetsdag(dag)
    return dag


def arbetsdagar_mellan(fran: date, till: date) -> int:
    """Antal arbetsdagar efter `fran` till och med `till`; noll när till inte är senare."""
    return sum(ar_arbetsdag(fran + timedelta(days=n)) for n in range(1, (till - fran).days + 1))


# --- Inom läsåret ------------------------------------------------------------------------------
def dag_i_lasaret(borjan: date, manad: int, dag: int) -> date:
    """Dagen det läsår som börjar `borjan`. Finns den inte det året (29 februari) tas månadens sista dag."""
    ar = borjan.year if manad >= _FORSTA_MANADEN else borjan.year + 1
    return min(manadens_sista(ar, manad), date(ar, manad, 1) + timedelta(days=dag - 1))


def manadens_sista(ar: int, manad: int) -> date:
    return date(ar + manad // 12, manad % 12 + 1, 1) - EN_DAG


def veckodag_i_lasaret(borjan: date, vecka: int, veckodag: int) -> date:
    """ISO-veckans dag (1 är måndag) det läsår som börjar `borjan`. Vecka 53 som inte finns blir årets sista vecka."""
    ar = borjan.year if vecka >= _FORSTA_VECKAN else borjan.year + 1
    return date.fromisocalendar(ar, min(vecka, antal_veckor(ar)), veckodag)


def antal_veckor(ar: int) -> int:
    """52 eller 53: den 28 december ligger alltid i årets sista ISO-vecka."""
    return date(ar, 12, 28).isocalendar().week


# --- Lov ---------------------------------------------------------------------------------------
def i_lov(dag: date, lov: Iterable[Period]) -> bool:
    return any(dag in period for period in lov)


def vecka_utan_lov(dag: date, lov: Iterable[Period]) -> date:
    """Samma veckodag första veckan då det inte är lov: dialoger läggs inte på lov."""
    lov = tuple(lov)
    while i_lov(dag, lov):
        dag += EN_VECKA
    return dag


def forsta_skoldag(dag: date, lov: Iterable[Period]) -> date:
    """Första arbetsdagen från och med dagen som inte är lov."""
    lov = tuple(lov)
    while i_lov(dag, lov) or not ar_arbetsdag(dag):
        dag += EN_DAG
    return dag


def sista_skoldag(dag: date, lov: Iterable[Period]) -> date:
    """Sista arbetsdagen till och med dagen som inte är lov."""
    lov = tuple(lov)
    while i_lov(dag, lov) or not ar_arbetsdag(dag):
        dag -= EN_DAG
    return dag
