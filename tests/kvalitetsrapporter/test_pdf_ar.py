"""PDF av hela året: vilka delar som är med, läget som det är, och vem som får det."""

import re
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from django.test import Client

from kvalitetsrapporter import utskrift_ar
from kvalitetsrapporter.handlingar.inlamning import faststall, lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Rapport
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.klocka import nu
from styrkedja.models import Utkorg
from tests.kvalitetsrapporter.test_pdf import taggar

ADRESS = "/enheter/almskolan/rapport/2026-27/pdf/"


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def skriv_och_lamna(kommun, nyckel: str, avsnitt: str, **texter: str):
    rapport = kommun.rapport(kommun.skola)
    rad = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel=avsnitt)
    spara_avsnitt(avsnitt=rad, texter=texter, av=kommun.rektor, omgang=kommun.omgang(nyckel))
    return lamna_in(rapport=rapport, omgang=kommun.omgang(nyckel), av=kommun.rektor, skal="Prov.")


@pytest.fixture
def tva_delar(rapporter):
    skriv_och_lamna(rapporter, "vd1", "samlad_bedomning", slutsatser="Första lydelsen.")
    skriv_och_lamna(rapporter, "vd1", "samlad_bedomning", slutsatser="Läsningen går framåt.")
    skriv_och_lamna(rapporter, "vd2", "kunskaper-lgr22", individ="Nittio procent nådde målen.")
    return rapporter


def lage(kommun) -> str:
    rapport = Rapport.objects.select_related("lasar", "enhet").get(pk=kommun.rapport(kommun.skola).pk)
    return utskrift_ar.kontext(rapport, gjord=nu())["lage"]


@pytest.mark.krav(30, 73)
def test_bestalld_gjord_hamtad_och_delarna_star_i_ordning_med_sidnummer(tva_delar):
    rektor = klient(tva_delar.rektor)
    rektor.post(ADRESS)
    rektor.post(ADRESS)
    assert utkorg.utfor_rad(Utkorg.objects.get(slag="rapport_ar_pdf").pk) == "klart"
    assert "PDF:en är klar." in rektor.get(ADRESS).content.decode()
    svar = rektor.get(ADRESS + "fil/")
    assert svar["Content-Disposition"] == 'attachment; filename="kvalitetsrapport-2026-27-almskolan-hela-aret.pdf"'
    dokument = dokument_for(tva_delar.rapport(tva_delar.skola))
    assert dokument is not None
    lasare = pypdf.PdfReader(dokument.fil.open("rb"))
    sidor = [sida.extract_text() for sida in lasare.pages]
    assert "Två av fyra delar inlämnade, övriga är arbetsmaterial" in sidor[0].replace("\n", " ")
    text = "\n".join(sidor)
    assert text.index("Läsningen går framåt.") < text.index("Nittio procent nådde målen.")
    assert "Första lydelsen." not in text
    plats = re.search(r"^2 (\d+)$", sidor[1], re.MULTILINE)
    assert plats, sidor[1]
    assert "Inför VD2" in sidor[int(plats[1]) - 1]


def test_giltig_pdf_ua_1_med_sprak_titel_och_en_huvudrubrik(tva_delar, ua1):
    rad = utkorg.lagg("rapport_ar_pdf", nyckel="x", uppgifter={"rapport": tva_delar.rapport(tva_delar.skola).pk})
    assert utkorg.utfor_rad(rad.pk) == "klart"
    dokument = dokument_for(tva_delar.rapport(tva_delar.skola))
    assert dokument is not None
    lasare = pypdf.PdfReader(dokument.fil.open("rb"))
    rot = lasare.trailer["/Root"]
    assert rot["/MarkInfo"]["/Marked"]
    assert rot["/Lang"] == "sv"
    assert rot["/ViewerPreferences"]["/DisplayDocTitle"]
    ua1(Path(dokument.fil.path).read_bytes())
    assert b"pdfuaid" in rot["/Metadata"].get_object().get_data()
    funna = taggar(lasare)
    assert funna.count("H1") == 1
    assert {"H2", "TH", "TD", "L", "LI", "Link", "P"} <= set(funna)


def test_laget_ar_det_som_ar_sant(tva_delar):
    assert lage(tva_delar) == "två av fyra delar inlämnade, övriga är arbetsmaterial"
    for nyckel in ("vd3", "lasarsslut"):
        lamna_in(
            rapport=tva_delar.rapport(tva_delar.skola), omgang=tva_delar.omgang(nyckel), av=tva_delar.rektor, skal="x"
        )
    assert lage(tva_delar) == "fyra av fyra delar inlämnade, inte fastställd"
    faststall(rapport=tva_delar.rapport(tva_delar.skola), av=tva_delar.rektor)
    assert lage(tva_delar) == "fastställd"


def test_ett_nytt_lage_gor_papperet_gammalt(tva_delar):
    rapport = tva_delar.rapport(tva_delar.skola)
    inne = utskrift_ar.versioner(rapport)
    assert not utskrift_ar.andrad_efter(rapport, inne, nu())
    lamna_tillbaka(
        inlamning=inne[1], kommentar="Skriv om.", av=tva_delar.verksamhetschef, nu=nu() + timedelta(minutes=5)
    )
    assert utskrift_ar.andrad_efter(rapport, utskrift_ar.versioner(rapport), nu())


def test_den_som_inte_far_lasa_en_av_delarna_far_inte_papperet(tva_delar):
    svar = klient(tva_delar.annan_verksamhetschef).get(ADRESS)
    assert svar.status_code == 403
    assert "när rundan har stängt" in svar.content.decode()


def test_inget_inlamnat_sags_och_inget_bestalls(rapporter):
    rektor = klient(rapporter.rektor)
    assert "Inget är inlämnat än." in rektor.get(ADRESS).content.decode()
    rektor.post(ADRESS)
    assert not Utkorg.objects.filter(slag="rapport_ar_pdf").exists()
