"""Skrivlöftet när något går sönder på riktigt: ingen bekräftad text saknas, inget falskt "Sparat", inget dubbelt."""

import re

import pytest
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from playwright.sync_api import expect

from kvalitetsrapporter.models import Inlamning
from skript.processer import vanta_tills
from tests.webblasare.conftest import RATT_UR_DATABASEN, ladda_om_utan, logga_in, redo, sessionskakan

pytestmark = pytest.mark.django_db(transaction=True)


def test_svaret_forsvinner_efter_sparningen_och_inget_blir_dubbelt(skrivsida, felproxy, lydelser):
    """Servern har skrivit men svaret kom aldrig: samma id skickas igen, och nästa sparning krockar inte med den."""
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = "tappa"
    skriv.skriv("Först.")
    expect(skriv.remsa).to_contain_text("Väntar på nätet.")
    skriv.skriv(" Sedan.")
    expect(skriv.remsa).not_to_contain_text("Sparat 1")
    felproxy.fel = ""
    skriv.i_fliken("online")
    skriv.sparat()
    assert lydelser() == ["Först.", "Först. Sedan."]
    assert len({f["op"] for f in felproxy.forsok}) == 2
    assert {status for status, _ in felproxy.svar} == {200}


def test_servern_ar_borta_och_forsoken_tar_aldrig_slut(skrivsida, felproxy, lydelser):
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = "vagra"
    skriv.skriv("Utan server.")
    expect(skriv.remsa).to_contain_text("Väntar på nätet. Försöker igen om")
    skriv.pa_datorn(1)
    assert vanta_tills(lambda: len(felproxy.forsok) >= 3, sekunder=60)
    felproxy.fel = ""
    skriv.sparat()
    assert lydelser() == ["Utan server."]
    assert len({f["op"] for f in felproxy.forsok}) == 1, "samma text har samma id varje gång"


def test_svaren_drojer_medan_man_skriver_hela_tiden(skrivsida, felproxy, pa_servern, lydelser):
    """En sparning i taget; markören står där den stod; det som till sist står i fältet är det servern har."""
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = "hall"
    falt = skriv.falt()
    falt.fill("Början slutet")
    falt.evaluate("e => e.setSelectionRange(7, 7)")
    with skriv.sida.expect_request("**/spara/"):
        skriv.sida.keyboard.press("Control+s")
    for ord_ in ("ett ", "två ", "tre "):
        skriv.sida.keyboard.type(ord_)
    expect(skriv.remsa).to_contain_text(re.compile("Sparar …|Servern svarar långsamt"))
    skriv.pa_datorn(1)
    assert falt.evaluate("e => [e.value, e.selectionStart]") == ["Början ett två tre slutet", 19]
    felproxy.fel = ""
    felproxy.slapp.set()
    skriv.sida.keyboard.type("fyra ")
    skriv.sparat()
    assert falt.evaluate("e => [e.value, e.selectionStart]") == ["Början ett två tre fyra slutet", 24]
    assert pa_servern() == "Början ett två tre fyra slutet"
    assert lydelser()[0] == "Början slutet"
    assert felproxy.som_mest == 1
    skriv.pa_datorn(0)


def test_ett_svar_som_kommer_efter_nasta_svar_andrar_inget(skrivsida, felproxy, lydelser):
    """Begäran ger upp och skickas igen med samma id; det gamla svaret kommer sist av alla."""
    skriv = skrivsida(proxy=felproxy)
    skriv.sida.evaluate(
        "() => { const f = AbortSignal.timeout; AbortSignal.timeout = ms => f.call(AbortSignal, ms / 15) }"
    )
    felproxy.fel = "hall"
    skriv.skriv("Ett.")
    expect(skriv.remsa).to_contain_text("Väntar på nätet.")
    felproxy.fel = ""
    skriv.sida.evaluate(
        "() => { const f = AbortSignal.timeout; AbortSignal.timeout = ms => f.call(AbortSignal, ms * 15) }"
    )
    skriv.skriv(" Två.")
    skriv.sparat()
    felproxy.slapp.set()
    skriv.skriv(" Tre.")
    skriv.sparat()
    expect(skriv.falt()).to_have_value("Ett. Två. Tre.")
    assert lydelser() == ["Ett.", "Ett. Två.", "Ett. Två. Tre."]


def test_webblasaren_dog_mitt_i_ett_ord_och_texten_erbjuds_tillbaka(skrivsida, rapporter, pa_servern, axe):
    skriv = skrivsida()
    skriv.skriv("Sparat av servern.")
    skriv.sparat()
    skriv.sida.context.set_offline(True)
    skriv.skriv(" Mitt i ett or")
    skriv.allt_pa_datorn()
    skriv.krascha()
    skriv.oppna()
    ruta = skriv.sida.get_by_role("region", name="Text på den här datorn")
    expect(ruta).to_contain_text("Det finns text på den här datorn som inte kom fram")
    expect(ruta).to_contain_text("av dig, i Vilka slutsatser drar ni?, 7 ord.")
    expect(skriv.falt()).to_have_value("Sparat av servern.")
    ruta.get_by_role("button", name="Jämför").click()
    expect(ruta.locator("mark")).to_contain_text("Mitt i ett or")
    axe(skriv.sida)
    ruta.get_by_role("button", name="Återställ").click()
    expect(ruta).to_be_hidden()
    skriv.sparat()
    assert pa_servern() == "Sparat av servern. Mitt i ett or"
    skriv.pa_datorn(0)


def test_en_annan_person_pa_samma_dator_ser_ingenting(skrivsida, rapporter, pa_servern):
    skriv = skrivsida()
    skriv.sida.context.set_offline(True)
    skriv.skriv("Bara för mig.")
    skriv.allt_pa_datorn()
    skriv.krascha()
    skriv.oppna()
    expect(skriv.sida.get_by_role("region", name="Text på den här datorn")).to_be_visible()
    assert skriv.sida.evaluate(RATT_UR_DATABASEN).count("Bara för mig.") == 0, "texten ligger krypterad"
    logga_in(skriv.sida, rapporter.bitradande)
    skriv.oppna()
    skriv.skriv("Bos text.")
    skriv.sparat()
    expect(skriv.sida.get_by_role("region", name="Text på den här datorn")).to_have_count(0)
    assert "Bara för mig." not in skriv.sida.content()
    skriv.pa_datorn(1)


def test_tva_personer_i_samma_avsnitt_krockar_bara_i_samma_falt(skrivsida, rapporter, pa_servern, lydelser):
    anna, bo = skrivsida(nyckel="kunskaper-lgr22"), skrivsida(rapporter.bitradande, nyckel="kunskaper-lgr22")
    bo.skriv("Bos process.", "process")
    bo.sparat()
    with bo.sida.expect_response(lambda svar: svar.url.endswith("/puls/") and '"process"' in svar.request.post_data):
        bo.i_fliken("visibilitychange", "document")
    anna.skriv("Annas individ.", "individ")
    anna.sparat()
    anna.skriv("Annas process.", "process")
    ruta = anna.sida.get_by_role("region", name="Två texter i Process")
    expect(anna.sida.locator("[data-narvarande]")).to_contain_text("Bo Björk skriver i Process")
    expect(ruta).to_contain_text("Bos process.")
    expect(ruta).to_contain_text("Annas process.")
    expect(anna.remsa).to_contain_text("Bo Björk ändrade det här avsnittet 10:0")
    assert lydelser() == ["Bos process.", "Annas individ.", "Annas process."], "den som förlorade är en gren"
    with anna.sida.expect_response("**/spara/"):
        anna.skriv(" Mer individ.", "individ")
    expect(anna.falt("process")).to_have_value("Annas process.")
    ruta.get_by_role("button", name="Behåll min").click()
    anna.sparat()
    assert pa_servern("process", "kunskaper-lgr22") == "Annas process."
    assert pa_servern("individ", "kunskaper-lgr22") == "Annas individ. Mer individ."


@pytest.fixture
def krock(skrivsida, rapporter):
    """Anna och Bo har skrivit i samma fält; Anna ser båda texterna."""
    anna, bo = skrivsida(), skrivsida(rapporter.bitradande)
    bo.skriv("Lika. Bos mening.")
    bo.sparat()
    anna.skriv("Lika. Annas mening.")
    expect(anna.sida.get_by_role("button", name="Ta Bos")).to_be_visible()
    return anna


def test_krock_ta_den_andras_behaller_min_bland_versionerna(krock, pa_servern, lydelser, axe):
    axe(krock.sida)
    krock.skriv(" Skrivet efter krocken.")
    krock.sida.get_by_role("button", name="Ta Bos").click()
    expect(krock.falt()).to_have_value("Lika. Bos mening.")
    expect(krock.falt()).to_be_focused()
    assert pa_servern() == "Lika. Bos mening."
    assert "Lika. Annas mening. Skrivet efter krocken." in lydelser()
    krock.pa_datorn(0)


def test_krock_satt_ihop_sparas_forst_nar_man_har_last_igenom(krock, pa_servern):
    krock.sida.get_by_role("button", name="Sätt ihop båda").click()
    expect(krock.falt()).to_have_value("Lika. Annas mening.\n\nBos mening.")
    expect(krock.remsa).to_contain_text("Läs igenom den hopsatta texten.")
    krock.pa_datorn(1)
    krock.sida.get_by_role("button", name="Ångra").click()
    expect(krock.falt()).to_have_value("Lika. Annas mening.")
    krock.sida.get_by_role("button", name="Sätt ihop båda").click()
    assert pa_servern() == "Lika. Bos mening."
    krock.sida.get_by_role("button", name="Spara den hopsatta texten").click()
    krock.sparat()
    assert pa_servern() == "Lika. Annas mening.\n\nBos mening."


def test_samma_person_i_tva_flikar_tappar_inget(skriv, lydelser):
    andra = type(skriv)(skriv.sida.context.new_page()).oppna()
    skriv.skriv("Ur flik ett.")
    skriv.sparat()
    andra.skriv("Ur flik två.")
    expect(andra.sida.get_by_role("button", name="Behåll min")).to_be_visible()
    assert lydelser() == ["Ur flik ett.", "Ur flik två."]
    andra.sida.get_by_role("button", name="Sätt ihop båda").click()
    andra.sida.get_by_role("button", name="Spara den hopsatta texten").click()
    andra.sparat()
    assert lydelser()[-1] == "Ur flik två.\n\nUr flik ett."


def test_inloggning_i_en_annan_flik_skickar_det_som_vantar(skriv, rapporter, pa_servern):
    skriv.sida.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    skriv.skriv("Skrivet utloggad.")
    expect(skriv.remsa).to_contain_text("Du har blivit utloggad.")
    skriv.skriv(" Och mer.")
    logga_in(skriv.sida, rapporter.rektor)
    skriv.sida.context.new_page().goto("/")
    skriv.sparat()
    assert pa_servern() == "Skrivet utloggad. Och mer."


def test_tva_minuter_fore_utloggningen_gar_det_att_stanna_kvar(skriv, axe):
    session = SessionStore(sessionskakan(skriv.sida))
    session["sett"] -= settings.SESSION_COOKIE_AGE - 110
    session.save()
    skriv.i_fliken("visibilitychange", "document")
    expect(skriv.remsa).to_contain_text("Du loggas ut om 2 minuter.")
    axe(skriv.sida)
    skriv.remsa.get_by_role("button", name="Stanna kvar").click()
    expect(skriv.remsa).not_to_contain_text("Du loggas ut")


@pytest.mark.parametrize(
    "nekad",
    [
        "Object.defineProperty(window, 'indexedDB', {value: undefined})",
        "indexedDB.open = () => { throw new DOMException('nej', 'SecurityError') }",
        "IDBObjectStore.prototype.put = () => { throw new DOMException('fullt', 'QuotaExceededError') }",
        "Object.defineProperty(window.crypto, 'subtle', {value: undefined})",
    ],
    ids=["ingen", "blockerad", "full", "utan krypto"],
)
def test_datorn_kan_inte_halla_texten_da_sags_det_och_servern_kommer_narmare(skrivsida, felproxy, pa_servern, nekad):
    skriv = skrivsida(proxy=felproxy, saker=False, fore=lambda sida: sida.add_init_script(nekad))
    skriv.skriv("Text")
    expect(skriv.sida.get_by_text("Kan inte säkra texten på den här datorn.")).to_be_visible()
    skriv.sparat()
    felproxy.fel = "vagra"
    skriv.skriv(" till")
    expect(skriv.remsa).to_contain_text("Inte sparat. Texten finns kvar i fältet.")
    skriv.remsa.get_by_role("button", name="Försök igen").click()
    felproxy.fel = ""
    skriv.sparat()
    assert pa_servern() == "Text till"


def test_nyckeln_kom_inte_vid_laddningen_och_hamtas_genast_nar_natet_ar_tillbaka(skrivsida, felproxy):
    """Sidans klocka står: det är nätets återkomst som gör försöket, inte väntan på nästa."""

    def avbryt(sida):
        sida.route("**/skriv/nyckel/", lambda vag: vag.abort())

    skriv = skrivsida(proxy=felproxy, klocka=True, saker=False, fore=avbryt)
    osaker = skriv.sida.get_by_text("Kan inte säkra texten på den här datorn.")
    expect(osaker).to_be_visible()
    skriv.tiden_gar(1000)
    felproxy.fel = "vagra"
    skriv.skriv("Skrivet utan nyckel.")
    skriv.tiden_gar(2000)
    expect(skriv.remsa).to_contain_text("Inte sparat. Texten finns kvar i fältet.")
    skriv.sida.unroute("**/skriv/nyckel/")
    skriv.i_fliken("online")
    redo(skriv.sida)
    skriv.allt_pa_datorn()
    expect(osaker).to_be_hidden()
    expect(skriv.remsa).to_contain_text("Väntar på nätet.")


def test_det_som_skrivs_innan_nyckeln_har_kommit_laggs_pa_datorn_nar_den_kommer(rapporter, skrivsida, felproxy):
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = "vagra"
    nyckeln = ladda_om_utan(skriv.sida, "**/skriv/nyckel/")
    skriv.skriv("Skrivet före nyckeln.")
    expect(skriv.remsa).to_contain_text("Inte sparat. Texten finns kvar i fältet.")
    skriv.pa_datorn(0)
    nyckeln.continue_()
    redo(skriv.sida)
    skriv.allt_pa_datorn()
    skriv.krascha()
    felproxy.fel = ""
    skriv.oppna()
    expect(skriv.sida.get_by_role("region", name="Text på den här datorn")).to_contain_text("Skrivet före nyckeln.")


def test_lamna_in_fran_tva_flikar_blir_en_version_med_det_sista_ordet(skriv, rapporter):
    skriv.skriv("Det sista ordet.")
    skriv.sparat()
    flikar = [skriv.sida, skriv.sida.context.new_page()]
    for flik in flikar:
        flik.goto("/enheter/almskolan/rapport/2026-27/lamna-in/vd1/")
        flik.locator("textarea[name='skal']").fill("Resten kommer.")
    for flik in flikar:
        flik.get_by_role("button", name="Lämna in").dblclick(no_wait_after=True)
    for flik in flikar:
        flik.wait_for_url("**/rapport/2026-27/")
    assert Inlamning.objects.filter(rapport=rapporter.rapport(rapporter.skola), omgang__nyckel="vd1").count() == 1


def test_logga_ut_skickar_forst_och_fragar_om_det_inte_gar(skrivsida, felproxy, pa_servern):
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = "vagra"
    skriv.skriv("Innan jag går.")
    skriv.pa_datorn(1)
    skriv.sida.locator(".jag > summary").click()
    skriv.sida.get_by_role("button", name="Logga ut").click()
    dialog = skriv.sida.get_by_role("dialog")
    expect(dialog).to_contain_text("Vilka slutsatser drar ni?")
    expect(dialog.get_by_role("button", name="Stanna kvar")).to_be_focused()
    dialog.get_by_role("button", name="Stanna kvar").click()
    felproxy.fel = ""
    skriv.sida.locator(".jag > summary").click()
    skriv.sida.get_by_role("button", name="Logga ut").click()
    skriv.sida.wait_for_url("**/logga-in/**")
    assert pa_servern() == "Innan jag går."


def test_rensa_den_har_datorn_sager_vad_som_fanns(skriv):
    skriv.sida.context.set_offline(True)
    skriv.skriv("Kom aldrig fram.")
    skriv.allt_pa_datorn()
    skriv.krascha()
    sida = skriv.sida
    sida.goto("/")
    sida.locator(".jag > summary").click()
    sida.get_by_role("button", name="Rensa den här datorn").click()
    dialog = sida.get_by_role("dialog")
    expect(dialog).to_contain_text("Vilka slutsatser drar ni?")
    dialog.get_by_role("button", name="Rensa datorn").click()
    expect(sida.get_by_role("heading", name="Datorn är rensad")).to_be_visible()
    skriv.pa_datorn(0)
