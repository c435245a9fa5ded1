"""Årshjulets sidor: vad var och en ser, en post, att flytta den, att skapa hjulet nu."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from styrkedja.handlingar import utkorg
from styrkedja.handlingar.hjul import hjulets_arbete, skapa_hjul
from styrkedja.handlingar.hjulposter import flytta_post
from styrkedja.models import Enhet, EnhetSkolform, Hjulpost, Lasar, Motesdag, Tillhorighet, Utkorg
from tests.hjul.test_skapa_hjul import _laroplan


def som(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def sida(hjul, vem, vart="/arshjul/2026-27/", **data):
    svar = som(hjul.personer[vem]).get(vart, data)
    assert svar.status_code == 200
    return svar.content.decode()


# --- Vem ser vad -------------------------------------------------------------------------------
def test_arshjulet_leder_till_det_aktuella_lasaret(hjul):
    assert som(hjul.rektor).get("/arshjul/").headers["Location"] == "/arshjul/2026-27/"


def test_utan_lasar_finns_en_mening(rollista):
    from styrkedja.models import Omgang, Skalsteg

    # Ett läsår som andra ting pekar på tas inte bort; här prövas bara sidan när inget finns.
    for modell in (Omgang, Skalsteg, Tillhorighet):
        modell.objects.all().delete()
    from kvalitetsrapporter.models import Rapportmall

    Rapportmall.objects.all().delete()
    Lasar.objects.all().delete()
    assert "Det finns inget läsår ännu." in sida(rollista, "rektor", "/arshjul/")


def test_okant_lasar_finns_inte(hjul):
    assert som(hjul.rektor).get("/arshjul/1999-00/").status_code == 404


def test_rektor_ser_sitt_omradets_och_det_gemensamma(hjul):
    text = sida(hjul, "rektor")
    assert "Rapportens del inför VD2 lämnas in" in text
    assert "Verksamhetscheferna sammanställer lägesbilden efter VD1" in text
    assert "Huvudmannadialog 1" in text
    assert "Nämnden beslutar internbudget" in text
    assert "Myran" not in text  # förskolans
    assert "Chefsområde Bäcken" not in text
    assert "Avdelningarnas resultat och analyser" not in text


def test_filtret_visar_en_niva_i_taget(hjul):
    text = sida(hjul, "rektor", niva="namnd")
    assert "Nämnden beslutar internbudget" in text
    assert "Huvudmannadialog 1" not in text
    assert "Avdelningarnas resultat och analyser" in sida(hjul, "rektor", niva="avdelning")
    assert "Huvudmannadialog 1" in sida(hjul, "rektor", niva="finns-inte")  # okänt filter är mitt


def test_verksamhetschefen_ser_sina_enheter_hoplagda(hjul):
    text = sida(hjul, "verksamhetschef", niva="enhet")
    assert text.count("Verksamhetsdialog 1 (VD1)") == 1
    assert "två enheter · dialog · verksamhetschefen svarar" in text
    assert "Cedergymnasiet" not in text


def test_direktoren_och_de_som_foljer_upp_ser_alla(hjul):
    for vem in ("direktor", "controller", "administrator"):
        assert "tre enheter · dialog" in sida(hjul, vem, niva="allt")
    assert "tre enheter" not in sida(hjul, "direktor")  # mitt är det gemensamma


def test_ledamoten_ser_namndens_kommunens_och_huvudmannadialogerna(hjul):
    text = sida(hjul, "namnd")
    assert "Du ser nämndens och kommunfullmäktiges poster, och huvudmannadialogerna." in text
    assert "Nämnden beslutar internbudget" in text
    assert "Huvudmannadialog 2" in text
    assert "Kommunfullmäktige beslutar om tilldelning" in text
    assert "Beslut om nästa steg" not in text
    assert "Verksamhetsdialog 1" not in text
    assert "?niva=enhet" not in text


def test_medarbetaren_ser_sin_enhets_hjul(hjul):
    text = sida(hjul, "medarbetare", niva="enhet")
    assert "Arbetslagen går igenom resultaten inför VD2" in text


@pytest.mark.parametrize("vem", ["fore_detta", "utan_befattning"])
def test_utan_befattning_ser_man_inget(hjul, vem):
    assert som(hjul.personer[vem]).get("/arshjul/2026-27/").status_code == 403
    assert not Hjulpost.objects.synliga_for(hjul.personer[vem], hjul.lasar).exists()


def test_synligheten_ar_per_lasar(hjul):
    """Området som enheten hörde till förra läsåret ger ingen rätt det här."""
    skapa_hjul(lasar=hjul.forra)
    Tillhorighet.objects.filter(enhet=hjul.skola, lasar=hjul.lasar).update(omrade=hjul.soder)
    chef = hjul.verksamhetschef

    def ser(lasar):
        return Hjulpost.objects.synliga_for(chef, lasar).filter(plats=hjul.skola).exists()

    assert (ser(hjul.forra), ser(hjul.lasar)) == (True, False)


# --- Listan ------------------------------------------------------------------------------------
def test_sidan_sager_vad_som_kommer_harnast(hjul):
    assert "<h1>Härnäst: Rapportens del inför VD2 lämnas in, om 48 dagar.</h1>" in sida(hjul, "rektor", niva="enhet")
    skapa_hjul(lasar=hjul.forra)
    assert "Läsåret 2025/26 är slut." in sida(hjul, "rektor", "/arshjul/2025-26/")


def test_dagens_streck_star_i_ratt_manad(hjul):
    text = sida(hjul, "rektor")
    streck = text.index("I dag, tisdag 24 november 2026, v. 48")
    assert text.index('id="m2026-11"') < streck < text.index('id="m2026-12"')
    assert "I dag," not in sida(hjul, "rektor", "/arshjul/2025-26/")


@pytest.mark.krav(85)
def test_dagen_sags_i_ord_nar_den_inte_ar_bestamd(hjul, post):
    Motesdag.objects.filter(dag__year=2027).delete()
    skapa_hjul(lasar=hjul.lasar)
    text = sida(hjul, "direktor")
    assert "april 2027" in text
    assert "dagen är inte bestämd" in text
    assert "under höstterminen" in text
    assert "preliminär dag" in text  # terminsslutet är inte beslutat
    assert "v. 37–39" in sida(hjul, "direktor", niva="enhet")
    flytta_post(post=post("hd2"), fran=date(2027, 3, 10), av=hjul.direktor)
    assert "flyttad för hand" in sida(hjul, "direktor")


def test_tomt_hjul_sager_vad_som_kan_goras(kommun):
    text = sida(kommun, "rektor")
    assert "Hjulet är inte skapat för läsåret. En administratör kan skapa det från mallen." in text
    assert "Skapa hjulet nu" not in text
    assert "Skapa hjulet nu" in sida(kommun, "administrator")


def _antal_fragor(klient, vart, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as fangade:
        assert klient.get(vart).status_code == 200
    return len(fangade)


def test_lika_manga_fragor_och_lika_lang_lista_hur_manga_enheter_det_an_ar(hjul, django_assert_max_num_queries):
    laroplan = _laroplan("grundskola")
    klienter = {vem: som(hjul.personer[vem]) for vem in ("direktor", "verksamhetschef")}
    adresser = ["/arshjul/2026-27/?niva=allt", "/arshjul/2026-27/", _adress(hjul, "vd1")]

    def matt():
        return [
            (_antal_fragor(k, a, django_assert_max_num_queries), k.get(a).content.count(b"<li"))
            for k in klienter.values()
            for a in adresser
        ]

    matt()
    fore = matt()
    nya = [Enhet.objects.create(namn=f"Skola {n}", slug=f"skola-{n}") for n in range(57)]
    EnhetSkolform.objects.bulk_create(
        EnhetSkolform(enhet=e, skolform_id=laroplan.skolform_id, laroplan=laroplan) for e in nya
    )
    Tillhorighet.objects.bulk_create(Tillhorighet(enhet=e, lasar=hjul.lasar, omrade=hjul.norr) for e in nya)
    skapa_hjul(lasar=hjul.lasar)
    assert matt() == fore


# --- Posten ------------------------------------------------------------------------------------
def _adress(hjul, nyckel, plats=None, vy="arshjul-post"):
    plats = plats or {"plats__isnull": False}
    filter_ = {"plats": plats} if not isinstance(plats, dict) else plats
    post = Hjulpost.objects.filter(lasar=hjul.lasar, nyckel=nyckel, **filter_).order_by("pk").first()
    return reverse(vy, args=["2026-27", post.pk])


def test_posten_sager_nar_varfor_vem_och_vad_den_hanger_pa(hjul):
    text = sida(hjul, "rektor", _adress(hjul, "vp_faststall", hjul.skola))
    assert "Fredag 2 oktober 2026, v. 40" in text
    assert "Källan säger bara" in text  # mallens skäl
    assert "Fem arbetsdagar efter slutet av Verksamhetsdialog 1 (VD1)." in text
    assert "7–25 sep 2026" in text
    text = sida(hjul, "rektor", _adress(hjul, "vd1", hjul.skola))
    assert "Rapportens del inför VD1 lämnas in" in text  # det som följer med


def test_en_post_pa_en_framlings_enhet_finns_inte(hjul):
    for vem in ("rektor", "namnd", "medarbetare"):
        for vy, metod in (("arshjul-post", "get"), ("arshjul-post-flytta", "post"), ("arshjul-post-slapp", "post")):
            vart = _adress(hjul, "vd1", hjul.gymnasium, vy)
            assert getattr(som(hjul.personer[vem]), metod)(vart).status_code == 404


def test_en_post_i_ett_annat_lasars_adress_finns_inte(hjul):
    vart = _adress(hjul, "vd1", hjul.skola).replace("2026-27", "2025-26")
    assert som(hjul.rektor).get(vart).status_code == 404


@pytest.mark.krav(25, 27)
def test_verksamhetschefen_flyttar_en_dialog_och_det_andra_foljer(hjul, post):
    vart = _adress(hjul, "vd1", hjul.skola, "arshjul-post-flytta")
    svar = som(hjul.verksamhetschef).post(vart, {"fran": "2026-09-16", "till": ""}, follow=True)
    text = svar.content.decode()
    assert "Datumet är flyttat; hjulet behåller din flytt." in text
    assert "poster följde med." in text
    assert "Onsdag 16 september 2026, v. 38" in text
    assert "av Vera Videkvist" in text
    assert post("vd1_rapportdel", hjul.skola).fran == date(2026, 9, 9)
    assert post("vp_faststall", hjul.skola).fran == date(2026, 9, 23)


def test_en_ledig_dag_gar_bra_men_sags(hjul, post):
    vart = _adress(hjul, "hd1", vy="arshjul-post-flytta")
    text = som(hjul.direktor).post(vart, {"fran": "2026-10-31"}, follow=True).content.decode()
    assert "31 oktober 2026 är ledig (alla helgons dag)." in text
    assert post("hd1").fran == date(2026, 10, 31)


@pytest.mark.parametrize(
    "data, mening",
    [
        ({}, "Välj en dag."),
        ({"fran": "2027-02-30"}, "Datumet finns inte."),
        ({"fran": "2028-01-01"}, "Dagen ligger utanför läsåret 2026/27."),
        ({"fran": "2026-10-20", "till": "2026-10-19"}, "Sista dagen ligger före den första."),
    ],
)
def test_felet_star_vid_faltet_och_det_skrivna_finns_kvar(hjul, post, data, mening):
    svar = som(hjul.direktor).post(_adress(hjul, "hd1", vy="arshjul-post-flytta"), data)
    text = svar.content.decode()
    assert svar.status_code == 400
    assert mening in text
    assert f'value="{data.get("fran", "")}"' in text or not data
    assert post("hd1").flyttad_nar is None


def test_den_som_inte_far_flytta_ser_skalet_och_nekas(hjul, post):
    skal = "Sista dagen för en inlämning följer verksamhetsdialogen. Be verksamhetschefen flytta den."
    assert skal in sida(hjul, "rektor", _adress(hjul, "vd2_rapportdel", hjul.skola))
    vart = _adress(hjul, "vd2_rapportdel", hjul.skola, "arshjul-post-flytta")
    svar = som(hjul.rektor).post(vart, {"fran": "2027-01-20"})
    assert svar.status_code == 403
    assert skal in svar.content.decode()
    assert post("vd2_rapportdel", hjul.skola).flyttad_nar is None


def test_hjulet_kan_fa_rakna_igen(hjul, post):
    klient = som(hjul.direktor)
    klient.post(_adress(hjul, "hd1", vy="arshjul-post-flytta"), {"fran": "2026-10-20"})
    assert "Låt hjulet räkna ut dagen igen" in sida(hjul, "direktor", _adress(hjul, "hd1"))
    klient.post(_adress(hjul, "hd1", vy="arshjul-post-slapp"))
    assert (post("hd1").fran, post("hd1").flyttad_nar) == (date(2026, 10, 13), None)


def test_flytt_ar_aldrig_en_get(hjul):
    klient = som(hjul.direktor)
    for vy in ("arshjul-post-flytta", "arshjul-post-slapp"):
        assert klient.get(_adress(hjul, "hd1", vy=vy)).status_code == 405
    assert klient.get("/arshjul/2026-27/skapa/").status_code == 405


def test_framfor_andra_platser_visas_vem_som_avviker(hjul, post):
    flytta_post(post=post("vd1", hjul.chefsomrade), fran=date(2026, 9, 16), av=hjul.direktor)
    text = sida(hjul, "direktor", _adress(hjul, "vd1", hjul.skola))
    assert "Samma post på andra platser" in text
    assert "16 sep 2026, flyttad för hand" in text
    assert "Chefsområde Bäcken" not in sida(hjul, "medarbetare", _adress(hjul, "vd1", hjul.skola))


# --- Skapa nu ----------------------------------------------------------------------------------
def test_knappen_lagger_arbetet_som_vantar_och_blir_klart(kommun):
    klient = som(kommun.direktor)
    for _ in range(2):
        assert klient.post("/arshjul/2026-27/skapa/").status_code == 302
    assert Utkorg.objects.filter(slag="hjul").count() == 1
    assert "Hjulet skapas, du kan fortsätta." in sida(kommun, "direktor")
    utkorg.utfor_rad(hjulets_arbete(kommun.lasar).pk)
    svar = klient.get("/arshjul/2026-27/arbete/", headers={"HX-Request": "true"})
    assert "Hjulet är skapat." in svar.content.decode()
    assert "<html" not in svar.content.decode()
    assert klient.get("/arshjul/2026-27/arbete/").headers["Location"] == "/arshjul/2026-27/"


def test_ett_misslyckat_arbete_sager_varfor(kommun):
    rad = utkorg.lagg("hjul", nyckel="2026-27:nu", uppgifter={"lasar": kommun.lasar.pk})
    Utkorg.objects.filter(pk=rad.pk).update(utfall="misslyckat", fel="Mallen ”VD1”: regeln går i ring.")
    text = sida(kommun, "administrator")
    assert "Hjulet blev inte skapat." in text
    assert "Mallen ”VD1”: regeln går i ring." in text


@pytest.mark.parametrize("vem", ["rektor", "verksamhetschef", "registrator", "controller", "namnd"])
def test_andra_far_inte_skapa_hjulet(kommun, vem):
    klient = som(kommun.personer[vem])
    assert klient.post("/arshjul/2026-27/skapa/").status_code == 403
    assert klient.get("/arshjul/2026-27/arbete/").status_code == 403
    assert not Utkorg.objects.filter(slag="hjul").exists()


def test_ett_stangt_lasar_gar_att_lasa_men_inte_att_andra(hjul, post):
    Lasar.objects.filter(pk=hjul.lasar.pk).update(stangt=True)
    klient = som(hjul.direktor)
    assert klient.post("/arshjul/2026-27/skapa/").status_code == 403
    assert "Läsåret är stängt." in sida(hjul, "direktor", _adress(hjul, "hd1"))
    assert klient.post(_adress(hjul, "hd1", vy="arshjul-post-flytta"), {"fran": "2026-10-20"}).status_code == 403
