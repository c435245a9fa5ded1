"""Behörighetsmatrisen: varje adress × varje roll. En ny adress utan rad fäller provet."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.behorighet.matrisen import KOLUMN, RADER
from tests.behorighet.ting import adress

#: Så får ett svar på PUT, DELETE, PATCH och TRACE se ut.
ANDRA_METODER = (302, 401, 403, 404, 405)


def alla_vyer(delar=None) -> set[str]:
    """Namnen på alla adresser i huset. En adress utan namn är ett fel i sig."""
    namn: set[str] = set()
    for del_ in get_resolver().url_patterns if delar is None else delar:
        if isinstance(del_, URLResolver):
            namn |= alla_vyer(del_.url_patterns)
        elif isinstance(del_, URLPattern):
            namn.add(del_.name or f"utan namn: {del_.pattern}")
    return namn


def test_varje_adress_har_en_rad():
    saknas = alla_vyer() - {rad["vy"] for rad in RADER}
    assert not saknas, f"Lägg till i matris.csv: {sorted(saknas)}"


def test_ingen_rad_for_en_adress_som_inte_finns():
    assert not {rad["vy"] for rad in RADER} - alla_vyer()


@pytest.mark.krav(13)
@pytest.mark.django_db
@pytest.mark.parametrize("vy", sorted({rad["vy"] for rad in RADER}))
def test_vyns_svar_till_varje_roll(modulens_kommun, modulens_svar, vy):
    """Varje rad i matrisen för vyn; och de metoder som inte är tänkta gör ingenting för någon."""
    for rad in (r for r in RADER if r["vy"] == vy):
        vart = adress(vy, rad["ting"], modulens_kommun)
        fick = {kolumn: modulens_svar(kolumn, rad["metod"], vart) for kolumn in KOLUMN}
        assert fick == {kolumn: int(rad[kolumn]) for kolumn in KOLUMN}, f"{rad['metod']} {vart}"
        for kolumn, metod in (("RE", "PUT"), ("SA", "DELETE"), ("VC", "PATCH"), ("AN", "TRACE")):
            assert modulens_svar(kolumn, metod, vart) in ANDRA_METODER, f"{metod} {vart}"
