"""Samtalet: starta, agendan, vem som skriver, minnesanteckningarna och fastställandet (krav 64, 65, 113)."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError

from dialoger.agendan import agendan
from dialoger.handlingar import GarInteNu
from dialoger.handlingar.minnesanteckningar import faststall_minnen, orden, ordens_hash, spara_minnen
from dialoger.handlingar.samtalet import satt_antecknar, satt_punkt_klar, starta
from dialoger.models import Dialog, Gast
from dialoger.regler.dagordning import flytta, minuter_kvar, tidplan
from styrkedja.models import Befattning, Handelse, Huvudman
from styrkedja.regler.roller import Roll
from tests.dialoger.samtalen import klient, oppna, startad
from tests.rollista import DAG, NU

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def samtal(vd2, dialoger) -> Dialog:
    """VD2, startad av rektorn."""
    return startad(vd2, dialoger.rektor)


# --- Reglerna ------------------------------------------------------------------------------------
def test_tiderna_raknas_fran_starten():
    tider = tidplan(START, [(1, 10), (2, 25)])
    assert [(t.pk, t.borjar.minute, t.slutar.minute) for t in tider] == [(1, 0, 10), (2, 10, 35)]
    assert minuter_kvar(tider[0], START + timedelta(minutes=4, seconds=1)) == 6
    assert minuter_kvar(tider[0], START + timedelta(minutes=12)) == -2


@pytest.mark.parametrize(
    ("pk", "upp", "blir"),
    [(2, True, [2, 1, 3]), (2, False, [1, 3, 2]), (1, True, [1, 2, 3]), (3, False, [1, 2, 3])],
)
def test_en_punkt_byter_plats_med_grannen(pk, upp, blir):
    assert flytta([1, 2, 3], pk, upp=upp) == blir


# --- Starten -------------------------------------------------------------------------------------
def test_bara_en_bokad_dialog_startas_och_bara_av_en_part(vd2, dialoger):
    with pytest.raises(GarInteNu):
        starta(dialog=vd2, av=dialoger.rektor, nu=NU)
    Dialog.objects.filter(pk=vd2.pk).update(tillstand="bokad")
    with pytest.raises(GarInteNu):
        starta(dialog=vd2, av=dialoger.direktor, nu=NU)
    starta(dialog=vd2, av=dialoger.verksamhetschef, nu=NU)
    with pytest.raises(GarInteNu):
        starta(dialog=vd2, av=dialoger.rektor, nu=NU)


@pytest.mark.krav(64)
def test_verksamhetschefen_rektor_eller_nagon_annan_leder(vd2, dialoger):
    chef, rektor = vd2.parter.all()
    adress = f"/dialoger/{vd2.pk}/samtal/leder/"
    klienten = klient(dialoger.rektor)
    assert f"{dialoger.verksamhetschef.namn} leder samtalet." in oppna(dialoger.rektor, f"/dialoger/{vd2.pk}/")
    assert klienten.post(adress, {"part": rektor.pk, "annan": ""}).status_code == 302
    assert f"{dialoger.rektor.namn} leder samtalet." in oppna(dialoger.verksamhetschef, f"/dialoger/{vd2.pk}/")
    assert klienten.post(adress, {"part": "", "annan": "Stina Ek, processledare"}).status_code == 302
    assert "Stina Ek, processledare leder samtalet." in oppna(dialoger.rektor, f"/dialoger/{vd2.pk}/")
    for fel in ({"part": "", "annan": ""}, {"part": chef.pk, "annan": "Stina Ek"}, {"part": "0", "annan": ""}):
        assert klienten.post(adress, fel).status_code == 400
    assert klient(dialoger.bitradande).get(adress).status_code == 403


def test_parterna_star_som_de_som_satt_dar(samtal, dialoger):
    assert [p.person_da for p in samtal.parter.all()] == [dialoger.verksamhetschef, dialoger.rektor]


def test_efter_ett_byte_laser_den_nya_rektorn_och_den_forra_inget(samtal, dialoger):
    Befattning.objects.filter(person=dialoger.rektor).update(till=DAG - timedelta(days=1))
    Befattning.objects.create(person=dialoger.medarbetare, roll=Roll.REKTOR, plats=dialoger.skola, fran=DAG)
    Befattning.objects.create(person=dialoger.rektor, roll=Roll.MEDARBETARE, plats=dialoger.gymnasium, fran=DAG)
    assert klient(dialoger.rektor).get(f"/dialoger/{samtal.pk}/").status_code == 404
    svar = klient(dialoger.medarbetare).get(f"/dialoger/{samtal.pk}/").content.decode()
    assert dialoger.rektor.namn in svar
    assert "Gemensamma anteckningar" in svar


# --- Agendan -------------------------------------------------------------------------------------
def test_agendan_foljer_det_som_ar_klart_och_klockan(samtal):
    punkter = list(samtal.dagordning.all())
    with time_machine.travel(NU + timedelta(minutes=4), tick=False):
        agenda = agendan(samtal, punkter)
    assert agenda.visad == punkter[0]
    assert agenda.kvar == f"sex minuter kvar av {punkter[0].rubrik}"
    assert [r.klass for r in agenda.rader][:2] == ["nu", ""]


def test_en_punkt_blir_klar_och_kan_tas_upp_igen(samtal, dialoger):
    forst, sedan = samtal.dagordning.all()[:2]
    rektor = klient(dialoger.rektor)
    rektor.post(f"/dialoger/{samtal.pk}/samtal/punkt-klar/?rad=punkt-{forst.pk}")
    assert agendan(samtal, list(samtal.dagordning.all())).visad == sedan
    sida = rektor.get(f"/dialoger/{samtal.pk}/?punkt={forst.pk}").content.decode()
    assert "Ta upp punkten igen" in sida
    satt_punkt_klar(punkt=forst, klar=False, av=dialoger.verksamhetschef, nu=NU)
    assert agendan(samtal, list(samtal.dagordning.all())).visad == forst


def test_fore_samtalet_gar_ingen_punkt_att_bli_klar_med(vd2, dialoger):
    punkt = vd2.dagordning.first()
    with pytest.raises(GarInteNu):
        satt_punkt_klar(punkt=punkt, klar=True, av=dialoger.rektor, nu=NU)
    svar = klient(dialoger.rektor).post(f"/dialoger/{vd2.pk}/samtal/punkt-klar/?rad=punkt-{punkt.pk}")
    assert svar.status_code == 403


def test_projektorn_visar_samtalet_men_inte_det_egna_och_inga_menyer(samtal, dialoger):
    sida = oppna(dialoger.rektor, f"/dialoger/{samtal.pk}/?projektor=1")
    assert "Gemensamma anteckningar" in sida
    assert "Mina egna anteckningar" not in sida
    assert "Huvudmeny" not in sida


# --- Minnesanteckningarna ------------------------------------------------------------------------
@pytest.mark.krav(113)
def test_bada_skriver_under_tre_rubriker_och_laser_varandras(samtal, dialoger):
    def skicka(person, falt, innehall, version=0):
        kropp = {"op": str(uuid4()), "texter": {falt: {"innehall": innehall, "version": version}}}
        return klient(person).post(
            f"/dialoger/{samtal.pk}/minnesanteckningar/spara/", kropp, content_type="application/json"
        )

    assert skicka(dialoger.rektor, "beslut", "<p>Vi prövar.</p>").status_code == 200
    assert skicka(dialoger.verksamhetschef, "dialog", "<p>Olika syn.</p>").status_code == 200
    krock = skicka(dialoger.verksamhetschef, "beslut", "<p>Vi väntar.</p>")
    assert krock.status_code == 409
    assert "Vi prövar" in krock.json()["krockar"][0]["innehall"]
    assert orden(samtal.minnesanteckning) == {
        "information": "",
        "beslut": "<p>Vi prövar.</p>",
        "dialog": "<p>Olika syn.</p>",
    }
    for vem in (dialoger.rektor, dialoger.verksamhetschef, dialoger.bitradande):
        assert "Olika syn." in oppna(vem, f"/dialoger/{samtal.pk}/")
    assert "Olika syn." not in oppna(dialoger.direktor, f"/dialoger/{samtal.pk}/")


def test_den_som_valts_skriver_och_de_andra_inte(samtal, dialoger):
    chef, rektor = samtal.parter.all()
    Gast.objects.create(
        dialog=samtal, person=dialoger.medarbetare, som="förstelärare", syfte="Matematiken.", foreslagen_av=rektor,
        foreslagen=NU, godkand=NU, godkand_av=chef,
    )  # fmt: skip
    minne = samtal.minnesanteckning
    with pytest.raises(ValidationError):
        satt_antecknar(dialog=samtal, person=dialoger.direktor, av=dialoger.rektor, nu=NU)
    satt_antecknar(dialog=samtal, person=dialoger.medarbetare, av=dialoger.rektor, nu=NU)
    spara_minnen(minne=minne, texter={"beslut": "Ja."}, av=dialoger.medarbetare, nu=NU)
    with pytest.raises(GarInteNu, match="skriver minnesanteckningarna"):
        spara_minnen(minne=minne, texter={"beslut": "Nej."}, av=dialoger.rektor, nu=NU)
    satt_antecknar(dialog=samtal, person=None, av=dialoger.verksamhetschef, nu=NU)
    spara_minnen(minne=minne, texter={"beslut": "Nej."}, av=dialoger.rektor, nu=NU)
    with pytest.raises(GarInteNu):
        spara_minnen(minne=minne, texter={"beslut": "Jo."}, av=dialoger.medarbetare, nu=NU)


@pytest.mark.krav(65)
def test_faststalls_sa_som_de_lastes_blir_allman_handling_och_fryses(samtal, dialoger):
    minne = samtal.minnesanteckning
    spara_minnen(minne=minne, texter={"beslut": "Vi prövar."}, av=dialoger.rektor, nu=NU)
    rektor, adress = klient(dialoger.rektor), f"/dialoger/{samtal.pk}/samtal/faststall/"
    fraga = rektor.get(adress).content.decode()
    assert "En upprättad handling är allmän och kan begäras ut." in fraga
    assert "Vi prövar." in fraga
    svar = rektor.post(adress, {"last": ordens_hash(minne)})
    assert svar.status_code == 302
    minne.refresh_from_db()
    assert (minne.handlingsstatus, minne.faststalld_av, minne.innehall["beslut"]) == (
        "upprattad",
        dialoger.rektor,
        "Vi prövar.",
    )
    assert minne.hash == ordens_hash(minne)
    with pytest.raises(GarInteNu, match="fastställda"):
        spara_minnen(minne=minne, texter={"beslut": "Nytt."}, av=dialoger.rektor, nu=NU)
    assert klient(dialoger.verksamhetschef).get(adress).status_code == 403
    assert "Vi prövar." in oppna(dialoger.direktor, f"/dialoger/{samtal.pk}/")
    assert Handelse.objects.filter(handling="faststall_minnesanteckningar").count() == 1


def test_kommunen_kan_lata_dem_vara_arbetsmaterial(samtal, dialoger):
    Huvudman.objects.update(upprattas_vid=["lamna_in"])
    minne = samtal.minnesanteckning
    spara_minnen(minne=minne, texter={"beslut": "Vi prövar."}, av=dialoger.rektor, nu=NU)
    assert (
        faststall_minnen(dialog=samtal, last=ordens_hash(minne), av=dialoger.rektor, nu=NU).handlingsstatus
        == "arbetsmaterial"
    )


def test_en_text_som_andrats_sedan_den_lastes_faststalls_inte(samtal, dialoger):
    minne = samtal.minnesanteckning
    adress = f"/dialoger/{samtal.pk}/samtal/faststall/"
    chef = klient(dialoger.verksamhetschef)
    assert chef.post(adress, {"last": ordens_hash(minne)}).status_code == 400
    spara_minnen(minne=minne, texter={"beslut": "Vi prövar."}, av=dialoger.rektor, nu=NU)
    gammal = ordens_hash(minne)
    spara_minnen(minne=minne, texter={"beslut": "Vi väntar."}, av=dialoger.rektor, nu=NU)
    svar = chef.post(adress, {"last": gammal})
    assert svar.status_code == 409
    assert "Vi väntar." in svar.content.decode()
    assert ordens_hash(minne) in svar.content.decode()
    minne.refresh_from_db()
    assert minne.faststalld is None


def test_utan_skript_skrivs_de_pa_egen_sida(samtal, dialoger):
    svar = klient(dialoger.rektor).post(
        f"/dialoger/{samtal.pk}/minnesanteckningar/",
        {"falt-information": "", "falt-beslut": "Vi prövar.", "falt-dialog": "", "version-beslut": "0"},
    )
    assert svar.status_code == 302
    assert orden(samtal.minnesanteckning)["beslut"] == "Vi prövar."
