"""Behörighetsmatrisen: varje adress × varje roll. En ny adress utan rad fäller provet.

Raderna står i matris.csv: vy, ting, metod och väntat svar per kolumn (RE rektor, BR delegerad biträdande rektor,
VC verksamhetschef, AC avdelningschef, CO controller, UD utbildningsdirektör, NL nämndledamot, ME medarbetare,
RG registrator, SA systemadministratör, AN anonym). 404 är främlingens svar, 403 läsarens utan rätt.
"""

import csv
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler
from django.urls import URLPattern, URLResolver, get_resolver

from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.medskrivning import lat_skriva
from tests.behorighet.ting import adress

RADER = list(csv.DictReader((Path(__file__).parent / "matris.csv").open(encoding="utf-8"), delimiter=";"))
KOLUMN = {
    "RE": "rektor", "BR": "bitradande", "VC": "verksamhetschef", "AC": "avdelningschef", "CO": "controller",
    "UD": "direktor", "NL": "namnd", "ME": "medarbetare", "RG": "registrator", "SA": "administrator", "AN": None,
}  # fmt: skip

#: En hanterare för alla klienter: mellanlagren laddas en gång, inte tusentals.
HANTERARE = ClientHandler(enforce_csrf_checks=False)
#: Så får ett svar på PUT, DELETE, PATCH och TRACE se ut.
ANDRA_METODER = (302, 401, 403, 404, 405)


def alla_vyer(delar=None) -> set[str]:
    """Namnen på alla adresser i huset. En adress utan namn är ett fel i sig."""
    namn: set[str] = set()
    for del_ in get_resolver().url_patterns if delar is None else delar:
        if isinstance(del_, URLResolver):
            namn |= alla_vyer(del_.url_patterns)
        elif isinstance(del_, URLPattern):
            namn.add(del_.name or f"utan namn: {del_.pattern}")
    return namn


@pytest.fixture
def kommun(rapporter):
    """Rollistan med en inlämnad del på den egna och på den främmande enheten."""
    for enhet, rektor in ((rapporter.skola, rapporter.rektor), (rapporter.gymnasium, rapporter.annan_rektor)):
        lamna_in(rapport=rapporter.rapport(enhet), omgang=rapporter.omgang("vd1"), av=rektor, skal="prov")
    return rapporter


def svar(kommun, kolumn: str, metod: str, vart: str) -> int:
    """Svarets kod för rollen. Det som begäran ändrade rullas tillbaka."""
    klient = Client(raise_request_exception=False)
    klient.handler = HANTERARE
    if KOLUMN[kolumn]:
        klient.force_login(kommun.personer[KOLUMN[kolumn]])
    with transaction.atomic():
        kod = klient.generic(metod, vart).status_code
        transaction.set_rollback(True)
    return kod


def test_varje_adress_har_en_rad():
    saknas = alla_vyer() - {rad["vy"] for rad in RADER}
    assert not saknas, f"Lägg till i matris.csv: {sorted(saknas)}"


def test_ingen_rad_for_en_adress_som_inte_finns():
    assert not {rad["vy"] for rad in RADER} - alla_vyer()


@pytest.mark.krav(13)
@pytest.mark.parametrize("vy", sorted({rad["vy"] for rad in RADER}))
def test_vyns_svar_till_varje_roll(kommun, vy):
    """Varje rad i matrisen för vyn; och de metoder som inte är tänkta gör ingenting för någon."""
    for rad in (r for r in RADER if r["vy"] == vy):
        vart = adress(vy, rad["ting"], kommun)
        fick = {kolumn: svar(kommun, kolumn, rad["metod"], vart) for kolumn in KOLUMN}
        assert fick == {kolumn: int(rad[kolumn]) for kolumn in KOLUMN}, f"{rad['metod']} {vart}"
        for kolumn, metod in (("RE", "PUT"), ("SA", "DELETE"), ("VC", "PATCH"), ("AN", "TRACE")):
            assert svar(kommun, kolumn, metod, vart) in ANDRA_METODER, f"{metod} {vart}"


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
    for rad in RADER:
        if rad["metod"] == "GET" and rad["vy"] not in oppna and int(rad["AN"]) == 302:
            svaret = klient.get(adress(rad["vy"], rad["ting"], kommun))
            assert svaret.status_code == 403, rad["vy"]
            assert "Du har ingen befattning" in svaret.content.decode()


#: Det som en medskrivare möter utöver sina egna avsnitt: sin egen sida, och den korta adressen dit.
MEDSKRIVARENS_SIDOR = {"rapport", "rapport-aktuell"}


def test_en_medskrivare_kommer_bara_at_sina_avsnitt(kommun):
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
        fick = {metod: svar(kommun, "ME", metod, vart) for metod in ("GET", "POST")}
        assert set(fick.values()) <= {403, 404, 405}, f"{vart}: {fick}"
    assert svar(kommun, "ME", "GET", adress("rapport", "egen", kommun)) == 200
    assert (
        svar(kommun, "ME", "GET", adress("rapport-avsnitt", "egen", kommun).replace("/hem/", "/kunskaper-lgr22/"))
        == 200
    )
