"""En VD2 i två riktiga webbläsare på en gång: rektor och verksamhetschef förbereder sig, talar, antecknar och fastställer."""

import re

import pytest
from playwright.sync_api import Page, expect

from dialoger.arshjul import efter_hjulet
from dialoger.models import Dialog, Minnesanteckning
from styrkedja.models import Text
from tests.rollista import NU

pytestmark = pytest.mark.django_db(transaction=True)
TELEFON = {"width": 390, "height": 844}
EGET = "Vem täcker när ämneslaget planerar?"


@pytest.fixture
def vd2(rapporter) -> Dialog:
    """Almskolans bokade VD2."""
    efter_hjulet(rapporter.lasar, NU)
    dialog = Dialog.objects.get(plats=rapporter.skola, mall__nyckel="vd2")
    dialog.tillstand = "bokad"
    dialog.save()
    return dialog


def sparat(sida: Page, inom: str) -> None:
    expect(sida.locator(f"{inom} [data-sparlage]")).to_contain_text(re.compile(r"Sparat \d\d:\d\d"))


def skriv(sida: Page, falt: str, text: str) -> None:
    """Skriver i ett rikt fält så som en människa, i redigeraren."""
    yta = sida.locator(f"#falt-{falt} .ProseMirror")
    yta.click()
    yta.press_sequentially(text)


@pytest.mark.krav(65, 110)
def test_en_vd2_fran_forberedelsen_till_faststallda_anteckningar(vd2, rapporter, sida_som, axe):
    adress = f"/dialoger/{vd2.pk}/"
    rektor, chef = sida_som(rapporter.rektor), sida_som(rapporter.verksamhetschef)

    # Förberedelsen: den andra läser den först när den är klar.
    rektor.goto(adress)
    rektor.get_by_role("link", name="Förbered dig").click()
    skriv(rektor, "vill_ta_upp", "Planeringstiden på torsdagar.")
    sparat(rektor, "form[data-agare=forberedelse]")
    axe(rektor)
    chef.goto(adress)
    expect(chef.get_by_text("Planeringstiden på torsdagar.")).to_have_count(0)
    rektor.get_by_role("link", name="Jag är klar").click()
    rektor.get_by_role("button", name="Klar").click()
    chef.reload()
    expect(chef.get_by_text("Planeringstiden på torsdagar.")).to_be_visible()
    axe(chef)

    # Samtalet startas av den ena, och den andra ser det.
    chef.get_by_role("link", name="Starta samtalet").click()
    chef.get_by_role("button", name="Starta samtalet").click()
    expect(chef.locator("[data-klocka]")).to_have_text(re.compile(r"\d\d:\d\d"))
    rektor.goto(adress)
    expect(rektor.get_by_role("link", name="Förra dialogens handslag")).to_have_attribute("aria-current", "step")

    # Det egna: bara rektors, och inte för rummet.
    rektor.get_by_role("button", name="Börja anteckna").click()
    rektor.get_by_label("Min egen anteckning").fill(EGET)
    sparat(rektor, ".privat")
    chef.reload()
    assert EGET not in chef.content()
    axe(rektor)
    rektor.goto(f"{adress}?projektor=1")
    assert EGET not in rektor.content()
    axe(rektor)
    assert not Text.objects.filter(innehall__contains="ämneslaget").exists()

    # De gemensamma: två skriver i samma fält, och ingen text försvinner.
    rektor.goto(adress)
    chef.goto(adress)
    skriv(rektor, "beslut", "Tiden skyddas.")
    sparat(rektor, "form[data-agare=minnesanteckning]")
    skriv(chef, "beslut", "Vi prövar till mars.")
    expect(chef.locator(".krockruta")).to_contain_text("Tiden skyddas.")
    chef.get_by_role("button", name="Sätt ihop båda").click()
    chef.get_by_role("button", name="Spara den hopsatta texten").click()
    sparat(chef, "form[data-agare=minnesanteckning]")
    axe(chef)

    # Fastställandet säger vad det gör, och orden står kvar.
    chef.get_by_role("link", name="Fastställ dem").click()
    expect(chef.get_by_text("En upprättad handling är allmän")).to_be_visible()
    chef.get_by_role("button", name="Fastställ").click()
    expect(chef.get_by_text("Minnesanteckningarna är fastställda.")).to_be_visible()
    minne = Minnesanteckning.objects.get()
    assert "Tiden skyddas." in minne.innehall["beslut"]
    assert "Vi prövar till mars." in minne.innehall["beslut"]
    telefon = sida_som(rapporter.rektor, viewport=TELEFON)
    telefon.goto(adress)
    expect(telefon.get_by_text("Tiden skyddas.")).to_be_visible()
    axe(telefon)
