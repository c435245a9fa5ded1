"""Valen på datorn: bedömning, underlag och mottagare ligger krypterade där tills servern har dem, och erbjuds efter en krasch."""

import pytest
from playwright.sync_api import expect

from analysunderlag.models import Nyckeltal
from kvalitetsrapporter.handlingar.stodbehov import lagg_till_behov
from kvalitetsrapporter.models import Bedomning, Stodbehov
from tests.webblasare.conftest import RATT_UR_DATABASEN

pytestmark = pytest.mark.django_db(transaction=True)
KUNSKAPER = "kunskaper-lgr22"
NYCKELTAL = {"ett": "Behöriga", "tva": "Meritvärde", "tre": "Frånvaro"}


def valen_pa_datorn(skriv) -> None:
    """Väntar tills datorn håller formulärets val."""
    expect(skriv.sida.locator("form[data-pa-datorn]")).to_be_attached()


def ruta(skriv):
    return skriv.sida.get_by_role("region", name="Val på den här datorn")


@pytest.fixture
def kraschad(rapporter, skrivsida):
    """Rektor valde utan nät i Kunskaper och webbläsaren dog; sidan är öppnad på nytt."""
    mall = rapporter.rapport(rapporter.skola).avsnitt.get(nyckel=KUNSKAPER).mall
    mall.nyckeltal = list(NYCKELTAL)
    mall.save()
    for nyckel, namn in NYCKELTAL.items():
        Nyckeltal.objects.create(nyckel=nyckel, namn=namn, definition="Prov", matt="%")
    skriv = skrivsida(nyckel=KUNSKAPER)
    skriv.sida.context.set_offline(True)
    skriv.sida.get_by_label("Nära målet").check()
    skriv.sida.get_by_label("Framåt").check()
    skriv.sida.locator("input[name=underlag]").nth(1).check()
    skriv.sida.get_by_label("Annat underlag").fill("Lektionsbesök i oktober.")
    # Det står först när varje val ligger på datorn; innan dess är valet "inte sparat än".
    expect(skriv.remsa).to_contain_text("Ingen anslutning. Sparas på den här datorn.")
    skriv.pa_datorn(1)
    skriv.krascha()
    return skriv.oppna()


def test_valen_erbjuds_i_ord_efter_en_krasch_och_sparas_nar_de_aterstalls(kraschad, axe):
    nyckeltal = NYCKELTAL["tva"]
    assert "nara_malet" not in kraschad.sida.evaluate(RATT_UR_DATABASEN), "valen ligger krypterade"
    expect(ruta(kraschad)).to_contain_text("Det finns val på den här datorn som inte kom fram")
    expect(ruta(kraschad).get_by_role("listitem")).to_have_text([
        "Bedömning: Nära målet (nu: Inte vald)",
        "Progression sedan förra bedömningen: Framåt (nu: Inte vald)",
        f"Vilka nyckeltal bygger ni på? {nyckeltal} (nu: inget valt)",
        "Annat underlag: ”Lektionsbesök i oktober.” (nu: tomt)",
    ])  # fmt: skip
    axe(kraschad.sida)
    expect(kraschad.sida.get_by_label("Nära målet")).not_to_be_checked()
    ruta(kraschad).get_by_role("button", name="Återställ").click()
    expect(ruta(kraschad)).to_be_hidden()
    expect(kraschad.sida.get_by_label("Nära målet")).to_be_focused()
    kraschad.sparat()
    kraschad.pa_datorn(0)
    bedomning = Bedomning.objects.get()
    assert (bedomning.niva, bedomning.progression) == ("nara_malet", "framat")
    assert (bedomning.underlag, bedomning.annat_underlag) == (["tva"], "Lektionsbesök i oktober.")


def test_valen_gar_att_ta_bort_fran_datorn(kraschad):
    ruta(kraschad).get_by_role("button", name="Ta bort det från datorn").click()
    expect(ruta(kraschad)).to_be_hidden()
    kraschad.pa_datorn(0)
    expect(kraschad.sida.get_by_label("Nära målet")).not_to_be_checked()
    assert not Bedomning.objects.exists()


def test_val_som_servern_redan_har_tas_bort_i_tysthet(skrivsida, felproxy):
    """Svaret på sparningen försvann och webbläsaren dog: servern har valet, datorn tror inte det."""
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = "tappa"
    skriv.sida.get_by_label("Nära målet").check()
    expect(skriv.remsa).to_contain_text("Väntar på nätet.")
    expect(skriv.remsa).to_contain_text("Ditt val är sparat på den här datorn.")
    skriv.krascha()
    felproxy.fel = ""
    skriv.oppna()
    expect(skriv.sida.get_by_label("Nära målet")).to_be_checked()
    skriv.pa_datorn(0)
    expect(ruta(skriv)).to_have_count(0)


def test_mottagaren_av_ett_behov_aterstalls(rapporter, skrivsida):
    avsnitt = rapporter.rapport(rapporter.skola).avsnitt.get(nyckel="stodbehov")
    lagg_till_behov(avsnitt=avsnitt, omgang=rapporter.omgang("vd2"), av=rapporter.rektor)
    skriv = skrivsida(nyckel="stodbehov")
    skriv.sida.context.set_offline(True)
    skriv.sida.get_by_label("Behov 1: från vem?").select_option(label="Elevhälsan")
    valen_pa_datorn(skriv)
    skriv.krascha()
    skriv.oppna()
    expect(ruta(skriv)).to_contain_text("Behov 1: från vem? Elevhälsan")
    ruta(skriv).get_by_role("button", name="Återställ").click()
    skriv.sparat()
    assert Stodbehov.objects.get().mottagare.namn == "Elevhälsan"
    skriv.pa_datorn(0)


def test_logga_ut_namner_valen_som_inte_har_kommit_fram(skrivsida, felproxy):
    skriv = skrivsida(proxy=felproxy)
    felproxy.fel = "vagra"
    skriv.sida.get_by_label("Nära målet").check()
    valen_pa_datorn(skriv)
    skriv.sida.locator(".jag > summary").click()
    skriv.sida.get_by_role("button", name="Logga ut").click()
    dialog = skriv.sida.get_by_role("dialog")
    expect(dialog.get_by_role("listitem")).to_have_text(["Samlad bedömning: ditt val i Bedömning"])
    expect(dialog).to_contain_text("Loggar du ut ligger texten kvar krypterad.")
    dialog.get_by_role("button", name="Stanna kvar").click()


def test_kan_datorn_inte_halla_valet_sags_det(skrivsida, felproxy):
    fullt = "IDBObjectStore.prototype.put = () => { throw new DOMException('fullt', 'QuotaExceededError') }"
    skriv = skrivsida(proxy=felproxy, fore=lambda sida: sida.add_init_script(fullt))
    felproxy.fel = "vagra"
    skriv.sida.get_by_label("Nära målet").check()
    expect(skriv.remsa).to_contain_text("Ditt val är inte sparat än. Väntar på nätet.")
    expect(skriv.sida.get_by_text("Kan inte säkra texten på den här datorn.")).to_be_visible()
    felproxy.fel = ""
    skriv.i_fliken("online")
    skriv.sparat()
