"""Hjulet skapas: en gång är som två, alla nivåer får sina poster, flyttade står kvar och det som hänger på följer."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kvalitetsrapporter.models import Rapport
from styrkedja.handlingar import utkorg
from styrkedja.handlingar.hjul import Hjulresultat, bestall_hjul, hjulets_arbete, lagg_nattens_hjul, skapa_hjul
from styrkedja.handlingar.hjulposter import flytta_post, lagg_egen_post, slapp_post
from styrkedja.handlingar.referensdata_hjul import ladda_hjulmallar
from styrkedja.models import (
    Avdelning,
    Enhet,
    EnhetSkolform,
    Handelse,
    Hjulmall,
    Hjulniva,
    Hjulpost,
    Laroplan,
    Lasar,
    Motesdag,
    Tillhorighet,
    Utkorg,
)
from tests.hjul.test_regler import MALL


def allt(lasar):
    return sorted(
        Hjulpost.objects.for_lasar(lasar).values_list(
            "nyckel", "plats__namn", "fran", "till", "ungefar", "preliminar", "rubrik", "hanger_pa"
        ),
        key=str,
    )


# --- Mallarna ----------------------------------------------------------------------------------
def test_mallarna_laddas_en_gang(kommun):
    assert Hjulmall.objects.count() == 150
    assert ladda_hjulmallar() == 0
    vd1 = Hjulmall.objects.get(nyckel="vd1")
    assert (vd1.forum.nyckel, vd1.ansvarig) == ("verksamhetsdialog", "verksamhetschef")
    assert Hjulmall.objects.get(nyckel="myran").skolformer == ["forskola"]


def test_en_mall_som_administrationen_andrat_skrivs_inte_over(kommun):
    Hjulmall.objects.filter(nyckel="vd1").update(rubrik="Höstdialogen", andrad_nar="2026-10-01T08:00Z")
    Hjulmall.objects.filter(nyckel="vd2").update(rubrik="Fel")
    assert ladda_hjulmallar() == 1
    assert Hjulmall.objects.get(nyckel="vd1").rubrik == "Höstdialogen"
    assert Hjulmall.objects.get(nyckel="vd2").rubrik == "Verksamhetsdialog 2 (VD2)"


# --- Skapa -------------------------------------------------------------------------------------
@pytest.mark.krav(25, 26, 27, 28, 29, 30)
def test_hjulet_har_arets_dialoger_i_kedjans_ordning(hjul, post):
    vd = [post(n, hjul.skola) for n in ("vd1", "vd2", "vd3")]
    assert [p.fran for p in vd] == [date(2026, 9, 7), date(2027, 1, 14), date(2027, 5, 4)]
    hd = [post(n) for n in ("hd1", "hd2", "hd3")]
    assert [p.fran for p in hd] == [date(2026, 10, 13), date(2027, 3, 9), date(2027, 6, 15)]
    # Planen fastställs efter VD1, så att medskicken hinner med; huvuddragen är kända till VD3.
    assert vd[0].till < post("vp_faststall", hjul.skola).fran < hd[0].fran
    assert post("vp_hss_huvuddrag").fran <= vd[2].fran
    assert post("vp_hss_avstamning").fran == hd[2].fran
    assert post("summerande_analys", hjul.skola).fran > vd[2].till


@pytest.mark.krav(31, 32, 34)
def test_hjulet_har_namndens_och_fullmaktiges_tider(hjul):
    def nar(nyckel):
        return [(p.fran, p.till) for p in Hjulpost.objects.filter(lasar=hjul.lasar, nyckel__startswith=nyckel)]

    assert nar("bun_mal_ekonomi") == [(date(2027, 4, 22),) * 2]
    assert nar("kf_tilldelning") == [(date(2027, 6, 1), date(2027, 6, 30))]
    assert nar("bun_internbudget") == [(date(2026, 11, 19),) * 2]
    assert nar("kf_dialog_oktober") == [(date(2026, 10, 1), date(2026, 10, 30))]
    assert nar("kf_dialog_april") == [(date(2027, 4, 1), date(2027, 4, 30))]
    assert len(nar("kf_dialog_opposition")) == 1
    moten = Motesdag.objects.filter(dag__range=(hjul.lasar.fran, hjul.lasar.till)).values_list("dag", flat=True)
    assert [fran for fran, _ in nar("bun_lopande")] == list(moten)


@pytest.mark.krav(38)
def test_tidsplanen_fran_2019_gar_att_uttrycka(kommun):
    exempel = MALL["exempel_2019"]
    lasar = Lasar.objects.create(namn="2019/20", slug="2019-20", fran=date(2019, 7, 1), till=date(2020, 6, 30))
    bun = Motesdag.objects.first().forum
    Motesdag.objects.bulk_create(Motesdag(forum=bun, dag=dag) for dag in exempel["bun_moten"] if isinstance(dag, str))
    skapa_hjul(lasar=lasar)
    for nyckel, vantat in exempel["vantat"].items():
        fick = {(p.fran, p.ungefar) for p in Hjulpost.objects.filter(lasar=lasar, nyckel=nyckel)}
        assert fick == {(date.fromisoformat(vantat), "") if isinstance(vantat, str) else (None, "januari 2020")}, nyckel


@pytest.mark.krav(39)
def test_betygen_kommer_vid_terminens_slut_och_enkaten_vartannat_ar(kommun):
    kommun.lasar.vt_till = date(2027, 6, 11)
    kommun.lasar.save()
    for lasar in (kommun.forra, kommun.lasar):
        skapa_hjul(lasar=lasar)
    vart = Hjulpost.objects.get(lasar=kommun.lasar, nyckel="betyg_vt")
    assert (vart.fran, vart.preliminar) == (date(2027, 6, 11), False)
    enkater = Hjulpost.objects.filter(nyckel="skolinspektionen_enkat").values_list("lasar__namn", flat=True)
    assert list(enkater) == ["2026/27"]


@pytest.mark.krav(85)
def test_utan_motesdagar_star_manaden_men_ingen_dag(kommun):
    Motesdag.objects.all().delete()
    skapa_hjul(lasar=kommun.lasar)
    dialog = Hjulpost.objects.get(lasar=kommun.lasar, nyckel="bun_dialog_gymnasieskola")
    assert (dialog.fran, dialog.ungefar, dialog.sorteras) == (None, "oktober 2026", date(2026, 10, 1))


def test_varje_niva_far_sina_poster_pa_sina_platser(hjul):
    platser = {
        (niva, slag)
        for niva, slag in Hjulpost.objects.for_lasar(hjul.lasar).values_list("niva", "plats__slag").distinct()
    }
    assert platser == {
        ("enhet", "enhet"),
        ("verksamhetsomrade", "verksamhetsomrade"),
        ("avdelning", "avdelning"),
        ("namnd", "namnd"),
        ("huvudman", "huvudman"),
        ("kf_ks", "huvudman"),
        ("stat", "huvudman"),
    }
    assert Hjulpost.objects.filter(lasar=hjul.lasar, nyckel="vd1").count() == 3


def test_bara_enheter_med_skolformen_far_posten(hjul):
    def enheter(nyckel):
        return set(Hjulpost.objects.filter(lasar=hjul.lasar, nyckel=nyckel).values_list("plats__namn", flat=True))

    assert enheter("myran") == {"Chefsområde Bäcken"}
    assert enheter("engelska_tester") == {"Almskolan"}
    assert enheter("unikum_stodbehov-2") == {"Almskolan", "Chefsområde Bäcken"}
    # Ingen enhet har anpassad skola: huvudmannens rapport om den finns inte heller.
    assert not Hjulpost.objects.filter(lasar=hjul.lasar, nyckel__contains="anpassad").exists()


def test_en_skolform_som_slutat_galla_raknas_inte(kommun):
    EnhetSkolform.objects.filter(enhet=kommun.chefsomrade).update(till=date(2026, 6, 30))
    skapa_hjul(lasar=kommun.lasar)
    assert not Hjulpost.objects.filter(lasar=kommun.lasar, nyckel="myran").exists()


def test_en_upphord_enhet_och_avdelning_far_inga_poster(kommun):
    Enhet.objects.filter(pk=kommun.skola.pk).update(upphord=date(2026, 6, 30))
    Avdelning.objects.filter(pk=kommun.avdelning.pk).update(upphord=date(2026, 6, 30))
    skapa_hjul(lasar=kommun.lasar)
    poster = Hjulpost.objects.for_lasar(kommun.lasar)
    assert not poster.filter(plats__in=[kommun.skola.pk, kommun.avdelning.pk]).exists()


# --- Idempotens --------------------------------------------------------------------------------
def test_tva_ganger_ar_som_en(hjul):
    fore = allt(hjul.lasar)
    handelser = Handelse.objects.count()
    resultat = skapa_hjul(lasar=hjul.lasar)
    assert resultat == Hjulresultat(oforandrade=len(fore))
    assert allt(hjul.lasar) == fore
    assert Handelse.objects.count() == handelser  # ingenting hände, ingenting loggas


def test_tva_lasar_ror_inte_varandra(hjul):
    fore = allt(hjul.lasar)
    skapa_hjul(lasar=hjul.forra)
    assert allt(hjul.lasar) == fore


def test_en_andrad_mall_andrar_posterna_och_en_avstangd_tar_bort_dem(hjul):
    Hjulmall.objects.filter(nyckel="hd1").update(rubrik="Höstens huvudmannadialog")
    Hjulmall.objects.filter(nyckel="vp_hss_avstamning").update(aktiv=False)
    resultat = skapa_hjul(lasar=hjul.lasar)
    assert (resultat.andrade, resultat.borttagna, resultat.nya) == (1, 1, 0)
    assert Hjulpost.objects.get(lasar=hjul.lasar, nyckel="hd1").rubrik == "Höstens huvudmannadialog"


def test_en_ny_enhet_far_sina_poster(hjul):
    ny = Enhet.objects.create(namn="Nya skolan")
    EnhetSkolform.objects.create(enhet=ny, skolform_id=_skolform("grundskola"), laroplan=_laroplan("grundskola"))
    resultat = skapa_hjul(lasar=hjul.lasar)
    assert resultat.nya == Hjulpost.objects.filter(plats=ny).count() > 30
    assert resultat.andrade == resultat.borttagna == 0


def _laroplan(skolform):
    return Laroplan.objects.filter(skolform__nyckel=skolform).first()


def _skolform(nyckel):
    return _laroplan(nyckel).skolform_id


def test_en_regel_som_pekar_pa_sig_sjalv_stannar_hjulet_med_en_mening(hjul):
    regel = {"typ": "relativ", "till": "hd1", "arbetsdagar": 1}
    Hjulmall.objects.filter(nyckel="hd1").update(regel=regel)
    fore = allt(hjul.lasar)
    with pytest.raises(ValidationError, match="Mallen ”Huvudmannadialog 1”: Regeln pekar på sig själv"):
        skapa_hjul(lasar=hjul.lasar)
    assert allt(hjul.lasar) == fore


# --- Flytta ------------------------------------------------------------------------------------
def test_en_flyttad_post_star_kvar_och_det_som_hanger_pa_den_foljer(hjul, post):
    flytta_post(post=post("vd1", hjul.skola), fran=date(2026, 9, 16), av=hjul.verksamhetschef)
    assert post("vd1_rapportdel", hjul.skola).fran == date(2026, 9, 9)
    assert post("vd1_handslag", hjul.skola).fran == date(2026, 9, 23)
    assert post("vd1_rapportdel", hjul.chefsomrade).fran == date(2026, 8, 31)
    efter = allt(hjul.lasar)
    assert skapa_hjul(lasar=hjul.lasar).flyttade == 1
    assert allt(hjul.lasar) == efter


def test_huvudmannens_flytt_foljs_pa_alla_nivaer(hjul, post):
    resultat = flytta_post(post=post("hd1"), fran=date(2026, 10, 20), av=hjul.direktor)
    omraden = Hjulpost.objects.filter(lasar=hjul.lasar, nyckel="hd1_sammanstallning")
    assert {p.fran for p in omraden} == {date(2026, 10, 12)}
    assert post("hd1_avd_underlag", hjul.avdelning).fran == date(2026, 10, 8)
    assert post("hd1_nasta_steg").fran == date(2026, 10, 27)
    assert resultat.andrade == 7
    assert skapa_hjul(lasar=hjul.lasar).andrat is False


def test_namndens_flytt_foljs_i_flera_led(hjul, post):
    flytta_post(post=post("bun_dialog_gymnasieskola"), fran=date(2026, 11, 19), av=hjul.registrator)
    assert post("bun_beslut_gymnasieskola").fran == date(2026, 12, 17)
    assert post("rapport_gymnasieskola_beslutsversion").fran == date(2026, 12, 7)


def test_en_flyttad_post_rors_inte_nar_mallen_andras_eller_stangs_av(hjul, post):
    flytta_post(post=post("hd1"), fran=date(2026, 10, 20), av=hjul.direktor)
    Hjulmall.objects.filter(nyckel="hd1").update(rubrik="Annat", aktiv=False)
    Hjulmall.objects.filter(regel__till="hd1").update(aktiv=False)
    skapa_hjul(lasar=hjul.lasar)
    assert (post("hd1").rubrik, post("hd1").fran) == ("Huvudmannadialog 1", date(2026, 10, 20))


def test_flytten_loggas_en_gang_med_vem_och_vad(hjul, post):
    for _ in range(2):
        flytta_post(post=post("hd1"), fran=date(2026, 10, 20), till=date(2026, 10, 21), av=hjul.direktor)
    (handelse,) = Handelse.objects.filter(handling="flytta_post")
    assert (handelse.aktor_namn, handelse.uppgifter["fran"], handelse.uppgifter["fore"]) == (
        hjul.direktor.namn,
        "2026-10-20",
        "2026-10-13",
    )
    assert (post("hd1").till, post("hd1").flyttad_av) == (date(2026, 10, 21), hjul.direktor)


@pytest.mark.parametrize(
    "fran, till, falt",
    [
        (date(2026, 6, 30), None, "fran"),
        (date(2027, 7, 1), None, "fran"),
        (date(2026, 10, 20), date(2026, 10, 19), "till"),
        (date(2026, 10, 20), date(2027, 7, 1), "till"),
    ],
)
def test_en_omojlig_dag_nekas_vid_faltet(hjul, post, fran, till, falt):
    with pytest.raises(ValidationError) as fel:
        flytta_post(post=post("hd1"), fran=fran, till=till, av=hjul.direktor)
    assert list(fel.value.message_dict) == [falt]
    assert post("hd1").flyttad_nar is None


def test_ett_stangt_lasar_ror_ingen(hjul, post):
    Lasar.objects.filter(pk=hjul.lasar.pk).update(stangt=True)
    with pytest.raises(ValidationError, match="är stängt"):
        flytta_post(post=post("hd1"), fran=date(2026, 10, 20), av=None)


def test_en_slappt_post_raknas_ut_igen(hjul, post):
    fore = allt(hjul.lasar)
    flytta_post(post=post("vd1", hjul.skola), fran=date(2026, 9, 16), av=hjul.verksamhetschef)
    slapp_post(post=post("vd1", hjul.skola), av=hjul.verksamhetschef)
    assert allt(hjul.lasar) == fore
    assert post("vd1", hjul.skola).flyttad_nar is None


def test_en_post_utan_dag_kan_fa_en(hjul, post):
    flytta_post(post=post("stadsdirektor_dialog-1"), fran=date(2026, 11, 30), av=hjul.direktor)
    satt = post("stadsdirektor_dialog-1")
    assert (satt.fran, satt.ungefar, satt.sorteras) == (date(2026, 11, 30), "", date(2026, 11, 30))


# --- Vem får flytta ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "vem, nyckel, plats, far",
    [
        ("rektor", "vp_faststall", "skola", True),
        ("rektor", "vp_faststall", "chefsomrade", False),
        ("rektor", "vd1_rapportdel", "skola", False),  # inlämningen följer dialogen
        ("rektor", "vd1", "skola", False),  # dialogen bokas av verksamhetschefen
        ("rektor", "hd1", None, False),
        ("bitradande", "vp_faststall", "skola", False),
        ("verksamhetschef", "vd1", "skola", True),
        ("verksamhetschef", "vd1_rapportdel", "skola", True),
        ("verksamhetschef", "vd1", "gymnasium", False),
        ("verksamhetschef", "vd1_iakttagelser", "norr", True),
        ("verksamhetschef", "vd1_iakttagelser", "soder", False),
        ("avdelningschef", "hd1_avd_underlag", "avdelning", True),
        ("avdelningschef", "hd1", None, False),
        ("registrator", "bun_internbudget", None, True),
        ("registrator", "hd1", None, False),
        ("namnd", "bun_internbudget", None, False),
        ("controller", "hd1", None, False),
        ("medarbetare", "vp_faststall", "skola", False),
        ("direktor", "hd1", None, True),
        ("direktor", "vd1", "gymnasium", True),
        ("administrator", "kf_tilldelning", None, True),
        ("fore_detta", "vp_faststall", "skola", False),
        ("utan_befattning", "vp_faststall", "skola", False),
    ],
)
def test_vem_som_flyttar_vad(hjul, post, vem, nyckel, plats, far):
    posten = post(nyckel, getattr(hjul, plats) if plats else None)
    person = hjul.personer[vem]
    if far:
        flytta_post(post=posten, fran=date(2026, 12, 1), av=person)
        assert post(nyckel, posten.plats).flyttad_av == person
        return
    with pytest.raises(PermissionDenied) as fel:
        flytta_post(post=posten, fran=date(2026, 12, 1), av=person)
    assert str(fel.value).endswith(".")
    assert post(nyckel, posten.plats).flyttad_nar is None


# --- Egna poster -------------------------------------------------------------------------------
@pytest.mark.krav(37)
def test_enhetens_egen_post_finns_kvar_nar_hjulet_skapas(hjul):
    uppgifter = {
        "lasar": hjul.lasar,
        "plats": hjul.skola,
        "niva": Hjulniva.ENHET,
        "rubrik": "Analys av läsning i utvecklingsgruppen",
        "roll": "rektor",
        "av": hjul.rektor,
    }
    lagg_egen_post(fran=date(2026, 11, 10), **uppgifter)
    egen = lagg_egen_post(fran=date(2026, 11, 12), **uppgifter)
    skapa_hjul(lasar=hjul.lasar)
    egen.refresh_from_db()
    assert (egen.fran, egen.mall, egen.nyckel) == (
        date(2026, 11, 12),
        None,
        "egen-analys-av-lasning-i-utvecklingsgruppen",
    )
    with pytest.raises(PermissionDenied):
        lagg_egen_post(fran=date(2026, 11, 12), **{**uppgifter, "av": hjul.annan_rektor})
    with pytest.raises(ValidationError, match="ingen regel"):
        slapp_post(post=egen, av=hjul.rektor)


# --- Antal frågor ------------------------------------------------------------------------------
def _fragor(lasar):
    with CaptureQueriesContext(
        connection,
    ) as fangade:
        skapa_hjul(lasar=lasar)
    return [f["sql"] for f in fangade]


def _fler_enheter(kommun, antal):
    laroplan = _laroplan("grundskola")
    nya = [Enhet.objects.create(namn=f"Skola {n}", slug=f"skola-{antal}-{n}") for n in range(antal)]
    EnhetSkolform.objects.bulk_create(
        EnhetSkolform(enhet=e, skolform_id=laroplan.skolform_id, laroplan=laroplan) for e in nya
    )
    Tillhorighet.objects.bulk_create(Tillhorighet(enhet=e, lasar=kommun.lasar, omrade=kommun.norr) for e in nya)


def test_lika_manga_fragor_for_24_som_for_240_enheter(kommun):
    antal = []
    for fler in (21, 216):
        _fler_enheter(kommun, fler)
        lasfragor = [sql for sql in _fragor(kommun.lasar) if sql.startswith("SELECT")]
        antal.append((len(lasfragor), len(_fragor(kommun.lasar))))
    assert antal[0] == antal[1]
    assert Hjulpost.objects.filter(lasar=kommun.lasar, nyckel="vd1").count() == 240


# --- Utkorgen ----------------------------------------------------------------------------------
def _utfor(rad):
    return utkorg.utfor_rad(rad.pk)


@pytest.mark.krav(71)
def test_nattens_arbete_laggs_en_gang_per_dag_och_gor_hjul_och_rapporter(kommun):
    assert lagg_nattens_hjul() == 1  # bara 2026/27 är kvar; 2025/26 är slut
    assert lagg_nattens_hjul() == 0
    rad = hjulets_arbete(kommun.lasar)
    assert rad.nyckel == "2026-27:2026-11-24"
    assert _utfor(rad) == "klart"
    assert Rapport.objects.for_lasar(kommun.lasar).count() == 3
    efter = allt(kommun.lasar)
    assert lagg_nattens_hjul() == 0  # också när dagens är klart
    # Samma rad levererad igen gör ingenting, och ett nytt arbete ger samma hjul (F5).
    assert _utfor(rad) == "redan"
    _utfor(bestall_hjul(lasar=kommun.lasar, av=kommun.direktor))
    assert allt(kommun.lasar) == efter


def test_kommande_lasar_skapas_ocksa(kommun):
    nasta = Lasar.objects.create(namn="2027/28", slug="2027-28", fran=date(2027, 7, 1), till=date(2028, 6, 30))
    assert lagg_nattens_hjul() == 2
    for rad in Utkorg.objects.filter(slag="hjul"):
        _utfor(rad)
    assert Hjulpost.objects.for_lasar(nasta).exists()


def test_en_trasig_regel_gor_arbetet_misslyckat_med_skalet(kommun):
    Hjulmall.objects.filter(nyckel="vd1").update(regel={"typ": "nymane"})
    rad = bestall_hjul(lasar=kommun.lasar, av=kommun.administrator)
    assert _utfor(rad) == "misslyckat"
    rad.refresh_from_db()
    assert "Regeltypen ”nymane” finns inte" in rad.fel


def test_ett_arbete_som_dor_mitt_i_gors_om_och_ger_samma_hjul(kommun, monkeypatch):
    """F4: arbetaren dör när posterna är skrivna; ingenting halvt står kvar, och nästa försök blir helt."""
    rad = bestall_hjul(lasar=kommun.lasar, av=kommun.direktor)
    from styrkedja.handlingar import hjul as modul

    def do(*args, **kwargs):
        raise SystemExit

    with monkeypatch.context() as m:
        m.setattr(modul, "uppdatera_omgangar", do)
        with pytest.raises(SystemExit):
            _utfor(rad)
    assert not Hjulpost.objects.for_lasar(kommun.lasar).exists()
    Utkorg.objects.filter(pk=rad.pk).update(lan_till="2026-11-24T08:00Z")  # lånet går ut
    assert _utfor(rad) == "klart"
    assert Hjulpost.objects.for_lasar(kommun.lasar).exists()


def test_bara_direktor_och_administrator_bestaller(kommun):
    for person in (kommun.rektor, kommun.verksamhetschef, kommun.registrator):
        with pytest.raises(PermissionDenied):
            bestall_hjul(lasar=kommun.lasar, av=person)
    assert bestall_hjul(lasar=kommun.lasar, av=kommun.direktor) == bestall_hjul(
        lasar=kommun.lasar, av=kommun.administrator
    )


def test_kommandot(kommun, capsys):
    call_command("skapa_hjul", lasar="2026-27")
    assert "2026/27: " in capsys.readouterr().out
    call_command("skapa_hjul")
    assert " 0 nya, 0 ändrade" in capsys.readouterr().out
    with pytest.raises(CommandError, match="finns inte"):
        call_command("skapa_hjul", lasar="1999-00")
