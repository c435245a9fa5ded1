"""Medan någon skriver: en ny version driftsätts, sista dagen går ut, inloggningen tar slut, fliken stängs.

Numren (F9, F13, F21, F25) är projektets egna för felen. Inget av dem får kosta ett ord.
"""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from playwright.sync_api import expect

from kvalitetsrapporter.models import Inlamning
from tests.webblasare.conftest import Skrivsida, logga_in, sessionskakan

pytestmark = pytest.mark.django_db(transaction=True)
SPARAT = re.compile(r"Sparat \d\d:\d\d")
STRAX_FORE = datetime(2027, 1, 11, 22, 55, tzinfo=UTC)  # 23:55 den sista dagen för VD2


@pytest.fixture
def sida_i_webben(webb, browser, browser_context_args):
    """Rektors sida i en riktig webb."""
    rot = f"http://127.0.0.1:{webb.port}"
    fonster = browser.new_context(**browser_context_args, base_url=rot)
    for kaka in webb.kakor["rektor"].split("; "):
        namn, varde = kaka.split("=", 1)
        fonster.add_cookies([{"name": namn, "value": varde, "url": rot}])
    fonster.route("**/django_prose_editor/*", lambda vag: vag.abort())
    yield Skrivsida(fonster.new_page(), "hem").oppna()
    fonster.close()


def migrera(nr: int) -> None:
    """En migrering så som den nya versionen gör dem: en kolumn till, som den gamla inte vet om."""
    with connection.cursor() as markor:
        markor.execute(f"ALTER TABLE styrkedja_text ADD COLUMN prov_{nr} varchar(9) NULL")


def migrera_tillbaka(antal: int) -> None:
    with connection.cursor() as markor:
        for nr in range(antal):
            markor.execute(f"ALTER TABLE styrkedja_text DROP COLUMN prov_{nr}")


@pytest.mark.drill
def test_f21_en_ny_version_driftsatts_medan_man_skriver(webb, sida_i_webben, tmp_path, varv):
    """Webben stängs, databasen migreras och en ny webb tar över porten. Den nya har inga av den gamla sidans filer."""
    skriv, antal = sida_i_webben, varv(1, 20)
    skriv.sida.evaluate("window.samma = true")
    skrivet = ""

    def mer(ord_: str) -> None:
        nonlocal skrivet
        skrivet += ord_
        skriv.skriv(ord_, "text")

    for nr in range(antal):
        mer(f"Före {nr}. ")
        webb.stang()
        mer("Under. ")
        expect(skriv.remsa).to_contain_text("Texten är sparad på den här datorn.")
        migrera(nr)
        mer("Medan den startar. ")
        webb.starta(MANIFEST="1", STATIC_ROOT=str(tmp_path))
        mer("Efter. ")
        skriv.i_fliken("focus")
        expect(skriv.remsa).to_contain_text(SPARAT)
        assert skriv.falt("text").input_value() == skrivet
        assert webb.rader()[-1].innehall == skrivet
    migrera_tillbaka(antal)
    assert skriv.sida.evaluate("window.samma"), "sidan laddades aldrig om"
    rader = webb.rader()
    assert {rad.slag for rad in rader} == {"sparad"}
    assert len({rad.op for rad in rader}) == len(rader)


@pytest.mark.krav(42)
def test_f25_sista_dagen_gar_ut_medan_man_skriver(rapporter, skrivsida, pa_servern):
    """Texten sparas alltid; inlämningen tas emot efteråt, och märks som sen."""
    with time_machine.travel(STRAX_FORE, tick=True) as klockan:
        skriv = skrivsida(nyckel="kunskaper-lgr22")
        skriv.skriv("Skrivet i tid.", "individ")
        expect(skriv.remsa).to_contain_text("Sparat 23:5")
        skriv.skriv(" Skrivet när", "individ")
        klockan.shift(timedelta(minutes=10))
        skriv.skriv(" tiden gick ut.", "individ")
        expect(skriv.remsa).to_contain_text("Sparat 00:0")
        assert pa_servern("individ", "kunskaper-lgr22") == "Skrivet i tid. Skrivet när tiden gick ut."
        skriv.sida.goto("/enheter/almskolan/rapport/2026-27/lamna-in/vd2/")
        skriv.sida.locator("textarea[name='skal']").fill("Resten kommer i veckan.")
        skriv.sida.get_by_role("button", name="Lämna in").click()
        expect(skriv.sida.get_by_text("Version 1 är låst")).to_be_visible()
        assert Inlamning.objects.get().sen


def test_f13_inloggningens_tid_tar_slut_medan_man_skriver(skrivsida, rapporter, lydelser):
    """Åtta timmar utan ett tecken. Sparningen får ett nej i JSON, skrivandet går vidare, och inloggningen skickar allt."""
    skriv = skrivsida()
    skriv.skriv("Före lunch.")
    skriv.sparat()
    session = SessionStore(sessionskakan(skriv.sida))
    session["sett"] -= settings.SESSION_COOKIE_AGE + 1
    session.save()
    with skriv.sida.expect_response("**/spara/") as svar:
        skriv.skriv(" Efter en lång dag.")
    assert (svar.value.status, list(svar.value.json())) == (401, ["fel"])
    expect(skriv.remsa).to_contain_text("Du har blivit utloggad. Texten ligger kvar här.")
    skriv.skriv(" Och mer.")
    skriv.allt_pa_datorn()
    logga_in(skriv.sida, rapporter.rektor)
    skriv.sida.context.new_page().goto("/")
    skriv.sparat()
    assert lydelser() == ["Före lunch.", "Före lunch. Efter en lång dag. Och mer."]
    skriv.pa_datorn(0)


@pytest.mark.parametrize("vag", ["laddas om", "stängs", "backas"])
def test_f9_fliken_lamnas_mitt_i_ett_ord(skrivsida, lydelser, vag):
    """Servern är inte hunnen: det som ligger på datorn står i fältet eller erbjuds när sidan öppnas igen."""
    skriv = skrivsida()
    skriv.sida.goto("/hjalp/")
    skriv.oppna()
    skriv.skriv("Mitt i ett or")
    skriv.allt_pa_datorn()
    if vag == "laddas om":
        skriv.sida.reload()
    elif vag == "stängs":
        nasta = skriv.sida.context.new_page()
        skriv.sida.close()
        skriv.sida = nasta
    else:
        skriv.sida.go_back()
    skriv.oppna()
    aterstall = skriv.sida.get_by_role("button", name="Återställ")
    kvar = skriv.sida.locator("textarea[name='falt-slutsatser']", has_text="Mitt i ett or")
    expect(kvar.or_(aterstall)).to_be_visible()
    if aterstall.is_visible():
        aterstall.click()
    expect(skriv.falt()).to_have_value("Mitt i ett or")
    skriv.sparat()
    assert set(lydelser()) == {"Mitt i ett or"}
    skriv.pa_datorn(0)
