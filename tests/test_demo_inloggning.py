"""Dörrarna: demons sida, inloggning, utloggning och Mitt konto."""

import re

import pytest
from django.test import Client

from styrkedja.demopersoner import ALLA, PERSONAS
from styrkedja.models import Handelse, Person

KRAVDA = (
    "rektor bitradande verksamhetschef avdelningschef controller direktor namnd medarbetare registrator administrator"
)
LOSENORD = "ett långt lösenord 17"


@pytest.fixture
def demo(settings, rollista):
    """Demon öppen, med rollistans människor under demons namn."""
    settings.DEMO = True
    for nyckel, demo in PERSONAS.items():
        Person.objects.filter(pk=rollista.personer[nyckel].pk).update(epost=demo.epost)
    Person.objects.filter(pk=rollista.annan_rektor.pk).update(epost=ALLA[1].epost)
    return rollista


@pytest.fixture
def klient() -> Client:
    return Client(enforce_csrf_checks=False)


def inloggad(klient: Client) -> str | None:
    return klient.session.get("_auth_user_id")


def test_alla_tio_personas_finns_och_ingen_star_tva_ganger():
    assert set(PERSONAS) == set(KRAVDA.split())
    assert len({p.epost for p in ALLA}) == len(ALLA) >= 15


def test_sidan_visar_manniskorna_efter_niva(demo, klient, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        sida = klient.get("/demo/").content.decode()
    assert "Anna Alm" in sida
    assert "rektor, Almskolan" in sida
    assert set(re.findall(r'name="persona" value="(\w+)"', sida)) == set(KRAVDA.split())
    assert f'name="person" value="{demo.annan_rektor.pk}"' in sida


@pytest.mark.parametrize("persona", KRAVDA.split())
def test_ett_klick_loggar_in(demo, klient, persona):
    svar = klient.post("/demo/logga-in/", {"persona": persona})
    assert svar.status_code == 302
    assert svar["Location"] == "/"
    assert inloggad(klient) == str(demo.personer[persona].pk)
    handelse = Handelse.objects.get(handling="logga_in")
    assert handelse.aktor_id == demo.personer[persona].pk
    assert handelse.uppgifter == {"satt": "demo"}


def test_en_annan_manniska_pa_sidan(demo, klient):
    klient.post("/demo/logga-in/", {"person": demo.annan_rektor.pk})
    assert inloggad(klient) == str(demo.annan_rektor.pk)


@pytest.mark.parametrize(
    "val",
    [
        {"persona": "kungen"},
        {},
        {"persona": ""},
        {"person": "0"},
        {"person": "abc"},
        {"person": "9" * 30},
        {"person": "²"},
    ],
    ids=str,
)
def test_en_okand_ar_ett_klart_nej(demo, klient, val):
    svar = klient.post("/demo/logga-in/", val)
    assert svar.status_code == 400
    assert "Demon känner inte den personen" in svar.content.decode()
    assert 'href="/demo/"' in svar.content.decode()
    assert inloggad(klient) is None
    assert not Handelse.objects.exists()


def test_den_som_inte_star_pa_sidan_gar_inte_att_bli(demo, klient):
    assert klient.post("/demo/logga-in/", {"person": demo.fore_detta.pk}).status_code == 400
    assert inloggad(klient) is None


def test_en_avstangd_manniska_gar_inte_att_bli(demo, klient):
    Person.objects.filter(pk=demo.rektor.pk).update(is_active=False)
    assert klient.post("/demo/logga-in/", {"persona": "rektor"}).status_code == 400


def test_sessionen_byts_vid_inloggning(demo, klient):
    klient.post("/demo/logga-in/", {"persona": "rektor"})
    forra = klient.session.session_key
    klient.post("/demo/logga-in/", {"persona": "direktor"})
    assert klient.session.session_key != forra
    assert inloggad(klient) == str(demo.direktor.pk)


def test_demon_kraver_csrf_och_post(demo):
    strang = Client(enforce_csrf_checks=True)
    assert strang.post("/demo/logga-in/", {"persona": "rektor"}).status_code == 403
    assert strang.get("/demo/logga-in/").status_code == 405


def test_demon_finns_inte_i_drift(rollista, klient):
    assert klient.get("/demo/").status_code == 404
    assert klient.post("/demo/logga-in/", {"persona": "rektor"}).status_code == 404
    assert inloggad(klient) is None


def test_utan_demodata_sager_sidan_det(settings, db, klient):
    settings.DEMO = True
    assert "Ingen är inlagd än" in klient.get("/demo/").content.decode()
    assert klient.post("/demo/logga-in/", {"persona": "rektor"}).status_code == 400


def test_inloggningen_leder_till_demons_dorr_med_malet_i_behall(demo, klient):
    assert klient.get("/logga-in/?next=/konto/")["Location"] == "/demo/?next=%2Fkonto%2F"
    assert 'name="next" value="/konto/"' in klient.get("/demo/?next=/konto/").content.decode()
    assert klient.post("/demo/logga-in/", {"persona": "rektor", "next": "/konto/"})["Location"] == "/konto/"


FRAMMANDE = ["//ond.example", "https://ond.example/", "/\\ond.example", "javascript:alert(1)", "http:///ond", "\x00/"]


@pytest.mark.parametrize("mal", FRAMMANDE)
def test_bara_egna_adresser_foljs(demo, klient, mal):
    assert klient.post("/demo/logga-in/", {"persona": "rektor", "next": mal})["Location"] == "/"


@pytest.fixture
def med_losenord(rollista):
    rollista.rektor.set_password(LOSENORD)
    rollista.rektor.save()
    return rollista


def test_losenord_loggar_in_och_skriver_en_handelse(med_losenord, klient):
    svar = klient.post("/logga-in/?next=/konto/", {"username": med_losenord.rektor.epost, "password": LOSENORD})
    assert svar["Location"] == "/konto/"
    assert Handelse.objects.get(handling="logga_in").uppgifter == {"satt": "lösenord"}


@pytest.mark.parametrize("epost", ["rektor@ekby.example", "okand@ekby.example"])
def test_fel_losenord_och_okand_person_ger_samma_mening(med_losenord, klient, epost):
    svar = klient.post("/logga-in/", {"username": epost, "password": "fel lösenord"})
    sida = svar.content.decode()
    assert svar.status_code == 400
    assert "E-postadressen och lösenordet hör inte ihop." in sida
    assert f'value="{epost}"' in sida
    assert "fel lösenord" not in sida


def test_tomma_falt_far_fel_vid_faltet(rollista, klient):
    sida = klient.post("/logga-in/", {}).content.decode()
    assert "Två fält behöver rättas" in sida
    assert 'id="id_username_error"' in sida


def test_person_utan_losenord_kommer_inte_in(rollista, klient):
    assert klient.post("/logga-in/", {"username": "rektor@ekby.example", "password": ""}).status_code == 400
    assert inloggad(klient) is None


@pytest.mark.parametrize("mal", FRAMMANDE)
def test_losenordets_vag_foljer_inte_frammande_adresser(med_losenord, klient, mal):
    svar = klient.post("/logga-in/", {"username": med_losenord.rektor.epost, "password": LOSENORD, "next": mal})
    assert svar["Location"] == "/"


def test_logga_ut_ar_bara_post_och_tar_bort_sessionen(rollista, klient):
    klient.force_login(rollista.rektor)
    assert klient.get("/logga-ut/").status_code == 405
    assert klient.post("/logga-ut/")["Location"] == "/logga-in/"
    assert inloggad(klient) is None
    assert Handelse.objects.get(handling="logga_ut").aktor_id == rollista.rektor.pk


def test_kontot_visar_befattningar_och_delegeringar_at_bada_hallen(rollista, klient):
    klient.force_login(rollista.bitradande)
    sida = klient.get("/konto/").content.decode()
    assert "biträdande rektor, Almskolan" in sida
    assert "tills vidare" in sida
    assert "Du får skriva i rapporten för Almskolan till och med 30 jun 2027, men inte lämna in den." in sida
    klient.force_login(rollista.utgangen)
    assert "gick ut 30 jun 2026" in klient.get("/konto/").content.decode()
    klient.force_login(rollista.rektor)
    sida = klient.get("/konto/").content.decode()
    assert "Bo Björk får skriva" in sida
    assert "Delegeringen till Sara Sälg gick ut 30 jun 2026." in sida


def test_kontot_utan_befattning_sager_vem_som_kan_ge_en(rollista, klient):
    klient.force_login(rollista.fore_detta)
    sida = klient.get("/konto/").content.decode()
    assert "Ingen befattning just nu" in sida
    assert "1 befattning som inte gäller i dag" in sida
    assert "rektor, Almskolan" in sida


def test_kontot_ar_stangt_for_utloggade_och_sparas_aldrig(rollista, klient):
    assert klient.get("/konto/")["Location"] == "/logga-in/?next=/konto/"
    klient.force_login(rollista.rektor)
    assert "no-store" in klient.get("/konto/")["Cache-Control"]


def test_utseende_sparas_i_en_kaka_och_bara_kanda_val(rollista, klient):
    klient.force_login(rollista.rektor)
    klient.post("/konto/utseende/", {"tema": "morkt"})
    assert klient.cookies["tema"].value == "morkt"
    assert 'data-tema="morkt"' in klient.get("/konto/").content.decode()
    klient.post("/konto/utseende/", {"tema": "rosa"})
    assert klient.cookies["tema"].value == "morkt"


def test_en_utloggad_sparning_far_json_och_meningen(rollista, klient):
    svar = klient.post("/konto/utseende/", {"tema": "ljust"}, headers={"accept": "application/json"})
    assert svar.status_code == 401
    assert svar.json()["fel"].startswith("Du har blivit utloggad. Texten ligger kvar här.")


def test_en_sida_ritad_for_nagon_annan_sparar_inte_i_fel_namn(rollista, klient):
    klient.force_login(rollista.verksamhetschef)
    svar = klient.post("/konto/utseende/", {"tema": "ljust"}, headers={"x-person": str(rollista.rektor.pk)})
    assert svar.status_code == 401
    assert "tema" not in klient.cookies
    assert svar.json()["fel"].startswith("En annan person är inloggad")
    egen = {"x-person": str(rollista.verksamhetschef.pk)}
    assert klient.post("/konto/utseende/", {"tema": "ljust"}, headers=egen).status_code == 302


def test_en_bit_av_en_sida_byts_aldrig_mot_inloggningen(rollista, klient):
    svar = klient.get("/konto/", headers={"hx-request": "true"})
    assert svar.status_code == 401
    assert svar.content == b""
