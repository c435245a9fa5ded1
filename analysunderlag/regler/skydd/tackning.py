"""Vilka fler rader som döljs, så att inget skyddat tal går att räkna ut ur summorna.

För varje skyddat antal prövas hur långt det kan ändras, uppåt och nedåt, när dolda rader ändras med det så att ingen summa
rubbas. Kan det ändras minst SPANN steg kan ingen veta det närmare än så, hur summorna än kombineras. Kan det inte det döljs
de billigaste raderna som gör att det kan. Att dölja fler gör aldrig ett redan skyddat tal osäkrare.
"""

from functools import partial

from analysunderlag.regler.skydd.tabell import MARKE, RAKNAS, RESTEN, SPANN, Rad, Tabell
from analysunderlag.regler.skydd.vandring import Utom, vandra
from analysunderlag.regler.skydd_ord import Raknar, Skydd

#: Hur många summor bort rader döljs när ingen väg finns.
NARMAST, LANGST_BORT = 2, 3
#: Den som ser sitt eget från fem: en enhets ledning, eller ett områdes.
Krets = tuple[str, int]


def tack(tabell: Tabell, *, kretsar: bool) -> None:
    """Döljer rader i tabellen tills varje skyddat antal kan vara tillräckligt mycket.

    Args:
        kretsar: räkna också med den som ser sin egen enhet, eller sitt område, från fem och vill veta grannens.
    """
    dolda = -1
    while dolda != (dolda := sum(rad.dold for rad in tabell.rader)):
        tabell.satt_tak()
        for i in _i_ordning(tabell):
            for vilket, behov in behoven(tabell, i).items():
                _skydda(tabell, i, vilket, behov, kretsar=kretsar)


def _i_ordning(tabell: Tabell) -> list[int]:
    """De skyddade talen, de med minst att välja på först; och "nästan alla", som inte får bli mer än så."""
    ska = [i for i, rad in enumerate(tabell.rader) if rad.i_summor and (rad.skyddas or rad.ar_marke)]
    return sorted(ska, key=lambda i: (len(tabell.rader[i].i_summor), tabell.rader[i].cell.nyckel))


def behoven(tabell: Tabell, i: int) -> dict[int, float]:
    """Vilka antal som ska kunna variera, och hur mycket: aldrig mer än en synlig total ovanför själv säger."""
    rad = tabell.rader[i]
    if rad.ar_marke:
        return dict.fromkeys((RAKNAS, RESTEN), MARKE[1] - MARKE[0]) if rad.tak[RESTEN] else {}
    behov = {vilket: min(SPANN, rad.tak[vilket]) for vilket in _skyddade(tabell.raknar, rad.skydd) if rad.tak[vilket]}
    # Vet man gruppens storlek och det ena antalet vet man det andra: är gruppen inte liten skyddas båda eller inget.
    ett_racker = rad.skydd == Skydd.FA or tabell.raknar != Raknar.MANNISKOR
    return behov if ett_racker or len(behov) == 2 else {}


def _skyddade(raknar: str, skydd: Skydd) -> tuple[int, ...]:
    if raknar == Raknar.ANNAT:
        return (RESTEN,)
    return (RAKNAS,) if raknar == Raknar.HANDELSER and skydd == Skydd.FA_KVAR else (RAKNAS, RESTEN)


def _skydda(tabell: Tabell, i: int, vilket: int, behov: float, *, kretsar: bool) -> None:
    """Döljer vad som behövs, också förbi varje krets som ser sitt eget."""
    rad = tabell.rader[i]
    rader = _dolj(tabell, i, vilket, behov)
    if rader is None:
        for j in [i] if rad.ar_marke else _narmast(tabell, i):
            tabell.dolj(j)
    for krets in sorted({k for j in rader or () for k in _kretsar(tabell.rader[j], rad)} if kretsar else ()):
        _dolj(tabell, i, vilket, behov, partial(_ser, krets, rad))


def _ser(krets: Krets, rad: Rad, annan: Rad) -> bool:
    return krets in _kretsar(annan, rad)


def _narmast(tabell: Tabell, i: int) -> list[int]:
    """När ingen väg finns: den billigaste raden i varje summa närmast, så att nästa varv har mer att gå på.

    Har något redan visats kan det vara det som stänger vägen, och då hjälper det inte att dölja långt bort.
    """
    avstand = NARMAST if any(not rad.dold and not rad.kan_doljas for rad in tabell.rader) else LANGST_BORT
    rader, sedda = {i}, set[int]()
    for _ in range(avstand):
        nya = {nr for j in rader for nr, _ in tabell.rader[j].i_summor} - sedda
        sedda |= nya
        synliga = [[j for j, _ in tabell.ordnad(nr) if not tabell.rader[j].dold] for nr in sorted(nya)]
        if valda := [summa[0] for summa in synliga if summa]:
            return valda
        rader = {j for nr in nya for j, _ in tabell.summor[nr]}
    return []


def _dolj(tabell: Tabell, i: int, vilket: int, behov: float, utom: Utom | None = None) -> set[int] | None:
    rader = vandra(tabell, i, vilket, behov, utom)
    for j in rader or ():
        if j != i:
            tabell.dolj(j)
    return rader


def _kretsar(rad: Rad, skyddad: Rad) -> set[Krets]:
    """Vem utanför den skyddade enhetens egen kedja som ser raden. Det som är skyddat i kommunens tal är enheternas."""
    cell, egen = rad.cell, skyddad.cell
    if not {cell.nyckel.niva, egen.nyckel.niva} <= {"enhet", "klass"} or cell.nyckel.plats == egen.nyckel.plats:
        return set()
    return {("omrade", cell.omrade)} if cell.omrade and cell.omrade != egen.omrade else {("plats", cell.nyckel.plats)}
