"""Skrivstödet i webbläsaren: det följer texten utan att röra fälten, och punkten lyfts där den står."""

import pytest
from playwright.sync_api import expect

from kvalitetsrapporter.models import Punkt
from tests.webblasare.conftest import redo

SIDA = "/enheter/almskolan/rapport/2026-27/avsnitt/kunskaper-lgr22/"


@pytest.mark.krav(17)
@pytest.mark.django_db(transaction=True)
def test_anmarkningen_och_punkten_kommer_efter_sparningen(rapporter, sida_som, axe):
    sida = sida_som(rapporter.rektor)
    sida.goto(SIDA)
    redo(sida)
    utmaningar = sida.locator("#id_falt-utmaningar")
    utmaningar.fill("Eleverna måste läsa mer.\nLokalerna räcker inte.")
    expect(sida.get_by_text("Det ser ut som att eleverna ska ändra sig.")).to_be_visible()
    expect(utmaningar).to_be_focused()
    assert utmaningar.input_value() == "Eleverna måste läsa mer.\nLokalerna räcker inte."
    rad = sida.locator("#punkter-utmaningar li").nth(1)
    rad.get_by_role("button", name="Lyft till dialogen").click()
    expect(rad.get_by_text("lyft inför VD2")).to_be_visible()
    assert utmaningar.input_value() == "Eleverna måste läsa mer.\nLokalerna räcker inte."
    assert Punkt.objects.get(lyft__isnull=False).text == "Lokalerna räcker inte."
    axe(sida)
    rad.get_by_role("button", name="Ta ned").click()
    expect(rad.get_by_role("button", name="Lyft till dialogen")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_utan_skript_gar_punkten_att_lyfta(rapporter, sida_som):
    sida = sida_som(rapporter.rektor, java_script_enabled=False)
    sida.goto(SIDA)
    sida.locator("#id_falt-utmaningar").fill("Lokalerna räcker inte.")
    with sida.expect_navigation():
        sida.get_by_role("button", name="Spara").click()
    sida.get_by_role("button", name="Lyft till dialogen").click()
    expect(sida.get_by_text("lyft inför VD2").first).to_be_visible()
