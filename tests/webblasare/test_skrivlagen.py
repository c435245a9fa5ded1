"""Skrivlägena i en riktig webbläsare: tre lägen i ord, "Sparat" bara efter serverns ja, och texten står alltid kvar."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from skript.processer import vanta_tills
from tests.felproxy import FOR_STORT, GASTNAT, TOMT_JA, TRASIG, UPPTAGEN
from tests.webblasare.conftest import logga_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_det_sparas_medan_man_skriver_utan_knapp(skrivsida, pa_servern):
    skriv = skrivsida(klocka=True)
    expect(skriv.sida.get_by_role("button", name="Spara", exact=True)).to_be_hidden()
    skriv.skriv("Läsningen går framåt.")
    expect(skriv.remsa).to_contain_text("Skriver …")
    skriv.tiden_gar(2000)
    skriv.sparat()
    assert pa_servern() == "Läsningen går framåt."
    skriv.pa_datorn(0)
    skriv.skriv(" Matematiken står still.")
    expect(skriv.remsa).not_to_contain_text("Sparat")
    skriv.tiden_gar(2000)
    skriv.sparat()
    assert pa_servern() == "Läsningen går framåt. Matematiken står still."


def test_valen_sparas_som_texten(rapporter, skriv):
    skriv.sida.get_by_label("Nära målet").check()
    skriv.sparat()
    bedomning = rapporter.rapport(rapporter.skola).avsnitt.get(nyckel="samlad_bedomning").bedomningar.get()
    assert bedomning.niva == "nara_malet"


def test_sparat_sags_en_gang_for_skarmlasaren_och_skriver_inte_alls(skrivsida):
    skriv = skrivsida(klocka=True)
    rost = skriv.sida.locator(".lagesrad + [role=status]")
    skriv.skriv("Text.")
    expect(skriv.remsa).to_contain_text("Skriver …")
    expect(rost).to_have_text("")
    skriv.tiden_gar(2000)
    skriv.sparat()
    expect(rost).to_contain_text("Sparat 1")


def test_utan_nat_ligger_texten_pa_datorn_och_skickas_nar_natet_ar_tillbaka(skriv, pa_servern, axe):
    skriv.sida.context.set_offline(True)
    skriv.skriv("Skrivet utan nät.")
    expect(skriv.remsa).to_contain_text("Ingen anslutning. Sparas på den här datorn.")
    expect(skriv.remsa).to_contain_text("Skickas när nätet är tillbaka.")
    skriv.pa_datorn(1)
    axe(skriv.sida)
    skriv.skriv(" Mer utan nät.")
    skriv.sida.context.set_offline(False)
    skriv.sparat()
    assert pa_servern() == "Skrivet utan nät. Mer utan nät."
    skriv.pa_datorn(0)


@pytest.mark.parametrize(
    ("svar", "skal"),
    [
        (GASTNAT, "Nätet svarar med en egen sida."),
        (TRASIG, "Servern svarar inte som den ska just nu."),
        (UPPTAGEN, "Många sparar just nu."),
        (TOMT_JA, "Servern fick en annan text än den som står här."),
        ("vagra", "Servern svarar inte."),
    ],
    ids=["gästnätets sida", "502", "429", "ja utan hash", "stängd lina"],
)
def test_bara_ett_ja_med_ratt_hash_raknas_som_sparat(skrivsida, felproxy, pa_servern, svar, skal):
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = svar
    skriv.skriv("Text")
    expect(skriv.remsa).to_contain_text("Väntar på nätet. Försöker igen")
    expect(skriv.remsa).to_contain_text(skal)
    expect(skriv.remsa).to_contain_text("Texten är sparad på den här datorn.")
    assert pa_servern() == ""
    skriv.remsa.get_by_role("button", name="Försök nu").click()
    felproxy.fel = ""
    skriv.sparat()
    assert pa_servern() == "Text"


def test_for_stort_sager_vad_man_gor(skrivsida, felproxy, axe):
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = FOR_STORT
    skriv.skriv("Text")
    expect(skriv.remsa).to_contain_text("Inte sparat. Texten finns kvar i fältet.")
    expect(skriv.remsa).to_contain_text("Dela upp den, eller ta bort inklistrade bilder.")
    expect(skriv.remsa.get_by_role("button", name="Kopiera texten")).to_be_visible()
    axe(skriv.sida)
    felproxy.fel = ""
    skriv.remsa.get_by_role("button", name="Försök igen").click()
    skriv.sparat()


def test_utloggad_under_skrivandet_behaller_texten_och_sparar_efter_inloggning(rapporter, skriv, pa_servern, axe):
    skriv.sida.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    skriv.skriv("Skrivet utloggad.")
    expect(skriv.remsa).to_contain_text("Du har blivit utloggad. Texten ligger kvar här.")
    expect(skriv.remsa.get_by_role("link", name="Logga in i ny flik")).to_have_attribute("target", "_blank")
    axe(skriv.sida)
    logga_in(skriv.sida, rapporter.verksamhetschef)
    skriv.i_fliken("focus")
    expect(skriv.remsa).to_contain_text("En annan person är inloggad i den här webbläsaren.")
    logga_in(skriv.sida, rapporter.rektor)
    skriv.i_fliken("focus")
    skriv.sparat()
    assert pa_servern() == "Skrivet utloggad."


def test_en_lank_vantar_in_det_sist_skrivna(skriv, pa_servern):
    skriv.skriv("Sista ordet.")
    skriv.sida.get_by_role("link", name="Nästa").click()
    skriv.sida.wait_for_url("**/avsnitt/verksamhetsmal/")
    assert vanta_tills(lambda: pa_servern() == "Sista ordet.", sekunder=20)


def test_ctrl_s_sparar_nu(skriv, pa_servern):
    skriv.falt().fill("Nu.")
    skriv.sida.keyboard.press("Control+s")
    skriv.sparat()
    assert pa_servern() == "Nu."


def test_utan_skript_ar_formularet_en_vanlig_post(rapporter, sida_som, pa_servern):
    sida = sida_som(rapporter.rektor, java_script_enabled=False)
    sida.goto("/enheter/almskolan/rapport/2026-27/avsnitt/samlad_bedomning/")
    sida.get_by_label("Vilka slutsatser drar ni?").fill("Utan skript.")
    with sida.expect_navigation():
        sida.get_by_role("button", name="Spara", exact=True).click()
    expect(sida.locator("[data-sparlage]")).to_contain_text("Sparat 10:0")
    assert pa_servern() == "Utan skript."


def test_varje_slags_avsnitt_sparas(skriv):
    """Alla fält i alla avsnitt som dispositionen leder till: text, ips, mål, stödbehov."""
    lankar = skriv.sida.locator(".disposition a[href*='/avsnitt/']")
    nycklar = lankar.evaluate_all("alla => [...new Set(alla.map(a => a.pathname.split('/').at(-2)))]")
    assert len(nycklar) > 5
    for nyckel in nycklar:
        skriv.nyckel = nyckel
        skriv.oppna()
        ytor = skriv.sida.locator("textarea[name^='falt-']:visible")
        texter = [f"{nyckel} {nr}" for nr in range(ytor.count())]
        for yta, text in zip(ytor.all(), texter, strict=True):
            yta.fill(text)
        skriv.sida.keyboard.press("Control+s")
        if texter:
            skriv.sparat()
        skriv.oppna()
        assert [yta.input_value() for yta in ytor.all()][: len(texter)] == texter
