"""Riktningen ned och svaret upp, i en riktig webbläsare: uppdraget, planerna, avstämningen, fastställandet, VD2 (krav 30, 42, 47)."""

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Avsnittsmall
from tests.vp_uppdrag.conftest import lagg_forum
from tests.webblasare.conftest import redo, sparat
from vp_uppdrag.handlingar.planer import skapa_planer

pytestmark = pytest.mark.django_db(transaction=True)

PLAN = "/enheter/almskolan/plan/2026-27/"
RAPPORT = "/enheter/almskolan/rapport/2026-27/"
UTMANING = "Missförstånden i matematik ses för sent"


@pytest.mark.krav(30, 42, 47, 77, 82)
def test_fran_direktorens_uppdrag_till_enhetens_mal_och_tillbaka(rapporter, sida_som, felen_pa):
    lagg_forum()
    skapa_planer(lasar=rapporter.lasar)
    Avsnittsmall.objects.filter(nyckel="verksamhetsmal").update(bedoms=True, progression=True)
    kunskaper = (
        rapporter.rapport(rapporter.skola)
        .avsnitt.select_related("mall", "rapport__lasar")
        .get(nyckel__startswith="kunskaper")
    )
    spara_avsnitt(avsnitt=kunskaper, texter={"utmaningar": UTMANING}, av=rapporter.rektor)
    _bestall(sida_som(rapporter.direktor))
    avdelning = sida_som(rapporter.avdelningschef)
    avdelning.goto("/avdelningar/elevhalsan/plan/2026-27/")
    _gor(avdelning, "Lägg ett mål", "Lägg målet", {"Målet, i en mening": "Stödet i matematik kommer inom tre veckor"})
    expect(avdelning.get_by_role("heading", name="Mål 1")).to_be_visible()

    rektor = sida_som(rapporter.rektor)
    rektor.goto(PLAN)
    rektor.get_by_role("link", name="Välj en utmaning").click()
    rektor.get_by_role("button", name="Gör till verksamhetsmål").click()
    _skriv_malet(rektor)
    rektor.goto(PLAN)
    expect(rektor.get_by_text(UTMANING)).to_be_visible()
    _gor(rektor, "Skicka för avstämning", "Skicka")

    chef = sida_som(rapporter.verksamhetschef)
    chef.goto(PLAN)
    _gor(chef, "Kommentera mål 1", "Skicka", {"Vid målet": "Vem håller i det när det blir mycket?"})
    rektor.goto(PLAN)
    expect(rektor.get_by_text("Vem håller i det när det blir mycket?")).to_be_visible()
    _gor(chef, "Stäm av", "Stäm av")
    rektor.goto(PLAN)
    _gor(rektor, "Fastställ planen", "Fastställ planen")

    rektor.goto(RAPPORT + "avsnitt/verksamhetsmal/")
    redo(rektor)
    rektor.get_by_label("Mål 1: hur långt har vi kommit?").fill("Tre lag av fem börjar i samma uppgift.")
    rektor.locator("label").filter(has_text="En bit kvar").first.click()
    sparat(rektor)
    larare = sida_som(rapporter.medarbetare)
    larare.goto(PLAN)
    expect(larare.get_by_role("heading", name="Alla lag börjar i samma uppgift")).to_be_visible()
    expect(larare.get_by_text("Tre lag av fem")).to_have_count(0)
    rektor.goto(RAPPORT + "lamna-in/vd2/")
    rektor.get_by_label("Varför lämnar du in ändå?").fill("Resten skrivs inför dialogen.")
    rektor.get_by_role("button", name="Lämna in").click()
    expect(rektor.get_by_text("Version 1 är låst")).to_be_visible()

    larare.reload()
    expect(larare.get_by_text("Tre lag av fem börjar i samma uppgift.")).to_be_visible()
    namnd = sida_som(rapporter.personer["namnd"])
    namnd.goto("/uppdrag/2026-27/1/")
    expect(namnd.get_by_role("link", name="Almskolan").first).to_be_visible()
    expect(namnd.get_by_text("bedömningen är förseglad")).to_be_visible()
    _satt_bilden(chef, felen_pa)
    namnd.reload()
    expect(namnd.get_by_text("En bit kvar").first).to_be_visible()
    namnd.get_by_role("link", name="Almskolan").first.click()
    expect(namnd.get_by_role("heading", name="Alla lag börjar i samma uppgift")).to_be_visible()


def _satt_bilden(chef: Page, felen_pa) -> None:
    """Verksamhetschefen läser delen med rektors bedömning förseglad, sätter sin bild, och båda öppnas."""
    chef.goto(reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", 1]))
    expect(chef.get_by_text("Tre lag av fem börjar i samma uppgift.")).to_be_visible()
    expect(chef.get_by_text("En bit kvar")).to_have_count(0)
    chef.get_by_role("link", name="Din bild").click()
    assert felen_pa(chef, chef.url) == []
    chef.get_by_label("Bedömning").select_option(label="Nära målet")
    chef.get_by_role("button", name="Sätt min bild").click()
    expect(chef.get_by_text("Båda bilderna är öppna.")).to_be_visible()
    expect(chef.get_by_text("olika nivå")).to_be_visible()
    assert felen_pa(chef, chef.url) == []


def _bestall(sida: Page) -> None:
    """Direktören skriver uppdraget, säger vem som håller i det, och beslutar."""
    sida.goto("/uppdrag/2026-27/nytt/")
    sida.get_by_label("Rubrik").fill("Matematik som alla förstår")
    sida.get_by_label("Uppdraget", exact=True).fill("Verksamhetscheferna ser till att undervisningen går att följa.")
    sida.get_by_role("button", name="Spara utkastet").click()
    sida.goto("/uppdrag/2026-27/1/parter/")
    sida.get_by_label("Sammankallande").select_option(label="Norr")
    sida.get_by_role("button", name="Spara").click()
    sida.goto("/uppdrag/2026-27/1/besluta/")
    sida.get_by_role("button", name="Besluta").click()
    expect(sida.get_by_text("Uppdraget är beslutat.")).to_be_visible()


def _skriv_malet(sida: Page) -> None:
    """Målets blad: meningen, orsaken, vad det bidrar till, och en aktivitet."""
    sida.wait_for_url("**/mal/*/")
    redo(sida)
    sida.get_by_label("Målet, i en mening").fill("Alla lag börjar i samma uppgift")
    sida.get_by_label("Orsaken: vad i arbetssätten").fill("Lärarna planerar var för sig och ser missförstånden sent.")
    sida.locator(".val-i-rad label").filter(has_text="Process").first.click()
    sida.locator("label").filter(has_text="1. Matematik som alla förstår").click()
    sparat(sida)
    _gor(
        sida, "Lägg till aktivitet", "Spara",
        {"Aktiviteten": "Planera de tio första lektionerna tillsammans", "Ansvarig": "Anna Alm"}, niva="process",
    )  # fmt: skip


def _gor(sida: Page, lank: str, knapp: str, falt: dict[str, str] | None = None, **val: Any) -> None:
    """En handling: länken, fälten, knappen."""
    sida.get_by_role("link", name=lank).first.click()
    for etikett, text in (falt or {}).items():
        sida.get_by_label(etikett).fill(text)
    for ord_ in val.values():
        sida.locator("label").filter(has_text=ord_).first.click()
    sida.get_by_role("main").get_by_role("button", name=knapp).click()
