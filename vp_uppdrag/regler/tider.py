"""Ungefärliga tider (krav 85): en dag, en månad, flera möjliga månader, en period, eller inget alls.

En tid lagras som den uppgift som kärnans `las_tid` läser (`styrkedja/regler/hjul/uppgift.py`), och är None när ingen
har sagt något. Flera tider är flera uppgifter, aldrig en text med "och": ”(april/maj?) och november 2020” är två.

    {"typ": "datum", "datum": "2026-11-30", "senast": true}
    {"typ": "manad", "manad": "2026-11"}
    {"typ": "obestamd", "alternativ": ["2027-04", "2027-05"], "text": "april/maj?"}
    {"typ": "period", "fran": "2027-01-14", "till": "2027-01-31"}

Källa: frö 003; vp_uppdrag_2019.json `datumregler`.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from styrkedja.format import MANADER, datum, period
from styrkedja.regler.dagar import arbetsdag_senast, manadens_sista
from styrkedja.regler.hjul import Tid, las_tid

Uppgift = dict[str, Any]


class Otydligt(ValueError):
    """Texten går inte att läsa som en tid. Meningen säger vad man skriver i stället."""


class Granser(NamedTuple):
    """Den tidigaste och den senaste dag som tiden kan betyda."""

    tidigast: date
    senast: date


# --- Det som en tid betyder --------------------------------------------------------------------
def till_tid(uppgift: Uppgift) -> Tid:
    """Tiden som årshjulet läser den."""
    return las_tid(uppgift)


def granser(uppgift: Uppgift) -> Granser:
    """Första och sista möjliga dagen: månadens gränser, det första och det sista alternativets, eller dagen själv."""
    if uppgift["typ"] == "manad":
        return _manadens(uppgift["manad"], uppgift["manad"])
    if uppgift["typ"] == "obestamd":
        return _manadens(uppgift["alternativ"][0], uppgift["alternativ"][-1])
    tid = las_tid(uppgift)
    return Granser(tid.forst, tid.sist)


def _manadens(forsta: str, sista: str) -> Granser:
    slut = date.fromisoformat(f"{sista}-01")
    return Granser(date.fromisoformat(f"{forsta}-01"), manadens_sista(slut.year, slut.month))


def ar_bestamd(uppgift: Uppgift | None) -> bool:
    """Sant för en dag, en period och en månad; flera möjliga månader, och inget alls, behöver bestämmas."""
    return uppgift is not None and uppgift["typ"] != "obestamd"


def ar_exakt(uppgift: Uppgift | None) -> bool:
    """Sant när dagen (eller dagarna) är känd."""
    return uppgift is not None and uppgift["typ"] in ("datum", "period")


def paminnelsedag(uppgift: Uppgift) -> date:
    """Dagen att påminna inför: dagen, månadens sista arbetsdag, eller första dagen i det första alternativet.

    En obestämd tid påminner alltså om att den ska bestämmas, i god tid.
    """
    tidigast, senast = granser(uppgift)
    if uppgift["typ"] == "obestamd":
        return tidigast
    return arbetsdag_senast(senast) if uppgift["typ"] == "manad" else senast


def har_passerat(uppgift: Uppgift | None, idag: date) -> bool:
    """Sant först när ingen möjlig dag är kvar."""
    return uppgift is not None and granser(uppgift).senast < idag


def i_ord(uppgift: Uppgift | None) -> str:
    """senast 30 nov 2026 · november 2026 · april/maj? · 14–31 jan 2027 · inte bestämt"""
    if uppgift is None:
        return "inte bestämt"
    senast = "senast " if uppgift.get("senast") else ""
    if uppgift["typ"] == "datum":
        return f"{senast}{datum(date.fromisoformat(uppgift['datum']))}"
    if uppgift["typ"] == "period":
        return period(date.fromisoformat(uppgift["fran"]), date.fromisoformat(uppgift["till"]))
    return f"{senast}{las_tid(uppgift).ungefar.strip('()')}"


# --- Det som människor skriver -----------------------------------------------------------------
_KORTA = {namn[:3]: nr for nr, namn in enumerate(MANADER, 1)}
_MANAD = rf"({'|'.join(MANADER)}|{'|'.join(_KORTA)}|sept|mars)\.?"
_AR = r"(?:\s+(\d{4}))?"
_DAG = r"(\d{1,2})(?::?e)?"
_TOMT = {"", "?", "–", "-", "obestämt", "inte bestämt", "vet inte", "bestäms senare"}
#: Terminernas månader, för den som bara vet "våren 2027".
_TERMINER = {
    ord_: manader
    for manader, orden in {(1, 6): ("våren", "vårterminen", "vt"), (8, 12): ("hösten", "höstterminen", "ht")}.items()
    for ord_ in orden
}
SKRIV = "Skriv till exempel 30 november 2026, november 2026 eller april/maj?."


def las_tider(text: str, lasaret_borjar: date) -> list[Uppgift]:
    """Tiderna i texten. Saknas året är det läsårets: augusti i det första kalenderåret, april i det andra.

    Args:
        text: ”senast 30 november 2019”, ”(april/maj?) och november 2020”, ”januari”, ”v. 48”. Tom: inga tider.

    Raises:
        Otydligt: med meningen att visa vid fältet.
    """
    ren = re.sub(r"[()]", " ", text.strip().lower())
    delar = [" ".join(del_.split()) for del_ in re.split(r"\s+och\s+|[,;]", ren)]
    return [_las_en(del_, lasaret_borjar) for del_ in delar if del_ not in _TOMT]


def las_en_tid(text: str, lasaret_borjar: date) -> Uppgift | None:
    """Den enda tiden i texten, eller None när den är tom.

    Raises:
        Otydligt: texten går inte att läsa, eller säger flera tider.
    """
    tider = las_tider(text, lasaret_borjar)
    if len(tider) > 1:
        raise Otydligt("Skriv en tid i taget. Flera tider läggs in var för sig.")
    return tider[0] if tider else None


def _las_en(text: str, borjar: date) -> Uppgift:
    rest = re.sub(r"^(klart|klar|i|under)\s+", "", text)
    senast = rest.startswith("senast ")
    rest = re.sub(r"^(senast|i|den)\s+", "", rest.removeprefix("senast ")).strip()
    for monster, las in _FORMER:
        if traff := re.fullmatch(monster, rest):
            uppgift = las(traff, borjar)
            return uppgift | {"senast": True} if senast and uppgift["typ"] in ("datum", "manad") else uppgift
    raise Otydligt(f"”{text}” går inte att läsa som en tid. {SKRIV}")


def _manadnummer(ord_: str) -> int:
    return _KORTA[ord_[:3]]


def _lasarets_ar(manad: int, ar: str | None, borjar: date) -> int:
    if ar:
        return int(ar)
    return borjar.year if manad >= borjar.month else borjar.year + 1


def _dag(ar: int, manad: int, dag: int) -> date:
    try:
        return date(ar, manad, dag)
    except ValueError:
        raise Otydligt("Datumet finns inte. Se efter hur många dagar månaden har.") from None


def datum_uppgift(dag: date) -> Uppgift:
    return {"typ": "datum", "datum": dag.isoformat()}


def _iso(traff: re.Match, borjar: date) -> Uppgift:
    return datum_uppgift(_dag(int(traff[1]), int(traff[2]), int(traff[3])))


def _dag_i_manad(traff: re.Match, borjar: date) -> Uppgift:
    manad = _manadnummer(traff[2])
    return datum_uppgift(_dag(_lasarets_ar(manad, traff[3], borjar), manad, int(traff[1])))


def _dagar_i_manad(traff: re.Match, borjar: date) -> Uppgift:
    manad = _manadnummer(traff[3])
    ar = _lasarets_ar(manad, traff[4], borjar)
    fran, till = _dag(ar, manad, int(traff[1])), _dag(ar, manad, int(traff[2]))
    if till < fran:
        raise Otydligt("Perioden slutar före sin början. Skriv den första dagen först.")
    return {"typ": "period", "fran": fran.isoformat(), "till": till.isoformat()}


def _bara_manad(traff: re.Match, borjar: date) -> Uppgift:
    manad = _manadnummer(traff[1])
    nyckel = f"{_lasarets_ar(manad, traff[2], borjar)}-{manad:02}"
    if traff[3]:
        return {"typ": "obestamd", "alternativ": [nyckel], "text": f"{MANADER[manad - 1]}?"}
    return {"typ": "manad", "manad": nyckel}


def _flera_manader(traff: re.Match, borjar: date) -> Uppgift:
    manader = [_manadnummer(ord_) for ord_ in re.split(r"\s*(?:/|eller|–|-)\s*", traff[1])]
    nycklar = sorted(f"{_lasarets_ar(m, traff['ar'], borjar)}-{m:02}" for m in manader)
    text = "/".join(MANADER[int(n[-2:]) - 1] for n in nycklar)
    return {"typ": "obestamd", "alternativ": nycklar, "text": f"{text}{' ' + traff['ar'] if traff['ar'] else ''}?"}


def _vecka(traff: re.Match, borjar: date) -> Uppgift:
    vecka = int(traff[1])
    ar = int(traff[2]) if traff[2] else borjar.year + (vecka < borjar.isocalendar().week)
    try:
        mandag = date.fromisocalendar(ar, vecka, 1)
    except ValueError:
        raise Otydligt(f"Vecka {vecka} finns inte {ar}.") from None
    return {"typ": "period", "fran": mandag.isoformat(), "till": (mandag + timedelta(days=4)).isoformat()}


def _termin(traff: re.Match, borjar: date) -> Uppgift:
    forsta, sista = _TERMINER[traff[1]]
    ar = _lasarets_ar(forsta, traff[2], borjar)
    return {"typ": "obestamd", "alternativ": [f"{ar}-{forsta:02}", f"{ar}-{sista:02}"], "text": f"{traff[1]} {ar}"}


def _med_siffror(traff: re.Match, borjar: date) -> Uppgift:
    raise Otydligt(f"Skriv månaden med bokstäver: {int(traff[1])} {MANADER[(int(traff[2]) - 1) % 12]}.")


_FORMER: tuple[tuple[str, Callable[[re.Match, date], Uppgift]], ...] = (
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", _iso),
    (rf"{_DAG}\s*(?:–|-)\s*{_DAG}\s+{_MANAD}{_AR}", _dagar_i_manad),
    (rf"{_DAG}\s+{_MANAD}{_AR}", _dag_i_manad),
    (rf"{_MANAD}{_AR}\s*(\?)?", _bara_manad),
    (rf"((?:{_MANAD}\s*(?:/|eller|–|-)\s*)+{_MANAD})(?:\s+(?P<ar>\d{{4}}))?\s*\??", _flera_manader),
    (r"(?:v|v\.|vecka)\s*(\d{1,2})(?:\s+(\d{4}))?", _vecka),
    (rf"({'|'.join(_TERMINER)})(?:\s+(\d{{4}}))?\s*\??", _termin),
    (r"(\d{1,2})[/.](\d{1,2})(?:[/.-]?\d*)?", _med_siffror),
)
