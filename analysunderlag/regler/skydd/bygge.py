"""Att bygga tabellen ur cellerna: första skyddet, antalen, summorna, och resten som ingen har skrivit."""

from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import replace

from analysunderlag.regler.skydd.celler import I_KOMMUNEN, Cell
from analysunderlag.regler.skydd.skattning import fyll_i
from analysunderlag.regler.skydd.summor import Summa
from analysunderlag.regler.skydd.tabell import RAKNAS, RESTEN, Rad, Tabell
from analysunderlag.regler.skydd_ord import Raknar, Skydd

#: Vad det kostar att dölja en rad: hellre en del än en total, hellre en skola än kommunen, hellre en liten grupp.
KLASS, DEL, HEL_ENHET, KOMMUNENS_DEL, KOMMUNEN = 1, 2, 6, 15, 60


def bygg(
    celler: Sequence[Cell],
    summorna: Iterable[Summa],
    *,
    forsta: Callable[[Cell], Skydd],
    visade: Container[int],
) -> Tabell:
    """Tabellen som den är när bara det första skyddet gäller.

    Args:
        forsta: det första skyddet för de här ögonen.
        visade: cellerna som redan har visats för de här ögonen.
    """
    raknar = celler[0].raknar if any(c.x for c in celler) else Raknar.ANNAT
    skydd = {c.id: forsta(c) for c in celler}
    egna_tal = {c.nyckel for c in celler if c.har_tal and c.n is not None and not skydd[c.id]}
    tabell = Tabell([_rad(c, raknar, skydd[c.id], visad=c.id in visade) for c in celler], [], raknar)
    plats = {c.id: i for i, c in enumerate(celler)}
    for rad in tabell.rader:
        # Källans prickar skyddar ingen när kommunens eget tal om samma grupp får visas.
        rad.skyddas &= not (rad.skydd == Skydd.KALLAN and rad.cell.nyckel in egna_tal)
    for summa in summorna:
        _lagg_summa(tabell, plats[summa.total], [plats[d] for d in summa.delar], forsta, lika=summa.lika)
    for lagd in tabell.summor:
        _rakna_ut_luckan(tabell, lagd, forsta)
    fyll_i(tabell)
    return tabell


def _rad(cell: Cell, raknar: str, skydd: Skydd, *, visad: bool) -> Rad:
    dold = not visad and (bool(skydd) or not cell.galler)
    return Rad(
        cell, _antalen(cell, raknar), skydd, dold,
        kan_doljas=cell.galler and not visad,
        skyddas=dold and cell.galler and bool(skydd) and cell.n != 0,  # i en tom grupp finns ingen att skydda
        kostnad=_kostnad(cell),
    )  # fmt: skip


def _antalen(cell: Cell, raknar: str) -> list[float | None]:
    if raknar == Raknar.ANNAT:
        return [0, cell.n]
    a = None if cell.x is None else sum(cell.x) / 2
    if raknar == Raknar.HANDELSER:
        return [a, cell.n]
    return [a, None if a is None or cell.n is None else max(cell.n - a, 0)]


def _kostnad(cell: Cell) -> float:
    niva, del_av = cell.nyckel.niva, bool(cell.nyckel.kon or cell.nyckel.uppdelning)
    if niva in I_KOMMUNEN:
        grund = KOMMUNENS_DEL if del_av or cell.nyckel.skolform else KOMMUNEN
    else:
        grund = KLASS if niva == "klass" else DEL if del_av else HEL_ENHET
    n = cell.n or 0
    return grund + n / (n + 50)


def _lagg_summa(
    tabell: Tabell, total: int, delar: Sequence[int], forsta: Callable[[Cell], Skydd], *, lika: bool
) -> None:
    rest = None if lika else _rest(tabell.rader[total], [tabell.rader[d] for d in delar], tabell.raknar, forsta)
    if rest:
        tabell.rader.append(rest)
        delar = [*delar, len(tabell.rader) - 1]
    nr, rader = len(tabell.summor), [(d, 1) for d in delar] + [(total, -1)]
    tabell.summor.append(rader)
    for i, tecken in rader:
        tabell.rader[i].i_summor.append((nr, tecken))


def _rakna_ut_luckan(tabell: Tabell, summa: list[tuple[int, int]], forsta: Callable[[Cell], Skydd]) -> None:
    """En lucka som är allt som fattas i sin summa har ett antal, och skyddas som om någon hade skrivit det."""
    okanda = [(i, tecken) for i, tecken in summa if None in tabell.rader[i].antal]
    if len(okanda) != 1 or tabell.rader[okanda[0][0]].cell.id >= 0:
        return
    ((i, tecken),) = okanda
    kanda = [(j, t) for j, t in summa if j != i]
    rad = tabell.rader[i]
    a, b = (max(-tecken * sum(t * (tabell.rader[j].antal[v] or 0) for j, t in kanda), 0.0) for v in (RAKNAS, RESTEN))
    rad.antal = [a, b]
    rad.skydd = forsta(_med_antal(rad.cell, a, b, tabell.raknar))
    rad.skyddas = bool(rad.skydd) and a + b > 0
    rad.dold = a + b > 0  # en del som inte finns döljer ingen


def _med_antal(cell: Cell, a: float, b: float, raknar: str) -> Cell:
    n = round(a + b if raknar == Raknar.MANNISKOR else b)
    return replace(cell, n=n, x=None if raknar == Raknar.ANNAT else (round(a), round(a)), tecken="", galler=False)


def _rest(total: Rad, delar: Sequence[Rad], raknar: str, forsta: Callable[[Cell], Skydd]) -> Rad | None:
    """Delen som ingen har skrivit men som vem som helst kan räkna ut: pojkarna, när bara alla och flickorna står där.

    Den döljer ingen annan: den kan stå någon annanstans, eller vara två källdagar som inte går ihop.
    """
    a, b = (_skillnad(total.antal[v], [d.antal[v] for d in delar]) for v in (RAKNAS, RESTEN))
    if a is None or b is None or a < 0 or b < 0:
        return None
    cell = _med_antal(replace(delar[0].cell, id=0, omrade=0), a, b, raknar)
    if not cell.n:
        return None
    return Rad(cell, [a, b], skydd := forsta(cell), dold=False, kan_doljas=False, skyddas=bool(skydd))


def _skillnad(total: float | None, delar: Sequence[float | None]) -> float | None:
    kanda = [d for d in delar if d is not None]
    return None if total is None or len(kanda) < len(delar) else total - sum(kanda)
