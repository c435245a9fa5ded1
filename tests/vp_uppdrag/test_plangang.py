"""Planens gång: avstämning, fastställande, revidering, avslut, och vem som får läsa och göra vad (krav 13, 27, 30, 77)."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from styrkedja.models import Handelse, Lasar, Utkorg
from tests.vp_uppdrag.planer import ORSAK, avstamd, farsk, faststalld, helt_mal, plan_for, sand
from vp_uppdrag.behorighet import plan as b
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.avstamning import kommentera_mal, stam_av
from vp_uppdrag.handlingar.maldelar import satt_aktivitet, satt_indikator, satt_kriterium
from vp_uppdrag.handlingar.malen import flytta_mal, lagg_mal, satt_bidrag, spara_mal, ta_bort_mal
from vp_uppdrag.handlingar.planer import lanka_plan, planen_for, satt_pengar, skapa_planer, spara_planens_ord
from vp_uppdrag.handlingar.plangang import (
    avsluta_plan,
    be_om_avstamning,
    faststall_plan,
    for_over_mal,
    revidera_plan,
)
from vp_uppdrag.handlingar.planlas import HarAndrats
from vp_uppdrag.handlingar.progression import Delad, dela_progression
from vp_uppdrag.models import Avstamning, Bidrag, Malindikator, Progression, Verksamhetsplan


@pytest.fixture
def plan(kommun):
    return plan_for(kommun)


@pytest.fixture
def mal(kommun, plan):
    return helt_mal(plan, kommun.rektor)


# --- Avstämningen --------------------------------------------------------------------------------
@pytest.mark.krav(77)
def test_hela_vagen_fran_utkast_till_faststalld(kommun, plan, mal):
    andra = helt_mal(plan, kommun.rektor, "Samma dag")
    plan = sand(kommun, plan)
    assert (plan.tillstand, plan.framlagd.nummer) == ("avstams", 1)
    kommentera_mal(mal=mal, text="Säg vad hon släpper.", av=kommun.verksamhetschef)
    kommentera_mal(mal=mal, text="Säg vad hon släpper.", av=kommun.verksamhetschef)
    kommentera_mal(mal=mal, text="Ett nätverk.", av=kommun.rektor, svar=True)
    stam_av(plan=plan, mal=mal, last_version=1, text="Bra att det är en person.", av=kommun.verksamhetschef)
    assert farsk(plan).tillstand == "avstams", "ett mål av två är avstämt"
    stam_av(plan=plan, mal=andra, last_version=1, av=kommun.verksamhetschef)
    assert farsk(plan).tillstand == "avstamd"
    assert [(r.slag, r.text) for r in mal.avstamningar.all()] == [
        ("kommentar", "Säg vad hon släpper."), ("svar", "Ett nätverk."), ("avstamd", "Bra att det är en person."),
    ]  # fmt: skip
    version = faststall_plan(plan=plan, av=kommun.rektor)
    plan = farsk(plan)
    assert (plan.tillstand, plan.gallande, version.nummer, version.sen) == ("faststalld", version, 1, False)
    assert version.handlingsstatus == "upprattad"
    brev = sorted({u.uppgifter["amne"].partition(":")[0] for u in Utkorg.objects.all()})
    assert brev == [
        "En kommentar i verksamhetsplanen", "En verksamhetsplan väntar på avstämning", "Svar i verksamhetsplanen",
        "Verksamhetsplanen är avstämd", "Verksamhetsplanen är fastställd",
    ]  # fmt: skip
    assert not any("Säg vad" in str(u.uppgifter) for u in Utkorg.objects.all()), "aldrig något ur planen"


def test_samma_plan_skickad_tva_ganger_ar_samma_version(kommun, plan, mal):
    sand(kommun, plan)
    assert sand(kommun, plan).framlagd.nummer == 1
    spara_mal(mal=mal, texter={"mal": "Ett nytt mål"}, av=kommun.rektor)
    assert sand(kommun, plan).framlagd.nummer == 2


@pytest.mark.krav(17, 19)
def test_en_plan_som_inte_haller_skickas_inte(kommun, plan):
    with pytest.raises(GarInteNu, match="Planen är tom"):
        be_om_avstamning(plan=plan, av=kommun.rektor)
    mal = lagg_mal(plan=plan, text="Läsa i alla ämnen", av=kommun.rektor)
    with pytest.raises(GarInteNu, match="Mål 1: Målet hör inte ihop med någon orsak"):
        be_om_avstamning(plan=plan, av=kommun.rektor)
    spara_mal(mal=mal, texter={}, utan_orsak="Nämnden har beslutat det.", av=kommun.rektor)
    with pytest.raises(GarInteNu, match="ingen aktivitet"):
        be_om_avstamning(plan=plan, av=kommun.rektor)
    assert not plan.versioner.exists()


def test_planen_andras_medan_chefen_stammer_av(kommun, plan, mal):
    """Det hon läste gäller inte längre: hon får veta vad som har ändrats, och inget är gjort."""
    andra = helt_mal(plan, kommun.rektor, "Samma dag")
    sand(kommun, plan)
    spara_mal(mal=mal, texter={"mal": "Något annat"}, av=kommun.rektor)
    with pytest.raises(HarAndrats, match="Mål 1: målet har ändrats") as fel:
        stam_av(plan=plan, last_version=1, av=kommun.verksamhetschef)
    assert [s.mal for s in fel.value.skillnader] == [mal.pk]
    # Ett mål som inte är rört går att stämma av.
    stam_av(plan=plan, mal=andra, last_version=1, av=kommun.verksamhetschef)
    sand(kommun, plan)
    with pytest.raises(HarAndrats, match="Mål 1"):
        stam_av(plan=plan, last_version=1, av=kommun.verksamhetschef)
    assert Avstamning.objects.count() == 1
    stam_av(plan=plan, last_version=2, av=kommun.verksamhetschef)
    assert farsk(plan).tillstand == "avstamd"
    with pytest.raises(GarInteNu, match="redan gjort"):
        stam_av(plan=plan, last_version=2, av=kommun.verksamhetschef)


def test_en_avstamd_plan_som_andras_vantar_pa_avstamning_igen(kommun, plan, mal):
    extra = helt_mal(plan, kommun.rektor, "Samma dag")
    plan = avstamd(kommun, plan)
    ta_bort_mal(mal=extra, av=kommun.rektor)
    assert farsk(plan).tillstand == "avstams"
    with pytest.raises(GarInteNu):
        faststall_plan(plan=plan, av=kommun.rektor)
    plan = sand(kommun, plan)
    stam_av(plan=plan, last_version=2, av=kommun.verksamhetschef)
    assert mal.avstamningar.count() == 1, "målet var redan avstämt"
    faststall_plan(plan=plan, av=kommun.rektor)


#: Allt som skrivs i en plan: ord för ord som det redan står, och med något nytt. `(plan, mål, av, nytt)`.
SKRIVNINGAR: dict[str, Callable[[Any, Any, Any, bool], Any]] = {
    "planens ord": lambda plan, mal, av, ny: spara_planens_ord(
        plan=plan, texter={"inledning": "<p>Nytt.</p>" if ny else ""}, av=av
    ),
    "pengarna": lambda plan, mal, av, ny: satt_pengar(plan=plan, rader={"peng": (None, "")}, av=av) and ny,
    "målets ord": lambda plan, mal, av, ny: spara_mal(
        mal=mal, texter={"orsak": "<p>En helt annan orsak.</p>" if ny else ORSAK}, av=av
    ),
    "målets val": lambda plan, mal, av, ny: spara_mal(
        mal=mal, texter={}, orsaksniva="S" if ny else "P", underlag=[], annat_underlag=mal.annat_underlag, av=av
    ),
    "bidragen": lambda plan, mal, av, ny: satt_bidrag(
        mal=mal, bidrag=[] if ny else [Bidrag(namndmal=b.namndmal) for b in mal.bidrag.all()], av=av
    ),
    "ett kriterium": lambda plan, mal, av, ny: satt_kriterium(
        mal=mal, rad=mal.kriterier.get(), text="Något annat" if ny else mal.kriterier.get().text, av=av
    ),
    "en indikator": lambda plan, mal, av, ny: _om(
        satt_indikator, mal.indikatorer.first(), av, malvarde=31 if ny else 30
    ),
    "en aktivitet": lambda plan, mal, av, ny: _om(
        satt_aktivitet, mal.aktiviteter.get(), av, niva="P", ansvarig="Någon annan" if ny else "Anna Alm"
    ),
    "ordningen": lambda plan, mal, av, ny: (
        flytta_mal(mal=mal, upp=False, av=av) or (ny and ta_bort_mal(mal=mal, av=av))
    ),
}


def _om(handling: Callable[..., Any], rad: Any, av: Any, **mer: Any) -> Any:
    """Skriver raden en gång till."""
    if isinstance(rad, Malindikator):
        return handling(mal=rad.mal, rad=rad, kriterium=rad.kriterium, namn=rad.namn, av=av, **mer)
    return handling(mal=rad.mal, rad=rad, text=rad.text, av=av, **mer)


@pytest.mark.krav(77)
@pytest.mark.parametrize("slag", SKRIVNINGAR)
def test_det_avstamda_star_sa_lange_planen_sager_detsamma(kommun, plan, mal, slag):
    helt_mal(plan, kommun.rektor, "Samma dag")
    plan = avstamd(kommun, plan)
    SKRIVNINGAR[slag](plan, mal, kommun.rektor, False)
    assert farsk(plan).tillstand == "avstamd", "samma ord en gång till ändrar inget"
    faststall_plan(plan=plan, av=kommun.rektor)
    assert farsk(plan).tillstand == "faststalld"


@pytest.mark.krav(77)
@pytest.mark.parametrize("slag", [slag for slag in SKRIVNINGAR if slag != "pengarna"])
def test_det_avstamda_galler_inte_nar_planen_sager_nagot_annat(kommun, plan, mal, slag):
    helt_mal(plan, kommun.rektor, "Samma dag")
    plan = avstamd(kommun, plan)
    SKRIVNINGAR[slag](plan, mal, kommun.rektor, True)
    assert farsk(plan).tillstand == "avstams"


# --- Fastställa ------------------------------------------------------------------------------------
@pytest.mark.krav(27)
def test_planen_faststalls_efter_sin_dag_men_marks_som_sen(kommun, plan, mal):
    Verksamhetsplan.objects.filter(pk=plan.pk).update(sista_dag=date(2026, 10, 2))
    plan = faststalld(kommun, plan)
    assert plan.gallande.sen
    revidera_plan(plan=plan, varfor="VD2 visade att starten dröjer", av=kommun.rektor)
    spara_mal(mal=mal, texter={"mal": "Matematiken börjar lika i alla klasser"}, av=kommun.rektor)
    plan = faststalld(kommun, plan)
    assert (plan.gallande.nummer, plan.gallande.sen, plan.gallande.skal) == (2, False, "VD2 visade att starten dröjer")
    assert [v.innehall["mal"][0]["text"] for v in plan.versioner.filter(slag="faststalld")] == [
        "Matematiken börjar lika i alla klasser", "Matematiken börjar på samma sätt",
    ]  # fmt: skip


def test_faststallande_utan_avstamning_och_tva_ganger(kommun, plan, mal):
    with pytest.raises(GarInteNu):
        faststall_plan(plan=plan, av=kommun.rektor)
    assert "Skicka den för avstämning först." in str(b.hinder_for_att_faststalla_plan(kommun.rektor, farsk(plan)))
    sand(kommun, plan)
    hinder = b.hinder_for_att_faststalla_plan(kommun.rektor, farsk(plan))
    assert hinder == "Planen kan fastställas när verksamhetschefen har stämt av den. Den väntar på Vera Videkvist."
    stam_av(plan=plan, last_version=1, av=kommun.verksamhetschef)
    faststall_plan(plan=plan, av=kommun.rektor)
    with pytest.raises(GarInteNu, match="redan gjort"):
        faststall_plan(plan=plan, av=kommun.rektor)
    hinder = b.hinder_for_att_faststalla_plan(kommun.rektor, farsk(plan))
    assert hinder == "Planen är redan fastställd, 24 nov 2026, av Anna Alm."
    assert Handelse.objects.filter(handling="faststall_plan").count() == 1


def test_revidera_kraver_skal_och_en_faststalld_plan(kommun, plan, mal):
    with pytest.raises(GarInteNu):
        revidera_plan(plan=plan, varfor="prov", av=kommun.rektor)
    plan = faststalld(kommun, plan)
    with pytest.raises(ValidationError, match="varför planen ändras"):
        revidera_plan(plan=plan, varfor=" ", av=kommun.rektor)
    revidera_plan(plan=plan, varfor="Ny lärare", av=kommun.rektor)
    assert farsk(plan).gallande is not None, "den fastställda gäller medan nästa skrivs"


@pytest.mark.krav(14, 30)
def test_ett_mal_som_inte_natts_fors_over_till_nasta_lasar(kommun, plan, mal, time_machine):
    plan = faststalld(kommun, plan)
    hinder = b.hinder_for_att_avsluta_plan(kommun.rektor, plan)
    assert hinder == "Planen avslutas när läsåret summeras, från 1 juni 2027."
    time_machine.move_to("2027-06-16 08:00")
    avsluta_plan(plan=plan, av=kommun.rektor)
    with pytest.raises(GarInteNu):
        avsluta_plan(plan=plan, av=kommun.rektor)
    nasta = Lasar.objects.create(namn="2027/28", slug="2027-28", fran=date(2027, 7, 1), till=date(2028, 6, 30))
    ny = planen_for(plats=kommun.skola, lasar=nasta)
    nytt = for_over_mal(mal=mal, till=ny, av=kommun.rektor)
    assert for_over_mal(mal=mal, till=ny, av=kommun.rektor) == nytt, "två gånger är samma mål"
    assert (nytt.text, nytt.foregaende, nytt.orsaksniva) == (mal.text, mal, "P")
    assert (nytt.kriterier.count(), nytt.indikatorer.count(), nytt.aktiviteter.count()) == (1, 2, 0)


# --- Planerna och det som följs upp ---------------------------------------------------------------
def test_varje_enhet_och_avdelning_har_en_plan(kommun):
    assert skapa_planer(lasar=kommun.lasar) == 4
    assert skapa_planer(lasar=kommun.lasar) == 0
    assert {p.mapp for p in Verksamhetsplan.objects.select_related("plats")} == {"enheter", "avdelningar"}


@pytest.mark.krav(81)
def test_en_avdelning_lankar_sin_plan_eller_skriver_den_har(kommun, plan):
    avdelningens = plan_for(kommun, kommun.avdelning)
    for fel in ("javascript:alert(1)", "file:///etc/passwd", "plan.docx"):
        with pytest.raises(ValidationError, match="hela webbadressen"):
            lanka_plan(plan=avdelningens, lank=fel, av=kommun.avdelningschef)
    lanka_plan(plan=avdelningens, lank="https://delat.ekby.example/plan", av=kommun.avdelningschef)
    with pytest.raises(GarInteNu, match="länkas inte"):
        lanka_plan(plan=plan, lank="https://delat.ekby.example/plan", av=kommun.rektor)
    assert farsk(avdelningens) in Verksamhetsplan.objects.synliga_for(kommun.medarbetare)
    helt_mal(avdelningens, kommun.avdelningschef)
    be_om_avstamning(plan=avdelningens, av=kommun.avdelningschef)
    assert b.hinder_for_att_stamma_av(kommun.direktor, farsk(avdelningens)) is None
    assert "Bara utbildningsdirektören" in str(b.hinder_for_att_stamma_av(kommun.verksamhetschef, farsk(avdelningens)))
    stam_av(plan=avdelningens, last_version=1, av=kommun.direktor)
    faststall_plan(plan=avdelningens, av=kommun.avdelningschef)


@pytest.mark.krav(49, 107)
def test_pengarna_skrivs_ocksa_i_en_faststalld_plan(kommun, plan, mal):
    plan = faststalld(kommun, plan)
    with pytest.raises(ValidationError, match="utan minus"):
        satt_pengar(plan=plan, rader={"peng": (Decimal(-1), "")}, av=kommun.rektor)
    satt_pengar(
        plan=plan, rader={"peng": (Decimal(41_200_000), ""), "uppbyggande": (None, "Två lärare")}, av=kommun.rektor
    )
    rader = satt_pengar(plan=plan, rader={"peng": (None, "")}, av=kommun.rektor)
    assert [(r.get_slag_display(), r.text) for r in rader] == [("uppbyggande medel", "Två lärare")]
    spara_planens_ord(plan=plan, texter={"budget": "Planen ryms."}, av=kommun.rektor)
    with pytest.raises(GarInteNu, match="Revidera den först"):
        spara_planens_ord(plan=plan, texter={"inledning": "Nytt"}, av=kommun.rektor)


@pytest.mark.krav(47, 54)
def test_progressionen_finns_forst_nar_den_ar_delad_och_den_senaste_galler(kommun, plan, mal):
    def dela(text: str) -> None:
        falt = [{"nyckel": "hur_langt", "etikett": "Hur långt?", "text": text}]
        rader = [Delad(mal.pk, falt, {"namn": "En bit kvar", "form": "halv"})]
        dela_progression(rader=rader, omgang=kommun.omgang("vd2"), av=kommun.rektor)

    dela("Halva vägen.")
    dela("Mer än halva.")
    rad = Progression.objects.get()
    assert (rad.falt[0]["text"], rad.bedomning["namn"]) == ("Mer än halva.", "En bit kvar")


# --- Vem läser, och vem får -------------------------------------------------------------------------
@pytest.mark.krav(13)
def test_utkastet_ar_skolledningens_och_det_faststallda_allas(kommun, plan, mal):
    def lydelser() -> dict[str, str]:
        synliga = Verksamhetsplan.objects.med_platsen()
        return {
            namn: str(b.lydelsen(p, ett))
            for namn, p in kommun.personer.items()
            if (ett := synliga.synliga_for(p).filter(pk=plan.pk).first())
        }

    ledning = dict.fromkeys(("rektor", "bitradande", "utgangen", "odelegerad"), "utkast")
    assert lydelser() == ledning | {"verksamhetschef": "ingen", "direktor": "ingen"}
    sand(kommun, plan)
    assert lydelser() == ledning | {"verksamhetschef": "framlagd", "direktor": "ingen"}
    faststalld(kommun, plan)
    laser = set(kommun.personer) - {"administrator", "annan_administrator", "fore_detta", "utan_befattning"}
    assert lydelser() == dict.fromkeys(laser, "gallande") | ledning


FAR = {
    "hinder_for_att_skriva_mal": {"rektor", "bitradande"},
    "hinder_for_att_folja_upp": {"rektor", "bitradande"},
    "hinder_for_att_be_om_avstamning": {"rektor"},
    "hinder_for_att_kommentera_mal": {"rektor", "bitradande", "verksamhetschef"},
    "hinder_for_att_stamma_av": {"verksamhetschef"},
    "hinder_for_att_faststalla_plan": set(),
    "hinder_for_att_revidera_plan": set(),
    "hinder_for_att_lanka_plan": set(),
}


@pytest.mark.parametrize("fraga", FAR)
def test_vem_som_far_medan_planen_avstams(kommun, plan, mal, fraga):
    plan = sand(kommun, plan)
    svar = {n for n, p in kommun.personer.items() if getattr(b, fraga)(p, plan) is None}
    assert svar == FAR[fraga]
    meningar = {str(getattr(b, fraga)(kommun.personer[n], plan)) for n in set(kommun.personer) - svar}
    assert all(m.endswith(".") for m in meningar)


def test_vem_som_far_i_andra_lagen(kommun, plan, mal):
    def far(fraga: str) -> set[str]:
        return {n for n, p in kommun.personer.items() if getattr(b, fraga)(p, farsk(plan)) is None}

    assert far("hinder_for_att_kommentera_mal") == set(), "inget är sänt"
    avstamd(kommun, plan)
    assert far("hinder_for_att_faststalla_plan") == {"rektor"}
    faststall_plan(plan=plan, av=kommun.rektor)
    assert far("hinder_for_att_skriva_mal") == set()
    assert far("hinder_for_att_folja_upp") == {"rektor", "bitradande"}
    assert far("hinder_for_att_revidera_plan") == {"rektor"}
    kommun.lasar.stangt = True
    kommun.lasar.save()
    assert far("hinder_for_att_folja_upp") == far("hinder_for_att_revidera_plan") == set()
