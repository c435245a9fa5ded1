"""Varje sida i huset: axe hittar inget, och den ryms utan sidrullning. Sidorna är behörighetsmatrisens, så en ny är med."""

from django.test import Client

from tests.behorighet.conftest import med_inlamnat
from tests.behorighet.matrisen import KOLUMN, RADER
from tests.behorighet.ting import adress
from tests.rollista import Rollista

#: Den som öppnar sidan: den första i raden som får läsa den.
ORDNING = ("RE", "VC", "AC", "UD", "CO", "ME", "NL", "RG", "SA", "BR", "AN")


def sidorna(kommun: Rollista) -> list[tuple[str, str]]:
    """(kolumn, adress) för varje vy som ger en hel html-sida."""
    klienter = {kolumn: _klient(kommun, kolumn) for kolumn in ORDNING}
    funna = []
    for vy, rad in {r["vy"]: r for r in RADER if r["metod"] == "GET" and r["ting"] in ("egen", "")}.items():
        if kolumn := next((k for k in ORDNING if rad[k] == "200"), None):
            vart = adress(vy, rad["ting"], kommun)
            svar = klienter[kolumn].get(vart)
            if not svar.streaming and b"<html" in svar.content[:400]:
                funna.append((kolumn, vart))
    return funna


def _klient(kommun: Rollista, kolumn: str) -> Client:
    klient = Client()
    if KOLUMN[kolumn]:
        klient.force_login(kommun.personer[KOLUMN[kolumn]])
    return klient


def test_varje_sida_ar_tillganglig_och_ryms(rapporter, sida_som, felen_pa):
    """Ljus på en dator, mörk på den smalaste telefon som huset lovar."""
    kommun = med_inlamnat(rapporter)
    fonster, fel = {}, []
    alla = sidorna(kommun)
    for kolumn, vart in alla:
        if kolumn not in fonster:
            fonster[kolumn] = sida_som(kommun.personer[KOLUMN[kolumn]] if KOLUMN[kolumn] else None)
        fel += felen_pa(fonster[kolumn], vart)
    assert len(alla) > 100, "matrisens sidor är fler än så"
    assert not fel, "\n".join(fel)
