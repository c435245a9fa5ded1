"""Återkopplingsgarantin: varje sänt behov får svar, avsändaren ser vägen, det obesvarade växer uppåt (krav 57)."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client

from dialoger.behorighet.stod import (
    hinder_for_att_flytta_behov,
    hinder_for_att_svara_pa_behov,
    hinder_for_att_ta_stallning,
)
from dialoger.handlingar import GarInteNu
from dialoger.handlingar.stod import flytta_behov, svara_pa_behov, ta_stallning
from dialoger.models import Stodsvar
from dialoger.regler.stod import Vantan, vantan
from dialoger.stodlista import obesvarade_under, racker_inte, stallda_till
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.handlingar.stodbehov import lagg_till_behov
from kvalitetsrapporter.models import Stodbehov
from styrkedja.models import Avdelning, Handelse, Huvudman, Utkorg
from tests.rollista import NU

VAD = "Handledning i samtal om frånvaro."


@pytest.fixture
def behov(rapporter) -> Stodbehov:
    """Ett sänt behov från Almskolan till Elevhälsan."""
    rapport = rapporter.rapport(rapporter.skola)
    avsnitt = rapport.avsnitt.get(nyckel="stodbehov")
    avsnitt.rapport = rapport
    vd2 = rapporter.omgang("vd2")
    rad = lagg_till_behov(avsnitt=avsnitt, omgang=vd2, av=rapporter.rektor, mottagare=rapporter.avdelning)
    texter = {f"behov-{rad.pk}-vad": VAD, f"behov-{rad.pk}-for": "Arbetslag 7–9."}
    spara_avsnitt(avsnitt=avsnitt, texter=texter, av=rapporter.rektor)
    lamna_in(rapport=rapport, omgang=vd2, av=rapporter.rektor, skal="prov")
    return Stodbehov.objects.get(pk=rad.pk)


def svara(behov, kommun, **falt) -> Stodsvar:
    falt = {"svar": "delvis", "text": "En dag i veckan till jul.", "av": kommun.avdelningschef} | falt
    return svara_pa_behov(behov=behov, **falt)


def sida(person, vart: str, **post):
    klient = Client()
    klient.force_login(person)
    return klient.post(vart, post) if post else klient.get(vart)


# --- Reglerna ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("dagar", "vad"),
    [(0, Vantan.INOM_TID), (14, Vantan.INOM_TID), (15, Vantan.SENT), (28, Vantan.SENT), (29, Vantan.LYFT)],
)
def test_vantan_raknas_i_dagar_fran_att_behovet_sandes(dagar, vad):
    sant = date(2026, 9, 22)
    assert vantan(sant, sant + timedelta(days=dagar), svar_inom=14, lyfts=28) == vad


# --- Svaret --------------------------------------------------------------------------------------
@pytest.mark.krav(57)
def test_svaret_nar_rektor_och_ar_en_handelse(behov, rapporter):
    svar = svara(behov, rapporter)
    behov.refresh_from_db()
    assert (behov.tillstand, behov.mottaget_av) == ("besvarat", rapporter.avdelningschef)
    assert Handelse.objects.filter(handling="svara_pa_behov", objekt_id=str(behov.pk)).count() == 1
    brev = Utkorg.objects.get(nyckel=f"stodsvar-{svar.pk}-{rapporter.rektor.pk}")
    assert VAD not in str(brev.uppgifter)
    assert "En dag" not in str(brev.uppgifter)


def test_ett_nytt_svar_ersatter_och_det_gamla_star_kvar(behov, rapporter):
    svara(behov, rapporter)
    svara(behov, rapporter, svar="ja", text="Två dagar.")
    assert [(s.svar, s.ersatt is None) for s in behov.svar.order_by("pk")] == [("delvis", False), ("ja", True)]
    assert "En dag i veckan" in sida(rapporter.rektor, f"/stod/{behov.pk}/").content.decode()


@pytest.mark.parametrize("text", ["", "  "])
def test_ett_tomt_svar_ar_inget_svar(behov, rapporter, text):
    with pytest.raises(ValidationError, match="Ett nej behöver sitt skäl"):
        svara(behov, rapporter, svar="nej", text=text)
    assert not behov.svar.exists()


def test_bara_mottagaren_svarar(behov, rapporter):
    far = {namn for namn, p in rapporter.personer.items() if hinder_for_att_svara_pa_behov(p, behov) is None}
    assert far == {"avdelningschef"}


def test_det_osanda_besvaras_inte(rapporter):
    rapport = rapporter.rapport(rapporter.skola)
    osant = lagg_till_behov(
        avsnitt=rapport.avsnitt.get(nyckel="stodbehov"), omgang=rapporter.omgang("vd2"), av=rapporter.rektor
    )
    with pytest.raises(GarInteNu, match="uttryckt"):
        svara(osant, rapporter)
    assert sida(rapporter.rektor, f"/stod/{osant.pk}/").status_code == 404


# --- Flytten -------------------------------------------------------------------------------------
def test_behovet_skickas_vidare_med_skal_och_vantan_raknas_fran_borjan(behov, rapporter):
    annan = Avdelning.objects.create(namn="Pedagogiskt center")
    flytta_behov(behov=behov, mottagare=annan, skal="Det gäller undervisningen.", av=rapporter.avdelningschef)
    flyttat = Stodbehov.objects.get(pk=behov.pk)
    assert (flyttat.mottagare_id, flyttat.tillstand, flyttat.sant) == (annan.pk, "sant", behov.sant)
    assert stallda_till(rapporter.avdelningschef) == []
    assert "Det gäller undervisningen." in sida(rapporter.rektor, f"/stod/{behov.pk}/").content.decode()


def test_flytten_till_verksamhetschefen_ger_henne_brev(behov, rapporter):
    flytta_behov(behov=behov, mottagare=None, skal="Det är en fråga om ledning.", av=rapporter.avdelningschef)
    assert [r.behov.pk for r in stallda_till(rapporter.verksamhetschef)] == [behov.pk]
    assert Utkorg.objects.filter(nyckel=f"stodflytt-{behov.pk}-0-{rapporter.verksamhetschef.pk}").exists()


@pytest.mark.parametrize(("skal", "falt"), [("", "skal"), ("Samma.", "mottagare")])
def test_flytten_kraver_skal_och_en_annan_mottagare(behov, rapporter, skal, falt):
    with pytest.raises(ValidationError) as fel:
        flytta_behov(behov=behov, mottagare=rapporter.avdelning, skal=skal, av=rapporter.avdelningschef)
    assert falt in fel.value.message_dict


def test_det_besvarade_flyttas_inte(behov, rapporter):
    svara(behov, rapporter)
    behov.refresh_from_db()
    assert hinder_for_att_flytta_behov(rapporter.avdelningschef, behov) == "Behovet är besvarat och flyttas inte."
    with pytest.raises(GarInteNu):
        flytta_behov(behov=behov, mottagare=None, skal="Fel.", av=rapporter.avdelningschef)


# --- Rektors ord om svaret -----------------------------------------------------------------------
def test_rektor_laser_svaret_och_mottagaren_ser_det(behov, rapporter):
    svara(behov, rapporter)
    assert behov.svar.get().last_av_rektor is None
    sida(rapporter.verksamhetschef, f"/stod/{behov.pk}/")
    assert behov.svar.get().last_av_rektor is None, "bara rektors läsning räknas"
    sida(rapporter.rektor, f"/stod/{behov.pk}/")
    assert behov.svar.get().last_av_rektor is not None
    assert "har inte tagit ställning" in sida(rapporter.avdelningschef, "/stod/").content.decode()


@pytest.mark.krav(57)
def test_svaret_star_vid_behovet_i_rapporten(behov, rapporter):
    svara(behov, rapporter)
    svar = sida(rapporter.rektor, "/enheter/almskolan/rapport/2026-27/avsnitt/stodbehov/").content.decode()
    assert "En dag i veckan till jul." in svar
    assert behov.svar.get().last_av_rektor is not None


def test_det_som_inte_racker_gar_till_huvudmannadialogen(behov, rapporter):
    svara(behov, rapporter)
    with pytest.raises(ValidationError, match="vad som fattas"):
        ta_stallning(behov=behov, rektors="racker_inte", av=rapporter.rektor)
    ta_stallning(behov=behov, rektors="racker_inte", skal="Eleverna är fler nu.", av=rapporter.rektor)
    assert [r.behov.pk for r in racker_inte()] == [behov.pk]
    assert "Eleverna är fler nu." in sida(rapporter.direktor, "/stod/").content.decode()
    svara(behov, rapporter, svar="ja", text="Två dagar.")
    assert racker_inte() == [], "det nya svaret är ett annat"


def test_det_som_hjalpte_ar_foljt_upp(behov, rapporter):
    svara(behov, rapporter)
    ta_stallning(behov=behov, rektors="hjalpte", av=rapporter.rektor)
    behov.refresh_from_db()
    assert behov.tillstand == "foljt_upp"
    with pytest.raises(GarInteNu):
        svara(behov, rapporter)
    with pytest.raises(GarInteNu):
        ta_stallning(behov=behov, rektors="provar", av=rapporter.rektor)


def test_bara_rektor_tar_stallning_och_forst_nar_svaret_finns(behov, rapporter):
    assert hinder_for_att_ta_stallning(rapporter.rektor, behov) == "Behovet har inte fått något svar än."
    svara(behov, rapporter)
    behov.refresh_from_db()
    far = {namn for namn, p in rapporter.personer.items() if hinder_for_att_ta_stallning(p, behov) is None}
    assert far == {"rektor"}


# --- Det obesvarade ------------------------------------------------------------------------------
def test_det_obesvarade_vaxer_uppat(behov, rapporter):
    def ser(vem: str) -> bool:
        person = rapporter.farsk(rapporter.personer[vem])
        return behov.pk in {r.behov.pk for r in obesvarade_under(person)}

    steg = [(14, [False, False]), (15, [True, False]), (29, [True, True])]
    for dagar, vantat in steg:
        with time_machine.travel(NU + timedelta(days=dagar), tick=True):
            assert [ser("verksamhetschef"), ser("direktor")] == vantat
            assert not ser("annan_verksamhetschef")
            assert not ser("avdelningschef"), "hennes egna står bland de hon ska svara på"
    svara(behov, rapporter)
    with time_machine.travel(NU + timedelta(days=40), tick=True):
        assert not ser("direktor")


def test_kommunen_bestammer_dagarna(behov, rapporter):
    Huvudman.objects.update(svar_inom=2, svar_lyfts=3)
    with time_machine.travel(NU + timedelta(days=4), tick=True):
        assert [r.behov.pk for r in obesvarade_under(rapporter.farsk(rapporter.direktor))] == [behov.pk]
        start = sida(rapporter.direktor, "/").content.decode()
    assert "Stödbehovet från Almskolan saknar svar" in start


def test_startsidan_sager_vad_som_vantar(behov, rapporter):
    assert "Svara på ett stödbehov" in sida(rapporter.avdelningschef, "/").content.decode()
    svara(behov, rapporter)
    assert "Läs svaret på ert stödbehov" in sida(rapporter.rektor, "/").content.decode()
    sida(rapporter.rektor, f"/stod/{behov.pk}/")
    assert "Läs svaret på ert stödbehov" not in sida(rapporter.rektor, "/").content.decode()


# --- Genom sidorna -------------------------------------------------------------------------------
def test_svaret_genom_sidan(behov, rapporter):
    vart = f"/stod/{behov.pk}/svara/"
    nej = sida(rapporter.avdelningschef, vart, svar="nej", text="")
    assert nej.status_code == 400
    assert "Ett nej behöver sitt skäl" in nej.content.decode()
    ja = sida(rapporter.avdelningschef, vart, svar="nej", text="Tid saknas i höst.", kraver="", fran="", till="")
    assert ja.status_code == 302
    assert behov.svar.get().get_svar_display() == "nej, med skäl"


def test_ett_okant_svar_ar_ett_faltfel(behov, rapporter):
    svar = sida(rapporter.avdelningschef, f"/stod/{behov.pk}/svara/", svar="kanske", text="Hm.")
    assert svar.status_code == 400
    assert not behov.svar.exists()


def test_listans_fragor_beror_inte_pa_antalet_behov(behov, rapporter, django_assert_max_num_queries):
    klient = Client()
    klient.force_login(rapporter.avdelningschef)
    klient.get("/stod/")
    for nr in range(2, 30):
        behov.pk, behov.ordning = None, nr
        behov.save()
    with django_assert_max_num_queries(14):
        assert klient.get("/stod/").content.decode().count("Almskolan") >= 29
