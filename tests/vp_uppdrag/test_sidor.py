"""Uppdragens sidor genom webben: listan, sidan, handlingarna med sina nej, skrivbladet, sökningen, startsidan."""

import csv
import json
import uuid
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from styrkedja.models import Forum, Handelse, Hjulpost, Text
from tests.vp_uppdrag.conftest import farskt
from vp_uppdrag.handlingar import gang, uppfoljning
from vp_uppdrag.handlingar.tider import lagg_aterrapportering, lagg_leverans
from vp_uppdrag.handlingssidor import HANDLINGAR
from vp_uppdrag.models import Larande, Leverans, Uppdrag
from vp_uppdrag.regler.parter import Partroll, Partuppgift
from vp_uppdrag.regler.tider import las_tider

LAGE = {"lage": "risk", "rubrik": "Handledarna räcker inte", "har_hant": "Nio är i gång.", "nasta_steg": ""}


def som(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def adress(handling: str = "", nr: int = 1, rad: str = "") -> str:
    vart = (
        reverse("uppdrag-gor", args=["2026-27", nr, handling]) if handling else reverse("uppdrag", args=["2026-27", nr])
    )
    return f"{vart}?rad={rad}" if rad else vart


def text(svar) -> str:
    return " ".join(svar.content.decode().split())


@pytest.mark.krav(82, 84)
def test_direktoren_skriver_satter_parter_och_beslutar(kommun):
    ud, vc, rektor = som(kommun.direktor), som(kommun.verksamhetschef), som(kommun.rektor)
    svar = ud.post(reverse("uppdrag-nytt", args=["2026-27"]), {"rubrik": "", "text": "Ta fram ett förslag."})
    assert svar.status_code == 400
    assert "Skriv en rubrik." in text(svar)
    assert "Ta fram ett förslag." in text(svar), "det skrivna står kvar"
    ud.post(reverse("uppdrag-nytt", args=["2026-27"]), {"rubrik": "Närvaro", "text": "Ta fram ett förslag."})
    assert vc.get(adress()).status_code == 200
    assert rektor.get(adress()).status_code == 404, "ett utkast är direktörens och ledningsgruppens"
    assert "Säg vem som får uppdraget" in text(ud.get(adress("besluta")))
    ud.post(
        adress("parter"), {"haller_ihop": f"plats-{kommun.norr.pk}", "medverkande": [f"plats-{kommun.avdelning.pk}"]}
    )
    ud.post(adress("besluta"))
    sida = text(rektor.get(adress()))
    for ord_ in ("Närvaro", "Ta fram ett förslag.", "Vera Videkvist, Norr", "Eva En, Elevhälsan", "beslutat"):
        assert ord_ in sida
    assert "Ändra uppdraget" not in sida
    igen = ud.post(adress("besluta"))
    assert igen.status_code == 403
    assert "redan beslutat, 24 nov 2026" in text(igen)


@pytest.mark.krav(84)
def test_formularet_ger_en_ensam_mottagare_eller_en_sammankallande(kommun, nytt):
    nytt(beslutat=False, parter=[])
    ud = som(kommun.direktor)
    ud.post(adress("parter"), {"haller_ihop": "grupp-verksamhetschef", "extern": "socialnämnden, regionen"})
    assert [(p.roll, p.vem) for p in Uppdrag.objects.get().parter.all()] == [
        ("mottagare", "verksamhetscheferna"),
        ("extern", "socialnämnden"),
        ("extern", "regionen"),
    ]
    ud.post(adress("parter"), {"medverkande": ["grupp-verksamhetschef"], "projektgrupp": "H22", "inom": "satsningen"})
    svar = ud.get(adress("besluta"))
    assert "Välj en av dem som sammankallande" in text(svar)
    assert ud.post(adress("parter"), {"haller_ihop": "plats-999999"}).status_code == 400


def test_varje_handling_ritar_sin_sida_for_den_som_far(kommun, nytt):
    """Ingen handling i tabellen är en återvändsgränd: sidan ritas, också med raden den gäller."""
    uppdrag = nytt()
    leverans = lagg_leverans(uppdrag=uppdrag, slag="förslag", av=kommun.direktor, varfor="prov")
    mal = uppfoljning.satt_effektmal(uppdrag=uppdrag, text="Färre borta", matmetod="Registret", av=kommun.direktor)
    ud = som(kommun.direktor)
    for handling, sida in HANDLINGAR.items():
        rad = f"effektmal-{mal.pk}" if "effektmal" in sida.rader else f"leverans-{leverans.pk}" if sida.rader else ""
        hinder = sida.hinder(kommun.direktor, farskt(uppdrag))
        svar = ud.get(adress(handling, rad=rad))
        assert svar.status_code == (403 if hinder else 200), handling
        assert (hinder or sida.rubrik) in text(svar)
        if sida.rader:
            assert ud.get(adress(handling)).status_code == 404
            assert ud.get(adress(handling, rad="leverans-999999")).status_code == 404
    assert ud.get(adress("hittepa")).status_code == 404


@pytest.mark.krav(84)
def test_sammankallande_planerar_rapporterar_och_slutrapporterar_i_webben(kommun, nytt):
    uppdrag = nytt()
    vc, ac = som(kommun.verksamhetschef), som(kommun.avdelningschef)
    forum = Forum.objects.get(nyckel="ledningsgrupp")
    (rad,) = lagg_aterrapportering(uppdrag=uppdrag, forum=forum, av=kommun.direktor, varfor="prov")
    nekad = ac.post(adress("lagesrapport"), LAGE)
    assert nekad.status_code == 403
    assert "Norr skriver lägesrapporten." in text(nekad)
    assert vc.post(adress("lagesrapport"), {**LAGE, "rubrik": ""}).status_code == 400
    vc.post(adress("lagesrapport"), {**LAGE, "aterrapportering": rad.pk, "okand": "x"})
    sida = text(vc.get(adress()))
    assert "Risk: Handledarna räcker inte" in sida
    assert "till ledningsgrupp för skolorna" in sida
    for handling, data in (("planera", {}), ("starta", {}), ("slutrapportera", {"slutrapport": "Fler är här."})):
        assert vc.post(adress(handling), data).status_code == 302
    assert "Fler är här." in text(som(kommun.rektor).get(adress()))
    assert "slutrapporterades" in text(vc.get(adress("lagesrapport")))


@pytest.mark.krav(84)
def test_grinden_visas_stangd_med_sitt_skal(kommun, nytt):
    uppdrag = nytt(godkanns_av=Forum.objects.get(nyckel="ledningsgrupp"), godkanns_fore=True)
    vc, ud = som(kommun.verksamhetschef), som(kommun.direktor)
    vc.post(adress("planera"))
    sida = text(vc.get(adress()))
    assert "Förslaget ska godkännas av ledningsgrupp för skolorna innan det genomförs." in sida
    assert vc.post(adress("starta")).status_code == 403
    assert vc.post(adress("begar-godkannande"), {"forankring": ""}).status_code == 400
    vc.post(adress("begar-godkannande"), {"forankring": "Alla rektorer har läst."})
    assert vc.post(adress("godkann")).status_code == 403
    assert "Ta upp VP-uppdrag 1 för godkännande" in text(ud.get("/"))
    ud.post(adress("godkann"))
    assert farskt(uppdrag).tillstand == "genomfors"


@pytest.mark.krav(85)
def test_tider_skrivs_sa_som_manniskor_sager_dem(kommun, uppdrag):
    ud = som(kommun.direktor)
    svar = ud.post(adress("leverans"), {"slag": "förslag", "tid": "3/4/27", "varfor": "prov"})
    assert svar.status_code == 400
    assert "Skriv månaden med bokstäver: 3 april." in text(svar)
    ud.post(adress("leverans"), {"slag": "förslag", "tid": "april/maj?", "varfor": "prov"})
    forum = Forum.objects.get(nyckel="ledningsgrupp")
    ud.post(adress("aterrapportering"), {"forum": forum.pk, "tider": "januari och 15 juni", "varfor": "prov"})
    sida = text(ud.get(adress()))
    for ord_ in ("April/maj?", "Januari 2027", "15 jun 2027", "inte bestämt"):
        assert ord_ in sida
    rad = f"leverans-{Leverans.objects.get().pk}"
    assert "april/maj?" in text(ud.get(adress("tid", rad=rad)))
    assert ud.post(adress("tid", rad=rad), {"tid": "12 maj"}).status_code == 400, "skälet fattas"
    ud.post(adress("tid", rad=rad), {"tid": "12 maj", "varfor": "Bokat"})
    sida = text(ud.get(adress()))
    assert "12 maj 2027" in sida
    assert "<del>april/maj?</del> <ins>12 maj 2027</ins>" in sida
    som(kommun.verksamhetschef).post(adress("klar", rad=rad))
    assert Leverans.objects.get().klar


@pytest.mark.krav(40)
def test_en_sen_start_syns_i_listan_och_pa_sidan(kommun, uppdrag):
    Hjulpost.objects.create(
        lasar=kommun.lasar, plats=kommun.huvudman, nyckel="vp_uppdrag_planering", niva="huvudman", slag="förberedelse",
        rubrik="Planer", roll="verksamhetschef", fran=date(2026, 9, 15), till=date(2026, 9, 15), sorteras=date(2026, 9, 15),
    )  # fmt: skip
    Uppdrag.objects.update(beslutat="2026-06-20T10:00Z")
    vc = som(kommun.verksamhetschef)
    assert "skulle ha startat för tio veckor sedan" in text(vc.get(reverse("uppdragen")))
    assert "Börja planera VP-uppdrag 1" in text(vc.get("/"))
    vc.post(adress("planera"))
    assert "startade tio veckor sent" in text(vc.get(adress()))
    assert "Uppdrag 1 kom i gång sent." in text(vc.get(reverse("uppdragen")))


@pytest.mark.krav(23)
def test_forflyttningen_skrivs_med_skrivgarantin_och_laeses_nar_genomforandet_borjat(kommun, uppdrag):
    ac, rektor = som(kommun.avdelningschef), som(kommun.rektor)
    spara = reverse("uppdrag-spara", args=["2026-27", 1])

    def skrivelse(**texter):
        return json.dumps(
            {"op": str(uuid.uuid4()), "texter": {n: {"innehall": t, "version": 0} for n, t in texter.items()}}
        )

    svar = ac.post(
        spara, skrivelse(nulage="<p>Vi vet <strong>för lite</strong>.</p>", beteenden="Vi ringer."), "application/json"
    )
    assert svar.status_code == 200
    assert set(svar.json()["hash"]) == {"nulage", "beteenden"}
    assert Text.objects.get(falt="nulage").slag == "rik"
    krock = ac.post(spara, skrivelse(nulage="Något annat."), "application/json")
    assert krock.status_code == 409
    assert rektor.post(spara, skrivelse(nulage="x"), "application/json").status_code == 403
    assert "för lite" in text(ac.get(adress()))
    assert "De går att läsa när genomförandet har börjat" in text(rektor.get(adress()))
    gang.borja_planera(uppdrag=uppdrag, av=kommun.verksamhetschef)
    gang.starta(uppdrag=uppdrag, av=kommun.verksamhetschef)
    assert "för lite" in text(rektor.get(adress()))
    # Utan skript: samma blad som formulär.
    blad = reverse("uppdrag-skriv", args=["2026-27", 1])
    assert ac.post(blad, {"falt-plan": "Först kartlägga.", "version-plan": 0, "version-nulage": 1}).status_code in (
        302,
        409,
    )
    assert "Först kartlägga." in text(rektor.get(adress()))


@pytest.mark.krav(22)
def test_det_vi_lart_gar_att_soka_over_uppdrag_och_lasar(kommun, nytt):
    gammalt = nytt(lasar=kommun.forra)
    ett = nytt()
    for uppdrag, om, mer in (
        (gammalt, "Ämnestid i schemat", "gemensam ÖVNING"),
        (ett, "Morgonsamtal", "100 % närvaro"),
    ):
        uppfoljning.lagg_larande(
            uppdrag=uppdrag, handlar_om=om, gjort="Prövat.", gora_mer=mer, av=kommun.verksamhetschef
        )
    rektor = som(kommun.rektor)
    sok = reverse("uppdrag-larande")
    assert "Ämnestid" in text(rektor.get(sok))
    assert "En lärdom om ”övning ÄMNESTID”" in text(rektor.get(sok, {"q": "övning ÄMNESTID"}))
    assert "Morgonsamtal" not in text(rektor.get(sok, {"q": "övning"}))
    assert "Inget fanns" in text(rektor.get(sok, {"q": "_%"})), "tecknen betyder sig själva"
    assert "Morgonsamtal" in text(rektor.get(sok, {"q": "100 %"}))
    assert rektor.get(sok, {"q": "x" * 10_000}).status_code == 200
    assert som(kommun.administrator).get(sok).status_code == 404
    assert Larande.objects.count() == 2


@pytest.mark.krav(100)
def test_effektmalet_ritas_med_sin_matserie(kommun, uppdrag):
    vc = som(kommun.verksamhetschef)
    assert vc.post(adress("effektmal"), {"text": "Färre är borta", "matmetod": ""}).status_code == 400
    vc.post(adress("effektmal"), {"text": "Färre är borta", "matmetod": "Registret", "matt": "%", "malvarde": "7,5"})
    mal = uppdrag.effektmal.get()
    assert mal.malvarde == Decimal("7.5")
    for dag, varde in (("2026-09-01", "9,7"), ("2026-11-01", "9,1")):
        vc.post(adress("matvarde", rad=f"effektmal-{mal.pk}"), {"dag": dag, "varde": varde, "kalla": "Registret"})
    sida = text(som(kommun.rektor).get(adress()))
    assert "diagram-bild" in sida
    assert "Målvärde 7,5 %" in sida


@pytest.mark.krav(83)
def test_uppfoljning_och_fraga_valjs_i_webben(kommun, uppdrag):
    vc = som(kommun.verksamhetschef)
    vc.post(adress("uppfoljning"), {"uppfoljning": ["natverk", "kvalitetsrapport"], "fraga": "Vad ser ni?"})
    sida = text(vc.get(adress()))
    assert "kvalitetsrapporterna och nätverk" in sida
    assert "Vad ser ni?" in sida
    assert vc.post(adress("uppfoljning"), {"uppfoljning": ["x"]}).status_code == 400


@pytest.mark.krav(35)
def test_den_som_haller_ihop_paminns_om_att_rapportera(kommun, uppdrag):
    forum = Forum.objects.get(nyckel="ledningsgrupp")
    lagg_aterrapportering(
        uppdrag=uppdrag, forum=forum, tider=las_tider("senast 1 december och maj", date(2026, 7, 1)), av=kommun.direktor, varfor="prov"
    )  # fmt: skip
    start = text(som(kommun.verksamhetschef).get("/"))
    assert start.count("Skriv lägesrapporten i VP-uppdrag 1") == 1
    assert "VP-uppdrag 1" not in text(som(kommun.annan_verksamhetschef).get("/"))
    assert "ett inte bedömt än" in text(som(kommun.direktor).get("/"))


def test_lika_manga_fragor_for_tva_och_tjugo_uppdrag(kommun, nytt):
    def fragor(vart: str) -> int:
        klient = som(kommun.direktor)
        klient.get(vart)
        with CaptureQueriesContext(connection) as fangade:
            assert klient.get(vart).status_code == 200
        return len(fangade)

    def fyll(antal: int) -> None:
        for _ in range(antal):
            uppdrag = nytt(parter=[Partuppgift(Partroll.MOTTAGARE, plats=kommun.norr.pk)])
            uppfoljning.rapportera_lage(uppdrag=uppdrag, av=kommun.verksamhetschef, **LAGE)
            lagg_leverans(uppdrag=uppdrag, slag="förslag", av=kommun.direktor, varfor="prov")
            uppfoljning.lagg_larande(uppdrag=uppdrag, handlar_om="Ett", gjort="Två", av=kommun.verksamhetschef)

    sidor = (
        reverse("uppdragen"), "/", reverse("uppdrag-larande"), reverse("uppdragen-fil", args=["2026-27", "csv"]),
    )  # fmt: skip
    fyll(2)
    fa = [fragor(vart) for vart in sidor]
    fyll(18)
    assert [fragor(vart) for vart in sidor] == fa
    assert max(fa) <= 32


@pytest.mark.krav(87)
def test_flytten_till_ett_stangt_lasar_nekas_och_skalet_star_kvar(kommun, uppdrag):
    kommun.forra.stangt = True
    kommun.forra.save()
    svar = som(kommun.direktor).post(adress("flytta"), {"lasar": kommun.forra.pk, "varfor": "Hör dit"})
    assert svar.status_code == 400
    for ord_ in ("stängt", "Hör dit"):
        assert ord_ in text(svar)
    assert farskt(uppdrag).lasar == kommun.lasar
    assert som(kommun.verksamhetschef).post(adress("flytta"), {}).status_code == 403


@pytest.mark.krav(13, 98)
def test_uppdragen_som_fil_sa_som_var_och_en_laser_dem(kommun, nytt):
    ett = nytt(rubrik="=HYPERLINK(1)")
    lagg_leverans(
        uppdrag=ett,
        slag="förslag",
        tid=las_tider("april/maj?", kommun.lasar.fran)[0],
        av=kommun.direktor,
        varfor="prov",
    )
    nytt(beslutat=False, rubrik="Utkastet")

    def rader(person) -> list[dict[str, str]]:
        svar = som(person).get(reverse("uppdragen-fil", args=["2026-27", "csv"]))
        assert svar["Content-Disposition"].startswith("attachment")
        return list(csv.DictReader(StringIO(svar.content.decode("utf-8-sig")), delimiter=";"))

    assert [r["Nr"] for r in rader(kommun.direktor)] == ["1", "2"]
    (rad,) = rader(kommun.rektor)
    assert {namn: rad[namn] for namn in ("Uppdrag", "Gången", "Läget", "Sammankallande", "Medverkande", "Leveranser")} == {
        "Uppdrag": "'=HYPERLINK(1)", "Gången": "beslutat", "Läget": "inte bedömt än", "Sammankallande": "Norr",
        "Medverkande": "Elevhälsan", "Leveranser": "Förslag: april/maj?",
    }  # fmt: skip
    assert {rad[namn] for namn in ("Gäller", "Ursprung", "Orört sedan")} == {""}, "det som inte är sagt är tomt"
    assert "fil/xlsx" in text(som(kommun.rektor).get(reverse("uppdragen")))
    assert Handelse.objects.filter(handling="hamta_uppdrag", aktor_id=kommun.rektor.pk).count() == 1
