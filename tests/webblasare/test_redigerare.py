"""Redigeraren i en riktig webbläsare: form med tangenter och knappar, inklistrat från Word och Excel, och reserven utan den."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from kvalitetsrapporter.handlingar.skrivning import AGARE, spara_avsnitt
from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import Text
from styrkedja.models.text import Textslag
from styrkedja.regler.riktext import rena
from tests.webblasare.conftest import ladda_om_utan, redo, sparat

pytestmark = pytest.mark.django_db(transaction=True)
AVSNITT = "/enheter/almskolan/rapport/2026-27/avsnitt/samlad_bedomning/"
FALT = "Vilka slutsatser drar ni?"
KLISTRAT = Path(__file__).parent / "klistrat"
RIK = (
    "<h3>Läsning</h3><p>Den <strong>går</strong> framåt.</p><ul><li><p>ett</p><ul><li><p>inre</p></li></ul></li></ul>"
    '<ol start="3"><li><p>tre</p></li></ol><blockquote><p>sagt</p></blockquote>'
    '<p>Två  mellanslag, <a href="https://exempel.se/?a=1&amp;b=2" rel="noopener noreferrer">länk</a> &lt;tecken&gt;&nbsp;.</p>'
    "<table><tbody><tr><th><p>År</p></th><th><p>Andel</p></th></tr>"
    '<tr><td colspan="2"><p>82</p></td></tr></tbody></table><p></p>'
)


def avsnittet(rapporter) -> Avsnitt:
    return Avsnitt.objects.get(rapport=rapporter.rapport(rapporter.skola), nyckel="samlad_bedomning")


def pa_servern(rapporter) -> Text:
    return Text.objects.get(agare_slag=AGARE, agare_id=avsnittet(rapporter).pk, falt="slutsatser")


def skriv_dit(rapporter, html: str) -> None:
    spara_avsnitt(avsnitt=avsnittet(rapporter), texter={"slutsatser": html}, av=rapporter.rektor)


@pytest.fixture
def oppna(rapporter, sida_som):
    """Ger `oppna(**sammanhang)`: rektors sida med redigeraren igång, och fältet."""
    sidor = []

    def _oppna(**sammanhang):
        sida = sida_som(rapporter.rektor, **sammanhang)
        sida.goto(AVSNITT)
        sidor.append(sida)
        redo(sida)
        falt = sida.get_by_role("textbox", name=FALT)
        expect(falt).to_have_attribute("contenteditable", "true")
        return sida, falt

    yield _oppna
    for sida in sidor:
        sida.context.set_offline(True)


def i_faltet(sida) -> str:
    return sida.locator("textarea[name=falt-slutsatser]").input_value()


def nar_det_sparas(sida):
    """Väntar in nästa sparning: det kan redan stå Sparat för det som fanns."""
    return sida.expect_response(lambda svar: svar.request.method == "POST" and "/avsnitt/" in svar.url and svar.ok)


KLISTRA = """([html, text]) => {
  const data = new DataTransfer();
  if (html) data.setData("text/html", html);
  if (text) data.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def klistra(sida, falt, html: str, text: str = "") -> str:
    """Klistrar in som webbläsaren gör, och ger det som står i fältet när redigeraren har skrivit dit det."""
    falt.click()
    fore = i_faltet(sida)
    sida.evaluate(KLISTRA, [html, text])
    sida.wait_for_function("f => document.querySelector('textarea[name=falt-slutsatser]').value !== f", arg=fore)
    return i_faltet(sida)


def test_form_med_tangenter_sparas_och_star_kvar(rapporter, oppna):
    sida, falt = oppna()
    falt.click()
    tangent = sida.keyboard
    tangent.press("Control+Alt+1")
    tangent.type("Rubriken")
    tangent.press("Enter")
    tangent.type("Ett ")
    tangent.press("Control+b")
    tangent.type("fett")
    tangent.press("Control+b")
    tangent.type(" ord")
    tangent.press("Enter")
    tangent.type("- ett")
    tangent.press("Enter")
    tangent.press("Tab")
    tangent.type("inre")
    html = (
        "<h3>Rubriken</h3><p>Ett <strong>fett</strong> ord</p><ul><li><p>ett</p><ul><li><p>inre</p></li></ul></li></ul>"
    )
    sparat(sida)
    text = pa_servern(rapporter)
    assert (text.innehall, text.slag) == (html, Textslag.RIK)
    sida.reload()
    expect(falt.locator("h3")).to_have_text("Rubriken")
    expect(falt.locator("ul ul li")).to_have_text("inre")
    assert i_faltet(sida) == html


def test_knapparna_nas_med_tangentbordet_och_sager_sitt_lage(oppna):
    sida, falt = oppna()
    verktyg = sida.get_by_role("toolbar", name="Textens form").filter(visible=True)
    expect(verktyg).to_have_count(0)
    falt.click()
    expect(verktyg).to_have_count(1)
    sida.keyboard.press("Alt+F10")
    expect(verktyg.get_by_role("button", name="Rubrik", exact=True)).to_be_focused()
    sida.keyboard.press("ArrowLeft")
    expect(verktyg.get_by_role("button", name="Tabell")).to_be_focused()
    for _ in range(4):
        sida.keyboard.press("ArrowLeft")
    numrerad = verktyg.get_by_role("button", name="Numrerad lista")
    expect(numrerad).to_be_focused()
    expect(numrerad).to_have_attribute("aria-pressed", "false")
    sida.keyboard.press("Enter")
    expect(falt).to_be_focused()
    expect(numrerad).to_have_attribute("aria-pressed", "true")
    sida.keyboard.type("ett")
    expect(falt.locator("ol li")).to_have_text("ett")


def test_lank_laggs_in_andras_och_tas_bort(rapporter, oppna):
    sida, falt = oppna()
    falt.click()
    sida.keyboard.type("Se källan")
    sida.keyboard.press("Control+a")
    sida.keyboard.press("Control+k")
    adress = sida.get_by_label("Adress").filter(visible=True)
    adress.fill("javascript:alert(1)")
    adress.press("Enter")
    expect(sida.get_by_text("Skriv en webbadress eller en e-postadress.")).to_be_visible()
    adress.fill("exempel.se/rapport")
    adress.press("Enter")
    expect(falt.locator("a")).to_have_attribute("href", "https://exempel.se/rapport")
    expect(falt).to_be_focused()
    sparat(sida)
    html = '<p><a href="https://exempel.se/rapport" rel="noopener noreferrer">Se källan</a></p>'
    assert pa_servern(rapporter).innehall == html
    sida.keyboard.press("Control+k")
    sida.get_by_role("button", name="Ta bort länken").filter(visible=True).click()
    expect(falt.locator("a")).to_have_count(0)


def test_tabell_skrivs_med_tabb_och_gar_att_lamna(oppna):
    sida, falt = oppna()
    falt.click()
    sida.get_by_role("button", name="Tabell").filter(visible=True).click()
    for ord_ in ("År", "Andel", "Antal", "2026"):
        sida.keyboard.type(ord_)
        sida.keyboard.press("Tab")
    expect(falt.locator("th")).to_have_text(["År", "Andel", "Antal"])
    sida.get_by_role("button", name="Ny rad").filter(visible=True).click()
    expect(falt.locator("tr")).to_have_count(4)
    for _ in range(9):
        sida.keyboard.press("Tab")
    expect(falt).not_to_be_focused()
    html = i_faltet(sida)
    assert rena(html) == html


def test_det_som_ligger_pa_servern_oppnas_utan_att_andras(rapporter, oppna):
    assert rena(RIK) == RIK
    skriv_dit(rapporter, RIK)
    sida, falt = oppna()
    assert i_faltet(sida) == RIK
    falt.click()
    sida.keyboard.press("Control+End")
    with nar_det_sparas(sida):
        sida.keyboard.type("x")
    assert pa_servern(rapporter).innehall == RIK.removesuffix("</p>") + "x</p>"


def test_gammal_ren_text_oppnas_som_stycken_och_blir_rik_nar_den_andras(rapporter, oppna):
    skriv_dit(rapporter, "Ett <stycke>\n\nTvå")
    assert pa_servern(rapporter).slag == Textslag.REN
    sida, falt = oppna()
    expect(falt.locator("p")).to_have_text(["Ett <stycke>", "Två"])
    falt.press("Control+End")
    with nar_det_sparas(sida):
        sida.keyboard.type("!")
    assert pa_servern(rapporter).innehall == "<p>Ett &lt;stycke&gt;</p><p>Två!</p>"


def test_nytt_innehall_utifran_byter_texten(oppna):
    sida, falt = oppna()
    sida.locator("textarea[name=falt-slutsatser]").evaluate(
        "(yta, innehall) => yta.dispatchEvent(new CustomEvent('skriv:satt', { detail: { innehall } }))",
        "<h4>Återställd</h4>",
    )
    expect(falt.locator("h4")).to_have_text("Återställd")


def test_ordrakningen_raknar_ord_och_inte_marken(rapporter, oppna):
    avsnittet(rapporter).mall.falt.update(rekommenderad_langd=100)
    sida, falt = oppna()
    klistra(sida, falt, "<ul><li>ett</li><li>två</li></ul><p><b>tre</b></p>")
    expect(sida.locator("[data-ordrakning]")).to_have_text("3 ord.")


# --- Word och Excel --------------------------------------------------------------------------------


def test_word_behaller_rubriker_listor_fetstil_lankar_och_tabell(rapporter, oppna):
    sida, falt = oppna()
    html = klistra(sida, falt, (KLISTRAT / "word.klipp").read_text(encoding="utf-8"))
    assert html == (KLISTRAT / "word.rik.klipp").read_text(encoding="utf-8").replace("\n", "")
    assert rena(html) == html
    expect(sida.get_by_text("Bilder går inte att klistra in; texten är kvar.")).to_be_visible()
    sparat(sida)
    assert pa_servern(rapporter).innehall == html


def test_excel_blir_en_tabell(oppna):
    sida, falt = oppna()
    html = klistra(sida, falt, (KLISTRAT / "excel.klipp").read_text(encoding="utf-8"), "År\tAndel\n2026\t82")
    assert html == (
        "<table><tbody><tr><td><p>År</p></td><td><p>Andel</p></td></tr>"
        "<tr><td><p>2026</p></td><td><p>82,5&nbsp;%</p></td></tr></tbody></table>"
    )


def test_tva_megabyte_word_blir_text_och_inget_forsvinner(oppna):
    """Nästan allt i ett stort klipp från Word är stilar."""
    sida, falt = oppna()
    skrap = (
        "<p class=MsoNormal style='" + "mso-fareast-font-family:Calibri;" * 30 + "'>Stycke nummer {}.<o:p></o:p></p>\n"
    )
    klipp = "<html><body>" + "".join(skrap.format(i) for i in range(2_000)) + "</body></html>"
    assert len(klipp) > 2_000_000
    html = klistra(sida, falt, klipp)
    assert html == "".join(f"<p>Stycke nummer {i}.</p>" for i in range(2_000))


def test_en_bild_sags_nej_till(oppna):
    sida, falt = oppna()
    html = klistra(sida, falt, f'<p>Före<img src="data:image/png;base64,{"A" * 100_000}">efter</p>')
    assert html == "<p>Föreefter</p>"
    expect(sida.get_by_text("Bilder går inte att klistra in; texten är kvar.")).to_be_visible()


def test_en_lang_text_varnas_det_for_vanligt(oppna):
    sida, falt = oppna()
    klistra(sida, falt, "", "\n\n".join(["Ett stycke om läsningen i årskurs tre. " * 20] * 80))
    expect(sida.get_by_text("Allt sparas, men den blir lättare att läsa om den delas upp.")).to_be_visible()


def test_tva_som_skriver_samma_rika_falt_ser_bada_texterna(rapporter, oppna, sida_som):
    sida, falt = oppna()
    annan = sida_som(rapporter.bitradande)
    annan.goto(AVSNITT)
    redo(annan)
    annan.get_by_role("textbox", name=FALT).click()
    with nar_det_sparas(annan):
        annan.keyboard.insert_text("Bos")
    falt.click()
    sida.keyboard.insert_text("Annas")
    expect(sida.get_by_text("Bo Björk ändrade det här avsnittet").first).to_be_visible()
    sida.get_by_role("button", name="Ta Bos").click()
    expect(falt.locator("p")).to_have_text(["Bos"])
    assert i_faltet(sida) == "<p>Bos</p>"
    annan.context.set_offline(True)


# --- Reserven --------------------------------------------------------------------------------------


def test_utan_skript_star_texten_lasbar_och_behaller_sin_form(rapporter, sida_som):
    skriv_dit(rapporter, RIK)
    sida = sida_som(rapporter.rektor, java_script_enabled=False)
    sida.goto(AVSNITT)
    falt = sida.get_by_label(FALT)
    expect(falt).to_have_value(
        "Läsning\n\nDen går framåt.\n\n– ett\n  – inre\n\n3. tre\n\nsagt\n\nTvå  mellanslag, länk <tecken>\xa0.\n\nÅr\tAndel\n82"
    )
    with sida.expect_navigation():
        sida.get_by_role("button", name="Spara", exact=True).click()
    expect(sida.locator("[data-sparlage]")).to_contain_text("Sparat 10:0")
    assert pa_servern(rapporter).innehall == RIK
    falt.fill("Omskrivet <utan> skript.")
    with sida.expect_navigation():
        sida.get_by_role("button", name="Spara", exact=True).click()
    expect(falt).to_have_value("Omskrivet <utan> skript.")
    assert pa_servern(rapporter).innehall == "Omskrivet <utan> skript."


def test_kommer_paketet_inte_star_textfaltet_kvar(rapporter, sida_som):
    skriv_dit(rapporter, RIK)
    sida = sida_som(rapporter.rektor)
    sida.route("**/django_prose_editor/editor.js", lambda vag: vag.abort())
    sida.goto(AVSNITT)
    redo(sida)
    falt = sida.get_by_label(FALT)
    expect(falt).to_be_editable()
    sida.wait_for_function("document.querySelector('textarea[name=falt-slutsatser]').value.startsWith('Läsning')")
    falt.press("Control+End")
    with nar_det_sparas(sida):
        sida.keyboard.insert_text(" Ändrat.")
    assert pa_servern(rapporter).innehall.endswith("82 Ändrat.")


def test_den_som_skrev_innan_paketet_kom_skriver_vidare_i_redigeraren(rapporter, sida_som, oppna):
    sida, falt = oppna()
    paketet = ladda_om_utan(sida, "**/django_prose_editor/editor.js")
    sida.locator("textarea[name=falt-slutsatser]").focus()
    sida.keyboard.insert_text("Före")
    paketet.continue_()
    redo(sida)
    sida.keyboard.insert_text(" och efter")
    expect(falt).to_have_text("Före och efter")
    sparat(sida)
    assert pa_servern(rapporter).innehall == "<p>Före och efter</p>"


@pytest.mark.parametrize("bredd", [1280, 390])
def test_redigeraren_ar_tillganglig(rapporter, oppna, axe, bredd):
    skriv_dit(rapporter, RIK)
    sida, falt = oppna(viewport={"width": bredd, "height": 844})
    falt.locator("td").click()
    axe(sida)
    sida.wait_for_function("document.documentElement.scrollWidth <= innerWidth")
