"""Skrivlöftet med redigeraren: krock och text som blev kvar visas som text, och valen når ytan som man skriver i."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.webblasare.conftest import Skrivsida, sparat

pytestmark = pytest.mark.django_db(transaction=True)


class Riksida(Skrivsida):
    """Skrivsidan med redigeraren igång."""

    def rikt(self) -> Locator:
        return self.sida.get_by_role("textbox", name="Vilka slutsatser drar ni?")

    def oppna(self, *, saker: bool = True) -> "Riksida":
        super().oppna(saker=saker)
        expect(self.rikt()).to_have_attribute("contenteditable", "true")
        return self

    def skriv(self, text: str, falt: str = "slutsatser") -> None:
        self.rikt().focus()
        self.sida.keyboard.insert_text(text)

    def sparat(self) -> None:
        sparat(self.sida)


@pytest.fixture
def riksida(rapporter: Any, sida_som: Any) -> Any:
    sidor: list[Page] = []

    def oppna(person: Any = None) -> Riksida:
        sidor.append(sida_som(person or rapporter.rektor))
        return Riksida(sidor[-1]).oppna()

    yield oppna
    for sida in sidor:
        sida.context.set_offline(True)


def test_redigeraren_sparar_inget_nar_ingen_har_skrivit(riksida, lydelser):
    rik = riksida()
    rik.rikt().click()
    rik.sida.get_by_label("Nära målet").focus()
    rik.skriv("Ett.")
    rik.sparat()
    assert lydelser() == ["<p>Ett.</p>"]
    rik.oppna()
    rik.rikt().click()
    rik.sida.keyboard.press("Control+s")
    with rik.sida.expect_response("**/spara/"):
        rik.sida.get_by_label("Nära målet").check()
    rik.sparat()
    assert lydelser() == ["<p>Ett.</p>"]


def test_rik_text_som_blev_kvar_aterstalls_i_redigeraren(riksida, pa_servern):
    rik = riksida()
    rik.sida.context.set_offline(True)
    rik.skriv("Mitt i ett or")
    rik.sida.wait_for_function(
        "() => document.getElementsByName('falt-slutsatser')[0].value === '<p>Mitt i ett or</p>'"
    )
    rik.allt_pa_datorn()
    rik.krascha()
    rik.oppna()
    ruta = rik.sida.get_by_role("region", name="Text på den här datorn")
    expect(ruta.locator(".citat")).to_have_text("”Mitt i ett or”")
    ruta.get_by_role("button", name="Återställ").click()
    expect(rik.rikt()).to_have_text("Mitt i ett or")
    rik.sparat()
    assert pa_servern() == "<p>Mitt i ett or</p>"


def test_rik_krock_visas_som_text_och_satts_ihop_stycke_for_stycke(riksida, rapporter, pa_servern):
    anna, bo = riksida(), riksida(rapporter.bitradande)
    bo.skriv("Bos stycke.")
    bo.sparat()
    anna.skriv("Annas stycke.")
    ruta = anna.sida.locator(".krockruta")
    expect(ruta.locator(".lopande")).to_have_text(["Annas stycke.", "Bos stycke."])
    ruta.get_by_role("button", name="Sätt ihop båda").click()
    expect(anna.rikt().locator("p")).to_have_text(["Annas stycke.", "Bos stycke."])
    assert pa_servern() == "<p>Bos stycke.</p>"
    anna.sida.get_by_role("button", name="Spara den hopsatta texten").click()
    anna.sparat()
    assert pa_servern() == "<p>Annas stycke.</p><p>Bos stycke.</p>"
