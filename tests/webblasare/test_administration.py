"""Administrationen i en riktig webbläsare: filen in i kedjan, och sidorna utan fel i axe på två bredder."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from styrkedja.handlingar.referensdata import ladda_referensdata
from styrkedja.models import Enhet, Forskola

pytestmark = pytest.mark.django_db(transaction=True)
FIL = Path(__file__).parents[2] / "styrkedja" / "data" / "exempel" / "helsingborg_enheter.csv"


@pytest.mark.krav(5, 6)
def test_filen_granskas_rattas_och_lases_in(rollista, sida_som, tmp_path, axe):
    ladda_referensdata()
    dalig = tmp_path / "dalig.csv"
    dalig.write_bytes(
        FIL.read_text(encoding="utf-8")
        .replace("Bårslövs skola;grundskola", "Bårslövs skola;grundskla")
        .encode("cp1252")
    )
    sida = sida_som(rollista.administrator)
    sida.goto("/administration/")
    sida.get_by_role("link", name="Organisation", exact=True).click()
    sida.get_by_role("link", name="Läs in ur en fil").click()
    sida.get_by_label("CSV-fil").set_input_files(dalig)
    sida.get_by_role("button", name="Granska filen").click()
    expect(sida.get_by_role("heading", level=1)).to_contain_text("en har fel")
    expect(sida.get_by_text("Menade du grundskola?")).to_be_visible()
    expect(sida.get_by_role("button", name="Läs in")).to_have_attribute("aria-disabled", "true")
    axe(sida)
    sida.get_by_role("link", name="Välj en annan fil").click()
    sida.get_by_label("CSV-fil").set_input_files(FIL)
    sida.get_by_role("button", name="Granska filen").click()
    expect(sida.get_by_role("heading", level=1)).to_have_text("142 rader är lästa. Inget är sparat än.")
    sida.get_by_role("button", name="Läs in").dblclick()
    expect(sida.get_by_role("heading", level=1)).to_have_text("Filen är inläst")
    axe(sida)
    assert (Enhet.objects.count(), Forskola.objects.count()) == (53, 74)
