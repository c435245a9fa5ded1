"""Felsidorna: varje sida säger vad som har hänt och vägen tillbaka, och det skrivna följer med."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path

from styrkedja.middleware import oppen
from styrkedja.views import fel

TEXT = "Lektionerna efter lunch är ofta de som saknar ordinarie lärare. <b>Fet</b>"


@oppen
def nekad(request):
    raise PermissionDenied("Bara rektor lämnar in.")


@oppen
def misstankt(request):
    raise SuspiciousOperation("hemlig uppgift")


@oppen
def trasig(request):
    raise RuntimeError("hemlig uppgift")


def skriv(request):
    return HttpResponse("sparat")


urlpatterns = [
    path("prov/nekad/", nekad, name="prov-nekad"),
    path("prov/misstankt/", misstankt, name="prov-misstankt"),
    path("prov/trasig/", trasig, name="prov-trasig"),
    path("prov/skriv/", skriv, name="prov-skriv"),
    path("", include("styrkedja.urls")),
]
handler400, handler403, handler404, handler500 = fel.trasig_begaran, fel.nekad, fel.finns_inte, fel.fel_hos_oss

pytestmark = pytest.mark.urls(__name__)


@pytest.fixture
def klient(rollista) -> Client:
    return Client(raise_request_exception=False)


def sida(svar) -> str:
    return svar.content.decode()


def test_404_ar_lika_for_det_som_saknas_och_har_vagen_till_start(klient):
    svar = klient.get("/finns-inte/")
    assert svar.status_code == 404
    assert "Sidan finns inte, eller så får du inte se den" in sida(svar)
    assert 'class="knapp" href="/">Till start' in sida(svar)
    assert "finns-inte" not in sida(svar)


def test_403_sager_skalet_och_visar_det_skrivna(klient):
    svar = klient.post("/prov/nekad/", {"individ": TEXT, "kort": "ja"})
    assert svar.status_code == 403
    assert "Bara rektor lämnar in." in sida(svar)
    assert "&lt;b&gt;Fet&lt;/b&gt;" in sida(svar)
    assert "readonly>Lektionerna" in sida(svar)
    assert 'data-kopiera="text-1"' in sida(svar)


def test_403_utan_text_har_inga_tomma_rutor(klient):
    assert "<textarea" not in sida(klient.get("/prov/nekad/"))


def test_401_for_den_som_skrivit_utloggad_behaller_texten(klient):
    svar = klient.post("/prov/skriv/", {"individ": TEXT})
    assert svar.status_code == 401
    assert "Du har blivit utloggad" in sida(svar)
    assert "readonly>Lektionerna" in sida(svar)
    assert 'href="/logga-in/" target="_blank" rel="noopener">Logga in i ny flik' in sida(svar)


def test_csrf_nekad_behaller_texten_och_oppnar_sidan_pa_nytt(rollista):
    klient = Client(enforce_csrf_checks=True)
    klient.force_login(rollista.rektor)
    svar = klient.post("/prov/skriv/", {"individ": TEXT, "csrfmiddlewaretoken": "gammalt"})
    assert svar.status_code == 403
    assert "loggat in eller ut i en annan flik" in sida(svar)
    assert "readonly>Lektionerna" in sida(svar)
    assert 'href="/prov/skriv/" target="_blank"' in sida(svar)


def test_losenord_och_marken_visas_aldrig(rollista):
    klient = Client(enforce_csrf_checks=True)
    svar = klient.post(
        "/logga-in/",
        {"username": "en.lang.adress@ekby.example", "password": "mycket hemligt ord", "version-x": "1" * 20},
    )
    assert "mycket hemligt ord" not in sida(svar)
    assert "1" * 20 not in sida(svar)


def test_400_avslojar_inget(klient):
    svar = klient.get("/prov/misstankt/")
    assert svar.status_code == 400
    assert "hemlig" not in sida(svar)
    assert "Inget har ändrats." in sida(svar)


def test_frammande_vard_far_400(klient):
    assert klient.get("/", headers={"host": "ond.example"}).status_code == 400


def test_500_avslojar_inget_och_har_vagen_tillbaka(klient):
    svar = klient.get("/prov/trasig/")
    assert svar.status_code == 500
    assert "Något gick fel hos oss" in sida(svar)
    assert 'href="/"' in sida(svar)
    assert "hemlig" not in sida(svar)
    assert "RuntimeError" not in sida(svar)


def test_500_fragar_aldrig_databasen(db):
    def stangd(*_):
        raise AssertionError("500-sidan frågade databasen")

    with connection.execute_wrapper(stangd):
        svar = fel.fel_hos_oss(RequestFactory().get("/"))
    assert "Något gick fel hos oss" in sida(svar)


def test_utan_befattning_sager_vem_som_kan_ge_en_och_behaller_texten(rollista):
    klient = Client()
    klient.force_login(rollista.fore_detta)
    svar = klient.post("/prov/skriv/", {"individ": TEXT})
    assert svar.status_code == 403
    assert "Du har ingen befattning just nu" in sida(svar)
    assert "readonly>Lektionerna" in sida(svar)
    assert 'href="/konto/"' in sida(svar)


@pytest.mark.parametrize("adress", ["/finns-inte/", "/prov/nekad/", "/prov/misstankt/", "/prov/trasig/"])
def test_felsidorna_haller_den_stranga_csp(klient, adress):
    svar = klient.get(adress)
    assert "default-src 'none'" in svar["Content-Security-Policy"]
    assert "<style" not in sida(svar)
    assert " style=" not in sida(svar)
