"""Skrivlägena i en riktig webbläsare: "Sparat" bara efter serverns ja, och texten står alltid kvar."""

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import Text

pytestmark = pytest.mark.django_db(transaction=True)
AVSNITT = "/enheter/almskolan/rapport/2026-27/avsnitt/samlad_bedomning/"


@pytest.fixture
def skriv(rapporter, sida_som):
    """Rektor i skrivläge: sidan, fältet och remsan."""
    sida = sida_som(rapporter.rektor)
    sida.goto(AVSNITT)
    yield sida, sida.get_by_label("Vilka slutsatser drar ni?"), sida.locator("[data-sparlage]")
    # Sidan försöker spara också när den stängs; provets databas ska inte få en begäran efter provet.
    sida.context.set_offline(True)


def pa_servern(rapporter) -> str:
    avsnitt = Avsnitt.objects.get(rapport=rapporter.rapport(rapporter.skola), nyckel="samlad_bedomning")
    return Text.objects.get(agare_slag="avsnitt", agare_id=avsnitt.pk, falt="slutsatser").innehall


def logga_in(sida, person) -> None:
    """Byter person i samma webbläsare, som en inloggning i en annan flik gör."""
    klient = Client()
    klient.force_login(person)
    namn = settings.SESSION_COOKIE_NAME
    sida.context.add_cookies([{"name": namn, "value": klient.cookies[namn].value, "url": sida.url}])


def tillbaka_till_fliken(sida) -> None:
    sida.evaluate("window.dispatchEvent(new Event('focus'))")


def test_det_sparas_medan_man_skriver_utan_knapp(rapporter, skriv):
    sida, falt, remsa = skriv
    expect(sida.get_by_role("button", name="Spara", exact=True)).to_be_hidden()
    falt.press_sequentially("Läsningen går framåt.")
    expect(remsa).to_contain_text("Sparat 10:0")
    assert pa_servern(rapporter) == "Läsningen går framåt."
    falt.press_sequentially(" Matematiken står still.")
    expect(remsa).to_contain_text("Sparar")
    expect(remsa).to_contain_text("Sparat 10:0")
    assert pa_servern(rapporter) == "Läsningen går framåt. Matematiken står still."


def test_utan_nat_star_det_inte_sparat_och_sparas_nar_natet_ar_tillbaka(rapporter, skriv):
    sida, falt, remsa = skriv
    sida.context.set_offline(True)
    falt.press_sequentially("Skrivet utan nät.")
    expect(remsa).to_contain_text("Inte sparat. Texten finns kvar i fältet: försök igen, eller kopiera den.")
    expect(remsa.get_by_role("button", name="Försök igen")).to_be_visible()
    expect(falt).to_have_value("Skrivet utan nät.")
    sida.context.set_offline(False)
    expect(remsa).to_contain_text("Sparat 10:0")
    assert pa_servern(rapporter) == "Skrivet utan nät."


@pytest.mark.parametrize(
    "svar",
    [
        {"status": 200, "content_type": "text/html", "body": "<h1>Logga in på nätet</h1>"},
        {"status": 200, "content_type": "application/json", "body": "{}"},
        {"status": 502, "content_type": "text/html", "body": "Bad Gateway"},
        {"status": 413, "body": ""},
    ],
    ids=["gästnätets sida", "tomt ja", "502", "413"],
)
def test_bara_ett_tydligt_ja_raknas_som_sparat(skriv, svar):
    sida, falt, remsa = skriv
    sida.route("**/avsnitt/**", lambda vag: vag.fulfill(**svar) if vag.request.method == "POST" else vag.continue_())
    falt.press_sequentially("Text")
    expect(remsa).to_contain_text("Inte sparat.")
    expect(falt).to_have_value("Text")


def test_utloggad_under_skrivandet_behaller_texten_och_sparar_efter_inloggning(rapporter, skriv):
    sida, falt, remsa = skriv
    sida.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    falt.press_sequentially("Skrivet utloggad.")
    expect(remsa).to_contain_text("Du har blivit utloggad. Texten ligger kvar här.")
    expect(remsa.get_by_role("link", name="Logga in i ny flik")).to_have_attribute("target", "_blank")
    logga_in(sida, rapporter.verksamhetschef)
    tillbaka_till_fliken(sida)
    expect(remsa).to_contain_text("En annan person är inloggad i den här webbläsaren.")
    logga_in(sida, rapporter.rektor)
    tillbaka_till_fliken(sida)
    expect(remsa).to_contain_text("Sparat 10:0")
    assert pa_servern(rapporter) == "Skrivet utloggad."


def test_krock_visar_bada_texterna_och_skriver_inte_over(rapporter, skriv, sida_som):
    sida, falt, remsa = skriv
    annan = sida_som(rapporter.bitradande)
    annan.goto(AVSNITT)
    annan.get_by_label("Vilka slutsatser drar ni?").fill("Bos text.")
    expect(annan.locator("[data-sparlage]")).to_contain_text("Sparat 10:0")
    falt.press_sequentially("Annas text.")
    expect(remsa).to_contain_text("Bo Björk ändrade det här avsnittet 10:0")
    assert pa_servern(rapporter) == "Bos text."
    remsa.get_by_role("button", name="Jämför").click()
    expect(sida.get_by_text("Bos text.")).to_be_visible()
    expect(falt).to_have_value("Annas text.")
    sida.get_by_role("button", name="Spara min text").click()
    expect(remsa).to_contain_text("Sparat 10:0")
    assert pa_servern(rapporter) == "Annas text."


def test_en_lank_vantar_in_det_sist_skrivna(rapporter, skriv):
    sida, falt, _ = skriv
    falt.press_sequentially("Sista ordet.")
    sida.get_by_role("link", name="Nästa").click()
    sida.wait_for_url("**/avsnitt/verksamhetsmal/")
    assert pa_servern(rapporter) == "Sista ordet."


def test_text_som_skrivs_medan_ett_svar_drojer_sparas_ocksa(rapporter, skriv):
    """Svaret på den första sparningen får inte göra den nyare texten "sparad"."""
    sida, falt, remsa = skriv
    vantande = []
    sida.route(
        "**/avsnitt/**",
        lambda vag: vag.continue_() if vantande or vag.request.method != "POST" else vantande.append(vag),
    )
    with sida.expect_request(lambda r: r.method == "POST"):
        falt.press_sequentially("Först.")
    falt.press_sequentially(" Sedan.")
    vantande[0].continue_()
    expect(remsa).to_contain_text("Sparat 10:0")
    expect(falt).to_have_value("Först. Sedan.")
    assert pa_servern(rapporter) == "Först. Sedan."


def test_utan_skript_ar_formularet_en_vanlig_post(rapporter, sida_som):
    sida = sida_som(rapporter.rektor, java_script_enabled=False)
    sida.goto(AVSNITT)
    sida.get_by_label("Vilka slutsatser drar ni?").fill("Utan skript.")
    sida.get_by_role("button", name="Spara", exact=True).click()
    expect(sida.locator("[data-sparlage]")).to_contain_text("Sparat 10:0")
    assert pa_servern(rapporter) == "Utan skript."
