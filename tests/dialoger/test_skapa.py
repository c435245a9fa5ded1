"""Läsårets dialoger ur mallarna: VD1–3 per enhet och huvudmannadialogerna (krav 25, 26)."""

import pytest

from dialoger.arshjul import efter_hjulet
from dialoger.models import Dagordningspunkt, Dialog, Dialogmall, Dialogpart
from dialoger.referensdata import ladda
from styrkedja.models import Hjulpost, Laroplan, Laroplansomrade, Tillhorighet
from styrkedja.regler.roller import Roll
from tests.rollista import DAG, NU


@pytest.mark.krav(25, 26)
def test_varje_enhet_far_tre_verksamhetsdialoger_och_huvudmannen_tre(dialoger):
    rader = Dialog.objects.for_lasar(dialoger.lasar)
    assert sorted(rader.filter(plats=dialoger.skola).values_list("mall__nyckel", flat=True)) == ["vd1", "vd2", "vd3"]
    assert rader.filter(slag="verksamhetsdialog").count() == 9
    assert sorted(rader.filter(plats=dialoger.huvudman).values_list("mall__nyckel", flat=True)) == ["hd1", "hd2", "hd3"]


def test_parterna_ar_enhetens_rektor_och_omradets_verksamhetschef(vd2, dialoger):
    assert [(p.roll, p.plats_id) for p in vd2.parter.all()] == [
        (Roll.VERKSAMHETSCHEF, dialoger.norr.pk),
        (Roll.REKTOR, dialoger.skola.pk),
    ]


@pytest.mark.krav(104)
def test_huvudmannadialogen_har_direktoren_cheferna_och_avdelningscheferna(dialoger):
    hd1 = Dialog.objects.get(mall__nyckel="hd1")
    assert {(p.roll, p.plats_id) for p in hd1.parter.all()} == {
        (Roll.UTBILDNINGSDIREKTOR, dialoger.huvudman.pk),
        (Roll.VERKSAMHETSCHEF, dialoger.norr.pk),
        (Roll.VERKSAMHETSCHEF, dialoger.soder.pk),
        (Roll.AVDELNINGSCHEF, dialoger.avdelning.pk),
        (Roll.CONTROLLER, dialoger.huvudman.pk),
    }


def test_en_gang_till_skapar_inget(dialoger):
    fore = Dialog.objects.count(), Dialogpart.objects.count(), Dagordningspunkt.objects.count()
    efter_hjulet(dialoger.lasar, NU)
    assert (Dialog.objects.count(), Dialogpart.objects.count(), Dagordningspunkt.objects.count()) == fore


@pytest.mark.krav(41, 44, 62)
def test_vd1_har_mallens_dagordning_och_fragor(dialoger):
    vd1 = Dialog.objects.get(plats=dialoger.skola, mall__nyckel="vd1")
    assert [p.rubrik for p in vd1.dagordning.all()][:2] == [
        "Förra dialogens handslag",
        "Samlad bedömning av förra läsårets resultat",
    ]
    assert sum(p.minuter for p in vd1.dagordning.all()) == vd1.mall.minuter == 95
    assert vd1.mall.fragor.count() == 4
    assert any("medarbetarsamtal" in rad["vad"] for rad in vd1.mall.utanfor)


@pytest.mark.krav(48, 55)
def test_laroplanens_omraden_blir_punkter_efter_enhetens_laroplan(rollista):
    lgr22 = Laroplan.objects.get(nyckel="lgr22")
    for nummer, namn in (
        ("2.1", "Normer och värden"),
        ("2.3", "Elevernas ansvar och inflytande"),
        ("2.7", "Bedömning och betyg"),
    ):
        Laroplansomrade.objects.create(laroplan=lgr22, nummer=nummer, namn=namn)
    efter_hjulet(rollista.lasar, NU)
    vd3 = Dialog.objects.get(plats=rollista.skola, mall__nyckel="vd3")
    punkter = [(p.rubrik, p.omrade.nummer) for p in vd3.dagordning.filter(omrade__isnull=False)]
    assert punkter == [
        ("Normer och värden", "2.1"),
        ("Elevernas ansvar och inflytande", "2.3"),
        ("Bedömning och betyg", "2.7"),
    ]


@pytest.mark.krav(43, 50)
def test_underlagen_foljer_enhetens_skolformer(dialoger):
    def underlagen(enhet):
        rader = Dialog.objects.get(plats=enhet, mall__nyckel="vd2").underlag.all()
        return {str(r) for r in rader}

    assert "Myran" in underlagen(dialoger.chefsomrade)
    assert "Myran" not in underlagen(dialoger.skola)
    assert "Genomströmning IM och nationella program" in underlagen(dialoger.gymnasium)


def test_dagarna_foljer_hjulets_post_pa_enheten(dialoger):
    post = Hjulpost.objects.create(
        lasar=dialoger.lasar, plats=dialoger.skola, nyckel="vd2", rubrik="VD2", niva="enhet", slag="dialog",
        roll="verksamhetschef", fran=DAG, till=DAG, sorteras=DAG,
    )  # fmt: skip
    efter_hjulet(dialoger.lasar, NU)
    vd2 = Dialog.objects.get(plats=dialoger.skola, mall__nyckel="vd2")
    assert (vd2.fran, vd2.till, vd2.hjulpost_id) == (DAG, DAG, post.pk)


def test_utan_post_i_hjulet_galler_rundans_dagar(vd2, dialoger):
    omgang = dialoger.omgang("vd2")
    assert (vd2.fran, vd2.till) == (omgang.fran, omgang.till)


def test_enheten_som_byter_omrade_far_sin_nya_chef_i_samtal_som_inte_ar_forda(dialoger):
    Dialog.objects.filter(plats=dialoger.skola, mall__nyckel="vd1").update(tillstand="bekraftad")
    Tillhorighet.objects.filter(enhet=dialoger.skola, lasar=dialoger.lasar).update(omrade=dialoger.soder)
    efter_hjulet(dialoger.lasar, NU)
    chefer = Dialogpart.objects.filter(dialog__plats=dialoger.skola, roll=Roll.VERKSAMHETSCHEF)
    omraden = dict(chefer.values_list("dialog__mall__nyckel", "plats_id"))
    assert omraden == {"vd1": dialoger.norr.pk, "vd2": dialoger.soder.pk, "vd3": dialoger.soder.pk}


def test_nasta_lasar_arver_forra_arets_mallar(rollista):
    efter_hjulet(rollista.forra, NU)
    Dialogmall.objects.filter(lasar=rollista.forra, nyckel="vd1").update(fokus="Vårt eget fokus")
    efter_hjulet(rollista.lasar, NU)
    mall = Dialogmall.objects.get(lasar=rollista.lasar, nyckel="vd1")
    assert (mall.fokus, mall.punkter.count(), mall.fragor.count()) == ("Vårt eget fokus", 7, 4)


def test_mallarna_laddas_en_gang(rollista):
    ladda()
    ladda()
    assert Dialogmall.objects.filter(lasar=rollista.lasar).count() == 6


def test_de_lattare_dialogerna_kommer_ur_hjulets_poster(rollista):
    from tests.behorighet.ting import _forum

    forum = _forum("egen", rollista)
    forum.nyckel = "kf_dialog"
    forum.save()
    Hjulpost.objects.create(
        lasar=rollista.lasar, plats=rollista.huvudman, nyckel="kf_dialog_oktober", rubrik="Dialog om nämndens ekonomi",
        niva="kf_ks", slag="dialog", roll="utbildningsdirektor", fran=DAG, till=DAG, sorteras=DAG, forum=forum,
    )  # fmt: skip
    efter_hjulet(rollista.lasar, NU)
    efter_hjulet(rollista.lasar, NU)
    rad = Dialog.objects.get(slag="kf")
    assert (rad.rubrik, rad.fran, [p.roll for p in rad.parter.all()]) == (
        "Dialog om nämndens ekonomi",
        DAG,
        [Roll.UTBILDNINGSDIREKTOR],
    )
