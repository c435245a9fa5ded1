"""Verksamhetschefen frågar, rektor svarar och skriver ett behov, inlämningen bär båda, avdelningen tar emot."""

import pytest
from playwright.sync_api import expect

from kvalitetsrapporter.handlingar.fragor import publicera_fraga, skapa_fraga
from kvalitetsrapporter.handlingar.stodbehov import lagg_till_behov
from tests.webblasare.conftest import redo, sparat

pytestmark = pytest.mark.django_db(transaction=True)
RAPPORT = "/enheter/almskolan/rapport/2026-27/"
RUNDA = "/fragor/2026-27/vd2/"


@pytest.mark.krav(57, 58)
def test_fragan_och_behovet_gar_hela_vagen(rapporter, sida_som):
    chef = sida_som(rapporter.verksamhetschef)
    chef.goto("/omrade/norr/")
    chef.get_by_role("link", name="Frågorna i VD2").click()
    chef.get_by_role("link", name="Ny fråga").click()
    chef.get_by_label("Frågan", exact=True).fill("Vad gör ni åt den långa frånvaron?")
    chef.get_by_role("checkbox", name="Norr").check()
    chef.get_by_role("button", name="Spara utkastet").click()
    chef.get_by_role("link", name="Publicera").click()
    expect(chef.get_by_text("Den ställs till Norr: två enheter.")).to_be_visible()
    chef.get_by_role("button", name="Publicera").click()
    expect(chef.get_by_role("heading", level=1)).to_have_text("En fråga är ställd inför VD2.")

    rektor = sida_som(rapporter.rektor)
    rektor.goto(RAPPORT + "avsnitt/vc_fragor/")
    expect(rektor.get_by_text("Vera Videkvist frågar Norr")).to_be_visible()
    redo(rektor)
    _skriv(rektor, "Vad gör ni åt den långa frånvaron?", "Vi ringer samma dag och möts inom en vecka.")
    sparat(rektor)
    rektor.goto(RAPPORT + "avsnitt/stodbehov/")
    rektor.get_by_role("button", name="Lägg till ett stödbehov").click()
    expect(rektor.get_by_role("heading", name="Behov 1")).to_be_visible()
    redo(rektor)
    _skriv(rektor, "Behov 1: vad behöver ni?", "Handledning i samtal om frånvaro.")
    rektor.get_by_label("Behov 1: från vem?").select_option(label="Elevhälsan")
    sparat(rektor)
    rektor.goto(RAPPORT + "lamna-in/vd2/")
    rektor.locator("textarea[name=skal]").fill("Resten skrivs i veckan.")
    rektor.get_by_role("button", name="Lämna in").click()
    expect(rektor.get_by_text("Version 1 är låst")).to_be_visible()

    chef.goto(RUNDA)
    chef.get_by_role("link", name="1 av 2 har svarat").click()
    chef.get_by_role("link", name="Läs svaret").click()
    expect(chef.get_by_text("Vi ringer samma dag och möts inom en vecka.")).to_be_visible()

    avdelning = sida_som(rapporter.avdelningschef)
    avdelning.goto("/")
    avdelning.get_by_role("link", name="Svara på ett stödbehov").click()
    expect(avdelning.get_by_text("Handledning i samtal om frånvaro.")).to_be_visible()
    avdelning.get_by_role("button", name="Mottaget").click()
    expect(avdelning.get_by_text("Mottaget. Almskolan ser det")).to_be_visible()
    avdelning.get_by_role("link", name="Svara Almskolan").click()
    avdelning.get_by_label("Delvis").check()
    avdelning.get_by_label("Vad ni gör, och vad ni inte gör").fill("En dag i veckan till jul.")
    avdelning.get_by_role("button", name="Skicka svaret").click()
    expect(avdelning.get_by_role("heading", level=1)).to_have_text("Alla behov har fått svar.")

    rektor.goto("/")
    rektor.get_by_role("link", name="Läs svaret på ert stödbehov").click()
    expect(rektor.get_by_text("En dag i veckan till jul.")).to_be_visible()
    rektor.goto(RAPPORT + "avsnitt/stodbehov/")
    expect(rektor.get_by_text("till Elevhälsan. Mottaget 24 nov.")).to_be_visible()
    expect(rektor.get_by_text("En dag i veckan till jul.")).to_be_visible()


def _skriv(sida, etikett: str, text: str) -> None:
    """Skriver i fältet, i redigeraren när den finns."""
    sida.get_by_label(etikett).first.click()
    sida.keyboard.insert_text(text)


def test_sidorna_ar_tillgangliga_och_ryms(rapporter, sida_som, felen_pa):
    """axe hittar inget, och inget rullar i sidled ned till 360 px."""
    fraga = skapa_fraga(
        omgang=rapporter.omgang("vd2"), text="Vad gör ni åt den långa frånvaron?", av=rapporter.verksamhetschef
    )
    publicera_fraga(fraga=fraga, av=rapporter.verksamhetschef)
    skapa_fraga(omgang=rapporter.omgang("vd2"), text="Hur går läsningen i årskurs 4–6?", av=rapporter.verksamhetschef,
                omraden=[rapporter.norr], anvisning="Tänk på de digitala testerna.")  # fmt: skip
    avsnitt = rapporter.rapport(rapporter.skola).avsnitt.get(nyckel="stodbehov")
    lagg_till_behov(avsnitt=avsnitt, omgang=rapporter.omgang("vd2"), av=rapporter.rektor)
    sidor = [
        ("verksamhetschef", RUNDA),
        ("verksamhetschef", f"{RUNDA}{fraga.pk}/svar/"),
        ("rektor", RAPPORT + "avsnitt/vc_fragor/"),
        ("rektor", RAPPORT + "avsnitt/stodbehov/"),
    ]
    fel = [f for vem, adress in sidor for f in felen_pa(sida_som(rapporter.personer[vem]), adress)]
    assert not fel, "\n".join(fel)
