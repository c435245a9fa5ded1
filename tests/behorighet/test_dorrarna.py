"""Dörrarna utöver matrisen: cache och CSP, borttagen rätt, ingen befattning, en medskrivares sidor."""

import pytest
from django.test import Client

from kvalitetsrapporter.handlingar.medskrivning import lat_skriva
from tests.behorighet.matrisen import RADER
from tests.behorighet.ting import adress


def test_sidor_for_inloggade_sparas_inte(kommun):
    klient = Client()
    klient.force_login(kommun.rektor)
    for vart in ("/", "/enheter/almskolan/", "/finns-inte/"):
        assert "no-store" in klient.get(vart).headers["Cache-Control"]


def test_strang_csp_pa_varje_sida(kommun):
    klient = Client()
    klient.force_login(kommun.rektor)
    regel = klient.get("/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in regel
    assert "unsafe" not in regel
    assert "nonce" not in regel


def test_djangos_administration_finns_inte(kommun):
    klient = Client()
    klient.force_login(kommun.administrator)
    assert klient.get("/admin/").status_code == 404


def test_en_borttagen_ratt_galler_vid_nasta_klick(kommun):
    klient = Client()
    klient.force_login(kommun.rektor)
    vart = adress("rapport", "egen", kommun)
    assert klient.get(vart).status_code == 200
    befattning = kommun.rektor.befattningar.get()
    befattning.till = befattning.fran
    befattning.save()
    assert klient.get(vart).status_code == 403


@pytest.mark.parametrize("vem", ["fore_detta", "utan_befattning"])
def test_utan_befattning_finns_bara_start_konto_och_hjalp(kommun, vem):
    klient = Client()
    klient.force_login(kommun.personer[vem])
    oppna = {"start", "konto", "utseende", "logga-ut", "hjalp", "hjalp-ord", "hjalp-roll", "tillganglighet"}
    oppna |= {"egna-anteckningar", "egna-anteckningar-fil", "egen-anteckning-bort"}
    for rad in {r["vy"]: r for r in RADER if r["metod"] == "GET"}.values():
        if rad["vy"] not in oppna and int(rad["AN"]) == 302:
            svaret = klient.get(adress(rad["vy"], rad["ting"], kommun))
            assert svaret.status_code == 403, rad["vy"]
            assert "Du har ingen befattning" in svaret.content.decode()


#: Det som en medskrivare möter utöver sina egna avsnitt: sin egen sida, och den korta adressen dit.
MEDSKRIVARENS_SIDOR = {"rapport", "rapport-aktuell"}


def test_en_medskrivare_kommer_bara_at_sina_avsnitt(kommun, svar):
    """Varje adress i rapporten, också de som kommer till: tingen är i ett avsnitt som hon inte skriver i."""
    rapport = kommun.rapport(kommun.skola)
    lat_skriva(
        av=kommun.rektor,
        rapport=rapport,
        person=kommun.medarbetare,
        avsnitt=rapport.avsnitt.filter(nyckel="kunskaper-lgr22"),
    )
    for vy in sorted({rad["vy"] for rad in RADER if rad["vy"].startswith("rapport")} - MEDSKRIVARENS_SIDOR):
        vart = adress(vy, "egen", kommun)
        fick = {metod: svar("ME", metod, vart) for metod in ("GET", "POST")}
        assert set(fick.values()) <= {403, 404, 405}, f"{vart}: {fick}"
    assert svar("ME", "GET", adress("rapport", "egen", kommun)) == 200
    assert svar("ME", "GET", adress("rapport-avsnitt", "egen", kommun).replace("/hem/", "/kunskaper-lgr22/")) == 200
