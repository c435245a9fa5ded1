"""Rik text genom handlingen och vyn: rensad när den sparas, frusen som den är, och ofarlig i sida och papper."""

import json
import uuid

import pytest
from django.test import Client

from kvalitetsrapporter import utskrift
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.skrivning import AGARE, spara_avsnitt
from kvalitetsrapporter.models import Avsnitt, Faltmall
from styrkedja.handlingar.texter import text_hash
from styrkedja.klocka import nu
from styrkedja.models import Text
from styrkedja.models.text import Textslag
from styrkedja.pdf import rendera
from tests.riktext.test_rensning import FIENTLIGA, bara_tillatet

pytestmark = pytest.mark.django_db
ADRESS = "/enheter/almskolan/rapport/2026-27/avsnitt/samlad_bedomning/"
RIK = (
    "<h3>Läsning</h3><ul><li><p>ett</p></li></ul>"
    "<table><tbody><tr><th><p>År</p></th></tr><tr><td><p>82</p></td></tr></tbody></table>"
)


@pytest.fixture
def avsnitt(rapporter) -> Avsnitt:
    return Avsnitt.objects.get(rapport=rapporter.rapport(rapporter.skola), nyckel="samlad_bedomning")


@pytest.fixture
def rektor(rapporter) -> Client:
    klient = Client()
    klient.force_login(rapporter.rektor)
    return klient


def texten(avsnitt: Avsnitt, falt: str = "slutsatser") -> Text:
    return Text.objects.get(agare_slag=AGARE, agare_id=avsnitt.pk, falt=falt)


def spara(klient: Client, innehall: str, version: int = 0):
    kropp = {"op": str(uuid.uuid4()), "texter": {"slutsatser": {"innehall": innehall, "version": version}}, "val": {}}
    return klient.post(f"{ADRESS}spara/", json.dumps(kropp), "application/json", headers={"accept": "application/json"})


def test_det_som_sparas_ar_rensat_och_svaret_kvitterar_det_som_togs_emot(rektor, avsnitt):
    skickat = '<p onclick="x()">Text<script>alert(1)</script></p>'
    svar = spara(rektor, skickat)
    assert (svar.status_code, svar.json()["hash"]["slutsatser"]) == (200, text_hash(skickat))
    text = texten(avsnitt)
    assert (text.innehall, text.slag, text.hash) == ("<p>Text</p>", Textslag.RIK, text_hash("<p>Text</p>"))


def test_redigerarens_text_lagras_byte_for_byte(rektor, avsnitt):
    assert spara(rektor, RIK).status_code == 200
    assert texten(avsnitt).hash == text_hash(RIK)
    assert spara(rektor, RIK, 1).json()["versioner"] == {"slutsatser": 1}


def test_orord_ren_text_behaller_formen_ocksa_nar_nagon_annan_hunnit_andra(rapporter, rektor, avsnitt):
    """Utan skript skickas hela formuläret; fältet som ingen rört ska varken tappa sin form eller krocka."""
    spara(rektor, RIK)
    spara_avsnitt(
        avsnitt=avsnitt, texter={"slutsatser": "<p>Bos</p>"}, versioner={"slutsatser": 1}, av=rapporter.bitradande
    )
    svar = rektor.post(ADRESS, {"falt-slutsatser": "Läsning\r\n\r\n– ett\r\n\r\nÅr\r\n82", "version-slutsatser": 1})
    assert svar.status_code == 302
    assert texten(avsnitt).innehall == "<p>Bos</p>"


def test_punkterna_ar_ren_text(rapporter, avsnitt):
    assert not Faltmall(nyckel="framgangar").rik
    assert Faltmall(nyckel="slutsatser").rik
    spara_avsnitt(avsnitt=avsnitt, texter={"framgangar": "<p>ett</p>"}, av=rapporter.rektor)
    assert (texten(avsnitt, "framgangar").innehall, texten(avsnitt, "framgangar").slag) == ("<p>ett</p>", Textslag.REN)


def test_tom_redigerare_ar_ett_obesvarat_falt(rapporter, avsnitt):
    spara_avsnitt(avsnitt=avsnitt, texter={"slutsatser": "<p>&nbsp;</p><p></p>"}, av=rapporter.rektor)
    from kvalitetsrapporter.handlingar.innehall import las_rapport

    lage = next(a for a in las_rapport(avsnitt.rapport).avsnitt if a.avsnitt.pk == avsnitt.pk)
    assert not lage.falt[0].ifyllt


def test_en_halv_miljon_tecken_tas_emot_och_marken_raknas_inte(rektor, avsnitt):
    stor = "<p>" + "a" * 488 + "</p>"
    stor = stor * 1020
    assert len(stor) > 500_000
    assert spara(rektor, stor).status_code == 200
    assert texten(avsnitt).innehall == stor
    for_lang = spara(rektor, stor + "<p>" + "b" * 1000 + "</p>", 1)
    assert for_lang.status_code == 413
    assert "500 000 tecken" in for_lang.json()["fel"]


@pytest.mark.parametrize("angrepp", [a for a, _ in FIENTLIGA.values() if "\x00" not in a and "\ud800" not in a])
def test_angrepp_ar_ofarliga_pa_sidan_i_det_inlamnade_och_pa_papper(rapporter, rektor, avsnitt, angrepp):
    spara_avsnitt(avsnitt=avsnitt, texter={"slutsatser": f"<p>före</p>{angrepp}<p>efter</p>"}, av=rapporter.rektor)
    # Också det som kommit förbi rensningen in i databasen.
    Text.objects.filter(pk=texten(avsnitt).pk).update(innehall=f"<p>före</p>{angrepp}<p>efter</p>")
    omgang = avsnitt.rapport.lasar.omgangar.get(nyckel="vd1")
    version = lamna_in(rapport=avsnitt.rapport, omgang=omgang, av=rapporter.rektor, skal="Prov.")
    sida = rektor.get(f"/enheter/almskolan/rapport/2026-27/inlamnad/vd1/{version.nummer}/").content.decode()
    lopande = sida.split('<div class="lopande">')[1].split("</div>")[0]
    papper = utskrift.html(version, gjord=nu()).split('<div class="rik">')[1].split("</div>")[0]
    assert bara_tillatet(lopande)
    assert bara_tillatet(papper)
    assert "före" in lopande
    assert "före" in papper


def test_papperet_satter_rubrik_lista_och_tabell(rapporter, avsnitt):
    spara_avsnitt(avsnitt=avsnitt, texter={"slutsatser": RIK}, av=rapporter.rektor)
    omgang = avsnitt.rapport.lasar.omgangar.get(nyckel="vd1")
    version = lamna_in(rapport=avsnitt.rapport, omgang=omgang, av=rapporter.rektor, skal="Prov.")
    html = utskrift.html(version, gjord=nu())
    assert '<h4>Läsning</h4><ul><li><p>ett</p></li></ul><table><thead><tr><th scope="col">' in html
    pdf = rendera(html, titel="Prov")
    assert pdf.data.startswith(b"%PDF")
    assert pdf.nekade == ()
