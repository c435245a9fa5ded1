"""Verksamhetschefernas frågor genom handlingarna: kretsen, budgeten, svaret, ersättningen."""

import json
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.behorighet import hinder_for_att_fraga, hinder_for_att_satta_fragebudget
from kvalitetsrapporter.fragevisning import avsnitten_om
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.fragerunda import las_budget, las_last, las_runda, svarade
from kvalitetsrapporter.handlingar.fragor import (
    andra_fraga,
    avsluta_fraga,
    flytta_fraga,
    publicera_fraga,
    satt_fragebudget,
    skapa_fraga,
    ta_bort_fraga,
)
from kvalitetsrapporter.handlingar.frysning import fryst
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Fraga, Fragebudget, Skrivtid
from styrkedja.models import Handelse, Skolform, Text
from tests.rollista import NU


@pytest.fixture
def rapport(rapporter):
    return rapporter.rapport(rapporter.skola)


def utkast(kommun, text="Vad gör ni åt frånvaron?", nyckel="vd2", **krets) -> Fraga:
    return skapa_fraga(omgang=kommun.omgang(nyckel), text=text, av=kommun.verksamhetschef, **krets)


def stalld(kommun, text="Vad gör ni åt frånvaron?", nyckel="vd2", **krets) -> Fraga:
    return publicera_fraga(fraga=utkast(kommun, text, nyckel, **krets), av=kommun.verksamhetschef)


def avsnittet(rapport, omgang=None):
    lage = las_rapport(rapport, omgang)
    return next((a for a in lage.avsnitt if a.avsnitt.nyckel == "vc_fragor"), None)


def svara(rapport, fraga, text="Vi ringer samma dag.", av=None, **mer):
    avsnitt = rapport.avsnitt.get(nyckel="vc_fragor")
    avsnitt.rapport = rapport
    return spara_avsnitt(avsnitt=avsnitt, texter={f"fraga-{fraga.pk}": text}, av=av, **mer)


@pytest.mark.krav(58)
def test_fragan_star_i_rapporten_forst_nar_den_ar_publicerad(rapporter, rapport):
    fraga = utkast(rapporter)
    assert avsnittet(rapport) is None
    publicera_fraga(fraga=fraga, av=rapporter.verksamhetschef)
    falt = avsnittet(rapport).falt
    assert [(f.nyckel, f.mall.etikett) for f in falt] == [(f"fraga-{fraga.pk}", "Vad gör ni åt frånvaron?")]
    assert Handelse.objects.filter(handling="publicera_fraga").count() == 1


@pytest.mark.krav(58)
def test_bara_de_utvalda_enheterna_far_fragan(rapporter):
    stalld(rapporter, "Bara till skolan?", enheter=[rapporter.skola])
    stalld(rapporter, "Till grundskolorna?", skolformer=[Skolform.objects.get(nyckel="grundskola")])
    stalld(rapporter, "Till Norr?", omraden=[rapporter.norr])
    assert len(avsnittet(rapporter.rapport(rapporter.skola)).falt) == 3
    assert [f.mall.etikett for f in avsnittet(rapporter.rapport(rapporter.chefsomrade)).falt] == ["Till Norr?"]
    assert avsnittet(rapporter.rapport(rapporter.gymnasium)) is None


@pytest.mark.krav(58)
def test_svaret_fryses_med_fragans_ord_och_en_obesvarad_saknas(rapporter, rapport):
    fraga = stalld(rapporter)
    vd2 = rapporter.omgang("vd2")
    assert "”Vad gör ni åt frånvaron?” är inte besvarad" in [s.vad for s in las_rapport(rapport, vd2).saknas(vd2)]
    svara(rapport, fraga, av=rapporter.rektor)
    assert "vc_fragor" not in {s.avsnitt_nyckel for s in las_rapport(rapport, vd2).saknas(vd2)}
    version = lamna_in(rapport=rapport, omgang=vd2, av=rapporter.rektor, skal="prov")
    fruset = next(a for a in version.innehall["avsnitt"] if a["nyckel"] == "vc_fragor")
    assert fruset["falt"] == [
        {
            "nyckel": f"fraga-{fraga.pk}",
            "etikett": "Vad gör ni åt frånvaron?",
            "ips": "",
            "text": "Vi ringer samma dag.",
            "fragar": "Vera Videkvist frågar alla",
        }
    ]


def test_en_inlamning_bar_bara_sin_rundas_fragor(rapporter, rapport):
    forra, nya = stalld(rapporter, "VD1-frågan?", "vd1"), stalld(rapporter, "VD2-frågan?")
    for nyckel, fraga in (("vd1", forra), ("vd2", nya)):
        omgang = rapporter.omgang(nyckel)
        innehall = fryst(las_rapport(rapport, omgang), omgang, [])
        fruset = next(a for a in innehall["avsnitt"] if a["nyckel"] == "vc_fragor")
        assert [f["nyckel"] for f in fruset["falt"]] == [f"fraga-{fraga.pk}"]


def test_en_tidigare_rundas_fraga_star_kvar_att_besvara_tills_delen_ar_inne(rapporter, rapport):
    forra, nya = stalld(rapporter, "VD1-frågan?", "vd1"), stalld(rapporter, "VD2-frågan?")
    assert [f.fraga for f in avsnittet(rapport).falt] == [nya, forra]
    lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov")
    assert [f.fraga for f in avsnittet(rapport).falt] == [nya]


def test_en_kommande_rundas_fraga_gar_att_besvara_innan_rundan_har_oppnat(rapporter, rapport):
    """Delen får lämnas in före sin runda, och då pekar "Gå dit" på en fråga som finns."""
    kommande = stalld(rapporter, "VD3-frågan?", "vd3")
    assert [f.fraga for f in avsnittet(rapport).falt] == [kommande]
    assert not avsnittet(rapport).falt[0].mall.obligatoriskt


@pytest.mark.krav(58)
def test_en_ersatt_fraga_behaller_sitt_svar(rapporter, rapport):
    gammal = stalld(rapporter)
    svara(rapport, gammal, "Gammalt svar.", av=rapporter.rektor)
    forsta = lamna_in(rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="prov")
    ny = utkast(rapporter, "Vad gör ni åt den långa frånvaron?", ersatter=gammal)
    assert Fraga.objects.get(pk=gammal.pk).avslutad is None, "den gamla ställs tills den nya är publicerad"
    publicera_fraga(fraga=ny, av=rapporter.verksamhetschef)
    falt = {f.nyckel: f for f in avsnittet(rapport).falt}
    assert falt[f"fraga-{gammal.pk}"].innehall == "Gammalt svar."
    assert not falt[f"fraga-{gammal.pk}"].mall.obligatoriskt
    assert falt[f"fraga-{ny.pk}"].innehall == ""
    forsta.refresh_from_db()
    assert "Gammalt svar." in str(forsta.innehall)


def test_en_avslutad_fraga_utan_svar_forsvinner_ur_rapporten(rapporter, rapport):
    avsluta_fraga(fraga=stalld(rapporter), av=rapporter.verksamhetschef)
    assert avsnittet(rapport) is None


def test_en_publicerad_fraga_andras_och_tas_inte_bort(rapporter):
    fraga = stalld(rapporter)
    with pytest.raises(GarInteNu, match="ändras inte"):
        andra_fraga(fraga=fraga, text="En annan?", av=rapporter.verksamhetschef)
    with pytest.raises(GarInteNu, match="Avsluta den"):
        ta_bort_fraga(fraga=fraga, av=rapporter.verksamhetschef)
    assert Fraga.objects.get().text == "Vad gör ni åt frånvaron?"


def test_ett_utkast_skrivs_om_och_tas_bort(rapporter):
    fraga = utkast(rapporter, omraden=[rapporter.norr])
    andra_fraga(fraga=fraga, text="  Hur  går det? ", av=rapporter.verksamhetschef)
    fraga.refresh_from_db()
    assert (fraga.text, list(fraga.omraden.all())) == ("Hur går det?", [])
    with pytest.raises(GarInteNu, match="utkast"):
        avsluta_fraga(fraga=fraga, av=rapporter.verksamhetschef)
    ta_bort_fraga(fraga=fraga, av=rapporter.verksamhetschef)
    assert not Fraga.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\u200b"])
def test_en_tom_fraga_blir_inget_utkast(rapporter, text):
    with pytest.raises(ValidationError):
        utkast(rapporter, text)


def test_bara_en_fraga_ersatter_en_annan(rapporter):
    gammal = stalld(rapporter)
    utkast(rapporter, "Första?", ersatter=gammal)
    with pytest.raises(ValidationError):
        utkast(rapporter, "Andra?", ersatter=gammal)


def test_fragor_byter_plats(rapporter):
    forst, sedan = utkast(rapporter, "Ett?"), utkast(rapporter, "Två?")
    assert flytta_fraga(fraga=sedan, steg=-1, av=rapporter.verksamhetschef)
    assert [f.text for f in Fraga.objects.all()] == ["Två?", "Ett?"]
    assert not flytta_fraga(fraga=forst, steg=1, av=rapporter.verksamhetschef)


# --- Budgeten -------------------------------------------------------------------------------------
@pytest.fixture
def full(rapporter):
    """En runda vars budget är en fråga, och den är ställd."""
    satt_fragebudget(omgang=rapporter.omgang("vd2"), hogst=1, av=rapporter.verksamhetschef)
    return stalld(rapporter, "Den första?")


def test_over_budgeten_kravs_ett_skal_eller_en_avslutad_fraga(rapporter, full):
    ny = utkast(rapporter, "En till?", enheter=[rapporter.skola])
    with pytest.raises(GarInteNu, match="Budgeten är slut: Almskolan får då fler än 1 frågor"):
        publicera_fraga(fraga=ny, av=rapporter.verksamhetschef)
    assert Fraga.objects.get(pk=ny.pk).publicerad is None
    publicera_fraga(fraga=ny, av=rapporter.verksamhetschef, skal="Nytt besked från Skolinspektionen.")
    assert Fraga.objects.get(pk=ny.pk).skal_over_budget == "Nytt besked från Skolinspektionen."
    assert Handelse.objects.filter(handling="publicera_fraga").latest("pk").uppgifter["over_budget"] == 1


def test_en_avslutad_fraga_ger_plats(rapporter, full):
    ny = publicera_fraga(fraga=utkast(rapporter, "I stället?"), av=rapporter.verksamhetschef, avsluta=full)
    assert Fraga.objects.get(pk=full.pk).avslutad
    assert Fraga.objects.get(pk=ny.pk).skal_over_budget == ""


def test_en_ersattare_ryms_dar_den_gamla_stod(rapporter, full):
    ny = publicera_fraga(fraga=utkast(rapporter, "Bättre?", ersatter=full), av=rapporter.verksamhetschef)
    assert Fraga.objects.get(pk=ny.pk).publicerad
    assert Fraga.objects.get(pk=full.pk).avslutad


def test_bara_enheter_som_far_fragan_raknas(rapporter, full):
    avsluta_fraga(fraga=full, av=rapporter.verksamhetschef)
    stalld(rapporter, "Till skolan?", enheter=[rapporter.skola])
    stalld(rapporter, "Till förskolan?", enheter=[rapporter.chefsomrade])
    assert Fraga.objects.stallda().count() == 2


def test_en_fraga_som_inte_nar_nagon_publiceras_inte(rapporter):
    tom = Skolform.objects.create(nyckel="tom", namn="tom skolform", ordning=9, rapport="tom")
    with pytest.raises(GarInteNu, match="når ingen enhet"):
        stalld(rapporter, skolformer=[tom])


def test_budgeten_kommer_ur_data_och_andringen_star_i_loggen(rapporter):
    vd2 = rapporter.omgang("vd2")
    assert las_budget(vd2) == 5
    satt_fragebudget(omgang=vd2, hogst=3, av=rapporter.administrator)
    assert (las_budget(vd2), Fragebudget.objects.count()) == (3, 1)
    handelse = Handelse.objects.get(handling="satt_fragebudget")
    assert (handelse.uppgifter["fran"], handelse.uppgifter["till"]) == (5, 3)


# --- Vem som får, vem som svarat, lasten ------------------------------------------------------------
def test_vem_som_far_fraga_vem(rapporter):
    vera, lasar = rapporter.verksamhetschef, rapporter.lasar
    assert hinder_for_att_fraga(vera, lasar) is None
    assert hinder_for_att_fraga(vera, lasar, omraden=[rapporter.norr.pk], enheter=[rapporter.skola.pk]) is None
    for nej in ({"omraden": [rapporter.soder.pk]}, {"enheter": [rapporter.skola.pk, rapporter.gymnasium.pk]}):
        assert "områdets egen verksamhetschef" in hinder_for_att_fraga(vera, lasar, **nej)
    for roll in ("direktor", "rektor", "administrator"):
        assert hinder_for_att_fraga(rapporter.personer[roll], lasar) == "Verksamhetscheferna ställer frågorna."
    assert hinder_for_att_satta_fragebudget(rapporter.administrator, lasar) is None
    assert hinder_for_att_satta_fragebudget(rapporter.direktor, lasar)
    lasar.stangt = True
    assert "stängt" in hinder_for_att_fraga(vera, lasar)


def test_svarat_ar_det_som_ar_inlamnat(rapporter, rapport):
    fraga, vd2 = stalld(rapporter), rapporter.omgang("vd2")
    svara(rapport, fraga, av=rapporter.rektor)
    assert svarade(las_runda(vd2)) == {}, "ett utkast är enhetens eget"
    lamna_in(rapport=rapport, omgang=vd2, av=rapporter.rektor, skal="prov")
    assert svarade(las_runda(vd2)) == {fraga.pk: {rapporter.skola.pk}}


def test_lasten_raknar_falt_fragor_och_tid_fran_fem_enheter(rapporter):
    vd2 = rapporter.omgang("vd2")
    tom = las_last(las_runda(vd2))
    assert (tom.fragor, tom.forifyllda, tom.minuter) == (0, 0, None)
    stalld(rapporter)
    assert las_last(las_runda(vd2)).falt == tom.falt + 3
    for enhet in (rapporter.skola, rapporter.chefsomrade, rapporter.gymnasium):
        Skrivtid.objects.create(rapport=rapporter.rapport(enhet), omgang=vd2, minuter=40)
    assert las_last(las_runda(vd2)).minuter is None


# --- Svaret genom sidan, och skrivtiden --------------------------------------------------------------
def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def test_sidan_visar_fragan_med_den_som_fragar(rapporter):
    fraga = stalld(rapporter, "Hur går det i Norr?", omraden=[rapporter.norr])
    adress = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "vc_fragor"])
    sida = klient(rapporter.rektor).get(adress).content.decode()
    assert "Vera Videkvist frågar Norr" in sida
    assert "Hur går det i Norr?" in sida
    klient(rapporter.rektor).post(adress, {f"falt-fraga-{fraga.pk}": "Bra.", f"version-fraga-{fraga.pk}": 0})
    avsluta_fraga(fraga=fraga, av=rapporter.verksamhetschef)
    assert "Frågan avslutades 24 nov. Ditt svar står kvar" in klient(rapporter.rektor).get(adress).content.decode()


@pytest.mark.krav(58)
def test_fragan_citeras_i_avsnittet_den_handlar_om_med_vagen_till_svaret(rapporter, rapport):
    """Den står ovanför texten i Kunskaper, pekar på sitt svar, och svaret pekar tillbaka; i det frusna står vem som frågade."""
    fraga = stalld(rapporter, "Hur går läsningen?", avsnitt="kunskaper", omraden=[rapporter.norr])
    stalld(rapporter, "Något annat?")
    rektor = klient(rapporter.rektor)
    om, svaren = (
        reverse("rapport-avsnitt", args=["almskolan", "2026-27", n]) for n in ("kunskaper-lgr22", "vc_fragor")
    )
    sida = rektor.get(om).content.decode()
    assert "Vera Videkvist frågar Norr" in sida
    assert f'<a href="{svaren}#falt-fraga-{fraga.pk}">Du svarar i Verksamhetschefernas frågor</a>' in sida
    assert "Något annat?" not in sida
    assert f'Vera Videkvist frågar Norr, om <a href="{om}">Kunskaper</a>' in rektor.get(svaren).content.decode()
    hem = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "hem"])
    assert "Hur går läsningen?" not in rektor.get(hem).content.decode()
    svara(rapport, fraga, "Den går bra.", av=rapporter.rektor)
    assert "Läs svaret i Verksamhetschefernas frågor" in rektor.get(om).content.decode()
    lamna_in(rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="prov")
    version = reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", 1])
    assert "Vera Videkvist frågar Norr" in klient(rapporter.verksamhetschef).get(version).content.decode()
    avsluta_fraga(fraga=fraga, av=rapporter.verksamhetschef)
    assert "Hur går läsningen?" not in rektor.get(om).content.decode()


def test_fragan_till_en_skolform_citeras_i_den_skolformens_avsnitt(rapporter, rapport):
    grundskola, forskola = (Skolform.objects.get(nyckel=n) for n in ("grundskola", "forskola"))
    fraga = stalld(rapporter, avsnitt="kunskaper", skolformer=[grundskola])
    fritids = rapport.avsnitt.get(nyckel="kunskaper-lgr22")
    fritids.pk, fritids.nyckel, fritids.skolform = None, "kunskaper-fritids", forskola
    fritids._state.adding = True
    fritids.save()
    lage = las_rapport(rapport)
    assert [a.nyckel for a in avsnitten_om(fraga, lage)] == ["kunskaper-lgr22"]
    fraga.skolformer.clear()
    assert len(avsnitten_om(Fraga.objects.get(), lage)) == 2


def test_ett_avsnitt_som_inte_skrivs_i_rundan_gar_inte_att_fraga_om(rapporter):
    for nyckel in ("normer_varden", "stodbehov", "finns_inte"):
        with pytest.raises(ValidationError, match="Avsnittet skrivs inte i rundan"):
            utkast(rapporter, avsnitt=nyckel)
    chef = klient(rapporter.verksamhetschef)
    svar = chef.post("/fragor/2026-27/vd2/ny/", {"text": "Frågan?", "avsnitt": "normer_varden"})
    assert (svar.status_code, "Avsnittet skrivs inte i rundan." in svar.content.decode()) == (400, True)
    sida = chef.post("/fragor/2026-27/vd2/ny/", {"text": "Frågan?", "avsnitt": "kunskaper"}, follow=True)
    assert "om <b>Kunskaper</b>" in sida.content.decode()
    fraga = Fraga.objects.get()
    assert 'value="kunskaper" selected' in chef.get(f"/fragor/2026-27/vd2/{fraga.pk}/").content.decode()
    chef.post(f"/fragor/2026-27/vd2/{fraga.pk}/", {"text": "Frågan?"})
    assert Fraga.objects.get().avsnitt == ""


def test_ett_svar_i_bakgrunden_tas_emot_ocksa_nar_fragan_just_avslutats(rapporter):
    fraga = avsluta_fraga(fraga=stalld(rapporter), av=rapporter.verksamhetschef)
    kropp = {
        "op": str(uuid.uuid4()),
        "texter": {f"fraga-{fraga.pk}": {"innehall": "Sista ordet.", "version": 0}},
        "val": {},
    }
    adress = reverse("rapport-avsnitt-spara", args=["almskolan", "2026-27", "vc_fragor"])
    svar = klient(rapporter.rektor).post(
        adress, json.dumps(kropp), content_type="application/json", headers={"accept": "application/json"}
    )
    assert svar.status_code == 200
    assert Text.objects.get(falt=f"fraga-{fraga.pk}").innehall == "Sista ordet."


def test_skrivtiden_raknas_av_sparningar_och_bara_av_dem_som_ligger_nara(rapporter, rapport, klockan):
    avsnitt = rapport.avsnitt.get(nyckel="hem")
    avsnitt.rapport = rapport
    for n, minut in enumerate((0, 1, 1.5, 3, 20, 22)):
        klockan(minut)
        spara_avsnitt(avsnitt=avsnitt, texter={"text": f"Lydelse {n}"}, av=rapporter.rektor)
    assert Skrivtid.objects.get().minuter == 3 + 2
    assert not Handelse.objects.filter(objekt_slag="skrivtid").exists()


@pytest.fixture
def klockan(rapporter):
    """Flyttar klockan så många minuter efter provets början."""
    resor = []

    def till(minuter: float) -> None:
        resa = time_machine.travel(NU + timedelta(minutes=minuter), tick=False)
        resa.start()
        resor.append(resa)

    yield till
    for resa in reversed(resor):
        resa.stop()
