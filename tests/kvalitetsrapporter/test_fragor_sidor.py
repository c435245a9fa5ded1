"""Frågornas och stödets sidor: verksamhetschefen skriver, publicerar, avslutar; mottagaren tar emot."""

import pytest
from django.test import Client

from kvalitetsrapporter.handlingar.fragor import publicera_fraga, satt_fragebudget, skapa_fraga
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.handlingar.stodbehov import lagg_till_behov
from kvalitetsrapporter.models import Fraga, Fragebudget
from kvalitetsrapporter.referensdata import ladda_fragebudget
from styrkedja.models import Handelse
from tests.kvalitetsrapporter.test_antal_fragor import bygg_enheter, fragor

RUNDA = "/fragor/2026-27/vd2/"


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


@pytest.fixture
def chef(rapporter):
    return klient(rapporter.verksamhetschef)


def fraga(kommun, text="Vad gör ni åt frånvaron?", *, stalld=True, av=None, **krets) -> Fraga:
    rad = skapa_fraga(omgang=kommun.omgang("vd2"), text=text, av=av or kommun.verksamhetschef, **krets)
    return publicera_fraga(fraga=rad, av=rad.av) if stalld else rad


def behov(kommun, vad="Handledning i samtal."):
    """Ett behov som har sänts till Elevhälsan."""
    rapport = kommun.rapport(kommun.skola)
    avsnitt = rapport.avsnitt.get(nyckel="stodbehov")
    avsnitt.rapport = rapport
    rad = lagg_till_behov(avsnitt=avsnitt, omgang=kommun.omgang("vd2"), av=kommun.rektor, mottagare=kommun.avdelning)
    spara_avsnitt(avsnitt=avsnitt, texter={f"behov-{rad.pk}-vad": vad}, av=kommun.rektor)
    lamna_in(rapport=rapport, omgang=kommun.omgang("vd2"), av=kommun.rektor, skal="prov")
    return rad


@pytest.mark.krav(58)
def test_chefen_skriver_ett_utkast_och_publicerar_det(rapporter, chef):
    svar = chef.post(RUNDA + "ny/", {"text": "Hur går läsningen?", "omraden": [rapporter.norr.pk]}, follow=True)
    sida = svar.content.decode()
    assert "Ingen enhet ser frågan förrän du publicerar den." in sida
    assert "Ingen fråga är ställd inför VD2." in sida
    rad = Fraga.objects.get()
    assert list(rad.omraden.all()) == [rapporter.norr]
    assert "Den ställs till Norr: två enheter." in chef.get(f"{RUNDA}{rad.pk}/publicera/").content.decode()
    sida = chef.post(f"{RUNDA}{rad.pk}/publicera/", follow=True).content.decode()
    assert "En fråga är ställd inför VD2." in sida
    assert "0 av 2 har svarat" in sida


@pytest.mark.parametrize(
    ("falt", "mening"),
    [
        ({"text": " "}, "Skriv frågan."),
        ({"text": "x" * 301}, "längre än 300 tecken"),
        ({"text": "Frågan?", "anvisning": "x" * 401}, "längre än 400 tecken"),
        ({"text": "Frågan?", "skolformer": ["999"]}, "Skolformen finns inte."),
    ],
)
def test_fel_i_utkastet_sags_vid_faltet_och_det_skrivna_finns_kvar(rapporter, chef, falt, mening):
    svar = chef.post(RUNDA + "ny/", falt)
    assert svar.status_code == 400
    assert mening in svar.content.decode()
    assert falt["text"].strip() in svar.content.decode()
    assert not Fraga.objects.exists()


def test_ett_annat_omrade_gar_inte_att_valja(rapporter, chef):
    for falt, pk in (("omraden", rapporter.soder.pk), ("enheter", rapporter.gymnasium.pk)):
        svar = chef.post(RUNDA + "ny/", {"text": "Frågan?", falt: [pk]})
        assert svar.status_code == 400
        assert "egen verksamhetschef" in svar.content.decode()


def test_den_andra_chefens_riktade_fraga_ror_man_inte(rapporter, chef):
    rad = fraga(rapporter, "Till Söder?", av=rapporter.annan_verksamhetschef, omraden=[rapporter.soder])
    svar = chef.post(f"{RUNDA}{rad.pk}/avsluta/")
    assert svar.status_code == 403
    assert "områdets egen verksamhetschef" in svar.content.decode()


def test_cheferna_delar_de_gemensamma_fragorna(rapporter):
    rad = fraga(rapporter)
    annan = klient(rapporter.annan_verksamhetschef)
    assert "Frågan är avslutad." in annan.post(f"{RUNDA}{rad.pk}/avsluta/", follow=True).content.decode()


def test_utkastet_skrivs_om_tas_bort_och_en_publicerad_hanvisas_till_att_ersattas(rapporter, chef):
    rad = fraga(rapporter, stalld=False)
    chef.post(f"{RUNDA}{rad.pk}/", {"text": "Omskriven?"})
    assert Fraga.objects.get().text == "Omskriven?"
    chef.post(f"{RUNDA}{rad.pk}/bort/")
    assert not Fraga.objects.exists()
    rad = fraga(rapporter)
    assert "Ersätt den med en ny" in chef.get(f"{RUNDA}{rad.pk}/", follow=True).content.decode()
    assert "Avsluta den i stället" in chef.post(f"{RUNDA}{rad.pk}/bort/", follow=True).content.decode()


@pytest.mark.krav(58)
def test_ersatt_genom_sidan(rapporter, chef):
    gammal = fraga(rapporter)
    sida = chef.get(f"{RUNDA}ny/?ersatter={gammal.pk}").content.decode()
    assert gammal.text in sida
    chef.post(f"{RUNDA}ny/?ersatter={gammal.pk}", {"text": "Bättre ställd?"})
    ny = Fraga.objects.get(ersatter=gammal)
    assert f"”{gammal.text}” avslutas samtidigt." in chef.get(f"{RUNDA}{ny.pk}/publicera/").content.decode()
    sida = chef.post(f"{RUNDA}{ny.pk}/publicera/", follow=True).content.decode()
    assert "Avslutade" in sida
    assert "Ersatte" in sida
    for fel in ("abc", "0", "99999999999999999999"):
        assert chef.get(f"{RUNDA}ny/?ersatter={fel}").status_code == 404


def test_over_budgeten_sags_fore_och_kraver_skal(rapporter, chef):
    satt_fragebudget(omgang=rapporter.omgang("vd2"), hogst=1, av=rapporter.verksamhetschef)
    forsta, ny = fraga(rapporter, "Den första?"), fraga(rapporter, "En till?", stalld=False)
    assert "Budgeten är slut." in chef.get(f"{RUNDA}{ny.pk}/publicera/").content.decode()
    svar = chef.post(f"{RUNDA}{ny.pk}/publicera/", {"skal": " "})
    assert svar.status_code == 400
    assert "eller skriv varför" in svar.content.decode()
    sida = chef.post(f"{RUNDA}{ny.pk}/publicera/", {"skal": "Nytt besked."}, follow=True).content.decode()
    assert "Nytt besked." in sida
    assert "Över budgeten" in sida
    tredje = fraga(rapporter, "En tredje?", stalld=False)
    chef.post(f"{RUNDA}{tredje.pk}/publicera/", {"avsluta": forsta.pk, "skal": "Och ett skäl."})
    assert Fraga.objects.get(pk=forsta.pk).avslutad


def test_flytta_upp_och_ned(rapporter, chef):
    fraga(rapporter, "Ett?")
    sist = fraga(rapporter, "Två?")
    chef.post(f"{RUNDA}{sist.pk}/flytta/", {"vart": "upp"})
    assert [f.text for f in Fraga.objects.all()] == ["Två?", "Ett?"]
    chef.post(f"{RUNDA}{sist.pk}/flytta/", {"vart": "ned"})
    assert [f.text for f in Fraga.objects.all()] == ["Ett?", "Två?"]


@pytest.mark.parametrize("hogst", ["", "0", "51", "fem"])
def test_en_orimlig_budget_sags_vid_faltet(rapporter, chef, hogst):
    svar = chef.post(RUNDA + "budget/", {"hogst": hogst})
    assert svar.status_code == 400
    assert not Handelse.objects.filter(handling="satt_fragebudget").exists()


def test_budgeten_satts_och_foljer_med_till_nasta_lasar(rapporter):
    assert klient(rapporter.administrator).post(RUNDA + "budget/", {"hogst": 4}).status_code == 302
    ladda_fragebudget(rapporter.lasar)
    assert {b.omgang.nyckel: b.hogst for b in Fragebudget.objects.all()} == {
        "vd1": 5,
        "vd2": 4,
        "vd3": 5,
        "lasarsslut": 3,
    }
    Fragebudget.objects.filter(omgang__nyckel="vd3").update(hogst=2)
    ladda_fragebudget(rapporter.lasar)
    assert Fragebudget.objects.get(omgang__nyckel="vd3").hogst == 2


def test_direktoren_laser_men_skriver_inte(rapporter):
    rad = fraga(rapporter)
    direktor = klient(rapporter.direktor)
    sida = direktor.get(RUNDA).content.decode()
    assert rad.text in sida
    assert "Ny fråga" not in sida
    assert "Avsluta</button>" not in sida


def test_vem_som_har_svarat(rapporter, chef):
    rad = fraga(rapporter, omraden=[rapporter.norr])
    rapport = rapporter.rapport(rapporter.skola)
    avsnitt = rapport.avsnitt.get(nyckel="vc_fragor")
    avsnitt.rapport = rapport
    spara_avsnitt(avsnitt=avsnitt, texter={f"fraga-{rad.pk}": "Bättre."}, av=rapporter.rektor)
    assert "Ingen av två har svarat." in chef.get(f"{RUNDA}{rad.pk}/svar/").content.decode()
    lamna_in(rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="prov")
    sida = chef.get(f"{RUNDA}{rad.pk}/svar/").content.decode()
    assert "Ett av två har svarat." in sida
    assert "Läs svaret" in sida
    assert "inte inne än" in sida


def test_rundans_sidor_fragar_lika_ofta_for_24_och_240_enheter(rapporter):
    rad = fraga(rapporter)
    bygg_enheter(rapporter, 24)
    adresser = (RUNDA, f"{RUNDA}{rad.pk}/svar/", f"{RUNDA}ny/")
    fa = [fragor(rapporter.verksamhetschef, a) for a in adresser]
    bygg_enheter(rapporter, 240)
    assert [fragor(rapporter.verksamhetschef, a) for a in adresser] == fa
    assert max(fa) <= 30


def test_startsidan_och_omradet_leder_till_fragorna(rapporter, chef):
    fraga(rapporter)
    fraga(rapporter, "Ett utkast?", stalld=False)
    assert "en ställd, ett utkast" in chef.get("/").content.decode()
    assert 'href="/fragor/2026-27/vd2/"' in chef.get("/omrade/norr/").content.decode()
    assert chef.get("/fragor/").headers["Location"] == RUNDA


# --- Stödet -------------------------------------------------------------------------------------------
@pytest.mark.krav(57)
def test_mottagaren_laser_behovet_och_tar_emot_det(rapporter):
    rad = behov(rapporter)
    mottagare = klient(rapporter.avdelningschef)
    assert "Svara på ett stödbehov" in mottagare.get("/").content.decode()
    sida = mottagare.get("/stod/").content.decode()
    assert "Ett behov väntar på ditt svar." in sida
    assert "Handledning i samtal." in sida
    assert "/rapport/" not in sida.split("<main")[1].split("</main>")[0], "mottagaren läser behovet, inte rapporten"
    sida = mottagare.post(f"/stod/{rad.pk}/mottaget/", follow=True).content.decode()
    assert "Mottaget. Almskolan ser det" in sida
    assert "Svara på ett stödbehov" in mottagare.get("/").content.decode(), "mottaget är inte besvarat"


def test_bara_mottagaren_tar_emot(rapporter):
    rad = behov(rapporter)
    for vem in ("verksamhetschef", "rektor", "direktor"):
        assert klient(rapporter.personer[vem]).post(f"/stod/{rad.pk}/mottaget/").status_code == 404
    assert "Handledning" not in klient(rapporter.verksamhetschef).get("/stod/").content.decode()


def test_behovets_text_visas_bokstavligt(rapporter):
    behov(rapporter, "Stöd <b>nu</b> & sedan {{ 7*7 }}")
    assert "<b>nu</b>" not in klient(rapporter.avdelningschef).get("/stod/").content.decode()
