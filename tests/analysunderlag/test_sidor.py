"""Underlagets sidor: enhetens, nyckeltalets, områdets och den första; vad de säger och vad de aldrig visar."""

from datetime import date

import pytest
from django.test import Client

from analysunderlag.models import Niva
from styrkedja.models import Enhet, EnhetSkolform, Handelse, Tillhorighet
from tests.analysunderlag.varden import for_in, kalla, nyckeltal, varde


def sida(person, adress: str, metod: str = "get", kod: int = 200) -> str:
    klient = Client()
    klient.force_login(person)
    svar = getattr(klient, metod)(adress)
    assert svar.status_code == kod
    return svar.content.decode().replace("\xa0", " ").replace("&nbsp;", " ")


@pytest.fixture
def skolor(rollista):
    """Sex grundskolor i område Norr, en av dem långt under de andra, och tre så små att de skyddar varandra i summan."""
    gr = rollista.skola.skolformer.get()
    enheter = [rollista.skola]
    for nr in range(8):
        enhet = Enhet.objects.create(namn=f"Skola {nr}", slug=f"skola-{nr}")
        EnhetSkolform.objects.create(enhet=enhet, skolform=gr.skolform, laroplan=gr.laroplan)
        Tillhorighet.objects.create(enhet=enhet, lasar=rollista.lasar, omrade=rollista.norr)
        enheter.append(enhet)
    tal = nyckeltal(
        omgangar=["vd2"], nivaer=["enhet"], hogre_ar_battre=True, laroplansomrade="Kunskaper", publiceras_manad=6
    )
    tal.skolformer.add(gr.skolform)
    gemensamt = {"skolform": gr.skolform, "nyckeltal": tal}
    rader = [varde(e, t, 100, **gemensamt) for e, t in zip(enheter, (60, 80, 81, 82, 83, 84), strict=False)]
    for_in(
        *rader,
        *(varde(liten, 50, 4, **gemensamt) for liten in enheter[6:]),
        varde(rollista.skola, 70, 100, period="2024/25", period_till=date(2025, 6, 30), **gemensamt),
        varde(rollista.huvudman, 78, 600, niva=Niva.HUVUDMAN, **gemensamt),
    )
    return rollista


@pytest.mark.krav(98)
def test_enhetens_sida_borjar_med_det_som_har_andrats_mest(skolor):
    html = sida(skolor.rektor, "/enheter/almskolan/underlag/")
    assert "Behöriga har gått från 70,0 % till 60,0 %." in html
    assert "Kunskaper" in html
    assert "Diagram och tabell" in html
    assert "78,0 %" in html
    assert "Underlaget inför VD2" in html


def test_filtren_valjer_runda_och_omrade(skolor):
    assert "60,0 %" in sida(skolor.rektor, "/enheter/almskolan/underlag/?runda=vd2&omrade=Kunskaper")
    for fel in ("runda=vd3", "omrade=Finns%20inte", "skolform=forskola"):
        assert "Inga tal i urvalet" in sida(skolor.rektor, f"/enheter/almskolan/underlag/?{fel}")


def test_skyddade_tal_visas_aldrig_och_kedjans_visning_loggas(skolor):
    adress = "/enheter/skola-5/underlag/"
    for vem in (skolor.annan_rektor, skolor.verksamhetschef):
        html = sida(vem, adress)
        assert "50,0" not in html
        assert "skyddat" in html
    assert "Visa de skyddade talen" not in sida(skolor.annan_rektor, adress)
    assert "Visa de skyddade talen" in sida(skolor.verksamhetschef, adress)
    assert "50,0" not in sida(skolor.annan_rektor, adress, "post", 403)
    html = sida(skolor.verksamhetschef, adress, "post")
    assert "50,0 %" in html
    assert "Visningen är sparad" in html
    assert Handelse.objects.filter(handling="se_oskyddat").count() == 1


@pytest.mark.krav(98)
def test_nyckeltalets_sida_sager_vem_som_sticker_ut(skolor):
    html = sida(skolor.verksamhetschef, "/underlag/nyckeltal/behoriga/")
    assert "Almskolan sticker ut." in html
    assert "klart lägre än de andra" in html
    assert html.index("Skola 4") < html.index("Skola 0") < html.index("Skola 5"), "högst först, skyddat sist"
    assert "50,0" not in html
    assert "Almskolan" not in sida(skolor.verksamhetschef, "/underlag/nyckeltal/behoriga/?omrade=soder")


@pytest.mark.krav(98, 103)
def test_omradets_tabell_och_lage(skolor):
    html = sida(skolor.verksamhetschef, "/underlag/omrade/norr/?runda=vd2")
    assert "Klart sämre än de andra: Almskolan i ett nyckeltal." in html
    assert "1 av 1" in html
    assert "sticker ut" in html
    assert sida(skolor.verksamhetschef, "/underlag/omrade/", kod=302) == ""
    sida(skolor.rektor, "/underlag/omrade/", kod=404)


@pytest.mark.krav(43)
def test_forsta_sidan_visar_det_som_saknas_och_det_som_kommer(skolor):
    nyckeltal(
        nyckel="enkat", namn="Enkäten", omgangar=["vd2"], nivaer=["enhet"], publiceras_manad=12, ges_ut_under=True
    )
    nyckeltal(nyckel="franvaro", namn="Frånvaro", omgangar=["vd2"], nivaer=["enhet"], period="manad")
    html = sida(skolor.rektor, "/underlag/")
    assert "Inför VD2 är 1 av 3 nyckeltal inne." in html
    assert "Ett har inte kommit än. Ett saknas för någon enhet." in html
    assert "December" in html
    assert "klart lägre än de andra" in html
    assert "Talen för Almskolan" in html
    assert "Talen i Norr" in sida(skolor.verksamhetschef, "/underlag/")


def test_utan_tal_ar_sidorna_en_inbjudan(rollista):
    tomt = nyckeltal(nyckel="tomt")
    assert "Inga tal är inlästa än." in sida(rollista.rektor, "/enheter/almskolan/underlag/")
    assert "Inga tal för enheter" in sida(rollista.rektor, f"/underlag/nyckeltal/{tomt.nyckel}/")
    assert "Inga tal i rundan än" in sida(rollista.verksamhetschef, "/underlag/omrade/norr/")
    assert "Ingen har läst in något än." in sida(rollista.direktor, "/underlag/")


def test_svarsfrekvensen_star_med_forra_aret_och_en_varning(rollista):
    skoltempen = kalla("skoltempen", namn="Skoltempen")
    frekvens = nyckeltal(nyckel="skoltempen_svarsfrekvens", namn="Skoltempen: svarsfrekvens", raknar="annat")
    trygg = nyckeltal(nyckel="trygg", namn="Trygghet", raknar="annat", laroplansomrade="Normer och värden")
    ett_ar_fore = {"period": "2024/25", "period_till": date(2025, 6, 30)}
    for_in(
        varde(rollista.skola, 58, 352, nyckeltal=frekvens, kalla=skoltempen),
        varde(rollista.skola, 68, 350, nyckeltal=frekvens, kalla=skoltempen, **ett_ar_fore),
        varde(rollista.skola, 76, 204, nyckeltal=trygg, kalla=skoltempen, svarsfrekvens=58),
    )
    html = sida(rollista.rektor, "/enheter/almskolan/underlag/")
    for ord_ in (
        "Bara 58 % svarade. Läs med försiktighet.",
        "58,0 %",
        "68,0 %",
        "Läs med försiktighet",
        "Svarsfrekvens",
    ):
        assert ord_ in html


def test_enhetens_rum_har_resultaten(rollista):
    behorighet = nyckeltal(nyckel="behorighet_yrkesprogram", namn="Behöriga till yrkesprogram")
    fore = {"period": "2024/25", "period_till": date(2025, 6, 30)}
    for_in(
        varde(rollista.skola, 80, 100, nyckeltal=behorighet),
        varde(rollista.skola, 82, 100, nyckeltal=behorighet, **fore),
        varde(rollista.chefsomrade, 70, 100, nyckeltal=behorighet),
    )
    html = sida(rollista.rektor, "/enheter/almskolan/")
    assert "Resultaten" in html
    assert "70,0 Chefsområde Bäcken" in html
    assert "Resultaten" not in sida(rollista.administrator, "/enheter/almskolan/")
