"""Skillnaden mellan två texter så att en människa kan läsa den: stycke för stycke, och i ändrade stycken ord för ord.

Stycken paras först på dem som finns en enda gång i båda texterna (patience), sedan med difflib i luckorna. Arbetet är
räknat: räcker det inte sägs luckan som borttaget och tillagt, så att också 100 000 tecken jämförs på under en sekund.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum

#: Största lucka som difflib får räkna på, i par, och hur mycket som räknas i allt.
LUCKA = 12_000
ARBETE = 400_000
#: Två stycken är samma stycke, omskrivet, när så stor del av orden är gemensam.
LIKHET = 0.45
#: Så många oförändrade stycken i rad visas; fler viks ihop.
VISAS = 2
_ORD = re.compile(r"\w+\s*|[^\w\s]\s*")


class Slag(StrEnum):
    LIKA = "lika"
    BORT = "bort"
    NYTT = "nytt"
    ANDRAT = "andrat"


@dataclass(frozen=True)
class Bit:
    """Ett löp i ett stycke: oförändrat, borttaget eller tillagt."""

    slag: Slag
    text: str


@dataclass(frozen=True)
class Stycke:
    """Ett stycke i skillnaden. Ett ändrat stycke har flera bitar, de andra en."""

    slag: Slag
    bitar: tuple[Bit, ...]

    @property
    def text(self) -> str:
        return "".join(bit.text for bit in self.bitar)


@dataclass(frozen=True)
class Grupp:
    """Stycken i rad; `vikt` när de är oförändrade och så många att de viks ihop."""

    stycken: tuple[Stycke, ...]
    vikt: bool = False


@dataclass
class _Budget:
    """Hur mycket räknande som är kvar."""

    kvar: int = field(default_factory=lambda: ARBETE)

    def ta(self, mangd: int) -> bool:
        if mangd > LUCKA or mangd > self.kvar:
            return False
        self.kvar -= mangd
        return True


Lopp = tuple[bool, int, int, int, int]  # lika, a från–till, b från–till


def skillnad(fore: str, efter: str) -> list[Stycke]:
    """Skillnaden mellan två rena texter, i läsordning.

    Args:
        fore, efter: ren text; en rad är ett stycke. Rik text görs till ren först (`regler.riktext.till_text`).

    Returns:
        Stycken: LIKA, BORT, NYTT, eller ANDRAT med bitar. Tom lista när båda är tomma.
    """
    a, b, budget = _rader(fore), _rader(efter), _Budget()
    stycken: list[Stycke] = []
    for lika, a0, a1, b0, b1 in _lopp(a, b, budget):
        if lika:
            stycken += [_helt(Slag.LIKA, rad) for rad in b[b0:b1]]
        else:
            stycken += _omskrivna(a[a0:a1], b[b0:b1], budget)
    return stycken


def ar_lika(stycken: Sequence[Stycke]) -> bool:
    return all(s.slag == Slag.LIKA for s in stycken)


def vik(stycken: Sequence[Stycke], visas: int = VISAS) -> list[Grupp]:
    """Delar skillnaden i grupper och viker de långa oförändrade; stycket intill en ändring står kvar som sammanhang."""
    grupper: list[Grupp] = []
    i = 0
    while i < len(stycken):
        j = i
        lika = stycken[i].slag == Slag.LIKA
        while j < len(stycken) and (stycken[j].slag == Slag.LIKA) == lika:
            j += 1
        grupper += _vik_lika(stycken[i:j], i > 0, j < len(stycken), visas) if lika else [Grupp(tuple(stycken[i:j]))]
        i = j
    return grupper


def _vik_lika(stycken: Sequence[Stycke], fore: bool, efter: bool, visas: int) -> list[Grupp]:
    inne = tuple(stycken[int(fore) : len(stycken) - int(efter)])
    if len(inne) < visas:
        return [Grupp(tuple(stycken))]
    delar = (Grupp(tuple(stycken[: int(fore)])), Grupp(inne, vikt=True), Grupp(tuple(stycken[len(stycken) - efter :])))
    return [grupp for grupp in delar if grupp.stycken]


# --- Stycken ---------------------------------------------------------------------------------------


def _rader(text: str) -> list[str]:
    rader = (rad.strip() for rad in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    return [rad for rad in rader if rad]


def _helt(slag: Slag, rad: str) -> Stycke:
    return Stycke(slag, (Bit(slag, rad),))


def _omskrivna(a: Sequence[str], b: Sequence[str], budget: _Budget) -> list[Stycke]:
    """En lucka av borttagna och tillagda stycken: de som liknar varandra paras och jämförs ord för ord."""
    stycken, sist = [], 0
    for i, rad in enumerate(a):
        j = next((j for j in range(sist, min(len(b), sist + 8)) if _liknar(rad, b[j])), None) if i < 400 else None
        if j is None:
            stycken.append(_helt(Slag.BORT, rad))
            continue
        stycken += [_helt(Slag.NYTT, ny) for ny in b[sist:j]]
        stycken += _ordvis(rad, b[j], budget)
        sist = j + 1
    return stycken + [_helt(Slag.NYTT, ny) for ny in b[sist:]]


def _liknar(a: str, b: str) -> bool:
    """Gemensamma ord, räknade utan ordning: billigt, och nog för att se att det är samma stycke."""
    ett, tva = Counter(_ord(a)), Counter(_ord(b))
    return 2 * (ett & tva).total() >= LIKHET * (ett.total() + tva.total())


def _ord(rad: str) -> list[str]:
    return re.findall(r"\w+", rad[:4000].lower())


def _ordvis(a: str, b: str, budget: _Budget) -> list[Stycke]:
    ord_a, ord_b = _ORD.findall(a), _ORD.findall(b)
    lopp = _utan_smaoar(list(_lopp(ord_a, ord_b, budget, nyckel=str.strip)))
    bitar: list[Bit] = []
    for lika, a0, a1, b0, b1 in lopp:
        if lika:
            bitar.append(Bit(Slag.LIKA, "".join(ord_b[b0:b1])))
            continue
        if a1 > a0:
            bitar.append(Bit(Slag.BORT, "".join(ord_a[a0:a1])))
        if b1 > b0:
            bitar.append(Bit(Slag.NYTT, "".join(ord_b[b0:b1])))
    if all(bit.slag != Slag.LIKA for bit in bitar):
        return [_helt(Slag.BORT, a), _helt(Slag.NYTT, b)]
    if all(bit.slag == Slag.LIKA for bit in bitar):
        return [_helt(Slag.LIKA, b)]
    return [Stycke(Slag.ANDRAT, tuple(bitar))]


def _utan_smaoar(lopp: list[Lopp]) -> list[Lopp]:
    """Ett ensamt oförändrat ord mellan två ändringar hör till ändringen: annars hackas meningen sönder."""
    ut: list[Lopp] = []
    for i, (lika, a0, a1, b0, b1) in enumerate(lopp):
        smatt = lika and 0 < i < len(lopp) - 1 and b1 - b0 <= 1
        if ut and not ut[-1][0] and (smatt or not lika):
            ut[-1] = (False, ut[-1][1], a1, ut[-1][3], b1)
        else:
            ut.append((lika, a0, a1, b0, b1))
    return ut


# --- Två följder -----------------------------------------------------------------------------------


def _lopp(a: Sequence[str], b: Sequence[str], budget: _Budget, *, nyckel: Callable[[str], str] = str) -> Iterator[Lopp]:
    """Lika och olika löp i ordning, sammanslagna så att två i rad aldrig är av samma slag."""
    ka, kb = [nyckel(x) for x in a], [nyckel(x) for x in b]
    nu: Lopp = (True, 0, 0, 0, 0)
    for lika, a0, a1, b0, b1 in _bitar(ka, kb, budget):
        if a0 == a1 and b0 == b1:
            continue
        if lika == nu[0]:
            nu = (lika, nu[1], a1, nu[3], b1)
            continue
        if nu[1] != nu[2] or nu[3] != nu[4]:
            yield nu
        nu = (lika, a0, a1, b0, b1)
    if nu[1] != nu[2] or nu[3] != nu[4]:
        yield nu


def _bitar(a: list[str], b: list[str], budget: _Budget) -> Iterator[Lopp]:
    """Gemensam början och slut, sedan ankare, sedan luckorna mellan dem."""
    fore = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    kvar = min(len(a), len(b)) - fore
    slut = next((i for i in range(kvar) if a[-1 - i] != b[-1 - i]), kvar)
    yield True, 0, fore, 0, fore
    i, j = fore, fore
    for x, y in _ankare(a, b, fore, len(a) - slut, len(b) - slut):
        yield from _lucka(a, b, (i, x, j, y), budget)
        yield True, x, x + 1, y, y + 1
        i, j = x + 1, y + 1
    yield from _lucka(a, b, (i, len(a) - slut, j, len(b) - slut), budget)
    yield True, len(a) - slut, len(a), len(b) - slut, len(b)


def _ankare(a: list[str], b: list[str], fore: int, a_slut: int, b_slut: int) -> list[tuple[int, int]]:
    """Det som finns en enda gång i båda, i den längsta följd som står i samma ordning."""
    i_a, i_b = Counter(a[fore:a_slut]), Counter(b[fore:b_slut])
    plats = {x: j for j, x in enumerate(b[fore:b_slut], fore)}
    par = [
        (i, plats[x])
        for i, x in enumerate(a[fore:a_slut], fore)
        if i_a[x] == 1 and i_b.get(x) == 1 and any(t.isalnum() for t in x)
    ]
    return _stigande(par)


def _stigande(par: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Den längsta stigande delföljden efter andra talet."""
    toppar: list[int] = []
    platser: list[int] = []
    fore: list[int] = []
    for n, (_, j) in enumerate(par):
        hog = bisect_left(toppar, j)
        fore.append(platser[hog - 1] if hog else -1)
        toppar[hog:], platser[hog:] = (
            ([j], [n]) if hog == len(toppar) else ([j, *toppar[hog + 1 :]], [n, *platser[hog + 1 :]])
        )
    kedja, n = [], platser[-1] if platser else -1
    while n >= 0:
        kedja.append(par[n])
        n = fore[n]
    return kedja[::-1]


def _lucka(a: list[str], b: list[str], lucka: tuple[int, int, int, int], budget: _Budget) -> Iterator[Lopp]:
    a0, a1, b0, b1 = lucka
    if a0 == a1 or b0 == b1 or not budget.ta((a1 - a0) * (b1 - b0)):
        yield False, a0, a1, b0, b1
        return
    for slag, x0, x1, y0, y1 in SequenceMatcher(None, a[a0:a1], b[b0:b1], autojunk=False).get_opcodes():
        yield slag == "equal", a0 + x0, a0 + x1, b0 + y0, b0 + y1
