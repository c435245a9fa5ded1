"""Dialogens tid: svensk lokal tid till en säker tidpunkt, det som stoppar och det som bara varnas för (krav 25–26)."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from styrkedja.regler.dagar import EN_DAG, Period, i_lov, ledig_som

SVERIGE = ZoneInfo("Europe/Stockholm")
#: Före och efter det här ligger samtalet utanför arbetsdagen.
MORGON, KVALL = time(7), time(17)
#: Klockslagen som en dags dialoger föreslås börja, i den ordning de tas.
BORJAR = (time(9), time(13), time(15))


def tidpunkten(dag: date, klockan: time) -> datetime | str:
    """Tidpunkten i Sverige, eller meningen om varför den inte går att lita på: natten då klockan ställs om."""
    tid = datetime.combine(dag, klockan, SVERIGE)
    tillbaka = tid.astimezone(UTC).astimezone(SVERIGE)
    if tillbaka.replace(tzinfo=None) != tid.replace(tzinfo=None):
        return "Klockslaget finns inte: klockan ställs fram den natten. Välj en annan tid."
    if tid.utcoffset() != tid.replace(fold=1).utcoffset():
        return "Klockslaget finns två gånger: klockan ställs tillbaka den natten. Välj en annan tid."
    return tid


def hinder(dag: date, fran: time, till: time, lasar: Period) -> dict[str, str]:
    """Fält → varför tiden inte går att föreslå. Källa: reliability.md, rad 40."""
    fel = {} if dag in lasar else {"dag": "Dagen ligger utanför läsåret."}
    for falt, klockan in (("fran", fran), ("till", till)):
        if isinstance(svar := tidpunkten(dag, klockan), str):
            fel[falt] = svar
    if till <= fran:
        fel["till"] = "Samtalet slutar före det börjar. Rätta sluttiden."
    return fel


def varningar(dag: date, fran: time, till: time, lov: Iterable[Period]) -> list[str]:
    """Meningar om det som går men som man vill veta: ledig dag, lov, kväll."""
    sagt = []
    if ledig := ledig_som(dag):
        sagt.append(f"Dagen är ledig: {ledig}.")
    if i_lov(dag, lov):
        sagt.append("Det är lov den dagen.")
    if fran < MORGON or till > KVALL:
        sagt.append("Tiden ligger utanför arbetsdagen.")
    return sagt


def fordela(antal: int, fran: date, till: date, lov: Iterable[Period]) -> Sequence[tuple[date, time]]:
    """Tider för så många dialoger, jämnt över fönstrets arbetsdagar. Räcker de inte läggs fler på samma dag."""
    lov = tuple(lov)
    dagar = [d for d in _dagarna(fran, till) if ledig_som(d) is None and not i_lov(d, lov)] or [fran]
    per_dag = min(len(BORJAR), -(-antal // len(dagar)))
    platser = [(d, klocka) for d in dagar for klocka in BORJAR[:per_dag]]
    return [platser[min(n * len(platser) // max(antal, 1), len(platser) - 1)] for n in range(antal)]


def _dagarna(fran: date, till: date) -> Iterator[date]:
    while fran <= till:
        yield fran
        fran += EN_DAG


def slutet(borjar: time, minuter: int) -> time:
    """Klockslaget så många minuter senare, till nästa kvart."""
    nar = datetime.combine(date.min, borjar) + timedelta(minutes=-(-minuter // 15) * 15)
    return nar.time()
