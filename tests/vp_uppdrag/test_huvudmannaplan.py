"""VP HSS: det som styr, skriva, lägga fram, kommentera, fastställa, revidera; vem läser vilken lydelse (krav 24, 28, 78–80)."""

import json
import threading
import uuid

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styrkedja.handlingar.organisation import andra_huvudman
from styrkedja.handlingar.utkorg import utfor_rad
from styrkedja.models import Handelse, Huvudman, Kommentar, Utkorg
from styrkedja.regler.frysning import frysning_hash
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar import huvudmannaplan as handlingar
from vp_uppdrag.handlingar.blad import spara_planens_texter
from vp_uppdrag.handlingar.styrning import satt_namndmal, satt_styrsignal, ta_bort_styrning
from vp_uppdrag.handlingar.uppdrag import andra_uppdrag
from vp_uppdrag.models import Huvudmannaplan, Namndmal, Styrsignal

TEXTER = {
    "utmaningar": "Eleverna som nästan når behörighet upptäcks för sent.",
    "prioriterar": "Närvaro och läsning.",
    "gors_inte": "Två nätverk läggs ned.",
    "foljder": "Färre möten är godtagbart.",
}


def som(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def text(svar) -> str:
    return " ".join(svar.content.decode().split())


def adress(*mer: str) -> str:
    return "/".join(["/plan/2026-27", *mer, ""]) if mer else "/plan/2026-27/"


@pytest.fixture
def plan(kommun) -> Huvudmannaplan:
    satt_namndmal(lasar=kommun.lasar, kod="N1", rubrik="Alla är trygga", av=kommun.direktor)
    plan = handlingar.borja_plan(lasar=kommun.lasar, av=kommun.direktor)
    spara_planens_texter(plan=plan, texter=TEXTER, av=kommun.direktor)
    return plan


@pytest.mark.krav(79, 80)
def test_det_som_styr_laggs_in_av_direktoren_och_lases_av_alla(kommun, nytt):
    ud, rektor = som(kommun.direktor), som(kommun.rektor)
    assert rektor.get(adress("styr", "mal")).status_code == 403
    fel = ud.post(adress("styr", "mal"), {"kod": "N4", "rubrik": ""})
    assert fel.status_code == 400
    assert "Skriv målet." in text(fel)
    ud.post(
        adress("styr", "mal"),
        {"kod": "N4", "rubrik": "Fler blir behöriga", "nytt": "on", "tillsammans_med": "socialnämnden"},
    )
    assert "redan ett mål med koden N4" in text(ud.post(adress("styr", "mal"), {"kod": "N4", "rubrik": "Igen"}))
    for slag in Styrsignal.Slag:
        ud.post(adress("styr", "signal"), {"slag": slag, "rubrik": f"Om {slag.label}", "kalla": "protokollet"})
    assert ud.post(adress("styr", "signal"), {"slag": "hittepa", "rubrik": "x"}).status_code == 400
    sida = text(rektor.get(adress("styr")))
    for ord_ in (
        "Fler blir behöriga",
        "nytt",
        "Tillsammans med socialnämnden",
        "befolkningsprognos",
        "ändrad statlig styrning",
    ):
        assert ord_ in sida
    # Ett mål som ett uppdrag kommer ur tas inte bort.
    mal = Namndmal.objects.get()
    uppdrag = nytt()
    andra_uppdrag(uppdrag=uppdrag, namndmal=[mal], varfor="prov", av=kommun.direktor)
    with pytest.raises(GarInteNu, match="Ett uppdrag kommer ur"):
        ta_bort_styrning(rad=mal, av=kommun.direktor)
    assert "Ett uppdrag kommer ur" in text(ud.post(adress("styr", "mal", str(mal.pk), "bort"), follow=True))
    signal = Styrsignal.objects.first()
    ud.post(f"{adress('styr', 'signal')}?rad={signal.pk}", {"slag": signal.slag, "rubrik": "Ändrad"})
    ud.post(adress("styr", "signal", str(signal.pk), "bort"))
    assert Styrsignal.objects.count() == len(Styrsignal.Slag) - 1


@pytest.mark.krav(20, 79)
def test_planens_sida_visar_arets_ingangar_och_dorren_till_intern_kontroll(kommun, plan):
    satt_styrsignal(lasar=kommun.lasar, slag="prognos", rubrik="Färre barn", kalla="staden", av=kommun.direktor)
    utan = text(som(kommun.direktor).get(adress()))
    for ord_ in ("Befolkningsprognos", "Färre barn", "Källa: staden", "N1"):
        assert ord_ in utan
    assert "Intern kontroll" not in utan
    lank = "https://kontroll.example/plan"
    andra_huvudman(
        av=None, huvudman=Huvudman.den(), intern_kontroll_namn="Stadens portal", intern_kontroll_lank=f" {lank} "
    )
    cache.clear()
    for vart in (adress(), reverse("uppdragen")):
        sida = text(som(kommun.direktor).get(vart))
        assert f'Intern kontroll finns i <a href="{lank}"' in sida
        assert "Stadens portal" in sida


@pytest.mark.krav(24, 78)
def test_direktoren_skriver_ledningsgruppen_kommenterar_och_alla_laser_det_faststallda(kommun, plan, nytt):
    nytt()
    ud, vc, rektor, medarbetare = (
        som(p) for p in (kommun.direktor, kommun.verksamhetschef, kommun.rektor, kommun.medarbetare)
    )
    assert "VP HSS 2026/27 skrivs." in text(vc.get(adress()))
    assert "Närvaro och läsning" not in text(vc.get(adress()))
    assert rektor.get(adress()).status_code == 404
    assert ud.post(adress("lagg-fram")).status_code == 302
    # Framlagd: ledningsgruppen kommenterar en frusen version, skolledningen läser huvuddragen (krav 28).
    assert "Läs och kommentera VP HSS 2026/27" in text(vc.get("/"))
    assert "Huvuddragen är kända" in text(rektor.get(adress()))
    assert rektor.get(adress("kommentera", "gors_inte")).status_code == 403
    assert vc.post(adress("kommentera", "gors_inte"), {"text": " "}).status_code == 400
    vc.post(adress("kommentera", "gors_inte"), {"text": "Vilka två?"})
    assert vc.get(adress("kommentera", "hittepa")).status_code == 404
    fraga = Kommentar.objects.get()
    assert "Vilka två?" in text(ud.get(adress()))
    ud.post(f"{adress('kommentera', 'gors_inte')}?svar={fraga.pk}", {"text": "De i norr."})
    assert "De i norr." in text(vc.get(adress()))
    assert "Vilka två?" not in text(rektor.get(adress())), "samtalet är ledningsgruppens"
    assert "Läs och kommentera" not in text(vc.get("/"))
    assert vc.post(adress("faststall")).status_code == 403
    assert medarbetare.get(adress()).status_code == 404
    ud.post(adress("faststall"))
    sida = text(medarbetare.get(adress()))
    for ord_ in (
        "VP HSS 2026/27 är fastställd.",
        "Två nätverk läggs ned.",
        "Färre möten",
        "Alla är trygga",
        "1. Närvaro",
    ):
        assert ord_ in sida
    igen = ud.post(adress("faststall"))
    assert igen.status_code == 403
    assert "redan fastställd" in text(igen)


@pytest.mark.krav(24)
def test_en_plan_som_inte_sager_vad_som_valjs_bort_faststalls_inte(kommun, plan):
    spara_planens_texter(plan=plan, texter={"gors_inte": "<p>&nbsp;</p>", "foljder": ""}, av=kommun.direktor)
    ud = som(kommun.direktor)
    assert "Lägg fram den först" in text(ud.get(adress("faststall")))
    ud.post(adress("lagg-fram"))
    svar = ud.post(adress("faststall"))
    assert svar.status_code == 400
    assert "”Det här gör vi inte, eller mindre av” och ”Följderna vi godtar, och inte godtar”" in text(svar)
    plan.refresh_from_db()
    assert (plan.tillstand, plan.gallande) == ("kommenteras", None)


@pytest.mark.krav(78)
def test_versionen_ar_frusen_och_revideringen_behaller_den_tills_nasta_ar_faststalld(kommun, plan, nytt):
    nytt()
    forsta = handlingar.lagg_fram(plan=plan, av=kommun.direktor)
    assert handlingar.lagg_fram(plan=plan, av=kommun.direktor) == forsta, "samma innehåll är samma version"
    fast = handlingar.faststall_plan(plan=plan, av=kommun.direktor)
    assert fast.hash == frysning_hash(fast.innehall)
    assert fast.handlingsstatus == "upprattad"
    assert [u["rubrik"] for u in fast.innehall["uppdrag"]] == ["Närvaro"]
    with pytest.raises(GarInteNu, match="fastställd"):
        spara_planens_texter(plan=plan, texter={"prioriterar": "Annat."}, av=kommun.direktor)
    with pytest.raises(ValidationError, match="Skriv varför"):
        handlingar.revidera_plan(plan=plan, skal="", av=kommun.direktor)
    handlingar.revidera_plan(plan=plan, skal="Budgeten ändrades", av=kommun.direktor)
    spara_planens_texter(plan=plan, texter={"prioriterar": "Bara läsning."}, av=kommun.direktor)
    rektor = som(kommun.rektor)
    assert "Närvaro och läsning." in text(rektor.get(adress()))
    assert "Bara läsning." not in text(rektor.get(adress()))
    assert "Bara läsning." in text(som(kommun.direktor).get(adress()))
    handlingar.lagg_fram(plan=plan, av=kommun.direktor)
    ny = handlingar.faststall_plan(plan=plan, av=kommun.direktor)
    assert (ny.nummer, ny.skal) == (4, "Budgeten ändrades")
    sida = text(rektor.get(adress()))
    assert "Bara läsning." in sida
    assert "Budgeten ändrades" in sida
    assert "Närvaro och läsning." in text(rektor.get(adress("version", "2"))), "den gamla går att läsa"
    medarbetare = som(kommun.medarbetare)
    assert medarbetare.get(adress("version", "2")).status_code == 200
    assert medarbetare.get(adress("version", "1")).status_code == 404, "framlagda versioner är ledningens"
    assert Handelse.objects.filter(handling="faststall").count() == 2


def test_planen_skrivs_med_skrivgarantin_och_bara_av_direktoren(kommun, plan):
    skrivelse = json.dumps(
        {"op": str(uuid.uuid4()), "texter": {"riktning": {"innehall": "<p>Alla ska lyckas.</p>", "version": 0}}}
    )
    assert som(kommun.direktor).post(adress("spara"), skrivelse, "application/json").status_code == 200
    assert som(kommun.verksamhetschef).post(adress("spara"), skrivelse, "application/json").status_code == 403
    puls = json.dumps({"agare": "huvudmannaplan", "id": plan.pk, "falt": "riktning"})
    assert som(kommun.direktor).post(reverse("skriv-puls"), puls, "application/json").status_code == 200
    assert som(kommun.verksamhetschef).post(reverse("skriv-puls"), puls, "application/json").status_code == 404


def test_i_ett_stangt_lasar_star_allt_still(kommun, plan):
    handlingar.lagg_fram(plan=plan, av=kommun.direktor)
    kommun.lasar.stangt = True
    kommun.lasar.save()
    for gor in (
        lambda: handlingar.faststall_plan(plan=plan, av=kommun.direktor),
        lambda: handlingar.lagg_fram(plan=plan, av=kommun.direktor),
        lambda: handlingar.kommentera_plan(plan=plan, text="x", av=kommun.verksamhetschef),
        lambda: satt_namndmal(lasar=kommun.lasar, kod="N2", rubrik="x", av=kommun.direktor),
        lambda: satt_styrsignal(lasar=kommun.lasar, slag="vision", rubrik="x", av=kommun.direktor),
        lambda: spara_planens_texter(plan=plan, texter={"riktning": "x"}, av=kommun.direktor),
    ):
        with pytest.raises(ValidationError, match="stängt"):
            gor()
    svar = som(kommun.direktor).post(adress("faststall"))
    assert svar.status_code == 403
    assert "Läsåret är stängt" in text(svar)


@pytest.mark.django_db(transaction=True)
def test_tva_som_faststaller_samtidigt_ger_en_version(kommun, plan):
    handlingar.lagg_fram(plan=plan, av=kommun.direktor)
    utfall = []

    def gor() -> None:
        try:
            handlingar.faststall_plan(plan=plan, av=kommun.direktor)
            utfall.append("gjord")
        except GarInteNu:
            utfall.append("redan")
        finally:
            connection.close()

    tradar = [threading.Thread(target=gor) for _ in range(2)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    assert sorted(utfall) == ["gjord", "redan"]
    assert plan.versioner.filter(slag="faststalld").count() == 1


def test_pdf_av_planen_gors_av_arbetaren_och_hamtas(kommun, plan, nytt, ua1):
    nytt()
    satt_styrsignal(lasar=kommun.lasar, slag="ekonomi", rubrik="Uppräkning 3 %", av=kommun.direktor)
    handlingar.lagg_fram(plan=plan, av=kommun.direktor)
    handlingar.faststall_plan(plan=plan, av=kommun.direktor)
    medarbetare = som(kommun.medarbetare)
    vart = adress("version", "2", "pdf")
    medarbetare.post(vart)
    medarbetare.post(vart)
    rad = Utkorg.objects.get(slag="vp_hss_pdf")
    assert "står i kö" in text(medarbetare.get(vart))
    assert utfor_rad(rad.pk) == "klart"
    svar = medarbetare.get(adress("version", "2", "pdf", "fil"))
    innehall = svar.getvalue()
    assert innehall.startswith(b"%PDF-1.7")
    ua1(innehall)
    assert "vp-hss-2026-27-version-2.pdf" in svar["Content-Disposition"]
    assert Handelse.objects.filter(handling="hamta_pdf").exists()


def test_planens_sida_laser_lika_manga_fragor_hur_manga_uppdrag_den_an_har(kommun, plan, nytt):
    handlingar.lagg_fram(plan=plan, av=kommun.direktor)
    vc = som(kommun.verksamhetschef)

    def fragor() -> int:
        vc.get(adress())
        with CaptureQueriesContext(connection) as fangade:
            assert vc.get(adress()).status_code == 200
        return len(fangade)

    nytt()
    fa = fragor()
    for _ in range(12):
        nytt()
    assert fragor() == fa
