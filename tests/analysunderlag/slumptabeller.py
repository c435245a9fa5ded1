"""Slumpade tabeller att angripa: enheter, kön, årskurser, skolformer och kommunen, ibland ur en källa som skyddar själv.

Tabellen byggs av atomer (enhet × skolform × årskurs × kön). Varje rad är summan av sina atomer; vilka summor som finns i
tabellen slumpas. En rättning byter några atomer och ger nya versioner av de rader som rymmer dem.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from analysunderlag.regler.skydd.celler import MINST_I_KEDJAN, Cell, Nyckel
from analysunderlag.regler.skydd.primart import i_kedjan, oppet
from analysunderlag.regler.skydd_ord import Raknar, Skydd
from tests.analysunderlag.attack import Angripare, Rad

HUVUDMAN, ALLA = 900, 0
BORJAN = datetime(2026, 6, 1, tzinfo=UTC)


@dataclass
class Atom:
    enhet: int
    skolform: int
    arskurs: int
    kon: str
    n: int
    x: int


@dataclass
class Slumptabell:
    """Raderna i alla versioner; vad skyddet har beslutat om de gällande står i `beslut`."""

    raknar: str
    omraden: dict[int, int]
    egna: bool
    atomer: dict[int, Atom]
    rader: list[Rad] = field(default_factory=list)
    forst: int = 0

    @property
    def celler(self) -> list[Cell]:
        return [rad.cell for rad in self.rader]


def slumpa(slump: Random, *, luckor: bool = True) -> Slumptabell:
    """En tabell. Utan luckor finns varje rad: då vet också den som ser en rättning vilka grupper som inte ändrades."""
    raknar = slump.choices([Raknar.MANNISKOR, Raknar.HANDELSER, Raknar.ANNAT], [8, 1, 1])[0]
    enheter = range(1, slump.choice([1, 2, 2, 3, 3, 4, 5]) + 1)
    skolformer = [1, 2] if slump.random() < 0.2 else [1]
    arskurser = list(range(1, slump.choice([1, 1, 1, 2, 3]) + 1))
    kon = ["K", "M"] if slump.random() < 0.6 else [""]
    andel, atomer = slump.choice([0.1, 0.5, 0.8, 0.9, 0.97, 1.0]), {}
    for enhet in enheter:
        storlek = slump.choice([2, 4, 8, 15, 40])
        for skolform in skolformer:
            for arskurs in arskurser:
                for k in kon:
                    n = slump.randint(0, 2 * storlek)
                    x = sum(slump.random() < andel for _ in range(n))
                    atomer[len(atomer)] = Atom(enhet, skolform, arskurs, k, n, x)
    omraden = {e: slump.randint(1, 2) for e in enheter}
    tabell = Slumptabell(raknar, omraden, slump.random() < 0.75, atomer)
    tabell.rader = [
        _rad(tabell, nyckel, i + 1, set(atomer))
        for i, nyckel in enumerate(_nycklar(slump, enheter, skolformer, arskurser, kon, luckor=luckor))
    ]
    if not tabell.egna:
        _kallan_skyddar(tabell, slump)
    return tabell


def _nycklar(slump: Random, enheter, skolformer, arskurser, kon, *, luckor: bool) -> list[Nyckel]:
    """Raderna som finns i tabellen: för det mesta hela randen, ibland med luckor."""
    med_kommun, kommun_per_kon = slump.random() < 0.8, slump.random() < 0.6
    med_hel_skolform = len(skolformer) == 1 or slump.random() < 0.7
    arskursval = ["", *(f"arskurs={a}" for a in arskurser)] if len(arskurser) > 1 else [""]
    nycklar = []
    for uppdelning in arskursval:
        for k in ["", "K", "M"] if kon != [""] else [""]:
            for s in [*([0] if med_hel_skolform else []), *(skolformer if len(skolformer) > 1 else [])]:
                nycklar += [Nyckel("enhet", e, s, "", k, uppdelning) for e in enheter]
                if med_kommun and (not k or kommun_per_kon):
                    nycklar.append(Nyckel("huvudman", HUVUDMAN, s, "", k, uppdelning))
    return [n for n in nycklar if not luckor or slump.random() > 0.02] or nycklar


def _rad(tabell: Slumptabell, nyckel: Nyckel, id_: int, gallande: set[int], **falt) -> Rad:
    egna = frozenset(i for i in gallande if _hor_till(tabell.atomer[i], nyckel))
    n, x = (sum(getattr(tabell.atomer[i], f) for i in egna) for f in "nx")
    cell = Cell(
        id_, nyckel, kalla=1, n=n,
        minst=MINST_I_KEDJAN if nyckel.niva == "huvudman" else 10,
        x=None if tabell.raknar == Raknar.ANNAT else (x, x),
        raknar=tabell.raknar,
        eget_skydd=not tabell.egna,
        omrade=tabell.omraden.get(nyckel.plats, 0) if nyckel.niva == "enhet" else 0,
        skapad=BORJAN,
    )  # fmt: skip
    return Rad(replace(cell, **falt), egna)


def _hor_till(atom: Atom, nyckel: Nyckel) -> bool:
    return (
        (nyckel.niva == "huvudman" or nyckel.plats == atom.enhet)
        and nyckel.skolform in (0, atom.skolform)
        and nyckel.kon in ("", atom.kon)
        and nyckel.uppdelning in ("", f"arskurs={atom.arskurs}")
    )


def _kallan_skyddar(tabell: Slumptabell, slump: Random) -> None:
    """Som Skolverket: prickar för få, "nästan alla" när en till fyra inte når, och några prickar till."""
    for i, rad in enumerate(tabell.rader):
        cell = rad.cell
        kvar = cell.n - cell.x[0] if cell.x else 99
        if cell.n < cell.minst or (cell.x and 0 < cell.x[0] < 5) or slump.random() < 0.05:
            n = cell.n if cell.n >= cell.minst and slump.random() < 0.7 else None
            tabell.rader[i] = replace(rad, cell=replace(cell, tecken="..", n=n, x=None))
        elif tabell.raknar == Raknar.MANNISKOR and 0 < kvar < 5:
            tabell.rader[i] = replace(rad, cell=replace(cell, tecken="~100", x=(cell.n - 4, cell.n - 1)))


def ratta(tabell: Slumptabell, slump: Random) -> Slumptabell:
    """En rättad fil: några atomer byts, och raderna som rymmer dem får en ny version. Resten står kvar."""
    gamla = slump.sample(sorted(tabell.atomer), k=min(len(tabell.atomer), slump.choice([1, 1, 2])))
    for i in gamla:
        atom = tabell.atomer[i]
        n = max(0, atom.n + slump.randint(-3, 3))
        tabell.atomer[len(tabell.atomer)] = replace(atom, n=n, x=max(0, min(n, atom.x + slump.randint(-3, 3))))
    gallande = set(tabell.atomer) - set(gamla)
    nya, tid = [], BORJAN + timedelta(days=30)
    for i, rad in enumerate(tabell.rader):
        if rad.atomer & set(gamla):
            tabell.rader[i] = replace(rad, cell=replace(rad.cell, galler=False))
            nya.append(_rad(tabell, rad.cell.nyckel, 1000 + i, gallande, version=2, skapad=tid))
    return replace(tabell, rader=tabell.rader + nya)


def visad(tabell: Slumptabell, beslut) -> Slumptabell:
    """Tabellen efter att besluten har visats."""
    rader = [
        replace(r, cell=replace(r.cell, visad=not beslut[r.cell.id].skydd, visad_egen=not beslut[r.cell.id].skydd_egen))
        for r in tabell.rader
    ]
    return replace(tabell, rader=rader)


def angripare(tabell: Slumptabell, beslut) -> list[Angripare]:
    """Alla läsare, hela den egna kedjan, varje enhets ledning och varje områdes."""
    enheter = set(tabell.omraden)
    ut = [_angripare(tabell, beslut, set(), "alla läsare"), _angripare(tabell, beslut, None, "hela kedjan")]
    for e in sorted(enheter):
        ut.append(_angripare(tabell, beslut, {e}, f"rektor {e}"))
    for o in sorted(set(tabell.omraden.values())):
        ut.append(_angripare(tabell, beslut, {e for e, omr in tabell.omraden.items() if omr == o}, f"område {o}"))
    return ut


def _angripare(tabell: Slumptabell, beslut, egna: set[int] | None, namn: str) -> Angripare:
    ser, minst, vill_at, visat = {}, {}, {}, set()
    for rad in tabell.rader:
        cell = rad.cell
        i_kedja = egna is None or (cell.nyckel.niva == "enhet" and cell.nyckel.plats in egna)
        if cell.galler:
            skydd = beslut[cell.id].skydd_egen if i_kedja else beslut[cell.id].skydd
        elif cell.visad_egen if i_kedja else cell.visad:
            skydd = Skydd.VISAS
        else:
            continue
        ser[cell.id], minst[cell.id] = skydd, MINST_I_KEDJAN if i_kedja else cell.minst
        # Det som ska skyddas för de här ögonen: sitt eget skäl, inte det som bara hjälper till.
        forsta = i_kedjan(cell) if i_kedja else oppet(cell)
        kand = cell.visad_egen if i_kedja else cell.visad
        if kand and not skydd:
            visat.add(cell.id)
        # Den som ser sin enhet letar efter grannens: det egna vet hon inte mer om än hela kedjan.
        grannens = not egna or (cell.nyckel.niva == "enhet" and not i_kedja)
        if (
            cell.galler
            and cell.n != 0
            and not kand
            and grannens
            and (forsta or (cell.nastan_alla and not skydd and cell.x))
        ):
            vill_at[cell.id] = forsta
    return Angripare(ser, minst, vill_at, frozenset(visat), namn)
