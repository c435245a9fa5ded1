"""Den första resan genom kedjan, i en riktig webbläsare, som fyra människor."""

import pytest
from playwright.sync_api import expect

from styrkedja.handlingar import utkorg
from styrkedja.models import Utkorg
from tests.webblasare.conftest import redo, sparat

pytestmark = pytest.mark.django_db(transaction=True)
RAPPORT = "/enheter/almskolan/rapport/2026-27/"


@pytest.mark.krav(41, 42, 60, 71, 72)
def test_rektor_skriver_chefen_laser_direktoren_ser_och_pdfen_blir_gjord(rapporter, sida_som):
    bitradande = sida_som(rapporter.bitradande)
    bitradande.goto(RAPPORT + "avsnitt/samlad_bedomning/")
    redo(bitradande)
    bitradande.get_by_label("Vilka slutsatser drar ni?").fill("Läsningen går framåt, matematiken står still.")
    bitradande.get_by_label("Nära målet").check()
    bitradande.get_by_label("Vilket underlag bygger ni på?").fill("Lektionsbesök i september och oktober.")
    sparat(bitradande)

    rektor = sida_som(rapporter.rektor)
    rektor.goto("/")
    expect(rektor.get_by_role("heading", level=1)).to_have_text("Delen inför VD1 är sen.")
    rektor.get_by_role("link", name="Lämna in delen inför VD1").click()
    rektor.get_by_role("link", name="Målen i verksamhetsplanen").first.click()
    rektor.wait_for_url("**/avsnitt/verksamhetsmal/")
    redo(rektor)
    rektor.get_by_label("Hur långt har vi kommit?").fill("Två av tre mål är på väg.")
    sparat(rektor)
    rektor.goto(RAPPORT + "lamna-in/vd1/")
    expect(rektor.get_by_text("Version 1 låses.")).to_be_visible()
    rektor.get_by_role("button", name="Lämna in").click()
    expect(rektor.get_by_text("Version 1 är låst")).to_be_visible()

    chef = sida_som(rapporter.verksamhetschef)
    chef.goto("/omrade/norr/")
    chef.get_by_role("link", name="inne 24 nov").click()
    expect(chef.get_by_text("Läsningen går framåt, matematiken står still.")).to_be_visible()
    chef.get_by_role("button", name="Markera som läst").click()
    expect(chef.get_by_text("Läst av dig")).to_be_visible()
    chef.get_by_role("link", name="Lämna tillbaka").click()
    chef.get_by_label("Vad behöver ändras?").fill("Skriv varför matematiken står still.")
    chef.get_by_role("button", name="Lämna tillbaka").click()
    expect(chef.get_by_text("Delen är återlämnad.")).to_be_visible()

    rektor.goto("/")
    expect(rektor.get_by_role("heading", level=1)).to_have_text("Delen inför VD1 har kommit tillbaka.")
    expect(rektor.get_by_text("Skriv varför matematiken står still.").first).to_be_visible()
    rektor.goto(RAPPORT + "avsnitt/samlad_bedomning/")
    redo(rektor)
    rektor.get_by_label("Vilka slutsatser drar ni?").fill("Matematiken står still, för planeringstiden föll bort.")
    sparat(rektor)
    rektor.goto(RAPPORT + "lamna-in/vd1/")
    rektor.get_by_role("button", name="Lämna in").click()
    expect(rektor.get_by_text("Version 2 är låst")).to_be_visible()

    direktor = sida_som(rapporter.direktor)
    direktor.goto("/lage/")
    direktor.get_by_role("link", name="inne 24 nov").first.click()
    expect(direktor.get_by_text("för planeringstiden föll bort")).to_be_visible()
    direktor.get_by_role("link", name="PDF").click()
    direktor.get_by_role("button", name="Skapa PDF").click()
    expect(direktor.get_by_text("står i kö")).to_be_visible()
    assert utkorg.utfor_rad(Utkorg.objects.get(slag="rapport_pdf").pk) == Utkorg.Utfall.KLART
    with direktor.expect_download() as hamtning:
        direktor.get_by_role("link", name="Hämta").click()
    assert hamtning.value.suggested_filename.endswith(".pdf")


SIDOR = [
    ("utgangen", RAPPORT + "avsnitt/hem/"),
    ("verksamhetschef", "/"),
    ("verksamhetschef", RAPPORT),
    ("medarbetare", "/"),
    ("namnd", "/enheter/"),
    ("rektor", "/finns-inte/"),
]


def test_sidorna_ar_tillgangliga_och_ryms(rapporter, sida_som, felen_pa):
    """De sidor som ser annorlunda ut än i matrisen: någon annans, ett fel, ett stängt fält."""
    fel = [f for vem, adress in SIDOR for f in felen_pa(sida_som(rapporter.personer[vem]), adress)]
    assert not fel, "\n".join(fel)
