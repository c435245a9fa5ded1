"""Handslaget i en riktig webbläsare: båda säger ja, en ändring frågar igen, och det öppnar i nästa dialog."""

import pytest
from playwright.sync_api import expect

from dialoger.arshjul import efter_hjulet
from dialoger.models import Dialog, Handslag
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from tests.dialoger.handslagen import ford
from tests.rollista import NU

pytestmark = pytest.mark.django_db(transaction=True)
TELEFON = {"width": 390, "height": 844}


@pytest.fixture
def dialoger(rapporter):
    efter_hjulet(rapporter.lasar, NU)
    return {d.mall.nyckel: d for d in Dialog.objects.filter(plats=rapporter.skola).select_related("mall")}


@pytest.mark.krav(57, 61, 66)
def test_bada_skakar_hand_en_andring_fragar_igen_och_nasta_dialog_visar_det(rapporter, dialoger, sida_som, axe):
    vd2, vd3 = dialoger["vd2"], dialoger["vd3"]
    ford(vd2)
    rektor, chef = sida_som(rapporter.rektor), sida_som(rapporter.verksamhetschef, viewport=TELEFON)
    rektor.goto(f"/dialoger/{vd2.pk}/")
    rektor.get_by_role("link", name="Lägg till handslag").click()
    rektor.get_by_role("radio", name="Sluta").check()
    rektor.get_by_label("Vad", exact=True).fill("Temadagar som inte svarar mot det frånvaron visar")
    rektor.locator("select[name=ansvarig]").select_option(label="Anna Alm, rektor")
    axe(rektor)
    rektor.get_by_role("button", name="Föreslå").click()
    expect(rektor.get_by_text("skriv i ord när det ska vara gjort")).to_be_visible()
    rektor.get_by_label("Eller när, i ord").fill("i VD3")
    rektor.get_by_role("button", name="Föreslå").click()
    expect(rektor.locator("#handslag")).to_contain_text("Temadagar som inte svarar mot det frånvaron visar")
    assert rektor.url.endswith(f"/dialoger/{vd2.pk}/"), "samtalet står kvar"
    rektor.get_by_role("link", name="Bekräfta ett handslag").click()
    expect(rektor.get_by_text("en allmän handling")).to_be_visible()
    axe(rektor)

    chef.goto(f"/dialoger/{vd2.pk}/handslag/bekrafta/")
    axe(chef)
    rektor.get_by_role("button", name="Ja, det är vi överens om").click()
    expect(rektor.get_by_text("Bekräftat av dig. Väntar på Vera Videkvist.")).to_be_visible()
    rektor.get_by_role("link", name="Ändra: Temadagar").click()
    rektor.get_by_label("Vad", exact=True).fill("Alla temadagar")
    rektor.get_by_role("button", name="Spara").click()
    chef.get_by_role("button", name="Ja, det är vi överens om").click()
    expect(chef.get_by_text("Ditt ja är inte givet")).to_be_visible()
    axe(chef)
    chef.get_by_role("link", name="Läs och bekräfta igen").click()
    chef.get_by_role("button", name="Ja, det är vi överens om").click()
    rektor.goto("/")
    rektor.get_by_role("link", name="Bekräfta handslaget från VD2").click()
    rektor.get_by_role("button", name="Ja, det är vi överens om").click()
    expect(rektor.get_by_text("Båda har sagt ja till alla handslag.")).to_be_visible()
    assert Handslag.objects.get().tillstand == "bekraftat"

    chef.goto(f"/dialoger/{vd3.pk}/")
    expect(chef.get_by_role("heading", name="Sedan sist")).to_be_visible()
    chef.get_by_role("link", name="Följ upp: Alla temadagar").click()
    chef.get_by_role("radio", name="Delvis").check()
    chef.get_by_label("Vad hände").fill("Två av tre är strukna.")
    axe(chef)
    chef.get_by_role("button", name="Spara").click()
    expect(chef.get_by_text("Två av tre är strukna.")).to_be_visible()
    axe(chef)


@pytest.mark.krav(60, 68)
def test_iakttagelsen_skrivs_med_tangenterna_bredvid_texten(rapporter, dialoger, sida_som, axe):
    lamna_in(
        rapport=rapporter.rapport(rapporter.skola), omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov"
    )
    chef = sida_som(rapporter.verksamhetschef)
    chef.goto("/enheter/almskolan/rapport/2026-27/inlamnad/vd1/1/")
    chef.keyboard.press("Alt+Shift+I")
    expect(chef.get_by_label("Iakttagelsen")).to_be_focused()
    chef.keyboard.insert_text("Gemensam planeringstid förklarar det vi ser.")
    axe(chef)
    chef.locator(".iakttagelseform").get_by_role("button", name="Spara").click()
    expect(chef.locator(".iakttagelselista")).to_contain_text("Gemensam planeringstid förklarar det vi ser.")
    expect(chef.get_by_label("Iakttagelsen")).to_have_value("")
    assert chef.url.endswith("/inlamnad/vd1/1/"), "sidan byttes inte"
    chef.get_by_role("link", name="Dela med rektor").click()
    axe(chef)
    chef.get_by_role("button", name="Dela").click()
    chef.get_by_role("link", name="Iakttagelser VD1 2026/27").click()
    expect(chef.get_by_text("delad med rektor")).to_be_visible()
    axe(chef)
