"""Vad som går att räkna ut ur vad: tabellens summor. En total och dess delar, i varje läge som tabellen har haft.

Kön, uppdelning (årskurs, program, svarande), klass, skolform och enhet. En summa mellan år finns inte: det är andra elever.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from analysunderlag.regler.skydd.celler import I_KOMMUNEN, Cell, Nyckel
from analysunderlag.regler.skydd.luckor import DELAR_UPP, Luckor
from analysunderlag.regler.skydd.program import delar_under, overst
from analysunderlag.regler.tecken import UTAN_UPPGIFT

#: Så mycket får delarna gå över totalen och ändå räknas som dess delar: två källdagar, en elev som flyttat.
SLACK_ANDEL, SLACK_ANTAL = 0.02, 2


class Summa(NamedTuple):
    """`total` är summan av `delar` (cellernas id). `lika`: två källor säger samma sak, och det finns ingen rest."""

    total: int
    delar: tuple[int, ...]
    lika: bool = False


Rader = dict[Nyckel, Cell]


def summor(celler: Iterable[Cell]) -> tuple[list[Summa], list[Cell]]:
    """Alla summor i tabellen, och raderna som saknas i dem.

    I det läge som gäller och i varje läge tabellen har haft: en rättning ändrar bara några rader, och resten binder kvar.
    """
    luckor = Luckor()
    alla = [c for c in celler if c.tecken not in UTAN_UPPGIFT]
    funna: dict[Summa, None] = {}
    for lage in _lagen(alla):
        per_kalla: dict[int, Rader] = defaultdict(dict)
        for cell in lage:
            per_kalla[cell.kalla][cell.nyckel] = cell
        for rader in per_kalla.values():
            funna |= dict.fromkeys(_i_kallan(luckor.fyll(rader)))
        funna |= dict.fromkeys(_lika_i_tva_kallor(lage))
    return list(funna), list(luckor.celler.values())


def _lagen(celler: Sequence[Cell]) -> Iterator[list[Cell]]:
    """Raderna som gällde tillsammans: nu, och vid varje tidpunkt då något infördes eller ångrades."""
    yield [c for c in celler if c.galler]
    if all(c.galler for c in celler):
        return
    for tid in sorted({t for c in celler for t in (c.skapad, c.angrad) if t}):
        galler: dict[tuple[Nyckel, int], Cell] = {}
        for cell in sorted(celler, key=lambda c: c.version):
            if cell.skapad and cell.skapad <= tid and not (cell.angrad and cell.angrad <= tid):
                galler[cell.nyckel, cell.kalla] = cell
        yield list(galler.values())


def _i_kallan(rader: Rader) -> Iterator[Summa]:
    forslag = chain(_kon(rader), _uppdelningar(rader), _klasser(rader), _skolformer(rader), _enheter(rader))
    for total, delar, saker in forslag:
        if delar and _gar_ihop(total, delar, saker=saker):
            yield Summa(total.id, tuple(d.id for d in delar))


Forslag = Iterator[tuple[Cell, list[Cell], bool]]


def _kon(rader: Rader) -> Forslag:
    for nyckel, total in rader.items():
        if not nyckel.kon:
            yield total, [rader[k] for kon in "KM" if (k := nyckel._replace(kon=kon)) in rader], True


def _uppdelningar(rader: Rader) -> Forslag:
    grupper: dict[tuple[Nyckel, str], dict[str, Cell]] = defaultdict(dict)
    for nyckel, cell in rader.items():
        delar = nyckel.uppdelning.split(";") if nyckel.uppdelning else []
        for del_ in delar:
            slag, _, varde = del_.partition("=")
            utan = nyckel._replace(uppdelning=";".join(d for d in delar if d != del_))
            grupper[utan, slag][varde] = cell
    for (utan, slag), finns in grupper.items():
        if utan in rader:
            yield rader[utan], [finns[v] for v in overst(finns)], slag in DELAR_UPP
        for varde, total in finns.items():
            yield total, [finns[v] for v in delar_under(varde, finns)], True


def _klasser(rader: Rader) -> Forslag:
    grupper: dict[Nyckel, list[Cell]] = defaultdict(list)
    for nyckel, cell in rader.items():
        if nyckel.niva == "klass":
            hel = nyckel._replace(niva="enhet", grupp="")
            grupper[hel if hel in rader else hel._replace(skolform=0)].append(cell)
    yield from ((rader[hel], delar, False) for hel, delar in grupper.items() if hel in rader)


def _skolformer(rader: Rader) -> Forslag:
    grupper: dict[Nyckel, list[Cell]] = defaultdict(list)
    for nyckel, cell in rader.items():
        if nyckel.skolform and nyckel.niva != "klass":
            grupper[_utan_skolform(nyckel)].append(cell)
    for nyckel, total in rader.items():
        if not nyckel.skolform and nyckel.niva != "klass":
            yield total, grupper.get(_utan_skolform(nyckel), []), True


def _utan_skolform(nyckel: Nyckel) -> Nyckel:
    """Kommunens rader skrivs på två sätt (skolform utan plats, huvudman med skolform) men är samma nivå."""
    if nyckel.niva in I_KOMMUNEN:
        return nyckel._replace(niva="huvudman", plats=0, skolform=0)
    return nyckel._replace(skolform=0)


def _enheter(rader: Rader) -> Forslag:
    enheter: dict[tuple[str, str], dict[int, dict[int, Cell]]] = defaultdict(lambda: defaultdict(dict))
    for nyckel, cell in rader.items():
        if nyckel.niva == "enhet":
            enheter[nyckel.kon, nyckel.uppdelning][nyckel.plats][nyckel.skolform] = cell
    ensam = len({n.skolform for n in rader if n.niva in I_KOMMUNEN and n.skolform}) == 1
    for nyckel, total in rader.items():
        if nyckel.niva in I_KOMMUNEN:
            platser = enheter.get((nyckel.kon, nyckel.uppdelning), {})
            yield total, [c for p in platser.values() for c in _enhetens(p, nyckel.skolform, ensam=ensam)], True


def _enhetens(rader: dict[int, Cell], skolform: int, *, ensam: bool) -> list[Cell]:
    """Enhetens del av kommunens total: raden för skolformen, eller den hela raden när den bara kan vara den."""
    if skolform in rader:
        return [rader[skolform]]
    if not skolform:
        return list(rader.values())
    return [rader[0]] if ensam and list(rader) == [0] else []


def _lika_i_tva_kallor(lage: Iterable[Cell]) -> Iterator[Summa]:
    """Samma värde ur två källor, och kommunens rad för en skolform skriven på två sätt: den ena säger den andra."""
    per_nyckel: dict[Nyckel, list[Cell]] = defaultdict(list)
    for cell in lage:
        if cell.har_tal:
            nyckel = cell.nyckel
            per_nyckel[nyckel._replace(niva="huvudman", plats=0) if nyckel.niva in I_KOMMUNEN else nyckel].append(cell)
    for forsta, *fler in per_nyckel.values():
        yield from (Summa(forsta.id, (c.id,), lika=True) for c in fler if _samma_grupp(forsta, c))


def _samma_grupp(ena: Cell, andra: Cell) -> bool:
    return ena.n is None or andra.n is None or abs(ena.n - andra.n) <= slack(ena.n)


def _gar_ihop(total: Cell, delar: Sequence[Cell], *, saker: bool) -> bool:
    """Om delarna är totalens delar. Där antalen är kända avgör de, åt båda håll när det inte säkert är en uppdelning."""
    antal = [d.n for d in delar]
    if total.n is None or None in antal:
        return saker
    over = sum(n for n in antal if n is not None) - total.n
    return over <= slack(total.n) if saker else abs(over) <= slack(total.n)


def slack(n: int) -> float:
    return SLACK_ANDEL * n + SLACK_ANTAL
