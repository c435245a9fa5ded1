"""Skyddet i summor mot den som räknar: ingen skyddad grupp går att ringa in. Ett skydd utan summor faller på samma angrepp."""

from collections.abc import Callable
from random import Random

import pytest

from analysunderlag.regler.skydd import avgor
from analysunderlag.regler.skydd.celler import Beslut, Cell
from analysunderlag.regler.skydd.primart import i_kedjan, oppet
from tests.analysunderlag.attack import Fynd, angrip
from tests.analysunderlag.slumptabeller import angripare, ratta, slumpa, visad

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
