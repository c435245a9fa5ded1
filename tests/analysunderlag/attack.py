"""Den som vill räkna ut ett skyddat tal: linjär programmering över allt som hon kan veta.

Hon vet varje visat tal med sin avrundning och sitt antal, varje skäl och vad det säger om gruppen, alla summor, och allt som
tidigare har visats. Hon räknar på *atomerna* (de minsta grupperna, som ingen rad behöver visa) och bryr sig inte om hur skyddet
är byggt: provet delar ingen kod med det.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from analysunderlag.regler.skydd.celler import Cell
from analysunderlag.regler.skydd_ord import Raknar, Skydd

SPANN = 5
STORST, SVEP = 2000.0, 8
NARA = 1e-4


@dataclass
class Rad:
    """Cellen, och vilka atomer den är summan av (atomens nummer)."""

    cell: Cell
    atomer: frozenset[int]


@dataclass
class Angripare:
    """Vad hon ser: raden → skälet till att den är dold, eller "" när hon ser talet."""

    ser: dict[int, Skydd]
    #: Gränsen som skälet "för få" nämner, per rad.
    minst: dict[int, int]
    #: Raderna hon är ute efter, och varför de är skyddade.
    vill_at: dict[int, Skydd]
    #: Det som redan hade visats innan skyddet räknades om: det går inte att ta tillbaka.
    redan_visat: frozenset[int] = frozenset()
    namn: str = "alla läsare"


@dataclass
class Fynd:
    vem: str
    rad: Rad
    antal: str
    lag: float
    hog: float
    ska: float = field(default=SPANN)

    def __str__(self) -> str:
        return f"{self.vem}: {self.antal} i {self.rad.cell.nyckel} ligger i [{self.lag:.2f}, {self.hog:.2f}], ska {self.ska}"


class Kunskap:
    """Hennes ekvationer. Variabler: a per atom, sedan b per atom."""

    def __init__(self, rader: Iterable[Rad], angripare: Angripare, raknar: str) -> None:
        self.rader = {r.cell.id: r for r in rader}
        self.angripare, self.raknar = angripare, raknar
        nummer = sorted({a for r in self.rader.values() for a in r.atomer})
        self.plats = {a: i for i, a in enumerate(nummer)}
        self.antal = len(nummer)
        self.allt, self.skalen = self._ekvationer(bara_skal=False), self._ekvationer(bara_skal=True)

    @property
    def redan_visat(self) -> tuple[csr_matrix | None, list[float] | None]:
        return self._ekvationer(bara_skal=False, bara=self.angripare.redan_visat)

    def _ekvationer(
        self, *, bara_skal: bool, bara: frozenset[int] | None = None
    ) -> tuple[csr_matrix | None, list[float] | None]:
        """Allt hon vet, eller bara vad skälen och tecknen säger, utan ett enda tal."""
        self.A: list[np.ndarray] = []
        self.hogst: list[float] = []
        for id_, skydd in self.angripare.ser.items():
            if bara is not None and id_ not in bara:
                continue
            self._lar(self.rader[id_], skydd, bara_skal=bara_skal)
        return (csr_matrix(np.array(self.A)), self.hogst) if self.A else (None, None)

    def vektor(self, rad: Rad, vad: str) -> np.ndarray:
        v = np.zeros(2 * self.antal)
        for atom in rad.atomer:
            if vad in ("a", "n"):
                v[self.plats[atom]] = 1
            if vad in ("b", "n"):
                v[self.antal + self.plats[atom]] = 1
        return v

    def _lar(self, rad: Rad, skydd: Skydd, *, bara_skal: bool) -> None:
        cell, gruppen = rad.cell, "n" if self.raknar == Raknar.MANNISKOR else "b"
        if skydd == Skydd.VISAS and bara_skal:
            if cell.nastan_alla and cell.n is not None:
                self._mellan(self.vektor(rad, "b"), 1, 4)
        elif skydd == Skydd.VISAS:
            if cell.n is not None:
                self._mellan(self.vektor(rad, gruppen), cell.n, cell.n)
            if cell.x is not None and self.raknar != Raknar.ANNAT:
                self._mellan(self.vektor(rad, "a"), *cell.x)
        elif skydd == Skydd.FA:
            self._mellan(self.vektor(rad, gruppen), 0, self.angripare.minst[cell.id] - 1)

    def _mellan(self, v: np.ndarray, minst: float, mest: float) -> None:
        self.A += [-v, v]
        self.hogst += [-minst, mest]

    def spann(self, rad: Rad, vad: str, kanda: tuple | None = None) -> tuple[float, float]:
        v, kanda = self.vektor(rad, vad), kanda or self.allt
        return float(v @ _losning(v, *kanda)), float(v @ _losning(-v, *kanda))

    def svep(self, vektorer: np.ndarray) -> np.ndarray:
        """Hur mycket varje antal skiljer sig mellan några världar som alla stämmer med det hon vet: minst så brett är det."""
        slump = np.random.default_rng(len(vektorer))
        malen = slump.choice([-1.0, 1.0], size=(SVEP, len(vektorer))) @ vektorer
        varldar = np.array([_losning(mal, *self.allt) for mal in malen]) @ vektorer.T
        return varldar.max(axis=0) - varldar.min(axis=0)


def _losning(mal: np.ndarray, matris: csr_matrix | None, hogst: list[float] | None) -> np.ndarray:
    """Världen där målet är minst. Ingen grupp är större än STORST: det räcker för att se att den inte är inringad."""
    svar = linprog(mal, A_ub=matris, b_ub=hogst, bounds=(0, STORST), method="highs")
    assert svar.status == 0, svar.message
    return svar.x


def angrip(rader: list[Rad], angripare: Angripare, raknar: str) -> list[Fynd]:
    """Varje skyddat antal som hon kan ringa in snävare än det ska vara."""
    kunskap = Kunskap(rader, angripare, raknar)
    mal = [
        (kunskap.rader[id_], vad, ska)
        for id_ in angripare.vill_at
        for vad, ska in _skyddade_antal(kunskap.rader[id_], kunskap).items()
    ]
    if not mal:
        return []
    brett = kunskap.svep(np.array([kunskap.vektor(rad, vad) for rad, vad, _ in mal]))
    fynd = []
    for (rad, vad, ska), minst_sa_brett in zip(mal, brett, strict=True):
        if minst_sa_brett < ska - NARA:
            lag, hog = kunskap.spann(rad, vad)
            if hog - lag < min(ska, _gar_inte_battre(rad, vad, kunskap)) - NARA:
                fynd.append(Fynd(angripare.namn, rad, vad, lag, hog, ska))
    return fynd


def _gar_inte_battre(rad: Rad, vad: str, kunskap: Kunskap) -> float:
    """Så brett det som mest kan vara: så mycket säger skälen själva, och det som redan hade visats."""
    spannen = [kunskap.spann(rad, vad, kunskap.skalen)]
    if kunskap.angripare.redan_visat:
        spannen.append(kunskap.spann(rad, vad, kunskap.redan_visat))
    return min(hog - lag for lag, hog in spannen)


def _skyddade_antal(rad: Rad, kunskap: Kunskap) -> dict[str, float]:
    """Vad som inte får ringas in, och hur snävt. En synlig total som säger noll till fyra säger det om sina delar också."""
    skydd = kunskap.angripare.vill_at[rad.cell.id]
    tak = {vad: _tak(rad, kunskap, vad) for vad in "ab"}
    fritt = {vad: min(t, SPANN) for vad, t in tak.items() if t}
    if skydd == Skydd.VISAS:
        return {"b": 3} if "b" in fritt else {}  # "nästan alla"
    if kunskap.raknar == Raknar.ANNAT:
        return {"b": SPANN}
    if kunskap.raknar == Raknar.HANDELSER:
        fritt = {"a": fritt["a"]} if "a" in fritt else {}
        return fritt if skydd == Skydd.FA_KVAR else fritt | {"b": SPANN}
    if skydd == Skydd.FA:
        return fritt | {"n": min(SPANN, sum(tak.values()))}
    return fritt if len(fritt) == 2 else {}


def _tak(rad: Rad, kunskap: Kunskap, vad: str) -> float:
    """Det största som en rad som rymmer den här själv säger att antalet kan vara: talet, eller "färre än fem"."""
    ser, minst = kunskap.angripare.ser, kunskap.angripare.minst
    matt: dict[str, Callable[[Cell], float]] = {
        "a": lambda c: c.x[1] if c.x else np.inf,
        "b": lambda c: np.inf if c.x is None or c.n is None else 0 if c.nastan_alla else c.n - c.x[0],
    }
    tak = [np.inf]
    for id_, over in kunskap.rader.items():
        if id_ == rad.cell.id or not over.atomer >= rad.atomer:
            continue
        if ser.get(id_) == Skydd.FA:
            tak.append(minst[id_] - 1)
        elif ser.get(id_) == Skydd.VISAS:
            tak.append(matt[vad](over.cell))
    return min(tak)
