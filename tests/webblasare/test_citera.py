"""Talets väg genom huset: filen läses in, står som trend bredvid texten, citeras, lämnas in, och rättas i källan."""

import os
import re
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from analysunderlag.referensdata import ladda
from kvalitetsrapporter.models import Avsnittsmall
from styrkedja.handlingar import utkorg
from styrkedja.models import Skolenhetskod, Utkorg
from tests.analysunderlag.test_inlasning import rad_, rapport
from tests.webblasare.conftest import AVSNITT, redo, sparat

RAPPORT = "/enheter/almskolan/rapport/2026-27/"
LASARET = "Valt läsår: "


@pytest.fixture
def underlaget(rapporter):
    """Kommunen heter i filen som den heter här, och mallens Kunskaper visar meritvärdet."""
    ladda()
    rapporter.huvudman.orgnr, rapporter.huvudman.kommunkod = "212000-1157", "1283"
    rapporter.huvudman.save()
    Skolenhetskod.objects.create(enhet=rapporter.skola, kod="99999904")
    Avsnittsmall.objects.filter(nyckel="kunskaper").update(nyckeltal=["meritvarde"])
    return rapporter


@pytest.mark.krav(43, 95, 96)
def test_talet_lases_in_citeras_och_rattas(underlaget, sida_som, tmp_path):
    controller = sida_som(underlaget.controller)
    _las_in(controller, _fil(tmp_path, "2023/24", "221,0"))
    _las_in(controller, _fil(tmp_path, "2024/25", "230,5"))

    rektor = sida_som(underlaget.rektor)
    rektor.goto(AVSNITT + "kunskaper-lgr22/")
    redo(rektor)
    talen = rektor.locator("[data-talen]")
    expect(talen).to_contain_text("230,5")
    expect(talen).to_contain_text("221,0")
    _bild(rektor, "avsnittet")
    rektor.get_by_label("Vad visar resultaten?").first.click()
    rektor.keyboard.insert_text("Meritvärdet är ")
    rektor.get_by_role("button", name=re.compile("Citera 230,5")).click()
    expect(rektor.locator("[data-citera-svar]").first).to_contain_text("står nu i")
    sparat(rektor)
    rektor.goto(RAPPORT + "lamna-in/vd2/")
    rektor.get_by_label("Varför lämnar du in ändå?").fill("Resten kommer.")
    rektor.get_by_role("button", name=re.compile("^Lämna in")).click()
    expect(rektor.get_by_text("Version 1 är låst")).to_be_visible()

    _las_in(controller, _fil(tmp_path, "2024/25", "228,0"))
    chef = sida_som(underlaget.verksamhetschef)
    chef.goto(reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", 1]))
    expect(chef.get_by_text("Meritvärdet är")).to_contain_text("230,5")
    expect(chef.get_by_text("Talet har rättats efter inlämningen: 228,0").first).to_be_visible()
    _bild(chef, "versionen")
    rektor.goto(AVSNITT + "kunskaper-lgr22/")
    expect(rektor.get_by_text("Du citerar 230,5").first).to_contain_text("Talet är nu 228,0")


def _fil(mapp: Path, lasar: str, merit: str) -> Path:
    fil = mapp / f"slutbetyg-{lasar[:4]}-{merit}.csv"
    fil.write_bytes(re.sub(rf"{LASARET}\d+/\d+".encode(), f"{LASARET}{lasar}".encode(), rapport(rad_(merit=merit))))
    return fil


def _las_in(sida: Page, fil: Path) -> None:
    """Från filen till kvittot, med arbetaren emellan."""
    sida.goto("/underlag/import/")
    sida.locator("input[type=file]").set_input_files(fil)
    sida.get_by_role("button", name=re.compile("Granska|Läs")).first.click()
    expect(sida.get_by_text("Inget är sparat än.").first).to_be_visible()
    for ruta in sida.get_by_label(re.compile("Jag har sett det")).all():
        ruta.check()
    sida.get_by_role("button", name=re.compile("^Spara")).first.click()
    expect(sida.get_by_text("Filen förs in.").first).to_be_visible()
    assert utkorg.utfor_rad(Utkorg.objects.filter(utfall="vantar").latest("pk").pk) == Utkorg.Utfall.KLART
    sida.reload()
    expect(sida.get_by_text(re.compile("införda|rättade|infört|rättat")).first).to_be_visible()


def _bild(sida: Page, namn: str) -> None:
    if mapp := os.environ.get("BILDER"):
        sida.screenshot(path=Path(mapp) / f"{namn}.png", full_page=True)
