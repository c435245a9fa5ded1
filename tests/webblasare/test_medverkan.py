"""Medverkan i en riktig webbläsare: rektor låter en kollega skriva, och en medarbetares inspel blir ett citat i texten."""

import re

import pytest
from playwright.sync_api import expect

from kvalitetsrapporter.handlingar.medskrivning import lat_skriva
from kvalitetsrapporter.models import Inspel
from styrkedja.models import Text
from tests.webblasare.conftest import Skrivsida, redo, sparat

pytestmark = pytest.mark.django_db(transaction=True)
KUNSKAPER = "kunskaper-lgr22"
TELEFON = {"width": 390, "height": 844}


@pytest.mark.krav(59)
def test_rektor_ber_en_kollega_som_skriver_och_rektor_laser(rapporter, sida_som, axe):
    rektor = sida_som(rapporter.rektor)
    rektor.goto("/enheter/almskolan/rapport/2026-27/")
    rektor.get_by_role("link", name="Kollegor som skriver").click()
    rektor.get_by_label("Kollega", exact=True).select_option(label="Mia Mispel, medarbetare")
    rektor.get_by_label("Kunskaper").check()
    axe(rektor)
    rektor.get_by_role("button", name="Låt skriva").click()
    expect(rektor.get_by_text("Mia Mispel får skriva i Kunskaper.")).to_be_visible()

    mia = sida_som(rapporter.medarbetare, viewport=TELEFON)
    mia.goto("/")
    mia.get_by_role("link", name="Anna Alm har bett dig skriva i Kunskaper").click()
    expect(mia.get_by_role("heading", level=1)).to_have_text("Du skriver i Kunskaper.")
    axe(mia)
    mia.get_by_role("link", name="Kunskaper").click()
    kollegan = Skrivsida(mia, KUNSKAPER)
    redo(mia)
    kollegan.skriv("Läsningen går framåt i båda klasserna.", "individ")
    sparat(mia)
    axe(mia)
    mia.context.set_offline(True)

    skolledningen = Skrivsida(rektor, KUNSKAPER).oppna()
    expect(skolledningen.falt("individ")).to_have_value(re.compile("Läsningen går framåt i båda klasserna."))


def test_den_vars_ratt_avslutas_far_veta_det_och_har_texten_kvar(rapporter, sida_som):
    rapport = rapporter.rapport(rapporter.skola)
    avsnitt = rapport.avsnitt.get(nyckel=KUNSKAPER)
    (rad,) = lat_skriva(av=rapporter.rektor, rapport=rapport, person=rapporter.medarbetare, avsnitt=[avsnitt])
    kollegan = Skrivsida(sida_som(rapporter.medarbetare), KUNSKAPER).oppna()
    rad.till = rad.fran
    rad.save()
    kollegan.skriv("Skrivet för sent.", "individ")
    expect(kollegan.remsa).to_contain_text("kopiera den", ignore_case=True)
    expect(kollegan.falt("individ")).to_have_value(re.compile("Skrivet för sent."))
    assert not Text.objects.filter(innehall__contains="Skrivet för sent.").exists()
    kollegan.sida.context.set_offline(True)


@pytest.mark.krav(59)
def test_ett_inspel_lamnas_citeras_och_star_sist_i_texten(rapporter, sida_som, axe):
    mia = sida_som(rapporter.medarbetare, viewport=TELEFON)
    mia.goto("/enheter/almskolan/inspel/")
    axe(mia)
    mia.get_by_label("Avsnitt").select_option(label="Kunskaper")
    mia.get_by_label("Ditt inspel").fill("Högläsningen varje dag har gjort skillnad.")
    mia.get_by_role("button", name="Lämna inspel").click()
    expect(mia.get_by_text("Ditt inspel till Kunskaper är lämnat.")).to_be_visible()

    skrivsida = Skrivsida(sida_som(rapporter.rektor), KUNSKAPER).oppna()
    skrivsida.skriv("Vi ser en lyft i läsningen.", "process")
    sparat(skrivsida.sida)
    rektor = skrivsida.sida
    rektor.get_by_role("tab", name="Inspel 1").click()
    rektor.get_by_role("button", name="Citera Mia Mispel").click()
    forst, citat = "Vi ser en lyft i läsningen.", "”Högläsningen varje dag har gjort skillnad.” (medarbetare)"
    expect(skrivsida.falt("process")).to_have_value(re.compile(f"{forst}.*{re.escape(citat)}", re.DOTALL))
    expect(rektor.locator("[data-inspel-svar]")).to_contain_text("Citatet står nu sist i")
    axe(rektor)
    sparat(rektor)
    rektor.locator("[data-kort=foregaende]").click()
    rektor.wait_for_url("**/avsnitt/verksamhetsmal/")
    assert citat in Text.objects.get(falt="process").innehall
    assert Inspel.objects.get().citerat
    mia.reload()
    expect(mia.get_by_text("citerat", exact=True)).to_be_visible()
    rektor.context.set_offline(True)
