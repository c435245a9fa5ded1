"""Handslagen: båda säger ja till samma ord, en ändring frågar igen, och det lever vidare till nästa dialog."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslag import andra, foresla, ta_bort
from dialoger.handlingar.handslagsgang import avsluta, borja, for_vidare, slapp
from dialoger.handlingar.handslagsja import bekrafta
from dialoger.handlingar.handslagslas import HarAndrats
from dialoger.models import Dialog, Handslag, Handslagsja
from dialoger.regler.handslag import ar_sent, brister, skillnader
from styrkedja.models import Befattning, Handelse, Huvudman, Utkorg
from tests.dialoger.handslagen import bekraftat, farskt, ford, handslag, ja, uppgift
from tests.rollista import DAG, NU


def dialogen(rad) -> Dialog:
    return Dialog.objects.get(pk=rad.dialog_id)


@pytest.fixture
def vd3(dialoger) -> Dialog:
    return Dialog.objects.med_det_som_visas().get(plats=dialoger.skola, mall__nyckel="vd3")


# --- Reglerna ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("stallning", "falt", "fattas"),
    [
        ("atgard", {}, {"vad", "ansvarig", "senast"}),
        ("atgard", {"vad": "Ring", "vem": "rektor", "nar": "v. 6"}, set()),
        ("ogonen_pa", {"vad": "Frånvaron i 7B"}, set()),
        ("ingen", {"vad": " "}, {"vad"}),
    ],
)
def test_bara_en_atgard_maste_ha_vem_och_nar(stallning, falt, fattas):
    assert set(brister(stallning, **{"vad": "", "vem": "", "nar": "", **falt})) == fattas


def test_skillnaden_sags_i_meningar():
    fore = {"vad": "Ring", "vem": "rektor", "nar": ""}
    assert skillnader(fore, {"vad": "Mejla", "vem": "rektor", "nar": "v. 6", "galler": "mal-1"}) == [
        "Vad: ”Ring” blev ”Mejla”.",
        "När: ”inget” blev ”v. 6”.",
        "Vad det hänger ihop med är ändrat.",
    ]
    assert skillnader(fore, fore) == []


def test_ett_avslutat_handslag_ar_aldrig_sent():
    i_gar = DAG - timedelta(days=1)
    assert ar_sent("bekraftat", i_gar, DAG)
    assert ar_sent("pagar", i_gar, DAG)
    assert not ar_sent("klart", i_gar, DAG)
    assert not ar_sent("bekraftat", DAG, DAG)
    assert not ar_sent("bekraftat", None, DAG)
    assert ar_sent("bekraftat", None, DAG, missad=True)
    assert not ar_sent("klart", None, DAG, missad=True)


# --- Att skriva ----------------------------------------------------------------------------------
@pytest.mark.krav(57, 66)
def test_handslaget_ar_ett_medvetet_stallningstagande(dialoger, vd2):
    rad = handslag(
        vd2, dialoger.verksamhetschef, riktning="fortsatta", stallning="ogonen_pa", ansvarig=None, nar_i_ord=""
    )
    assert (rad.tillstand, rad.handlingsstatus, rad.vem, rad.nar) == ("foreslaget", "arbetsmaterial", "", "")
    with pytest.raises(ValidationError) as fel:
        foresla(dialog=vd2, uppgift=uppgift(vd2, ansvarig=None, nar_i_ord="", vad=" "), av=dialoger.rektor)
    assert set(fel.value.message_dict) == {"vad", "ansvarig", "senast"}
    assert Handslag.objects.count() == 1


def test_orden_star_aldrig_i_loggen_eller_brevet(dialoger, vd2):
    rad = bekraftat(dialoger, vd2, vad="Hemliga ord om 7B")
    andra(handslag=rad, uppgift=uppgift(rad.dialog, vad="Andra hemliga ord"), av=dialoger.rektor)
    allt = f"{[h.__dict__ for h in Handelse.objects.all()]} {[u.uppgifter for u in Utkorg.objects.all()]}"
    assert "hemliga ord" not in allt.lower()
    amnen = {u.uppgifter["amne"].partition(":")[0] for u in Utkorg.objects.all()}
    assert amnen == {"Ett handslag väntar på dig", "Handslaget är bekräftat", "Ett handslag är ändrat"}


@pytest.mark.parametrize("vem", ["bitradande", "annan_rektor", "direktor", "fore_detta", "utan_befattning"])
def test_en_tredje_gor_ingenting(dialoger, vd2, vem):
    rad = handslag(ford(vd2), dialoger.rektor)
    tredje = dialoger.personer[vem]
    for gor in (
        lambda: handslag(vd2, tredje),
        lambda: andra(handslag=rad, uppgift=uppgift(vd2, vad="Annat"), av=tredje),
        lambda: ta_bort(handslag=rad, av=tredje),
        lambda: ja(tredje, rad),
        lambda: borja(handslag=rad, av=tredje),
        lambda: slapp(handslag=rad, text="Nej", av=tredje),
    ):
        with pytest.raises(GarInteNu, match="Bara parterna"):
            gor()
    assert not Handslagsja.objects.exists()


def test_i_ett_stangt_lasar_gar_inget(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    dialoger.lasar.stangt = True
    dialoger.lasar.save()
    for gor in (
        lambda: handslag(vd2, dialoger.rektor),
        lambda: andra(handslag=rad, uppgift=uppgift(vd2, vad="Annat"), av=dialoger.rektor),
        lambda: ja(dialoger.rektor, rad),
        lambda: ta_bort(handslag=rad, av=dialoger.rektor),
        lambda: slapp(handslag=rad, text="Nej", av=dialoger.rektor),
    ):
        with pytest.raises(ValidationError, match="stängt"):
            gor()


def test_den_ansvariga_ar_part_i_just_den_dialogen(dialoger, vd2, vd3):
    fel_part = vd3.parter.get(roll="rektor")
    with pytest.raises(ValidationError) as fel:
        foresla(dialog=vd2, uppgift=uppgift(vd2, ansvarig=fel_part), av=dialoger.rektor)
    assert set(fel.value.message_dict) == {"ansvarig"}


# --- Att bekräfta --------------------------------------------------------------------------------
@pytest.mark.krav(57)
def test_nar_bada_har_sagt_ja_ar_handslaget_och_dialogen_bekraftade(dialoger, vd2):
    vd2 = ford(vd2)
    forsta, andra_ = (handslag(vd2, dialoger.rektor, vad=vad) for vad in ("Ring", "Möts"))
    assert ja(dialoger.rektor, forsta, andra_) == [forsta, andra_]
    assert farskt(forsta).tillstand == "foreslaget"
    ja(dialoger.verksamhetschef, forsta)
    assert [farskt(h).tillstand for h in (forsta, andra_)] == ["bekraftat", "foreslaget"]
    assert dialogen(forsta).tillstand == "genomford"
    ja(dialoger.verksamhetschef, andra_)
    dialog = dialogen(forsta)
    assert (dialog.tillstand, bool(dialog.bekraftad), farskt(forsta).handlingsstatus) == (
        "bekraftad",
        True,
        "upprattad",
    )
    assert Handelse.objects.filter(handling="bekrafta_dialog").count() == 1


def test_tva_ganger_ar_en_gang(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    ja(dialoger.rektor, rad)
    assert ja(dialoger.rektor, rad) == []
    ja(dialoger.verksamhetschef, rad)
    assert ja(dialoger.rektor, rad) == []
    assert (Handslagsja.objects.count(), Handelse.objects.filter(handling="bekrafta_handslag").count()) == (2, 2)


def test_fore_samtalet_bekraftas_inget(dialoger, vd2):
    rad = handslag(vd2, dialoger.rektor)
    with pytest.raises(GarInteNu, match="när samtalet är fört"):
        ja(dialoger.rektor, rad)


@pytest.mark.krav(66)
def test_en_andring_efter_ett_ja_fragar_bada_igen(dialoger, vd2):
    rad = bekraftat(dialoger, vd2)
    andra(handslag=rad, uppgift=uppgift(rad.dialog, vad="Två personer ringer."), av=dialoger.verksamhetschef)
    rad = farskt(rad)
    assert (rad.tillstand, rad.handlingsstatus, rad.bekraftat) == ("foreslaget", "arbetsmaterial", None)
    assert dialogen(rad).tillstand == "genomford"
    assert not rad.ja.filter(upphavt__isnull=True).exists()
    ja(dialoger.verksamhetschef, rad)
    assert farskt(rad).tillstand == "foreslaget", "det gamla jaet räknas inte"
    ja(dialoger.rektor, rad)
    assert (farskt(rad).tillstand, dialogen(rad).tillstand) == ("bekraftat", "bekraftad")


def test_samma_ord_igen_ar_ingen_andring(dialoger, vd2):
    rad = bekraftat(dialoger, vd2)
    andra(handslag=rad, uppgift=uppgift(rad.dialog), av=dialoger.rektor)
    assert farskt(rad).tillstand == "bekraftat"


def test_den_som_laste_aldre_ord_far_veta_vad_som_skiljer(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    last = {rad.pk: farskt(rad).summa}
    andra(
        handslag=rad,
        uppgift=uppgift(vd2, vad="Två personer ringer.", nar_i_ord="", senast=date(2027, 2, 1)),
        av=dialoger.rektor,
    )
    with pytest.raises(HarAndrats) as fel:
        bekrafta(dialog=vd2, last=last, av=dialoger.verksamhetschef)
    assert fel.value.skillnader == [
        "Vad: ”En person ringer samma dag.” blev ”Två personer ringer.”.",
        "När: ”i VD3” blev ”1 feb 2027”.",
    ]
    ta_bort(handslag=rad, av=dialoger.rektor)
    with pytest.raises(HarAndrats) as fel:
        bekrafta(dialog=vd2, last=last, av=dialoger.verksamhetschef)
    assert fel.value.skillnader == ["Ett handslag är borttaget."]
    assert not Handslagsja.objects.exists()


def test_parten_ar_befattningen_den_nya_rektorn_bekraftar(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    ja(dialoger.verksamhetschef, rad)
    Befattning.objects.filter(person=dialoger.rektor).update(till=DAG - timedelta(days=1))
    Befattning.objects.create(person=dialoger.medarbetare, roll="rektor", plats=dialoger.skola, fran=DAG)
    with pytest.raises(GarInteNu, match="Bara parterna"):
        ja(dialoger.farsk(dialoger.rektor), rad)
    ja(dialoger.farsk(dialoger.medarbetare), rad)
    assert farskt(rad).tillstand == "bekraftat"


def test_kommunen_bestammer_vad_som_gor_det_till_allman_handling(dialoger, vd2):
    Huvudman.objects.update(upprattas_vid=["lamna_in"])
    assert bekraftat(dialoger, vd2).handlingsstatus == "arbetsmaterial"


def test_ett_nytt_handslag_gor_att_dialogen_inte_langre_ar_bekraftad(dialoger, vd2):
    rad = bekraftat(dialoger, vd2)
    nytt = handslag(rad.dialog, dialoger.rektor, vad="Ett till")
    assert dialogen(rad).tillstand == "genomford"
    ta_bort(handslag=nytt, av=dialoger.rektor)
    assert dialogen(rad).tillstand == "bekraftad"


def test_det_nagon_sagt_ja_till_tas_inte_bort_utan_slapps(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    ja(dialoger.rektor, rad)
    with pytest.raises(GarInteNu, match="Släpp det"):
        ta_bort(handslag=rad, av=dialoger.rektor)
    slapp(handslag=rad, text="Vi hann inte enas.", av=dialoger.rektor)
    assert (farskt(rad).tillstand, farskt(rad).bekraftat) == ("slappt", None)
    with pytest.raises(GarInteNu, match="släppt"):
        andra(handslag=rad, uppgift=uppgift(vd2, vad="Annat"), av=dialoger.rektor)


# --- Att leva vidare -----------------------------------------------------------------------------
@pytest.mark.krav(61, 66)
def test_den_som_svarar_for_det_borjar_och_det_foljs_upp_i_nasta_dialog(dialoger, vd2, vd3):
    rad = bekraftat(dialoger, vd2)
    with pytest.raises(GarInteNu, match="rektor, Almskolan"):
        borja(handslag=rad, av=dialoger.verksamhetschef)
    borja(handslag=rad, av=dialoger.rektor)
    assert farskt(rad).tillstand == "pagar"
    with pytest.raises(ValidationError):
        avsluta(handslag=rad, utfall="", text="", av=dialoger.rektor)
    avsluta(handslag=rad, utfall="delvis", text="Bara i åttan.", av=dialoger.verksamhetschef, i_dialog=vd3)
    rad = farskt(rad)
    assert (rad.tillstand, rad.utfall, rad.utfall_text, rad.avslutat_i_id) == (
        "klart",
        "delvis",
        "Bara i åttan.",
        vd3.pk,
    )
    with pytest.raises(GarInteNu, match="klart"):
        avsluta(handslag=rad, utfall="gjort", text="", av=dialoger.rektor)


@pytest.mark.krav(61)
def test_for_vidare_blir_ett_nytt_handslag_som_bekraftas_pa_nytt(dialoger, vd2, vd3):
    rad = bekraftat(dialoger, vd2)
    with pytest.raises(GarInteNu, match="senare dialog"):
        for_vidare(handslag=rad, i_dialog=vd2, utfall="inte", text="", av=dialoger.rektor)
    nytt = for_vidare(
        handslag=rad, i_dialog=vd3, utfall="inte", text="Ingen tid", av=dialoger.rektor, nar_i_ord="i höst"
    )
    assert (farskt(rad).tillstand, nytt.foregaende_id, nytt.dialog_id) == ("fortsatter", rad.pk, vd3.pk)
    assert (nytt.tillstand, nytt.vad, nytt.nar) == ("foreslaget", rad.vad, "i höst")
    assert nytt.ansvarig.roll == "rektor"
    assert nytt.ansvarig.dialog_id == vd3.pk
    ta_bort(handslag=nytt, av=dialoger.verksamhetschef)
    assert (farskt(rad).tillstand, farskt(rad).utfall) == ("bekraftat", ""), "tas det nya bort lever det gamla"


def test_att_slappa_kraver_ett_skal_och_en_tidigare_dialog_duger_inte(dialoger, vd2, vd3):
    rad = bekraftat(dialoger, vd2)
    with pytest.raises(ValidationError) as fel:
        slapp(handslag=rad, text=" ", av=dialoger.rektor)
    assert set(fel.value.message_dict) == {"text"}
    vd1 = Dialog.objects.get(plats=dialoger.skola, mall__nyckel="vd1")
    annans = Dialog.objects.get(plats=dialoger.chefsomrade, mall__nyckel="vd3")
    for fel_dialog in (vd1, annans):
        with pytest.raises(GarInteNu):
            avsluta(handslag=rad, utfall="gjort", text="", av=dialoger.verksamhetschef, i_dialog=fel_dialog)
    slapp(handslag=rad, text="Vi väljer läsningen i stället.", av=dialoger.rektor, i_dialog=vd3)
    assert (farskt(rad).tillstand, farskt(rad).utfall_text) == ("slappt", "Vi väljer läsningen i stället.")


@pytest.mark.krav(61)
def test_forra_arets_handslag_foljs_upp_fast_lasaret_ar_stangt(dialoger, vd2):
    from dialoger.arshjul import efter_hjulet

    efter_hjulet(dialoger.forra, NU)
    i_fjol = Dialog.objects.med_det_som_visas().get(plats=dialoger.skola, mall__nyckel="vd3", lasar=dialoger.forra)
    rad = bekraftat(dialoger, i_fjol)
    dialoger.forra.stangt = True
    dialoger.forra.save()
    vd1 = Dialog.objects.med_det_som_visas().get(plats=dialoger.skola, mall__nyckel="vd1", lasar=dialoger.lasar)
    with pytest.raises(ValidationError, match="stängt"):
        avsluta(handslag=rad, utfall="gjort", text="", av=dialoger.rektor)
    avsluta(handslag=rad, utfall="gjort", text="Ja.", av=dialoger.rektor, i_dialog=vd1)
    assert farskt(rad).tillstand == "klart"
