"""Att läsa in: planen, felen, allt eller inget, två gånger utan dubbletter, rättningar som versioner, ångra."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import TestCase

from analysunderlag.handlingar.inlasning import (
    Elevuppgift,
    angra,
    avbryt,
    bekrafta,
    granska,
    infor_direkt,
    planera_inlasning,
    satt_lasning,
    ta_emot,
)
from analysunderlag.models import Enhetskoppling, Inlasning, Kalla, Rubrikalias, Tabellkoppling, Varde
from analysunderlag.models.varde import Niva
from styrkedja.handlingar import utkorg
from styrkedja.models import Enhet, Forskola, Handelse, Skolenhetskod, Utkorg
from styrkedja.regler.inlasning import Filfel
from tests.analysunderlag.conftest import gallande
from tests.analysunderlag.husets_ord import fil
from tests.analysunderlag.kalkylark import kalkylark

BEHORIGHET = "skolverket_sample_behorighet_5.csv"
SLUTBETYG = "skolverket_slutbetyg_ak9_2025_malmo_lund.csv"
YRKES = "Andel (%) elever behöriga till yrkesprog."


def tabell(*rader: str) -> bytes:
    return "\n".join(rader).encode()


def vantar(kommun, data: bytes, **val) -> Inlasning:
    rad = ta_emot(av=kommun.controller, data=data, filnamn="prov.csv")
    if val:
        satt_lasning(av=kommun.controller, rad=rad, **val)
        rad.refresh_from_db()
    return rad


def felen(plan) -> dict[int, list[str]]:
    return {nummer: [f.mening for f in fel] for nummer, fel in plan.fel.items()}


# --- Källornas filer ---------------------------------------------------------------------------
@pytest.mark.krav(96)
def test_den_verkliga_filen_fran_skolverket(las_in, underlag):
    """Varje rad i 2024/25 års fil: kommunen heter Malmö, och de 38 egna skolorna finns."""
    underlag.huvudman.orgnr, underlag.huvudman.kommunkod = "212000-1124", "1280"
    underlag.huvudman.save()
    for text in fil(SLUTBETYG).decode("utf-8-sig").splitlines():
        namn, kod, *_ = text.split(";")
        if "2120001124" in text:
            Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn=namn), kod=kod)
    rad = las_in(SLUTBETYG)
    assert {k: rad.utfall[k] for k in ("rader", "raka_rader", "varden", "nya", "enheter", "fel", "noter")} == {
        "rader": 78, "raka_rader": 38, "varden": 114, "nya": 114, "enheter": 38, "fel": 0, "noter": 4,
    }  # fmt: skip
    assert rad.utfall["marken"] == {".": 3, "..": 8, "~100": 4}
    assert rad.utfall["hoppade"] == {
        "fristående skola: bara kommunens egna läses in": 27, "en annan kommuns skola": 13,
    }  # fmt: skip
    assert gallande(plats__namn="Bäckagårdsskolan") == {
        ("andel_godkanda_alla_amnen", ""): "89.3", ("behorighet_yrkesprogram", ""): "~100", ("meritvarde", ""): "273.9",
    }  # fmt: skip
    assert Varde.objects.filter(tecken="..", tal__isnull=True).count() == 6
    assert not Varde.objects.filter(tal=0).exists()
    varde = Varde.objects.filter(plats__namn="Bäckagårdsskolan", nyckeltal__nyckel="meritvarde").get()
    assert (varde.period, varde.period_till, varde.antal, varde.kalla.nyckel) == (
        "2024/25",
        date(2025, 6, 30),
        56,
        "skolverket",
    )
    assert varde.skolform.nyckel == "grundskola"


def test_alla_exempelfiler_gar_att_fora_in(las_in, underlag):
    for enhet, koder in ((underlag.skola, ["99999905", "99999906"]), (underlag.gymnasium, ["99999902"])):
        for kod in koder:
            Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn=f"{enhet.namn} {kod}"), kod=kod)
    elineberg = Enhet.objects.create(namn="Elinebergsskolan")
    Skolenhetskod.objects.create(enhet=elineberg, kod="15171331")
    for kod in ("99999907", "99999999", "99999903"):
        Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn=f"Skola {kod}"), kod=kod)
    antal = {
        namn: las_in(namn).utfall["nya"]
        for namn in (BEHORIGHET, "skolverket_sample_salsa_95.csv", "skolverket_sample_avgangselever_gy.csv",
                     "skolverket_sample_betyg_ak6_kommun.csv", "planned_educations_v4_sample.json", "kolada_sample.json")
    }  # fmt: skip
    assert list(antal.values()) == [36, 6, 27, 15, 16, 6]
    assert Varde.objects.gallande().count() == sum(antal.values())
    assert gallande(plats=elineberg, kalla__nyckel="kolada")["behorighet_yrkesprogram", ""] == "82.6"
    assert gallande(niva=Niva.HUVUDMAN, kalla__nyckel="kolada")["meritvarde", ""] == "224.6123"
    kolada = Varde.objects.filter(kalla__nyckel="kolada").first()
    assert kolada.kalla.tillskrivning == "Källa: Kolada (www.kolada.se)"


def test_registret_jamfors_och_skriver_inget(las_in, underlag):
    Skolenhetskod.objects.filter(kod="99999904").update(kod="87948789")
    namn = "skolenhetsregistret_v2_sample.json"
    svar = json.loads(fil(namn))
    svar["enhet"]["data"]["attributes"]["headMaster"] = "Rektor Rektorsson"
    rad = vantar(underlag, json.dumps(svar).encode())
    with rad.fil.open("rb") as sparad:
        assert b"Rektorsson" not in sparad.read()
    assert [s["mening"] for s in granska(rad)["skillnader"]] == [
        "Heter Tågaborgsskolan i registret.", "Finns i registret (planerad) men inte här.",
    ]  # fmt: skip
    infor_direkt(rad=rad)
    assert Varde.objects.count() == 0
    assert Inlasning.objects.get().utfall["rader"] == 3


# --- Enheter -----------------------------------------------------------------------------------
HUVUD = "Statistik från Skolverket\n\nGrundskola - Slutbetyg årskurs 9, samtliga elever\nValt läsår: 2024/25\n\n"
RUBRIK = f"Skola;Skol-enhetskod;Kommun-kod;Typ av huvudman;Huvudman orgnr;Antal elever;Genomsnittligt meritvärde (17);{YRKES}"


def rapport(*rader: str) -> bytes:
    return (HUVUD + "\n".join([RUBRIK, *rader])).encode("utf-8-sig")


def rad_(namn="Almskolan", kod="99999904", antal="40", merit="230,5", behoriga="88,1") -> str:
    return f"{namn};{kod};1283;Kommunal;2120001157;{antal};{merit};{behoriga}"


def test_rad_7_okand_kod_upphord_enhet_och_tappad_nolla(underlag, las_in):
    Skolenhetskod.objects.create(enhet=underlag.chefsomrade, kod="09999998")
    underlag.gymnasium.upphord = date(2024, 6, 30)
    underlag.gymnasium.save()
    data = rapport(
        rad_(),
        rad_("Almskolan F-9", "11111111"),
        rad_("Cedern", "99999901"),
        rad_("Bäcken", "9999998"),
        rad_("Okänd", "22222222"),
    )
    plan = planera_inlasning(vantar(underlag, data))
    assert felen(plan) == {
        8: ["Skolenhetskoden finns inte hos er."],
        9: ["Cedergymnasiet upphörde 2024-06-30, före perioden. Välj en annan enhet eller hoppa över raden."],
        10: ["Koden har tappat en nolla i kalkylarket. Menades 09999998, Chefsområde Bäcken?"],
        11: ["Skolenhetskoden finns inte hos er."],
    }  # fmt: skip
    assert {n: fel[0].forslag for n, fel in plan.fel.items()} == {
        8: str(underlag.skola.pk), 9: "", 10: str(underlag.chefsomrade.pk), 11: "",
    }  # fmt: skip
    assert [f.kolumn for f in plan.fel[8]] == ["Skol-enhetskod"]
    with pytest.raises(ValidationError, match="Fyra rader har fel"):
        las_in(data)
    assert Varde.objects.count() == 0


def test_ett_val_for_hand_minns_vi_till_nasta_ar(las_in, underlag):
    data = rapport(rad_("Alm F-9", "11111111"))
    las_in(data, enheter={"11111111": underlag.skola.pk})
    assert gallande(plats=underlag.skola)["meritvarde", ""] == "230.5"
    assert [(k.nyckel, k.enhet, k.av) for k in Enhetskoppling.objects.all()] == [
        ("11111111", underlag.skola, underlag.controller)
    ]
    nasta = data.replace(b"2024/25", b"2025/26")
    rad = vantar(underlag, nasta)
    assert granska(rad)["felrader"] == []
    assert granska(rad)["kopplade"] == 1


def test_en_enhet_kanns_igen_pa_namnet_och_en_forskola_hor_till_sitt_chefsomrade(las_in, underlag):
    Forskola.objects.create(namn="Åns förskola", chefsomrade=underlag.chefsomrade)
    data = tabell(
        "Enhet;Tal;Antal", "almskolan;85;40", "Åns förskola;90;20", "Chefsområde Bäcken;91;60", "Finns inte;1;1"
    )
    koppling = {"kalla": "skoltempen", "nyckeltal": "skoltempen_trygghet", "period": "2025/26"}
    las_in(data, koppling=koppling, hoppa_fel=1)
    fick = {(v.plats.namn, v.niva, v.grupp, int(v.tal)) for v in Varde.objects.select_related("plats")}
    assert fick == {
        ("Almskolan", "enhet", "", 85), ("Chefsområde Bäcken", "klass", "Åns förskola", 90), ("Chefsområde Bäcken", "enhet", "", 91),
    }  # fmt: skip


def test_en_enhet_med_tva_koder_haller_isar_dem(las_in, underlag):
    Skolenhetskod.objects.create(enhet=underlag.skola, kod="99999905")
    las_in(rapport(rad_(), rad_("Almskolan 2", "99999905", merit="210")))
    fick = {v.uppdelning: int(v.tal) for v in Varde.objects.filter(nyckeltal__nyckel="meritvarde")}
    assert fick == {"skolenhet=99999904": 230, "skolenhet=99999905": 210}


def test_tva_namn_for_samma_enhet_ar_fel_pa_bada_raderna(underlag):
    data = rapport(rad_(), rad_("Alm", "11111111", merit="200"))
    plan = planera_inlasning(vantar(underlag, data, enheter={"11111111": underlag.skola.pk}))
    assert felen(plan)[7] == ["Raden gäller samma enhet som rad 8, med ett annat tal. Ta bort den ena."]
    assert set(plan.fel) == {7, 8}


# --- Allt eller inget, två gånger, rättningar --------------------------------------------------
def test_samma_fil_tva_ganger_andrar_inget(las_in, underlag):
    for kod in ("99999905", "99999999"):
        Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn=kod), kod=kod)
    las_in(BEHORIGHET)
    rad = las_in(BEHORIGHET)
    assert (rad.utfall["nya"], rad.utfall["andrade"], rad.utfall["oforandrade"]) == (0, 0, 36)
    assert Varde.objects.count() == 36
    assert "av Karl Kastanj" in granska(vantar(underlag, fil(BEHORIGHET)))["tidigare"]
    annan_kodning = fil(BEHORIGHET).decode("utf-8-sig").encode("cp1252")
    assert las_in(annan_kodning).utfall["oforandrade"] == 36


def test_en_rattad_fil_blir_en_ny_version_och_den_gamla_star_kvar(las_in, underlag):
    las_in(rapport(rad_()))
    rad = las_in(rapport(rad_(merit="231,5")))
    assert (rad.utfall["nya"], rad.utfall["andrade"], rad.utfall["oforandrade"]) == (0, 1, 1)
    versioner = Varde.objects.filter(nyckeltal__nyckel="meritvarde").order_by("version")
    assert [(v.version, float(v.tal), v.galler) for v in versioner] == [(1, 230.5, False), (2, 231.5, True)]


def test_ett_tecken_som_blir_ett_tal_ar_en_rattning(las_in, underlag):
    las_in(rapport(rad_(behoriga="..")))
    las_in(rapport(rad_(behoriga="88,1")))
    assert gallande()["behorighet_yrkesprogram", ""] == "88.1"


def test_angra_ger_tillbaka_de_som_gallde(las_in, underlag):
    forst = las_in(rapport(rad_()))
    rattad = las_in(rapport(rad_(merit="231,5")))
    angra(rad=rattad, av=underlag.controller)
    assert gallande()["meritvarde", ""] == "230.5"
    rattad.refresh_from_db()
    assert (rattad.status, rattad.utfall["angrat"]) == ("angrad", {"borttagna": 1, "tillbaka": 1, "ersatta": 0})
    angra(rad=rattad, av=underlag.controller)
    assert Handelse.objects.filter(handling="angra_inlasning").count() == 1
    igen = las_in(rapport(rad_(merit="231,5")))
    assert (igen.utfall["andrade"], gallande()["meritvarde", ""]) == (1, "231.5")
    assert Varde.objects.filter(nyckeltal__nyckel="meritvarde").order_by("version").last().version == 3
    angra(rad=forst, av=underlag.controller)
    assert gallande() == {("meritvarde", ""): "231.5"}
    angra(rad=igen, av=underlag.controller)
    assert gallande() == {}
    assert Varde.objects.count() == 4


def test_angra_nekas_den_som_inte_far_och_den_fil_som_inte_ar_inford(las_in, underlag):
    rad = las_in(rapport(rad_()))
    with pytest.raises(PermissionDenied, match="ångras av controllern"):
        angra(rad=rad, av=underlag.direktor)
    with pytest.raises(ValidationError, match="Bara en införd fil"):
        angra(rad=vantar(underlag, rapport(rad_(merit="1"))), av=underlag.controller)


def test_tva_kallors_olika_tal_star_bada_kvar(las_in, underlag):
    data = tabell("Kod;Tal;Antal", "99999904;83,9;118")
    las_in(data, koppling={"kalla": "beslutsstodet", "nyckeltal": "behorighet_yrkesprogram", "period": "2024/25"})
    rad = vantar(underlag, rapport(rad_(antal="118", behoriga="83,1")))
    (bada,) = granska(rad)["tva_kallor"]
    assert (bada["nummer"], bada["text"], bada["annan"].replace("\u00a0", " "), bada["kalla"]) == (
        7,
        "83,1",
        "83,9 %",
        "beslutsstödet",
    )
    infor_direkt(rad=rad)
    fick = {
        (v.kalla.nyckel, str(v.tal.normalize()))
        for v in Varde.objects.gallande().filter(nyckeltal__nyckel="behorighet_yrkesprogram")
    }
    assert fick == {("beslutsstodet", "83.9"), ("skolverket", "83.1")}


def test_raderna_med_fel_hoppas_bara_over_nar_nagon_sett_hur_manga_de_ar(las_in, underlag):
    data = rapport(rad_(), rad_("Okänd", "22222222"))
    with pytest.raises(ValidationError, match="En rad har fel"):
        las_in(data)
    rad = Inlasning.objects.get()
    assert (rad.status, rad.utfall) == ("vantar", {"nej": "En rad har fel. Inget är infört. Granska filen igen."})
    infor_direkt(rad=rad, hoppa_fel=1)
    assert (Varde.objects.count(), Inlasning.objects.get().fil.name) == (2, "")


def test_rad_13_summor_maste_bekraftas(las_in, underlag):
    Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn="E"), kod="99999905")
    Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn="S"), kod="99999999")
    data = fil(BEHORIGHET).replace(b"Samtliga;101;", b"Samtliga;111;")
    with pytest.raises(ValidationError, match="måste bekräftas först: Antalet flickor och pojkar"):
        las_in(data)
    las_in(data, bekraftade=["summor_kon"])
    assert Varde.objects.count() == 36


def test_ett_dubbelt_kommando_ger_en_inlasning_och_ett_avbrott_lamnar_inget(underlag, las_in):
    data = rapport(rad_())
    rad = vantar(underlag, data)
    assert vantar(underlag, data).pk == rad.pk
    namn, lagring = rad.fil.name, rad.fil.storage
    assert lagring.exists(namn)
    with TestCase.captureOnCommitCallbacks(execute=True):
        avbryt(av=underlag.controller, rad=rad)
    assert not lagring.exists(namn)
    with pytest.raises(ValidationError, match="avbruten"):
        bekrafta(av=underlag.controller, rad=rad)
    assert Varde.objects.count() == 0


def test_en_andrad_fil_fors_inte_in(underlag):
    rad = vantar(underlag, rapport(rad_()))
    rad.fil.storage.delete(rad.fil.name)
    with pytest.raises(Filfel, match="finns inte längre"):
        infor_direkt(rad=rad)


# --- Genom kön ---------------------------------------------------------------------------------
@pytest.fixture
def tyst_ko(monkeypatch) -> list[int]:
    ids: list[int] = []
    monkeypatch.setattr("styrkedja.tasks.utfor.apply_async", lambda args, **_: ids.append(args[0]))
    return ids


def test_arbetaren_for_in_en_gang_och_visar_hur_langt_den_kommit(underlag, tyst_ko, monkeypatch):
    steg = []
    monkeypatch.setattr("analysunderlag.utkorg.visa_framsteg", lambda rad, procent: steg.append(procent))
    rad = vantar(underlag, rapport(rad_()))
    for _ in range(2):
        bekrafta(av=underlag.controller, rad=rad)
    (arbete,) = Utkorg.objects.all()
    assert rad.status == "pagar"
    assert [utkorg.utfor_rad(arbete.pk) for _ in range(2)] == ["klart", "redan"]
    assert steg == sorted(steg)
    assert steg[-1] == 75
    assert Varde.objects.count() == 2
    assert Handelse.objects.filter(handling="las_in_underlag").count() == 1


def test_rad_21_samma_fil_fran_tva_hall_pa_en_gang(underlag, tyst_ko):
    data = rapport(rad_())
    forst = vantar(underlag, data)
    andra = ta_emot(av=None, data=data, filnamn="samma.csv")
    assert andra.pk != forst.pk
    bekrafta(av=underlag.controller, rad=forst)
    with pytest.raises(ValidationError, match=r"Importen pågår\. Samma fil förs redan in av Karl Kastanj"):
        bekrafta(av=None, rad=andra)
    utkorg.utfor_rad(Utkorg.objects.get().pk)
    infor_direkt(rad=andra)
    andra.refresh_from_db()
    assert andra.utfall["oforandrade"] == 2


def test_det_som_en_manniska_maste_se_ger_tillbaka_filen(underlag, tyst_ko):
    rad = vantar(underlag, rapport(rad_(), rad_("Okänd", "22222222")))
    bekrafta(av=underlag.controller, rad=rad)
    arbete = Utkorg.objects.get()
    assert utkorg.utfor_rad(arbete.pk) == "misslyckat"
    rad.refresh_from_db()
    assert (rad.status, rad.utfall["nej"]) == ("vantar", "En rad har fel. Inget är infört. Granska filen igen.")
    assert Varde.objects.count() == 0


# --- Elevuppgifter -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    "data",
    [tabell("Skola;Tal", "Almskolan;20140312-2383"), tabell("Elevnamn;Tal", "Saga Lind;1"), kalkylark([["Skola", "Pnr"], ["Ån", 201403122383]])],
)  # fmt: skip
def test_rad_11_elevuppgifter_stoppar_och_sparar_inget(underlag, data):
    with pytest.raises(Elevuppgift, match="Elevuppgift hittad"):
        ta_emot(av=underlag.controller, data=data, filnamn="Saga Lind.csv")
    rad, handelse = Inlasning.objects.get(), Handelse.objects.get(handling="stoppa_inlasning")
    assert (rad.status, rad.fil.name, rad.filnamn) == ("stoppad", "", "stoppad fil")
    allt = json.dumps([rad.utfall, rad.lasning, handelse.uppgifter, handelse.objekt_namn, str(rad)], ensure_ascii=False)
    assert not [ord_ for ord_ in ("Saga", "Lind", "2383") if ord_ in allt]
    assert (handelse.utfall, handelse.aktor_namn) == ("nekat", "Karl Kastanj")


def test_rad_11_ett_troligt_namn_varnar_och_maste_bekraftas(las_in, underlag):
    data = tabell("Kod;Tal;Antal;Kommentar", "99999904;85;40;fråga Saga Lind, förstås", "99999901;80;50;Elsa Berg")
    koppling = {"kalla": "skoltempen", "nyckeltal": "skoltempen_trygghet", "period": "2025/26"}
    with pytest.raises(ValidationError, match="kan det stå ett namn"):
        las_in(data, koppling=koppling)
    assert "Elsa" not in json.dumps(granska(Inlasning.objects.get())["varningar"])


# --- Tabeller ----------------------------------------------------------------------------------
@pytest.mark.krav(97)
def test_radata_och_bearbetat_pa_alla_nivaer(las_in, underlag):
    """Klass, skola, skolform och alla skolor, ur en och samma tabell."""
    data = tabell(
        "Enhet;Skolenhetskod;Skolform;Klass;Läsår;Andel (%);Antal elever;Täljare",
        "Almskolan;99999904;grundskola;9A;2025/26;90;20;18", "Almskolan;99999904;grundskola;;2025/26;85;40;34",
        ";;grundskola;;2025/26;80;400;320", "Ekby kommun;;;;2025/26;81;500;405",
    )  # fmt: skip
    las_in(data, koppling={"kalla": "beslutsstodet", "nyckeltal": "nationella_prov"})
    fick = {
        (v.niva, v.plats.namn if v.plats else "", v.grupp): (int(v.tal), v.antal, v.taljare)
        for v in Varde.objects.select_related("plats")
    }
    assert fick == {
        ("klass", "Almskolan", "9A"): (90, 20, 18), ("enhet", "Almskolan", ""): (85, 40, 34), ("skolform", "", ""): (80, 400, 320),
        ("huvudman", "Ekby kommun", ""): (81, 500, 405),
    }  # fmt: skip


#: Källorna i krav 95 och 96 och underlagen i krav 43, 50 och 56, med var sitt nyckeltal ur en egen tabell.
KALLOR = {
    "beslutsstodet": ("behorighet_yrkesprogram", "meritvarde", "betygspoang", "gy_betygspoang", "examensgrad", "nationella_prov", "andel_godkanda_alla_amnen",
                      "franvaro_total", "franvaro_over_20", "test_matematik", "test_svenska", "test_engelska", "screening_matematik_gy", "genomstromning_im", "im_resultat"),
    "skoltempen": ("skoltempen_trygghet", "skoltempen_forskola_omsorg", "skoltempen_kollegialt"),
    "ekonomisystemet": ("ekonomi_avvikelse", "uppbyggande_medel"),
    "unikum": ("maluppfyllelse_unikum", "stodbehov_unikum"), "myran": ("myran_progression",), "tempus": ("narvaro_forskola",),
    "medarbetarenkat": ("medarbetarengagemang",), "df_respons": ("krankande_behandling",), "elevhalsan": ("halsosamtal",),
    "skolinspektionen": ("skolinspektionens_enkat",), "itslearning": ("effektmal",), "egen_enkat": ("trygghet_ak5",), "skolanalys": ("effektmal",),
}  # fmt: skip


@pytest.mark.krav(43, 50, 56, 95, 96)
def test_varje_kallas_tal_gar_att_lasa_in(las_in, underlag):
    """En tabell per källa: nyckeltalen i en kolumn, vilka som svarat i en annan. Allt landar på enheten med sin källa."""
    for kalla, nyckeltal in KALLOR.items():
        rader = [f"Almskolan;{n};ht 2025;7,5;40;{'elever' if kalla == 'skoltempen' else ''};62,5" for n in nyckeltal]
        las_in(tabell("Enhet;Nyckeltal;Period;Tal;Antal;Svarsgrupp;Svarsfrekvens", *rader), koppling={"kalla": kalla})
    fick = {(v.kalla.nyckel, v.nyckeltal.nyckel) for v in Varde.objects.gallande().filter(plats=underlag.skola)}
    assert fick == {(kalla, n) for kalla, nyckeltal in KALLOR.items() for n in nyckeltal}
    skoltempen = Varde.objects.filter(kalla__nyckel="skoltempen").first()
    assert (skoltempen.uppdelning, skoltempen.svarsfrekvens) == ("respondent=elever", Decimal("62.50"))


def test_kopplingen_minns_vi_per_rubrikrad(las_in, underlag):
    data = tabell("Verksamhet;Utfall;Deltagare", "Almskolan;85,5;40")
    koppling = {
        "kalla": "unikum",
        "nyckeltal": "maluppfyllelse_unikum",
        "period": "ht 2025",
        "kolumner": {"tal": "Utfall", "antal": "Deltagare"},
    }
    assert granska(vantar(underlag, data))["hinder"] == "Välj källan, kolumnen med talet, nyckeltalet och perioden."
    las_in(data, koppling=koppling)
    assert (Tabellkoppling.objects.get().kalla.nyckel, Varde.objects.get().antal) == ("unikum", 40)
    nasta = granska(vantar(underlag, tabell("VERKSAMHET;utfall;deltagare", "Almskolan;86,5;41")))
    assert (nasta["hinder"], nasta["summa"]["varden"], nasta["summa"]["kalla"]) == ("", 1, "unikum")


def test_en_okand_rubrik_gar_att_saga_och_minns_sedan(las_in, underlag):
    data = rapport(rad_()).replace(YRKES.encode(), "Andel behöriga, yrkes".encode())
    rad = vantar(underlag, data)
    assert granska(rad)["okanda"] == ["Andel behöriga, yrkes"]
    las_in(data, rubriker={"Andel behöriga, yrkes": "behorighet_yrkesprogram"})
    assert gallande()["behorighet_yrkesprogram", ""] == "88.1"
    assert Rubrikalias.objects.get(rubrik="Andel behöriga, yrkes").av == underlag.controller
    assert granska(vantar(underlag, data.replace(b"2024/25", b"2025/26")))["okanda"] == []


# --- Vem ---------------------------------------------------------------------------------------
def test_bara_den_som_har_uppgiften_laser_in(underlag):
    for vem in (underlag.rektor, underlag.direktor, underlag.verksamhetschef, underlag.avdelningschef):
        with pytest.raises(PermissionDenied):
            ta_emot(av=vem, data=rapport(rad_()), filnamn="x.csv")
    Kalla.objects.filter(nyckel="elevhalsan").update(avdelning=underlag.avdelning)
    chef = underlag.farsk(underlag.avdelningschef)
    with pytest.raises(Filfel, match="har inte källan Skolverket"):
        ta_emot(av=chef, data=rapport(rad_()), filnamn="x.csv")
    rad = ta_emot(av=chef, data=tabell("Enhet;Tal", "Almskolan;80"), filnamn="halsa.csv")
    for kalla, gar in (("elevhalsan", True), ("beslutsstodet", False)):
        satt_lasning(av=chef, rad=rad, koppling={"kalla": kalla, "nyckeltal": "halsosamtal", "period": "2025/26"})
        rad.refresh_from_db()
        plan = planera_inlasning(rad)
        assert plan.kalla.nyckel == kalla
        if not gar:
            with pytest.raises(PermissionDenied, match="har inte källan"):
                infor_direkt(rad=rad)


def test_antalet_fragor_for_planen_ar_detsamma_for_en_enhet_som_for_manga(underlag, django_assert_num_queries):
    for nr in range(40):
        Skolenhetskod.objects.create(enhet=Enhet.objects.create(namn=f"Skola {nr}"), kod=f"1000{nr:04}")
    liten = vantar(underlag, rapport(rad_()))
    stor = vantar(underlag, rapport(*(rad_(f"Skola {nr}", f"1000{nr:04}") for nr in range(40))))
    with django_assert_num_queries(16):
        planera_inlasning(liten)
    with django_assert_num_queries(16):
        planera_inlasning(stor)
