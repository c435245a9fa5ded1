"""Skyddet i summor mot den som räknar: ingen skyddad grupp går att ringa in. Ett skydd utan summor faller på samma angrepp."""

from collections.abc import Callable
from random import Random

import pytest

from analysunderlag.regler.former.skolverket import las_skolverket
from analysunderlag.regler.innehall import las_innehall
from analysunderlag.regler.skydd import avgor
from analysunderlag.regler.skydd.celler import MINST_I_KEDJAN, Beslut, Cell, Nyckel
from analysunderlag.regler.skydd.primart import i_kedjan, oppet
from analysunderlag.regler.skydd_ord import Raknar
from analysunderlag.regler.uppgift import Uppgift
from tests.analysunderlag.attack import Fynd, Rad, angrip
from tests.analysunderlag.husets_ord import RAPPORTER, fil, sammanhang
from tests.analysunderlag.slumptabeller import BORJAN, HUVUDMAN, Atom, Slumptabell, angripare, ratta, slumpa, visad

Skyddare = Callable[[list[Cell]], dict[int, Beslut]]


def funna(fro: int, skydda: Skyddare, *, rattas: bool = False) -> list[Fynd]:
    """Det som alla angripare ringar in i den slumpade tabellen, efter en rättning om så sägs."""
    slump = Random(fro)
    tabell = slumpa(slump, luckor=not rattas)
    beslut = skydda(tabell.celler)
    if rattas and tabell.egna:
        tabell = ratta(visad(tabell, beslut), slump)
        beslut = skydda(tabell.celler)
    return [fynd for var in angripare(tabell, beslut) for fynd in angrip(tabell.rader, var, tabell.raknar)]


def var_for_sig(celler: list[Cell]) -> dict[int, Beslut]:
    """Skyddet utan summor."""
    return {c.id: Beslut(oppet(c), i_kedjan(c)) for c in celler}


@pytest.mark.drill
def test_ingen_skyddad_grupp_gar_att_ringa_in(varv):
    assert [(fro, funnet) for fro in range(varv(12, 1000)) if (funnet := funna(fro, avgor))] == []


@pytest.mark.drill
def test_inte_heller_genom_en_rattad_fil(varv):
    assert [(fro, f) for fro in range(varv(6, 300)) if (f := funna(fro, avgor, rattas=True))] == []


def test_utan_summor_lyckas_angreppet():
    """Provet kan falla: skyddet som prövar varje tal för sig röjer små grupper genom totalerna."""
    assert any(funna(fro, var_for_sig) for fro in range(12))


@pytest.mark.parametrize("nyckel", ["behorighet_yrkesprogram", "andel_godkanda_alla_amnen"])
def test_den_verkliga_filen_med_sin_kommuns_total_gar_inte_att_ringa_in(nyckel):
    """Malmös 38 kommunala skolor 2024/25 ur Skolverkets fil, och kommunens eget tal om dem som visas helt."""
    tabell = _verklig(nyckel)
    beslut = avgor(tabell.celler)
    assert [fynd for var in angripare(tabell, beslut) for fynd in angrip(tabell.rader, var, tabell.raknar)] == []
    visade = [c for c in tabell.celler if not beslut[c.id].skydd]
    assert len(visade) > 25, "skyddet döljer inte hela tabellen"


def verkliga_uppgifter() -> list[Uppgift]:
    innehall = las_innehall(fil("skolverket_slutbetyg_ak9_2025_malmo_lund.csv"))
    return las_skolverket(innehall.rader, sammanhang("212000-1124", "1280", "Malmö stad"), RAPPORTER).uppgifter


def _verklig(nyckel: str) -> Slumptabell:
    """Skolorna så som filen skriver dem, och summan. Skolan som filen döljer antas ha sex elever, varav tre når."""
    rader, atomer = [], {}
    uppgifter = [u for u in verkliga_uppgifter() if u.nyckeltal == nyckel and u.tecken != "."]
    for i, u in enumerate(uppgifter, 1):
        n = u.antal or 6
        x = {"..": 3, "~100": n - 2}.get(u.tecken, round(n * float(u.tal or 0) / 100))
        atomer[i] = Atom(i, 1, 1, "", n, x)
        granser = {"..": None, "~100": (n - 4, n - 1)}.get(u.tecken, (x, x))
        rader.append(Rad(_cell(i, "enhet", i, u.antal, granser, tecken=u.tecken), frozenset({i})))
    n, x = (sum(getattr(a, f) for a in atomer.values()) for f in "nx")
    rader.append(Rad(_cell(len(rader) + 1, "huvudman", HUVUDMAN, n, (x, x)), frozenset(atomer)))
    return Slumptabell(Raknar.MANNISKOR, {i: 1 + i % 3 for i in atomer}, False, atomer, rader)


def _cell(id_: int, niva: str, plats: int, n: int | None, x: tuple[int, int] | None, tecken: str = "") -> Cell:
    return Cell(
        id_, Nyckel(niva, plats, 1), kalla=1, n=n, x=x, tecken=tecken, eget_skydd=True, skapad=BORJAN,
        minst=MINST_I_KEDJAN if niva == "huvudman" else 10, omrade=1 + plats % 3 if niva == "enhet" else 0,
    )  # fmt: skip
