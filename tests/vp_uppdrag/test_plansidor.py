"""Planens sidor genom webben: vägen från tom till fastställd, avstämningen, den som kommer för sent, de 200 målen."""

import json
import uuid
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from styrkedja.models import Enhet, EnhetSkolform, Handelse, Person, Text, Tillhorighet
from tests.analysunderlag.varden import for_in, nyckeltal, varde
from tests.vp_uppdrag.planer import ORSAK, farsk, faststalld, helt_mal, plan_for, sand
from vp_uppdrag.handlingar.maldelar import satt_aktivitetslage
from vp_uppdrag.handlingar.malen import lagg_mal, spara_mal
from vp_uppdrag.handlingar.planer import planen_for, skapa_planer
from vp_uppdrag.handlingar.plangang import be_om_avstamning, revidera_plan
from vp_uppdrag.models import Aktivitet, Bidrag, Mal, Malindikator, Malkriterium, Namndmal, Verksamhetsplan
from vp_uppdrag.planhandlingssidor import PLANHANDLINGAR
from vp_uppdrag.planval import indikatorval

PLATS = ["enheter", "almskolan", "2026-27"]


@pytest.fixture
def plan(kommun) -> Verksamhetsplan:
    return plan_for(kommun)


def som(person: Person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def adress(vy: str = "plan", *mer: Any) -> str:
    return reverse(vy, args=[*PLATS, *mer])


def gor(handling: str, rad: str = "", **fraga: Any) -> str:
    return adress("plan-gor", handling) + "?" + "&".join([f"rad={rad}", *(f"{k}={v}" for k, v in fraga.items())])


def text(svar: Any) -> str:
    return " ".join(svar.content.decode().split())


# --- Vägen ---------------------------------------------------------------------------------------
@pytest.mark.krav(13, 18, 27, 77)
def test_fran_tom_plan_till_faststalld_och_laest_av_alla(kommun, plan):
    rektor, vc, annan = som(kommun.rektor), som(kommun.verksamhetschef), som(kommun.medarbetare)
    tom = text(rektor.get(adress()))
    assert "Planen är tom." in tom
    assert "Ta en utmaning ur rapporten och gör ett mål av den." in tom
    assert "Skicka den för avstämning först." in tom, "fastställandet visas stängt, med skälet"
    assert annan.get(adress()).status_code == 404
    svar = rektor.post(gor("nytt-mal"), {"text": " "})
    assert svar.status_code == 400
    assert "Skriv målet i en mening." in text(svar)
    rektor.post(gor("nytt-mal"), {"text": "Läsgrupperna håller när vi byter personal"})
    mal = Mal.objects.get()
    rektor.post(
        adress("plan-mal", mal.pk),
        {
            "falt-mal": mal.text, "version-mal": 1, "falt-orsak": ORSAK, "version-orsak": 0,
            "falt-annan_forklaring": "", "version-annan_forklaring": 0, "orsaksniva": "S", "annat_underlag": "Schemat.",
        },
    )  # fmt: skip
    rektor.post(gor("kriterium", f"mal-{mal.pk}"), {"text": "Grupperna hålls varje vecka"})
    kriterium = Malkriterium.objects.get()
    rad = {"kriterium": kriterium.pk, "namn": "Hållna läsgrupper", "matt": "av 72", "start": "61", "malvarde": "70"}
    rektor.post(gor("indikator", f"mal-{mal.pk}"), rad)
    aktivitet = {"text": "Två lärare delar varje grupp", "niva": "S", "ansvarig": "Anna Alm", "fran": "2026-10-19"}
    rektor.post(gor("aktivitet", f"mal-{mal.pk}"), aktivitet)
    blad = text(rektor.get(adress("plan-mal", mal.pk)))
    for ord_ in ("Hållna läsgrupper, av 72", "61", "70", "från 19 okt", "En indikator fångar aldrig hela målet."):
        assert ord_ in blad
    rektor.post(gor("be-om-avstamning"))
    sida = text(vc.get(adress()))
    assert "Ett mål väntar på dig." in sida
    assert "Två lärare delar varje grupp" in sida
    vc.post(gor("kommentera", f"mal-{mal.pk}"), {"text": "Vem vikarierar?"})
    assert "Vera Videkvist kommenterade 24 nov" in text(rektor.get(adress()))
    vc.post(gor("stam-av", version=1), {"last_version": 1, "text": "Bra."})
    assert "Nu kan planen fastställas." in text(rektor.get(adress()))
    assert rektor.post(gor("faststall")).status_code == 302
    sida = text(annan.get(adress()))
    assert "Ett mål för läsåret 2026/27." in sida
    assert "Hållna läsgrupper" in sida
    for ord_ in ("Vem vikarierar?", "Skriv i mål", "Ändra läget"):
        assert ord_ not in sida, "samtalet och skrivandet är deras som arbetar med planen"


def test_ett_mal_skrivs_i_bakgrunden_ord_och_val_tillsammans(kommun, plan):
    mal = lagg_mal(plan=plan, text="Ett mål", av=kommun.rektor)
    namndmal = Namndmal.objects.create(lasar=kommun.lasar, kod="N1", rubrik="Fler blir behöriga")
    rektor, vc = som(kommun.rektor), som(kommun.verksamhetschef)

    def spara(klient: Client, val: dict, **texter: str) -> Any:
        rader = {n: {"innehall": t, "version": 0} for n, t in texter.items()}
        kropp = json.dumps({"op": str(uuid.uuid4()), "texter": rader, "val": val})
        return klient.post(adress("plan-mal-spara", mal.pk), kropp, "application/json")

    svar = spara(rektor, {"orsaksniva": "P", "bidrag": f"namndmal-{namndmal.pk}"}, orsak=f"<p>{ORSAK}</p>")
    assert svar.status_code == 200
    mal.refresh_from_db()
    assert (mal.orsaksniva, [b.nyckel for b in mal.bidrag.all()]) == ("P", [f"namndmal-{namndmal.pk}"])
    assert spara(rektor, {"bidrag": [""]}).status_code == 200
    assert not mal.bidrag.exists()
    for val, mening in (
        ({"orsaksniva": "I"}, "Välj process eller struktur."),
        ({"bidrag": ["uppdrag-9"]}, "Det finns inte"),
    ):
        nej = spara(rektor, val, orsak="Ny text")
        assert nej.status_code == 400
        assert mening in nej.json()["fel"]
    assert spara(vc, {}, orsak="x").status_code == 403
    krock = spara(rektor, {}, orsak="<p>En annan orsak.</p>")
    assert krock.status_code == 409
    assert ORSAK in Text.objects.get(agare_slag="mal", falt="orsak").innehall


def test_krocken_utan_skript_visar_bada_texterna(kommun, plan):
    mal = lagg_mal(plan=plan, text="Ett mål", av=kommun.rektor)
    spara_mal(mal=mal, texter={"orsak": "Den förstas."}, av=kommun.bitradande)
    svar = som(kommun.rektor).post(
        adress("plan-mal", mal.pk),
        {"falt-mal": "Ett mål", "version-mal": 1, "falt-orsak": "Den andras.", "version-orsak": 0},
    )
    assert svar.status_code == 409
    for ord_ in ("Den förstas.", "Den andras.", "Spara min text"):
        assert ord_ in text(svar)
    langt = som(kommun.rektor).post(adress("plan-mal", mal.pk), {"falt-mal": "Ett mål", "utan_orsak": "x" * 401})
    assert langt.status_code == 400
    assert "x" * 401 in text(langt), "det skrivna står kvar"


# --- Fel inmatning -------------------------------------------------------------------------------
@pytest.mark.krav(17, 19)
@pytest.mark.parametrize(
    ("handling", "uppgifter", "mening"),
    [
        (
            "indikator",
            {"namn": "Grupper", "start": "61", "malvarde": "40", "riktning": "oka"},
            "Målet ligger under start",
        ),
        ("indikator", {"namn": "Grupper", "malvarde": "många"}, "Skriv ett tal, till exempel 82,5."),
        ("indikator", {}, "Välj ett nyckeltal, eller skriv ett eget mått."),
        ("aktivitet", {"text": "Läs mer", "niva": "S", "ansvarig": "A", "till": "2027-08-01"}, "slutar efter läsåret"),
        ("aktivitet", {"text": "Läs mer", "niva": "I", "ansvarig": "A"}, "det är aldrig barnen eller eleverna"),
        ("aktivitet", {"text": "Läs mer", "niva": "P", "ansvarig": " "}, "En, inte alla."),
        ("aktivitet", {"text": "Läs mer", "niva": "P", "ansvarig": "A", "fran": "2026-02-31"}, "Datumet finns inte."),
        ("kriterium", {"text": ""}, "Skriv vad man ser när målet är på väg."),
    ],
)
def test_en_rad_som_inte_haller_star_kvar_med_felet_vid_faltet(kommun, plan, handling, uppgifter, mening):
    mal = lagg_mal(plan=plan, text="Ett mål", av=kommun.rektor)
    svar = som(kommun.rektor).post(gor(handling, f"mal-{mal.pk}"), uppgifter)
    assert svar.status_code == 400
    sida = text(svar)
    assert mening in sida
    assert all(f"{v}" in sida for v in uppgifter.values() if v.strip())
    assert not [modell for modell in (Malindikator, Aktivitet, Malkriterium) if modell.objects.exists()]


def test_varje_handling_ritar_sin_sida_eller_sager_varfor_inte(kommun, plan):
    mal = helt_mal(plan, kommun.rektor)
    rader = {
        "mal": mal.pk,
        "kriterium": mal.kriterier.first().pk,
        "indikator": mal.indikatorer.first().pk,
        "aktivitet": mal.aktiviteter.first().pk,
    }
    rektor = som(kommun.rektor)
    for handling, sida in PLANHANDLINGAR.items():
        hinder = sida.hinder(kommun.rektor, farsk(plan))
        for slag in sida.rader or ("",):
            svar = rektor.get(gor(handling, f"{slag}-{rader[slag]}" if slag else ""))
            assert svar.status_code == (403 if hinder else 200), handling
            assert (hinder or sida.rubrik) in text(svar)
        if sida.rader and not sida.rad_valfri and not hinder:
            for fel in ("", "mal-999999", "hittepa-1", f"{sida.rader[0]}-999999999999"):
                assert rektor.get(gor(handling, fel)).status_code == 404, (handling, fel)
    assert rektor.get(gor("hittepa")).status_code == 404


# --- Avstämningen --------------------------------------------------------------------------------
@pytest.mark.krav(77)
def test_planen_revideras_medan_chefen_stammer_av(kommun, plan):
    """409 med vad som har ändrats, både när ändringen är skickad och när den inte är det. Inget ja är givet."""
    mal = helt_mal(plan, kommun.rektor)
    sand(kommun, plan)
    vc = som(kommun.verksamhetschef)
    assert 'value="1"' in text(vc.get(gor("stam-av", version=1)))
    spara_mal(mal=mal, texter={"orsak": "Vi har ingen gemensam planeringstid."}, av=kommun.rektor)
    svar = vc.post(gor("stam-av", version=1), {"last_version": 1})
    assert svar.status_code == 409
    assert "Mål 1: orsaken har ändrats." in text(svar)
    assert "Ändringen är inte skickad än." in text(svar)
    assert "Planen har ändrats sedan du skickade den." in text(som(kommun.rektor).get(adress()))
    be_om_avstamning(plan=plan, av=kommun.rektor)
    svar = vc.post(gor("stam-av", version=1), {"last_version": 1})
    assert svar.status_code == 409
    assert "Läs den version som nu är skickad." in text(svar)
    assert farsk(plan).tillstand == "avstams"
    assert vc.post(gor("stam-av", version=2), {"last_version": 2}).status_code == 302
    assert farsk(plan).tillstand == "avstamd"


def test_fel_roll_och_en_gang_till(kommun, plan):
    helt_mal(plan, kommun.rektor)
    klienter = {namn: som(kommun.personer[namn]) for namn in ("bitradande", "verksamhetschef", "rektor")}
    faststalld(kommun, plan)
    igen = klienter["rektor"].post(gor("faststall"))
    assert igen.status_code == 403
    assert "Planen är redan fastställd, 24 nov 2026, av Anna Alm." in text(igen)
    assert som(kommun.medarbetare).post(gor("faststall")).status_code == 403
    revidera_plan(plan=plan, varfor="Underlaget ändrades vid VD2.", av=kommun.rektor)
    assert "Bara rektor fastställer planen." in text(klienter["bitradande"].get(gor("faststall")))
    assert "Bara rektor fastställer planen." in text(klienter["verksamhetschef"].post(gor("faststall")))
    assert "Bara verksamhetschefen stämmer av planen." in text(klienter["rektor"].get(gor("stam-av")))


@pytest.mark.krav(13)
def test_chefen_ser_hur_langt_utkastet_har_kommit_men_inte_orden(kommun, plan):
    lagg_mal(plan=plan, text="Ett hemligt mål än så länge", av=kommun.rektor)
    for vem in ("verksamhetschef", "direktor"):
        sida = text(som(kommun.personer[vem]).get(adress()))
        assert "Planen är inte färdig att läsa än." in sida
        assert "hemligt" not in sida
    assert som(kommun.annan_rektor).get(adress()).status_code == 404


@pytest.mark.krav(30, 42)
def test_revidering_med_historia_och_den_faststallda_laeses_tills_vidare(kommun, plan):
    mal = helt_mal(plan, kommun.rektor)
    faststalld(kommun, plan)
    rektor, annan = som(kommun.rektor), som(kommun.medarbetare)
    assert rektor.post(gor("revidera"), {"varfor": ""}).status_code == 400
    rektor.post(gor("revidera"), {"varfor": "VD2 visade att planeringstiden är svagast."})
    rektor.post(gor("nytt-mal"), {"text": "Planeringstiden är skyddad"})
    spara_mal(mal=mal, texter={"mal": "Matematiken börjar i samma uppgift"}, av=kommun.rektor)
    utkastet, laest = text(rektor.get(adress())), text(annan.get(adress()))
    assert "Du läser det som skrivs nu." in utkastet
    assert "Planeringstiden är skyddad" in utkastet
    assert "Planeringstiden är skyddad" not in laest
    assert "Matematiken börjar på samma sätt" in laest
    Mal.objects.filter(text="Planeringstiden är skyddad").delete()
    faststalld(kommun, plan)
    historik = text(annan.get(adress("plan-historik")))
    for ord_ in ("Planen har reviderats en gång.", "VD2 visade att", "Mål 1: målet har ändrats."):
        assert ord_ in historik
    forsta = text(annan.get(adress("plan-version", 1)))
    assert "Matematiken börjar på samma sätt" in forsta
    assert "orden som de löd då" in forsta


@pytest.mark.krav(18, 111)
def test_ett_nyckeltal_visas_som_start_nu_och_mal_genom_skyddet(kommun, plan):
    mal = helt_mal(plan, kommun.rektor)
    andel = nyckeltal(hogre_ar_battre=True)
    for_in(varde(kommun.skola, 78.0, 59, taljare=46, period="2024/25", period_till=date(2025, 6, 30)))
    (val,) = indikatorval(plan)
    svar = som(kommun.rektor).post(gor("indikator", f"mal-{mal.pk}"), {"val": val.nyckel, "malvarde": "86,5"})
    assert svar.status_code == 302
    for_in(varde(kommun.skola, 82.0, 61, taljare=50))
    rader = [i for m in som(kommun.rektor).get(adress()).context["malen"] for k in m.kriterier for i in k.indikatorer]
    rad = next(r for r in rader if not r.eget)
    assert (rad.namn, rad.start, rad.nu, rad.mal) == (f"{andel.namn}, procent", "78,0\xa0%", "82,0\xa0%", "86,5")
    assert "2024/25–2025/26" in rad.om
    assert rad.kurva is not None
    Malindikator.objects.filter(pk=rad.id).update(riktning="halla")
    assert som(kommun.rektor).get(gor("indikator", f"indikator-{rad.id}")).status_code == 200


@pytest.mark.krav(49, 107)
def test_pengarna_skrivs_med_ekonomins_ord(kommun, plan):
    rektor = som(kommun.rektor)
    svar = rektor.post(gor("pengar"), {"belopp-peng": "-5", "text-peng": "Lärare"})
    assert svar.status_code == 400
    assert "Skriv beloppet utan minus." in text(svar)
    assert rektor.post(gor("pengar"), {"belopp-peng": "12 miljoner"}).status_code == 400
    rektor.post(gor("pengar"), {"belopp-peng": "41200000", "text-bokslut": "Underskott på vikarier"})
    sida = text(rektor.get(adress()))
    for ord_ in ("Peng per barn och elev", "41 200 000", "Bokslut, förra året", "Underskott på vikarier"):
        assert ord_ in sida.replace("\xa0", " ")


@pytest.mark.krav(81)
def test_avdelningens_plan_ligger_pa_annat_hall_och_lankas(kommun):
    planen_for(plats=kommun.avdelning, lasar=kommun.lasar)
    vart = ["avdelningar", kommun.avdelning.slug, "2026-27"]
    chef = som(kommun.avdelningschef)
    assert chef.get(reverse("plan", args=["enheter", *vart[1:]])).status_code == 404, "en avdelning är ingen enhet"
    lanka = reverse("plan-gor", args=[*vart, "lanka"])
    nej = chef.post(lanka, {"lank": "javascript:alert(1)"})
    assert nej.status_code == 400
    assert "Skriv hela webbadressen, med https:// först." in text(nej)
    chef.post(lanka, {"lank": "https://plan.ekby.se/elevhalsan"})
    sida = text(som(kommun.medarbetare).get(reverse("plan", args=vart)))
    assert "Avdelningens plan ligger på annat håll." in sida
    assert 'href="https://plan.ekby.se/elevhalsan"' in sida


# --- Uppföljningen -------------------------------------------------------------------------------
@pytest.mark.krav(46)
def test_det_som_ingen_har_rort_sedan_senaste_rundan_sags_med_sin_agare(kommun, plan, time_machine):
    time_machine.move_to("2026-09-01T08:00:00Z")
    mal = helt_mal(plan, kommun.rektor)
    faststalld(kommun, plan)
    time_machine.move_to("2026-11-24T09:00:00Z")
    sida = text(som(kommun.rektor).get(adress()))
    assert "orörd sedan" in sida
    assert sida.count("1 sep 2026. Hör med Anna Alm.") == 2, "aktiviteten med sin ansvariga, målet med planens"
    assert "målet är orört sedan" in sida
    assert "En aktivitet" in text(som(kommun.verksamhetschef).get(reverse("planer")))
    rad = mal.aktiviteter.get()
    som(kommun.rektor).post(gor("lage", f"aktivitet-{rad.pk}"), {"lage": "risk", "text": "två ämnen saknar lärare"})
    sida = text(som(kommun.medarbetare).get(adress()))
    assert "risk: två ämnen saknar lärare" in sida
    assert "orörd sedan" not in sida
    satt_aktivitetslage(rad=rad, lage="klar", av=kommun.rektor)
    assert "orörd" not in text(som(kommun.rektor).get(adress()))


# --- Som fil ---------------------------------------------------------------------------------------
def kalkylblad(person: Person) -> list[list[Any]]:
    svar = som(person).get(reverse("planer-fil", args=["xlsx"]))
    assert svar.status_code == 200
    return [[cell.value for cell in rad] for rad in load_workbook(BytesIO(svar.content)).active.iter_rows(min_row=2)]


@pytest.mark.krav(13, 98)
def test_planerna_som_fil_i_den_lydelse_som_var_och_en_laser(kommun, plan):
    mal = helt_mal(plan, kommun.rektor, "=HYPERLINK(1) i alla ämnen")
    gymnasiets = plan_for(kommun, kommun.gymnasium)
    helt_mal(gymnasiets, kommun.rektor, "Gymnasiets mål")
    assert {rad[4] for rad in kalkylblad(kommun.rektor)} == {"'=HYPERLINK(1) i alla ämnen"}
    chefens = kalkylblad(kommun.verksamhetschef)
    assert [rad[:6] for rad in chefens] == [["Almskolan", "2026/27", "utkast", None, None, None]], (
        "inga ord ur utkastet"
    )
    faststalld(kommun, plan)
    spara_mal_efter_revidering(kommun, plan, mal)
    satt_aktivitetslage(rad=mal.aktiviteter.get(), lage="risk", text="=1+1", av=kommun.rektor)
    for person, lydelse in ((kommun.rektor, "Nytt mål"), (kommun.verksamhetschef, "'=HYPERLINK(1) i alla ämnen")):
        rader = [rad for rad in kalkylblad(person) if rad[0] == "Almskolan"]
        assert {rad[4] for rad in rader} == {lydelse}
        assert [rad[5] for rad in rader] == [
            "orsak", "målkriterium", "indikator", "indikator", "aktivitet", "bidrar till",
        ]  # fmt: skip
        assert [rad[13:15] for rad in rader if rad[5] == "indikator"] == [[10, 30], [10, 30]]
        assert rader[4][11] == "risk: =1+1"
    assert {rad[0] for rad in kalkylblad(kommun.direktor)} >= {"Almskolan", kommun.gymnasium.namn}
    assert "Gymnasiets mål" not in str(kalkylblad(kommun.direktor)), "direktören läser det fastställda"
    assert "planer/fil/xlsx" not in text(som(kommun.medarbetare).get(reverse("planer")))
    assert "planer/fil/xlsx" in text(som(kommun.rektor).get(reverse("planer")))
    assert Handelse.objects.filter(handling="hamta_planer", aktor_id=kommun.direktor.pk).count() == 2


def spara_mal_efter_revidering(kommun: Any, plan: Any, mal: Any) -> None:
    revidera_plan(plan=plan, varfor="VD2", av=kommun.rektor)
    spara_mal(mal=mal, texter={"mal": "Nytt mål"}, av=kommun.rektor)


# --- Listorna och storleken ----------------------------------------------------------------------
def fragor(person: Person, vart: str) -> int:
    klient = som(person)
    klient.get(vart)
    with CaptureQueriesContext(connection) as fangade:
        assert klient.get(vart).status_code == 200
    return len(fangade)


@pytest.mark.krav(18)
def test_tvahundra_mal_ryms_pa_sidan_med_lika_manga_fragor(kommun, plan):
    forst = helt_mal(plan, kommun.rektor)
    fa = fragor(kommun.rektor, adress())
    for nr in range(2, 201):
        mal = Mal.objects.create(plan=plan, ordning=nr, text=f"Mål nummer {nr}", skapad=forst.skapad, orsaksniva="P")
        Malindikator.objects.create(mal=mal, namn=f"Mått {nr}", start=1, malvarde=2)
        Aktivitet.objects.create(mal=mal, text=f"Gör {nr}", niva="P", ansvarig="Anna Alm", rord=forst.skapad)
        Bidrag.objects.create(mal=mal, namndmal=Namndmal.objects.get())
    assert fragor(kommun.rektor, adress()) == fa
    sida = text(som(kommun.rektor).get(adress()))
    for ord_ in ("Mål nummer 200", "Fler än fem mål är svåra att hålla i på samma gång."):
        assert ord_ in sida
    full = som(kommun.rektor).post(gor("nytt-mal"), {"text": "Ett till"})
    assert full.status_code == 400
    assert "Planen har 200 mål." in text(full)


def bygg_enheter(kommun: Any, antal: int) -> None:
    mall = kommun.skola.skolformer.get()
    for nr in range(Enhet.objects.count(), antal):
        enhet = Enhet.objects.create(namn=f"Skola {nr:04}", slug=f"skola-{nr:04}")
        EnhetSkolform.objects.create(enhet=enhet, skolform=mall.skolform, laroplan=mall.laroplan)
        Tillhorighet.objects.create(enhet=enhet, lasar=kommun.lasar, omrade=kommun.norr)
    skapa_planer(lasar=kommun.lasar)


def test_listan_och_startsidan_laser_lika_manga_fragor_for_24_och_240_planer(kommun, plan):
    helt_mal(plan, kommun.rektor)
    sand(kommun, plan)
    vart = [(kommun.verksamhetschef, reverse("planer")), (kommun.direktor, reverse("planer")), (kommun.verksamhetschef, "/"),
            (kommun.medarbetare, reverse("planer")), (kommun.direktor, reverse("planer-fil", args=["xlsx"])),
            (kommun.verksamhetschef, reverse("planer-fil", args=["xlsx"]))]  # fmt: skip
    bygg_enheter(kommun, 24)
    fa = [fragor(*ett) for ett in vart]
    bygg_enheter(kommun, 240)
    assert [fragor(*ett) for ett in vart] == fa
    assert max(fa) <= 28


@pytest.mark.krav(105)
def test_listan_och_startsidan_sager_vad_som_vantar_pa_vem(kommun, plan):
    helt_mal(plan, kommun.rektor)
    Verksamhetsplan.objects.update(sista_dag="2026-12-02")
    assert "Skriv verksamhetsplanen och skicka den för avstämning" in text(som(kommun.rektor).get("/"))
    assert "Inget väntar" not in text(som(kommun.rektor).get("/"))
    sand(kommun, plan)
    start = text(som(kommun.verksamhetschef).get("/"))
    assert "Stäm av en verksamhetsplan" in start
    assert "Almskolan." in start
    listan = text(som(kommun.verksamhetschef).get(reverse("planer")))
    assert "En plan väntar på din avstämning." in listan
    assert "väntar på dig" in listan
    annans = text(som(kommun.medarbetare).get(reverse("planer")))
    assert "inte fastställd än" in annans
    assert "avstäms" not in annans, "hur långt planen har kommit är deras som arbetar med den"
    faststalld(kommun, plan)
    rum = text(som(kommun.medarbetare).get("/enheter/almskolan/"))
    assert "Matematiken börjar på samma sätt" in rum
    assert "Verksamhetsplan 2026/27" in rum
