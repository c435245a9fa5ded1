"""Elevuppgifter stoppar filen, utan att värdet någonsin följer med (bad-input-katalogens rad 11)."""

import pytest

from analysunderlag.regler.elevuppgift import finn_elevuppgift, varna_for_namn
from styrkedja.regler.inlasning import Rad


def rader(*text: str) -> list[Rad]:
    return [Rad(nr, tuple(rad.split(";"))) for nr, rad in enumerate(text, 1)]


@pytest.mark.parametrize(
    ("text", "slag"),
    [
        (("Skola;Personnummer", "Ån;x"), "rubrik"), (("Skola;Elev", "Ån;1"), "rubrik"), (("Förnamn;Tal", "x;1"), "rubrik"),
        (("Skola;Tal", "Ån;20140312-2383"), "personnummer"), (("Skola;Tal", "Ån 140312-2383;1"), "personnummer"),
        (("Skola;Tal", "Ån;201403122383"), "personnummer"), (("x;Tal", "Saga Lind;1", "Elsa Berg;2", "Lind, Hugo;3"), "namn"),
        (("Skola;Betyg svenska", "Ån;A", "Ån;C", "Ån;F"), "rad per elev"),
    ],
)  # fmt: skip
def test_elevuppgifter_stoppar_filen(text, slag):
    stopp = finn_elevuppgift(text[0].split(";"), rader(*text))
    assert stopp.slag == slag
    assert not {"2383", "Saga", "Lind"} & set(stopp.mening.replace(",", " ").split())


@pytest.mark.parametrize(
    "text",
    [
        ("Skola;Skol-enhetskod;Huvudman orgnr;Antal elever", "Ån;87010203;2120001157;101"),
        ("Skola;Betygspoäng", "Ån;12,5", "Bäcken;13,5", "Cedern;14"), ("Skola;Barn;Klass", "Ån;20;A", "Ån;21;B", "Ån;22;C"),
        ("Skola;Tal", "Maria Parkskolan;1", "Nanny Palmkvistskolan;2", "S:t Jörgens skola;3", "Selma Lagerlöfs skola;4"),
        ("Skola;Tal", "Ån;201412319999"), ("Skola;Period;Tal", "Ån;2025-11;20"),
    ],
)  # fmt: skip
def test_statistik_gar_igenom(text):
    assert finn_elevuppgift(text[0].split(";"), rader(*text)) is None
    assert varna_for_namn(rader(*text)) == ()


def test_personalens_namn_stoppar_inte_men_varnar():
    text = ("Skola;Rektor;Tal", "Ån;Saga Lind;1", "Bäcken;Elsa Berg;2", "Cedern;Hugo Ek;3")
    assert finn_elevuppgift(text[0].split(";"), rader(*text)) is None
    assert varna_for_namn(rader(*text)) == (2, 3, 4)


def test_ett_troligt_namn_pa_ett_enda_stalle_varnar():
    text = (
        "Skola;Kommentar;Tal",
        "Ån;fråga Saga Lind;1",
        "Bäcken;Elsa Berg;2",
        "Cedern;rektor@skola.example;3",
        "Dungen;;4",
    )
    assert finn_elevuppgift(text[0].split(";"), rader(*text)) is None
    assert varna_for_namn(rader(*text)) == (3, 4)
