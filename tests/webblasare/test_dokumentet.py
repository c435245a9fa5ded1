"""Dokumentets sida i en riktig webbläsare: tre spalter, flikar, kortkommandon, telefonen, och utan skript."""

import pytest
from playwright.sync_api import expect

from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from tests.webblasare.conftest import redo, sparat

pytestmark = pytest.mark.django_db(transaction=True)
RAPPORT = "/enheter/almskolan/rapport/2026-27/"
KUNSKAPER = RAPPORT + "avsnitt/kunskaper-lgr22/"
TELEFON = {"width": 390, "height": 844}


def ruta(sida, namn: str) -> dict[str, float]:
    return sida.get_by_role("textbox", name=namn).bounding_box()


@pytest.mark.krav(48, 71)
def test_ips_star_sida_vid_sida_pa_bred_skarm_och_under_varandra_pa_smalare(rapporter, sida_som):
    sida = sida_som(rapporter.rektor, viewport={"width": 1680, "height": 900})
    sida.goto(KUNSKAPER)
    redo(sida)
    bredvid = [ruta(sida, namn) for namn in ("Individ", "Process", "Struktur")]
    assert len({round(r["y"]) for r in bredvid}) == 1
    assert bredvid[0]["x"] < bredvid[1]["x"] < bredvid[2]["x"]
    sida.set_viewport_size({"width": 1280, "height": 900})
    under = [ruta(sida, namn) for namn in ("Individ", "Process", "Struktur")]
    assert under[0]["y"] < under[1]["y"] < under[2]["y"]
    spalter = [sida.locator(s).bounding_box() for s in (".disposition", ".rapporttext", ".underlag")]
    assert spalter[0]["x"] < spalter[1]["x"] < spalter[2]["x"]


def test_skalet_fragas_efter_bara_nar_steget_kraver_det_ocksa_utan_skript(rapporter, sida_som):
    sida = sida_som(rapporter.rektor, java_script_enabled=False)
    sida.goto(KUNSKAPER)
    skal = sida.get_by_label("Varför går det inte att bedöma?")
    expect(skal).to_be_hidden()
    sida.get_by_label("Går inte att bedöma än").check()
    expect(skal).to_be_visible()
    sida.get_by_label("Nära målet").check()
    expect(skal).to_be_hidden()


def test_flikarna_foljer_tangenterna_och_star_under_varandra_utan_skript(rapporter, sida_som):
    sida = sida_som(rapporter.rektor)
    sida.goto(KUNSKAPER)
    expect(sida.get_by_role("tabpanel")).to_have_count(1)
    data = sida.get_by_role("tab", name="Data")
    data.focus()
    sida.keyboard.press("ArrowRight")
    expect(sida.get_by_role("tab", name="Förra året")).to_be_focused()
    expect(sida.get_by_role("tab", name="Förra året")).to_have_attribute("aria-selected", "true")
    expect(sida.get_by_text("Här står vad ni skrev förra läsåret")).to_be_visible()
    sida.keyboard.press("End")
    expect(sida.get_by_role("heading", name="Vad blev det av det ni lyfte?")).to_be_visible()
    sida.keyboard.press("ArrowRight")
    expect(data).to_have_attribute("aria-selected", "true")
    utan = sida_som(rapporter.rektor, java_script_enabled=False)
    utan.goto(KUNSKAPER)
    expect(utan.get_by_text("Här står vad ni skrev förra läsåret")).to_be_visible()
    expect(utan.get_by_role("heading", name="Vad blev det av det ni lyfte?")).to_be_visible()


def test_kortkommandon_bladdrar_laser_sparlaget_och_oppnar_listan(rapporter, sida_som):
    sida = sida_som(rapporter.rektor)
    sida.goto(RAPPORT + "avsnitt/samlad_bedomning/")
    redo(sida)
    sida.get_by_label("Vilka slutsatser drar ni?").focus()
    sida.keyboard.press("Alt+PageDown")
    sida.wait_for_url("**/avsnitt/verksamhetsmal/")
    expect(sida.get_by_role("heading", level=1)).to_be_focused()
    sida.keyboard.press("Alt+Shift+S")
    expect(sida.locator("[data-sparlage]")).to_be_focused()
    sida.keyboard.press("Alt+Shift+K")
    expect(sida.get_by_role("dialog", name="Kortkommandon")).to_be_visible()
    sida.keyboard.press("Escape")
    expect(sida.get_by_role("dialog", name="Kortkommandon")).to_be_hidden()
    sida.keyboard.press("Alt+PageUp")
    sida.wait_for_url("**/avsnitt/samlad_bedomning/")
    sida.keyboard.press("Alt+Shift+L")
    sida.wait_for_url("**/lamna-in/vd2/")


def test_ensamma_bokstaver_ar_bara_bokstaver(rapporter, sida_som):
    """WCAG 2.1.4: det som skrivs i fältet är text, aldrig ett kommando."""
    sida = sida_som(rapporter.rektor)
    sida.goto(KUNSKAPER)
    redo(sida)
    falt = sida.get_by_role("textbox", name="Process")
    falt.press_sequentially("SLK slk")
    expect(falt).to_have_text("SLK slk")
    expect(sida.get_by_role("heading", level=1)).to_have_text("Kunskaper")


def test_telefonen_har_en_ingang_till_alla_delar_och_gar_att_skriva_pa(rapporter, sida_som):
    sida = sida_som(rapporter.rektor, viewport=TELEFON, has_touch=True)
    sida.goto(KUNSKAPER)
    disposition = sida.get_by_role("navigation", name="Rapportens delar")
    expect(disposition).to_be_hidden()
    expect(sida.get_by_text("Talen till avsnittet")).to_be_hidden()
    sida.get_by_text("Underlag till avsnittet").tap()
    expect(sida.get_by_text("Talen till avsnittet")).to_be_visible()
    sida.get_by_role("button", name="Rapportens delar").tap()
    for kapitel in ("VD1", "VD2", "VD3", "Läsårsslut", "När ni vill"):
        expect(disposition.locator("summary", has_text=kapitel)).to_be_visible()
    disposition.locator("summary", has_text="VD3").tap()
    disposition.get_by_role("link", name="Normer och värden").tap()
    expect(sida.get_by_role("heading", level=1)).to_have_text("Normer och värden")
    expect(disposition).to_be_hidden()
    redo(sida)
    sida.get_by_role("textbox", name="Individ").press_sequentially("Kort från telefonen.")
    sparat(sida)


@pytest.mark.krav(48, 72)
def test_gy11_och_gy25_byts_med_ett_klick(rapporter, sida_som):
    sida = sida_som(rapporter.annan_rektor)
    sida.goto("/enheter/cedergymnasiet/rapport/2026-27/avsnitt/kunskaper-gy11/")
    vaxel = sida.get_by_role("navigation", name="Samma avsnitt för")
    expect(vaxel.get_by_role("link", name="Gy11")).to_have_attribute("aria-current", "page")
    vaxel.get_by_role("link", name="Gy25").click()
    expect(sida.get_by_role("heading", level=1)).to_have_text("Kunskaper, Gy25")


SIDOR = [KUNSKAPER, RAPPORT + "avsnitt/samlad_bedomning/", RAPPORT + "avsnitt/verksamhetsmal/", RAPPORT,
         RAPPORT + "utkast/"]  # fmt: skip


def test_dokumentet_ar_tillgangligt_och_ryms(rapporter, sida_som, axe, felen_pa):
    spara_avsnitt(
        avsnitt=rapporter.rapport(rapporter.skola).avsnitt.get(nyckel="kunskaper-lgr22"), av=rapporter.rektor,
        texter={"individ": "Ord. " * 80, "process": "Lång" + "a" * 200}, niva="kan_inte_bedomas", progression="framat",
    )  # fmt: skip
    sida = sida_som(rapporter.rektor)
    fel = [f for adress in SIDOR for f in felen_pa(sida, adress)]
    assert not fel, "\n".join(fel)
    sida.goto(KUNSKAPER)
    for bredd in (768, 1100, 1680, 390):
        sida.set_viewport_size({"width": bredd, "height": 844})
        sida.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
    sida.get_by_role("button", name="Rapportens delar").click()
    axe(sida)
