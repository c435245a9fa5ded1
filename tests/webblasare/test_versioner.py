"""Att jämföra versioner och lämna tillbaka med kommentarer vid avsnitten, i en riktig webbläsare."""

import pytest
from playwright.sync_api import expect

from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt

pytestmark = pytest.mark.django_db(transaction=True)
RAPPORT = "/enheter/almskolan/rapport/2026-27/"


def skriv(kommun, text: str) -> None:
    rapport = kommun.rapport(kommun.skola)
    avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel="samlad_bedomning")
    spara_avsnitt(
        avsnitt=avsnitt, texter={"slutsatser": text}, av=kommun.rektor, omgang=kommun.omgang("vd1"), niva="nara_malet"
    )


def lamna(kommun) -> None:
    lamna_in(rapport=kommun.rapport(kommun.skola), omgang=kommun.omgang("vd1"), av=kommun.rektor, skal="Prov.")


@pytest.fixture
def tva_versioner(rapporter):
    rader = [f"Slutsats {i} står kvar som den var." for i in range(1, 7)]
    skriv(rapporter, "\n".join([*rader, "Eleverna har svårt för bråk."]))
    lamna(rapporter)
    skriv(rapporter, "\n".join([*rader, "Planeringstiden föll bort, och därför har eleverna svårt för bråk."]))
    lamna(rapporter)
    return rapporter


@pytest.mark.krav(75)
def test_direktoren_jamfor_tva_versioner_och_vecklar_ut_det_oforandrade(tva_versioner, sida_som, axe):
    sida = sida_som(tva_versioner.direktor)
    sida.goto(RAPPORT + "inlamnad/vd1/2/")
    sida.get_by_role("link", name="Jämför med version 1").click()
    expect(sida.get_by_role("heading", level=1)).to_have_text("Ett avsnitt har ändrats")
    expect(sida.locator("article ins").first).to_contain_text("Planeringstiden föll bort")
    expect(sida.get_by_text("Slutsats 3 står kvar")).to_be_hidden()
    sida.get_by_text("Fem stycken är som förut").click()
    expect(sida.get_by_text("Slutsats 3 står kvar")).to_be_visible()
    axe(sida)
    sida.get_by_label("Från").select_option("Version 2")
    sida.get_by_role("button", name="Jämför").click()
    expect(sida.get_by_role("heading", level=1)).to_have_text("Inget har ändrats")


def test_jamforelsen_ryms_pa_telefon(tva_versioner, sida_som, axe):
    sida = sida_som(tva_versioner.rektor, viewport={"width": 390, "height": 844}, color_scheme="dark")
    sida.goto(RAPPORT + "jamfor/vd1/?fran=1&till=2")
    axe(sida)
    sida.wait_for_function("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.krav(60, 75)
def test_aterlamnat_med_kommentar_vid_avsnittet_och_rektors_svar(tva_versioner, sida_som, axe):
    chef = sida_som(tva_versioner.verksamhetschef)
    chef.goto(RAPPORT + "inlamnad/vd1/2/lamna-tillbaka/")
    chef.get_by_label("Vad behöver ändras?").fill("Det mesta är klart. Se vid avsnittet.")
    chef.locator("summary", has_text="Samlad bedömning").click()
    chef.get_by_label("Kommentar om Samlad bedömning").fill("Varför föll planeringstiden bort?")
    axe(chef)
    chef.get_by_role("button", name="Lämna tillbaka").click()
    expect(chef.locator(".trad")).to_contain_text("Varför föll planeringstiden bort?")

    rektor = sida_som(tva_versioner.rektor, viewport={"width": 390, "height": 844})
    rektor.goto(RAPPORT + "avsnitt/samlad_bedomning/")
    rektor.get_by_role("link", name="Läs kommentaren").click()
    expect(rektor.locator("#kommentarer")).to_be_visible()
    expect(rektor.locator("#kommentarer")).to_contain_text("Varför föll planeringstiden bort?")
    axe(rektor)
    rektor.get_by_role("link", name="Svara Vera").click()
    rektor.get_by_label("Din text").fill("Vi hade två långa sjukskrivningar.")
    axe(rektor)
    rektor.get_by_role("button", name="Svara").click()
    expect(rektor.locator("#kommentarer .svar")).to_contain_text("två långa sjukskrivningar")
    rektor.goto(RAPPORT + "avsnitt/samlad_bedomning/")
    rektor.wait_for_function("document.documentElement.scrollWidth <= innerWidth")

    chef.reload()
    expect(chef.locator(".svar")).to_contain_text("Anna Alm")
