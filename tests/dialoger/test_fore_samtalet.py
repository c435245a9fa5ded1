"""Inför samtalet: förberedelserna, dagordningen, underlagen (krav 43, 50, 59–63, 103, 110, 111)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysunderlag.models import Bilaga
from dialoger.handlingar import GarInteNu
from dialoger.handlingar.dagordning import (
    andra_minuter,
    flytta_punkt,
    foresla_bort,
    lagg_punkt,
    samtyck_bort,
    ta_bort_punkt,
    ta_in_igen,
)
from dialoger.handlingar.forberedelsen import oppna_igen, satt_klar, spara_forberedelse
from dialoger.handlingar.samtalet import pricka_av
from dialoger.models import Dagordningspunkt, Dialog, Forberedelse
from dialoger.texter import SKRIVRATT
from kvalitetsrapporter.handlingar.lyft import lyft_punkt
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Punkt
from styrkedja.models import Delegering, Laroplan, Laroplansomrade
from tests.dialoger.samtalen import klient, oppna, startad
from tests.rollista import DAG, NU


@pytest.fixture
def vd2(rollista) -> Dialog:
    """Almskolans VD2 med läroplansområdet Kunskaper på dagordningen."""
    from dialoger.arshjul import efter_hjulet

    Laroplansomrade.objects.create(laroplan=Laroplan.objects.get(nyckel="lgr22"), nummer="2.2", namn="Kunskaper")
    efter_hjulet(rollista.lasar, NU)
    return Dialog.objects.med_det_som_visas().get(plats=rollista.skola, mall__nyckel="vd2")


@pytest.fixture
def dialoger(rollista, vd2):
    return rollista


def forberedelse(dialog: Dialog, roll: str) -> Forberedelse:
    return dialog.forberedelser.select_related("part", "dialog").get(part__roll=roll)


def omradet(dialog: Dialog) -> Dagordningspunkt:
    return dialog.dagordning.get(omrade__isnull=False)


# --- Förberedelsen -------------------------------------------------------------------------------
@pytest.mark.krav(110)
def test_den_andra_laser_forberedelsen_forst_nar_den_ar_klar(vd2, dialoger):
    rad = forberedelse(vd2, "rektor")
    adress = f"/dialoger/{vd2.pk}/forberedelse/{rad.pk}/"
    sida = oppna(dialoger.rektor, adress)
    assert "Går genomförandet enligt plan?" in sida
    assert "medarbetarsamtal" in sida.lower()
    kropp = {"op": str(uuid4()), "texter": {"vill_ta_upp": {"innehall": "Planeringstiden.", "version": 0}}}
    svar = klient(dialoger.rektor).post(f"{adress}spara/", kropp, content_type="application/json")
    assert svar.status_code == 200
    assert "Planeringstiden." not in oppna(dialoger.verksamhetschef, f"/dialoger/{vd2.pk}/")
    klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/klar/?rad=forberedelse-{rad.pk}")
    assert "Planeringstiden." in oppna(dialoger.verksamhetschef, f"/dialoger/{vd2.pk}/")
    klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/oppna/?rad=forberedelse-{rad.pk}")
    assert "Planeringstiden." not in oppna(dialoger.verksamhetschef, f"/dialoger/{vd2.pk}/")


def test_den_andras_blad_finns_inte(vd2, dialoger):
    chefens = forberedelse(vd2, "verksamhetschef")
    adress = f"/dialoger/{vd2.pk}/forberedelse/{chefens.pk}/"
    assert klient(dialoger.rektor).get(adress).status_code == 404
    assert klient(dialoger.rektor).post(f"{adress}spara/").status_code == 404
    assert not SKRIVRATT["forberedelse"](dialoger.rektor, chefens.pk)
    svar = klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/klar/?rad=forberedelse-{chefens.pk}")
    assert svar.status_code == 403


@pytest.mark.krav(7)
def test_bitradande_skriver_for_rektor_sa_lange_delegeringen_galler(vd2, dialoger):
    rad = forberedelse(vd2, "rektor")
    adress = f"/dialoger/{vd2.pk}/forberedelse/{rad.pk}/"
    assert klient(dialoger.bitradande).get(adress).status_code == 200
    klar = f"/dialoger/{vd2.pk}/samtal/klar/?rad=forberedelse-{rad.pk}"
    assert klient(dialoger.bitradande).post(klar).status_code == 403
    Delegering.objects.update(till=DAG - timedelta(days=1))
    assert klient(dialoger.bitradande).get(adress).status_code == 403


def test_klar_kraver_ord_och_laser_orden(vd2, dialoger):
    rad = forberedelse(vd2, "rektor")
    with pytest.raises(GarInteNu, match="Inget är skrivet"):
        satt_klar(forberedelse=rad, av=dialoger.rektor, nu=NU)
    spara_forberedelse(forberedelse=rad, texter={"vill_ta_upp": "Tiden."}, av=dialoger.rektor, nu=NU)
    satt_klar(forberedelse=rad, av=dialoger.rektor, nu=NU)
    with pytest.raises(GarInteNu, match="Öppna den igen"):
        spara_forberedelse(forberedelse=rad, texter={"vill_ta_upp": "Mer."}, av=dialoger.rektor, nu=NU)
    with pytest.raises(GarInteNu):
        satt_klar(forberedelse=rad, av=dialoger.rektor, nu=NU)
    oppna_igen(forberedelse=rad, av=dialoger.rektor, nu=NU)
    with pytest.raises(GarInteNu):
        oppna_igen(forberedelse=rad, av=dialoger.rektor, nu=NU)


def test_en_bokad_dialog_forbereds_nar_nagon_skriver_och_star_nar_samtalet_ar_fort(vd2, dialoger):
    rad = forberedelse(vd2, "rektor")
    Dialog.objects.filter(pk=vd2.pk).update(tillstand="bokad")
    spara_forberedelse(forberedelse=rad, texter={"vill_ta_upp": "Tiden."}, av=dialoger.rektor, nu=NU)
    vd2.refresh_from_db()
    assert vd2.tillstand == "forbereds"
    startad(vd2, dialoger.rektor)
    with pytest.raises(GarInteNu, match="Samtalet är fört"):
        spara_forberedelse(forberedelse=rad, texter={"vill_ta_upp": "Mer."}, av=dialoger.rektor, nu=NU)


# --- Dagordningen --------------------------------------------------------------------------------
@pytest.mark.krav(62)
def test_strukturen_ar_fast_men_tiden_och_ordningen_ar_parternas(vd2, dialoger):
    forst, sedan = vd2.dagordning.all()[:2]
    klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/minuter/?rad=punkt-{forst.pk}", {"minuter": "5"})
    flytta_punkt(punkt=sedan, upp=True, av=dialoger.verksamhetschef, nu=NU)
    assert [p.pk for p in vd2.dagordning.all()][:2] == [sedan.pk, forst.pk]
    forst.refresh_from_db()
    assert forst.minuter == 5
    with pytest.raises(ValidationError):
        andra_minuter(punkt=forst, minuter=0, av=dialoger.rektor, nu=NU)
    svar = klient(dialoger.rektor).post(
        f"/dialoger/{vd2.pk}/samtal/minuter/?rad=punkt-{forst.pk}", {"minuter": "många"}
    )
    assert svar.status_code == 400
    assert "heltal" in svar.content.decode()
    assert klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/ta-bort/?rad=punkt-{forst.pk}").status_code == 403


@pytest.mark.krav(62)
def test_nagon_av_parterna_lagger_en_egen_punkt_fore_stodet(vd2, dialoger):
    klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/ny-punkt/", {"rubrik": "Lokalerna", "minuter": "15"})
    punkter = list(vd2.dagordning.all())
    ny = next(p for p in punkter if p.rubrik == "Lokalerna")
    assert punkter[punkter.index(ny) + 1].slag == "stöd"
    with pytest.raises(GarInteNu):
        ta_bort_punkt(punkt=ny, av=dialoger.verksamhetschef, nu=NU)
    ta_bort_punkt(punkt=ny, av=dialoger.rektor, nu=NU)
    with pytest.raises(GarInteNu, match="borttagen"):
        ta_bort_punkt(punkt=ny, av=dialoger.rektor, nu=NU)
    for fel in ({"rubrik": " ", "minuter": 10}, {"rubrik": "X", "minuter": 999}):
        with pytest.raises(ValidationError):
            lagg_punkt(dialog=vd2, av=dialoger.rektor, nu=NU, **fel)
    with pytest.raises(GarInteNu):
        lagg_punkt(dialog=vd2, rubrik="X", minuter=5, av=dialoger.bitradande, nu=NU)


def test_det_lyfta_ur_rapporten_foreslas_och_hittar_tillbaka(vd2, dialoger):
    skapa_rapporter(lasar=dialoger.lasar)
    rapport = dialoger.rapport(dialoger.skola)
    avsnitt = rapport.avsnitt.get(nyckel="kunskaper-lgr22")
    spara_avsnitt(avsnitt=avsnitt, texter={"utmaningar": "Bråken i årskurs 5."}, av=dialoger.rektor)
    punkt = Punkt.objects.get(avsnitt=avsnitt)
    lyft_punkt(punkt=punkt, av=dialoger.rektor)
    Punkt.objects.update(lyft_infor=vd2.omgang)
    assert "Bråken i årskurs 5." in oppna(dialoger.verksamhetschef, f"/dialoger/{vd2.pk}/")
    adress = f"/dialoger/{vd2.pk}/samtal/ur-rapporten/?rad=rapportpunkt-{punkt.pk}"
    assert klient(dialoger.verksamhetschef).post(adress).status_code == 302
    ny = vd2.dagordning.get(punkt=punkt)
    assert (ny.avsnitt, ny.rubrik) == (avsnitt, "Bråken i årskurs 5.")
    assert klient(dialoger.verksamhetschef).post(adress).status_code == 404


@pytest.mark.krav(63)
def test_ett_omrade_valjs_bort_nar_bada_sager_det_och_skalet_star_kvar(vd2, dialoger):
    punkt = omradet(vd2)
    adress = f"/dialoger/{vd2.pk}/samtal/{{}}/?rad=punkt-{punkt.pk}"
    rektor, chef = klient(dialoger.rektor), klient(dialoger.verksamhetschef)
    assert rektor.post(adress.format("valj-bort"), {"skal": " "}).status_code == 400
    assert rektor.post(adress.format("valj-bort"), {"skal": "Inga särskilda utmaningar."}).status_code == 302
    assert rektor.post(adress.format("ja-bort")).status_code == 403
    punkt.refresh_from_db()
    assert (punkt.bortvald, punkt.bort_skal) == (None, "Inga särskilda utmaningar.")
    assert "Inga särskilda utmaningar." in chef.get(adress.format("ja-bort")).content.decode()
    assert chef.post(adress.format("ja-bort")).status_code == 302
    punkt.refresh_from_db()
    assert punkt.bortvald
    sida = oppna(dialoger.rektor, f"/dialoger/{vd2.pk}/")
    assert "bortvalt" in sida
    assert "Inga särskilda utmaningar." in sida
    startad(vd2, dialoger.rektor)
    assert "är valt bort. Båda sade ja" in oppna(dialoger.rektor, f"/dialoger/{vd2.pk}/")


@pytest.mark.krav(63)
def test_den_andra_sager_nej_och_bara_omraden_valjs_bort(vd2, dialoger):
    punkt = omradet(vd2)
    foresla_bort(punkt=punkt, skal="Inget nytt.", av=dialoger.verksamhetschef, nu=NU)
    with pytest.raises(GarInteNu):
        foresla_bort(punkt=punkt, skal="Igen.", av=dialoger.rektor, nu=NU)
    ta_in_igen(punkt=punkt, av=dialoger.rektor, nu=NU)
    for handling in (samtyck_bort, ta_in_igen):
        with pytest.raises(GarInteNu):
            handling(punkt=punkt, av=dialoger.rektor, nu=NU)
    with pytest.raises(GarInteNu):
        foresla_bort(punkt=vd2.dagordning.first(), skal="Nej.", av=dialoger.rektor, nu=NU)
    with pytest.raises(GarInteNu):
        foresla_bort(punkt=punkt, skal="Nej.", av=dialoger.direktor, nu=NU)


# --- Underlagen ----------------------------------------------------------------------------------
@pytest.mark.krav(43, 50)
def test_underlaget_prickas_av_av_nagon_eller_sags_saknas_med_skal(vd2, dialoger):
    bokslut, unikum = (vd2.underlag.get(mallunderlag__namn__startswith=n) for n in ("Bokslut", "Bedömning av elevers"))
    rektor = klient(dialoger.rektor)
    adress = f"/dialoger/{vd2.pk}/samtal/{{}}/?rad=underlag-{{}}"
    assert rektor.post(adress.format("finns", unikum.pk), {"var": "I Unikum, rapport 4."}).status_code == 302
    assert rektor.post(adress.format("saknas", bokslut.pk), {"var": ""}).status_code == 400
    assert rektor.post(adress.format("saknas", bokslut.pk), {"var": "Kommer 20 januari."}).status_code == 302
    sida = oppna(dialoger.verksamhetschef, f"/dialoger/{vd2.pk}/")
    assert "I Unikum, rapport 4." in sida
    assert "Kommer 20 januari." in sida
    assert dialoger.rektor.namn in sida
    klient(dialoger.verksamhetschef).post(adress.format("avmarkera", bokslut.pk))
    bokslut.refresh_from_db()
    assert (bokslut.lage, bokslut.av, bokslut.var) == ("oppet", None, "")
    with pytest.raises(ValidationError):
        pricka_av(underlag=bokslut, lage="finns_inte", var="", av=dialoger.rektor, nu=NU)
    startad(vd2, dialoger.rektor)
    with pytest.raises(GarInteNu):
        pricka_av(underlag=bokslut, lage="finns", var="", av=dialoger.rektor, nu=NU)


def test_det_som_finns_i_systemet_lankas_dit(dialoger):
    vd1 = Dialog.objects.get(plats=dialoger.skola, mall__nyckel="vd1")
    sida = oppna(dialoger.rektor, f"/dialoger/{vd1.pk}/")
    assert 'href="/enheter/almskolan/rapport/2026-27/"' in sida
    assert 'href="/plan/2026-27/"' in sida


@pytest.mark.krav(103)
def test_avdelningarnas_pm_om_enheten_star_bland_underlagen(vd2, dialoger):
    Bilaga.objects.create(
        titel="Närvaron i höst", syntolkning="Linjen går upp.", enhet=dialoger.skola, omgang=vd2.omgang,
        av=dialoger.controller, nar=NU,
    )  # fmt: skip
    assert "Närvaron i höst" in oppna(dialoger.rektor, f"/dialoger/{vd2.pk}/")


# --- Handlingarnas dörr --------------------------------------------------------------------------
@pytest.mark.parametrize("rad", ["", "?rad=punkt-x", "?rad=underlag-1", "?rad=punkt-999999", "?rad=punkt-1 or 1"])
def test_en_rad_som_fattas_eller_ar_fel_finns_inte(vd2, dialoger, rad):
    assert klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/minuter/{rad}").status_code == 404


def test_en_annan_dialogs_punkt_finns_inte_har(vd2, dialoger):
    annan = Dagordningspunkt.objects.filter(dialog__plats=dialoger.gymnasium).first()
    assert klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/minuter/?rad=punkt-{annan.pk}").status_code == 404
    assert klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/finns-inte/").status_code == 404


def test_huvudmannadialogens_parter_ar_manga_och_deras_underlag_prickas_av_dar_ingen_sida_finns(dialoger):
    hd2 = Dialog.objects.get(mall__nyckel="hd2")
    sida = oppna(dialoger.direktor, f"/dialoger/{hd2.pk}/")
    assert "Inte klara än: " in sida
    rad = hd2.underlag.get(mallunderlag__namn="Avdelningarnas analyser")
    adress = f"/dialoger/{hd2.pk}/samtal/finns/?rad=underlag-{rad.pk}"
    assert klient(dialoger.avdelningschef).post(adress, {"var": "I mappen."}).status_code == 302
    assert "I mappen." in oppna(dialoger.direktor, f"/dialoger/{hd2.pk}/")


def test_sidans_antal_fragor_ar_detsamma_hur_manga_punkter_och_parter_det_an_ar(
    dialoger, django_assert_max_num_queries
):
    hd2 = Dialog.objects.get(mall__nyckel="hd2")
    direktor = klient(dialoger.direktor)
    direktor.get(f"/dialoger/{hd2.pk}/")
    with CaptureQueriesContext(connection) as fore:
        direktor.get(f"/dialoger/{hd2.pk}/")
    for nr in range(6):
        lagg_punkt(dialog=hd2, rubrik=f"Punkt {nr}", minuter=5, av=dialoger.direktor, nu=NU)
    with django_assert_max_num_queries(len(fore)):
        direktor.get(f"/dialoger/{hd2.pk}/")
