"""Sidorna för att läsa in: från fil till kvitto och tillbaka, felen först, det rättade, och vem som får."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from analysunderlag.handlingar import koladahamtning
from analysunderlag.handlingar.inlasning import infor_direkt, mottagning, ta_emot
from analysunderlag.models import Enhetskoppling, Inlasning, Kalla, Varde
from styrkedja.handlingar import utkorg
from styrkedja.models import Enhet, Handelse, Skolenhetskod, Utkorg
from tests.analysunderlag.husets_ord import fil
from tests.analysunderlag.test_inlasning import BEHORIGHET, rad_, rapport, tabell
from tests.rollista import NU

SIDA = "/underlag/import/"


@pytest.fixture
def klient(underlag, monkeypatch) -> Client:
    monkeypatch.setattr("styrkedja.tasks.utfor.apply_async", lambda args, **_: None)
    klient = Client()
    klient.force_login(underlag.controller)
    return klient


def ladda_upp(klient: Client, data: bytes, namn: str = "prov.csv", **val):
    return klient.post(SIDA, {"fil": SimpleUploadedFile(namn, data)}, **val)


def text(svar) -> str:
    return " ".join(svar.content.decode().replace("\u00a0", " ").split())


def spara(klient: Client, rad: Inlasning, *, fel: int = 0, **mer):
    vart = reverse("underlag-import-spara", args=[rad.pk])
    return klient.post(vart, {"sha256": rad.sha256, "antal_fel": fel, **mer}, follow=True)


def arbeta() -> str:
    return utkorg.utfor_rad(Utkorg.objects.order_by("-pk").first().pk)


@pytest.mark.krav(95)
def test_fran_fil_till_kvitto_och_angra(klient, underlag):
    Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn="E"), kod="99999905")
    Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn="S"), kod="99999999")
    svar = ladda_upp(klient, fil(BEHORIGHET), "behorighet_5.csv")
    rad = Inlasning.objects.get()
    assert svar.url == f"{SIDA}{rad.pk}/"
    sidan = text(klient.get(svar.url))
    for ord_ in ("Nio rader är lästa. Inget är sparat än.", "Behörighet till gymnasieskolan", "2024/25", "filens innehåll är nytt",
                 "märket ”nästan alla” och två tal", "skyddat: för få elever", "Spara nio rader", "UTF-8 med BOM"):  # fmt: skip
        assert ord_ in sidan, ord_
    assert not Varde.objects.exists()
    assert "Filen förs in." in text(spara(klient, rad))
    assert arbeta() == "klart"
    kvitto = text(klient.get(svar.url))
    assert "36 nya tal är införda." in kvitto
    assert "Källa: Skolverket" in kvitto
    assert "behorighet_5.csv" in text(klient.get(SIDA))
    fraga = reverse("underlag-import-angra", args=[rad.pk])
    assert "Ångra importen?" in text(klient.get(fraga))
    assert "Filen är ångrad." in text(klient.post(fraga, follow=True))
    assert not Varde.objects.gallande().exists()


def test_felen_star_forst_och_rattas_intill(klient, underlag):
    """Skärmens tre fel: en okänd kod, ett tal över hundra, och en rad som hoppas över."""
    data = rapport(
        rad_(),
        rad_("Cedergymnasiet", "11111111"),
        rad_("Almskolan", "99999904", merit="x", behoriga="937"),
        rad_("Okänd", "22222222"),
    )
    data = data.replace(
        b"Almskolan;99999904;1283;Kommunal;2120001157;40;x", b"Bcken;09999998;1283;Kommunal;2120001157;40;230,5"
    )
    Skolenhetskod.objects.create(enhet=underlag.chefsomrade, kod="09999998")
    vart = ladda_upp(klient, data).url
    sidan = text(klient.get(vart))
    assert "Fyra rader är lästa, tre har fel. Inget är sparat än." in sidan
    assert sidan.index("Tre rader att rätta") < sidan.index("Det vi kände igen")
    for ord_ in (
        "<b>11111111</b>",
        "<b>937</b>",
        "Menade filen 93,7?",
        "Cedergymnasiet – liknar mest",
        "Spara en rad, hoppa över tre rader",
    ):
        assert ord_ in sidan, ord_
    rad = Inlasning.objects.get()
    rattat = {"e:8": underlag.gymnasium.pk, "r:9:0": "93,7", "e:10": "", "hoppa:10": "on", "gor": "rattningar"}
    assert klient.post(vart, rattat).url == vart
    assert "Tre rader är lästa. Inget är sparat än." in text(klient.get(vart))
    spara(klient, rad)
    assert arbeta() == "klart"
    assert Varde.objects.count() == 6
    assert Enhetskoppling.objects.get().enhet == underlag.gymnasium


def test_det_som_rattas_och_sparas_pa_en_gang_lases_om_forst(klient, underlag):
    ladda_upp(klient, rapport(rad_(behoriga="937")))
    rad = Inlasning.objects.get()
    klient.get(f"{SIDA}{rad.pk}/")
    rad.refresh_from_db()
    assert "Rättningarna är lästa" in text(spara(klient, rad, fel=1, **{"r:7:0": "93,7"}))
    rad.refresh_from_db()
    assert (rad.status, rad.lasning["rattningar"]) == (
        "vantar",
        {"7:Andel (%) elever behöriga till yrkesprog.": "93,7"},
    )


def test_raderna_med_fel_gar_att_ladda_ned_utan_formler_som_kors(klient, underlag):
    vart = ladda_upp(klient, rapport(rad_("=cmd|x", "11111111"))).url
    klient.get(vart)
    svar = klient.get(f"{vart}felrader/")
    assert svar["Content-Disposition"].startswith("attachment")
    assert "7;'=cmd|x;11111111;" in svar.content.decode("utf-8-sig")


def test_en_egen_tabell_kopplas_pa_sidan(klient, underlag):
    vart = ladda_upp(klient, tabell("Verksamhet;Trygga;Svar", "Almskolan;85,5;40", "Cedergymnasiet;..;")).url
    assert "Säg hur filen ska läsas" in text(klient.get(vart))
    val = {
        "gor": "lasning",
        "kodning": "utf-8",
        "kalla": "skoltempen",
        "nyckeltal": "skoltempen_trygghet",
        "period": "2026-13",
        "kolumn_enhet": "Verksamhet",
    }
    svar = klient.post(vart, val)
    assert svar.status_code == 400
    assert "är ingen period" in text(svar) or "inget läsår" in text(svar)
    assert "Välj vilken kolumn det är." in text(svar)
    klient.post(vart, val | {"period": "2025/26", "kolumn_tal": "Trygga", "kolumn_antal": "Svar"})
    sidan = text(klient.get(vart))
    assert "Två rader är lästa." in sidan
    assert "Skoltempen: trygghet och studiero" in sidan
    spara(klient, Inlasning.objects.get())
    assert arbeta() == "klart"
    assert Varde.objects.count() == 2


def test_varningar_bekraftas_pa_sidan(klient, underlag):
    data = tabell("Enhet;Tal;Antal;Täljare", "Almskolan;50;40;30")
    vart = ladda_upp(klient, data).url
    klient.post(vart, {"gor": "lasning", "kodning": "utf-8", "kalla": "unikum", "nyckeltal": "stodbehov_unikum", "period": "ht 2025", "kolumn_enhet": "Enhet", "kolumn_tal": "Tal", "kolumn_antal": "Antal", "kolumn_taljare": "Täljare"})  # fmt: skip
    assert "Täljaren delad med antalet ger ett annat tal på rad 2." in text(klient.get(vart))
    rad = Inlasning.objects.get()
    assert "Bekräfta först" in text(spara(klient, rad))
    spara(klient, rad, **{"b:summor_taljare": "on"})
    assert arbeta() == "klart"


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (b"", "Filen är tom"), (b"a;b\n", "innehåller inga rader"), (b"%PDF-1.7", "en PDF"), (b"Skola;Elevnamn\nAlm;x\n", "Elevuppgift hittad"),
        (b'{"a": 1}', "inget svar från Kolada"), (b"PK\x03\x04 trasig", "skadat"),
    ],
)  # fmt: skip
def test_en_fil_som_inte_tas_emot_sager_varfor(klient, data, mening):
    svar = ladda_upp(klient, data)
    assert svar.status_code == 400
    assert mening in text(svar)
    assert not Inlasning.objects.exclude(status="stoppad").exists()


def test_en_okand_rapport_kan_bara_tas_bort(klient, underlag):
    vart = ladda_upp(klient, rapport(rad_()).replace("Slutbetyg årskurs 9".encode(), b"Nytt")).url
    svar = klient.get(vart)
    assert svar.status_code == 400
    assert "känns inte igen på sin titel" in text(svar)
    assert klient.post(f"{vart}avbryt/").url == SIDA
    assert Inlasning.objects.get().status == "avbruten"


def test_en_stor_fil_granskas_i_arbetaren(klient, underlag, monkeypatch):
    monkeypatch.setattr(mottagning, "STOR", 1)
    vart = ladda_upp(klient, rapport(rad_())).url
    for _ in range(2):
        sidan = text(klient.get(vart))
    assert "Filen läses." in sidan
    assert f'hx-get="{vart}"' in sidan
    assert Utkorg.objects.get().slag == "granska_inlasning"
    assert arbeta() == "klart"
    assert klient.get(vart, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    assert "En rad är läst." in text(klient.get(vart))


def test_nar_arbetaren_inte_kan_star_skalet_pa_sidan(klient, underlag):
    vart = ladda_upp(klient, rapport(rad_())).url
    klient.get(vart)
    rad = Inlasning.objects.get()
    spara(klient, rad)
    Skolenhetskod.objects.all().delete()
    assert arbeta() == "misslyckat"
    assert "En rad har fel. Inget är infört." in text(klient.get(vart))
    assert not Varde.objects.exists()


def test_registret_visar_skillnaderna(klient, underlag):
    sidan = text(klient.get(ladda_upp(klient, fil("skolenhetsregistret_v2_sample.json"), "register.json").url))
    assert "Två skillnader mot Skolenhetsregistret." in sidan
    assert "Finns i registret (aktiv) men inte här." in sidan


def test_hamtningen_fran_kolada_syns_bara_nar_den_ar_paslagen(klient, underlag, settings):
    assert "Hämta från Kolada" not in text(klient.get(SIDA))
    settings.KOLADA_ADRESS = "http://127.0.0.1:1"
    assert "Hämta från Kolada" in text(klient.get(SIDA))
    svar = klient.post(f"{SIDA}kolada/", {"fran": "2025", "till": "2024"})
    assert (svar.status_code, "i ordning" in text(svar)) == (400, True)
    klient.post(f"{SIDA}kolada/", {"fran": "2024", "till": "2025"})
    assert Utkorg.objects.get().slag == koladahamtning.SLAG
    assert "Hämtas från Kolada" in text(klient.get(SIDA))


def test_vem_som_ser_vad(klient, underlag):
    """Direktören läser loggen men läser inte in; andras väntande filer finns inte; rektor möter 404."""
    data = rapport(rad_())
    inford = ta_emot(av=underlag.controller, data=data, filnamn="inford.csv")
    infor_direkt(rad=inford)
    vantar = ta_emot(av=underlag.controller, data=rapport(rad_(merit="1")), filnamn="vantar.csv")
    direktor, rektor = Client(), Client()
    direktor.force_login(underlag.direktor)
    rektor.force_login(underlag.rektor)
    sidan = text(direktor.get(SIDA))
    assert "inford.csv" in sidan
    assert 'type="file"' not in sidan
    assert direktor.get(f"{SIDA}{inford.pk}/").status_code == 200
    assert direktor.get(f"{SIDA}{vantar.pk}/").status_code == 404
    assert ladda_upp(direktor, data).status_code == 403
    assert direktor.post(f"{SIDA}{inford.pk}/angra/").status_code == 403
    assert [rektor.get(v).status_code for v in (SIDA, f"{SIDA}{inford.pk}/")] == [404, 404]
    assert "Läs in statistik" in text(klient.get("/underlag/"))
    assert "Allt som har lästs in" in text(direktor.get("/underlag/"))


def test_avdelningschefen_valjer_bland_sina_kallor(klient, underlag):
    Kalla.objects.filter(nyckel="elevhalsan").update(avdelning=underlag.avdelning)
    chef = Client()
    chef.force_login(underlag.avdelningschef)
    sidan = text(chef.get(ladda_upp(chef, tabell("Enhet;Tal", "Almskolan;80")).url))
    assert "elevhälsans sammanställning" in sidan
    assert 'value="beslutsstodet"' not in sidan
    assert Handelse.objects.filter(handling="las_in_underlag").count() == 0


def test_loggen_laser_ett_fast_antal_fragor(klient, underlag, django_assert_num_queries):
    def inlasta(antal: int) -> None:
        Inlasning.objects.bulk_create(
            Inlasning(form="tabell", filnamn=f"{i}.csv", sha256="0" * 64, av=underlag.controller, skapad=NU, status="inford", inford=NU)
            for i in range(antal)
        )  # fmt: skip

    inlasta(3)
    klient.get(SIDA)
    with django_assert_num_queries(8):
        klient.get(SIDA)
    inlasta(20)
    with django_assert_num_queries(8):
        klient.get(SIDA)


def test_nar_arbetaren_har_gett_upp_gar_det_att_forsoka_igen_eller_avbryta(klient, underlag, monkeypatch):
    vart = ladda_upp(klient, rapport(rad_())).url
    klient.get(vart)
    spara(klient, Inlasning.objects.get())
    monkeypatch.setattr("analysunderlag.utkorg.infor", lambda **_: 1 / 0)
    for _ in range(utkorg.MAX_FORSOK):
        Utkorg.objects.update(tidigast=NU)
        arbeta()
    assert "Det stannade." in text(klient.get(vart))
    klient.post(f"{vart}avbryt/")
    assert (Inlasning.objects.get().status, Varde.objects.count()) == ("avbruten", 0)
