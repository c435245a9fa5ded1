"""Källornas former: varje exempelfil, varje tecken i dem, och det som kan vara fel med dem. Rena regler."""

import dataclasses
import json
from collections import Counter
from decimal import Decimal

import pytest

from analysunderlag.regler.former.kolada import ar_koladas, las_kolada
from analysunderlag.regler.former.planned_educations import las_planned_educations
from analysunderlag.regler.former.skolenhetsregistret import EgenEnhet, jamfor, las_registret
from analysunderlag.regler.former.skolverket import las_skolverket
from analysunderlag.regler.former.tabell import foresla, las_tabell, signatur
from analysunderlag.regler.innehall import las_innehall, utan_personuppgifter
from analysunderlag.regler.rimlighet import varna_for_summor
from analysunderlag.regler.uppgift import Formlasning, Sammanhang
from styrkedja.regler.inlasning import Filfel, Rad, Rubrikfel
from tests.analysunderlag.husets_ord import RAPPORTER, fil, sammanhang

HBG = sammanhang()
MALMO = sammanhang("212000-1124", "1280", "Malmö stad")


def skolverket(data: bytes, sammanhang: Sammanhang = HBG, **val) -> Formlasning:
    lasning = las_skolverket(las_innehall(data).rader, sammanhang, RAPPORTER, **val)
    lasning.stryk_felaktiga()
    return lasning


def varden(lasning: Formlasning, kod: str = "") -> dict[tuple, str]:
    return {
        (u.nyckeltal, u.kon, u.uppdelning): str(u.tal) if u.tal is not None else u.tecken
        for u in lasning.uppgifter if not kod or u.kod == kod
    }  # fmt: skip


def felen(lasning: Formlasning) -> dict[int, list[tuple[str, str]]]:
    return {rad: [(f.kolumn, f.mening) for f in fel] for rad, fel in lasning.fel.items()}


def skal(lasning: Formlasning) -> Counter:
    return Counter(h.skal for h in lasning.hoppade)


# --- Skolverkets rapporter ---------------------------------------------------------------------
def test_den_verkliga_filen_rad_for_rad():
    """Slutbetyg åk 9 läsåret 2024/25, Malmö och Lund: 78 skolor, varav Malmös 38 kommunala läses."""
    lasning = skolverket(fil("skolverket_slutbetyg_ak9_2025_malmo_lund.csv"), MALMO)
    assert (lasning.titel, lasning.perioder, lasning.fel, lasning.noter) == ("Slutbetyg årskurs 9", ["2024/25"], {}, 4)
    assert len(lasning.rader) == 78
    assert skal(lasning) == {
        "fristående skola: bara kommunens egna läses in": 27, "en annan kommuns skola": 13,
    }  # fmt: skip
    assert len({u.kod for u in lasning.uppgifter}) == 38
    assert len(lasning.uppgifter) == 38 * 3
    tecken = Counter(u.tecken for u in lasning.uppgifter)
    assert tecken == {"": 101, "..": 6, ".": 3, "~100": 4}
    assert not [u for u in lasning.uppgifter if u.tal == 0]


def test_slutbetygens_tal_tecken_och_antal():
    lasning = skolverket(fil("skolverket_slutbetyg_ak9_2025_malmo_lund.csv"), MALMO)
    assert varden(lasning, "12636945") == {
        ("andel_godkanda_alla_amnen", "", ""): "89.3", ("behorighet_yrkesprogram", "", ""): "~100",
        ("meritvarde", "", ""): "273.9",
    }  # fmt: skip
    assert {(u.antal, u.antal_tecken) for u in lasning.uppgifter if u.kod == "12636945"} == {(56, "")}
    assert {(u.antal, u.antal_tecken) for u in lasning.uppgifter if u.kod == "51220608"} == {(None, "..")}
    assert {(u.antal, u.tecken) for u in lasning.uppgifter if u.kod == "56446897"} == {(50, ".")}


def test_behorighet_per_kon():
    lasning = skolverket(fil("skolverket_sample_behorighet_5.csv"))
    assert len(lasning.uppgifter) == 9 * 4
    assert varden(lasning, "99999904")["behorighet_yrkesprogram", "", ""] == "87.1"
    assert varden(lasning, "99999904")["behorighet_yrkesprogram", "K", ""] == "~100"
    assert varden(lasning, "99999904")["behorighet_estetiskt", "M", ""] == ".."
    assert varden(lasning, "99999904")["behorighet_natur_teknik", "M", ""] == "73.5"
    assert lasning.marken == {"..": 16, "~100": 2}
    assert lasning.okanda == ()


def test_salsa_laser_avvikelsen_och_minustecknet():
    lasning = skolverket(fil("skolverket_sample_salsa_95.csv"))
    assert lasning.perioder == ["2018/19"]
    assert varden(lasning, "99999906") == {
        ("salsa_avvikelse", "", ""): "4",
        ("salsa_avvikelse_meritvarde", "", ""): "12",
    }
    assert varden(lasning, "99999907") == {
        ("salsa_avvikelse", "", ""): "-5",
        ("salsa_avvikelse_meritvarde", "", ""): "-11",
    }
    assert varden(lasning, "99999999") == {
        ("salsa_avvikelse", "", ""): "..",
        ("salsa_avvikelse_meritvarde", "", ""): "..",
    }
    assert skal(lasning) == {"fristående skola: bara kommunens egna läses in": 1}


def test_avgangselever_per_program():
    lasning = skolverket(fil("skolverket_sample_avgangselever_gy.csv"))
    assert varden(lasning, "99999901") == {
        ("examensgrad", "", ""): "88.3", ("grundlaggande_behorighet", "", ""): "71", ("gy_betygspoang", "", ""): "13.9",
        ("examensgrad", "", "program=yrkesprogram"): "86.7",
        ("grundlaggande_behorighet", "", "program=yrkesprogram"): "45.8",
        ("gy_betygspoang", "", "program=yrkesprogram"): "12.6",
        ("examensgrad", "", "program=hantverksprogrammet"): "..",
        ("grundlaggande_behorighet", "", "program=hantverksprogrammet"): "..",
        ("gy_betygspoang", "", "program=hantverksprogrammet"): "..",
    }  # fmt: skip
    assert len(lasning.uppgifter) == 27


def test_betyg_ak_6_har_tva_rubrikrader_och_galler_kommunen():
    lasning = skolverket(fil("skolverket_sample_betyg_ak6_kommun.csv"))
    assert {u.niva for u in lasning.uppgifter} == {"huvudman"}
    allt = varden(lasning)
    assert allt["minst_e_matematik_6", "", ""] == "86.9"
    assert allt["minst_e_svenska_6", "M", ""] == "90.3"
    assert allt["betygspoang", "K", "amne=matematik;arskurs=6"] == "12.8"
    assert allt["betygspoang", "", "amne=modersmål;arskurs=6"] == "16.1"
    antal = {(u.kon, u.antal, u.antal_tecken) for u in lasning.uppgifter if u.nyckeltal == "minst_e_matematik_6"}
    assert antal == {("", 1512, ""), ("K", 741, ""), ("M", 771, "")}
    assert skal(lasning) == {"ämnet har inget eget nyckeltal för andelen": 3}


def test_rikets_och_kommunens_rader_blir_jamforelser():
    data = fil("skolverket_slutbetyg_ak9_2025_malmo_lund.csv").decode("utf-8-sig")
    rad = "Kommunikationsskolan;"
    data = data.replace(
        rad,
        f"Riket;;Riket;;Samtliga;;;118 000;76,1;85,9;229,5\nMalmö, kommunala;;Malmö;1280;Kommunal;;;2 900;65,1;78,9;221\n{rad}",
        1,
    )
    lasning = skolverket(data.encode(), MALMO)
    per_niva = {u.niva: u for u in lasning.uppgifter if u.nyckeltal == "meritvarde" and u.niva != "enhet"}
    assert (per_niva["riket"].tal, per_niva["riket"].jamforelse, per_niva["riket"].antal) == (
        Decimal("229.5"),
        "riket",
        118_000,
    )
    assert (str(per_niva["huvudman"].tal), per_niva["huvudman"].antal) == ("221", 2900)


HUVUD = "Statistik från Skolverket\n\nGrundskola - Slutbetyg årskurs 9, samtliga elever\nValt läsår: 2024/25\n\n"
RUBRIK = "Skola;Skol-enhetskod;Kommun-kod;Typ av huvudman;Huvudman orgnr;Antal elever;Genomsnittligt meritvärde (17);Andel (%) elever behöriga till yrkesprog."


def rapport(*rader: str, huvud: str = HUVUD, rubrik: str = RUBRIK, kodning: str = "utf-8-sig") -> bytes:
    return (huvud + "\n".join([rubrik, *rader]) + "\n").encode(kodning)


def rad(namn="Ån", kod="11111111", antal="40", merit="230,5", behoriga="88,1") -> str:
    return f"{namn};{kod};1283;Kommunal;2120001157;{antal};{merit};{behoriga}"


@pytest.mark.parametrize("kodning", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_rad_1_teckenkodningen_kanns_igen(kodning):
    innehall = las_innehall(rapport(rad("Åsö skola"), kodning=kodning))
    assert innehall.kodning == kodning
    assert las_skolverket(innehall.rader, HBG, RAPPORTER).uppgifter[0].namn == "Åsö skola"


@pytest.mark.parametrize("tecken", [";", ",", "\t"])
def test_rad_2_skiljetecknet_kanns_igen_fast_titeln_har_komma(tecken):
    data = rapport(rad(merit="230.5", behoriga="88.1")).decode("utf-8-sig").replace(";", tecken)
    assert varden(skolverket(data.encode()), "11111111")["meritvarde", "", ""] == "230.5"


def test_rad_2_blandade_decimaltecken_i_en_kolumn_ar_ett_fel_som_namner_raden():
    lasning = skolverket(
        rapport(rad(), rad("Bäcken", "22222222", merit="231,5"), rad("Cedern", "33333333", merit="229.5"))
    )
    assert list(lasning.fel) == [9]
    assert "Kolumnen blandar decimalkomma och decimalpunkt: rad 7 " in felen(lasning)[9][0][1]
    assert lasning.fel[9][0].forslag == "229,5"


def test_rad_4_rubrikernas_ordning_spelar_ingen_roll_och_en_okand_rubrik_sags():
    rubrik = (
        "Skola;Huvudman orgnr;Typ av huvudman;Kommun-kod;Nytt mått;Skol-enhetskod;Genomsnittligt meritvärde (17 ämnen)"
    )
    lasning = skolverket(rapport("Ån;2120001157;Kommunal;1283;7;11111111;230,5", rubrik=rubrik))
    assert varden(lasning) == {("meritvarde", "", ""): "230.5"}
    assert lasning.okanda == ("Nytt mått",)


@pytest.mark.parametrize(
    ("rubrik", "mening"),
    [
        (RUBRIK.replace("Skol-enhetskod", "Skolenhets-kåd"), r"Skol-enhetskod \(menade du Skolenhets-kåd\?\) saknas"),
        (RUBRIK + ";Antal elever", "Kolumnen Antal elever står två gånger"),
        (RUBRIK.replace("Huvudman orgnr", "X"), "Huvudman orgnr saknas"),
    ],
)
def test_rad_4_en_rubrik_som_saknas_eller_star_tva_ganger(rubrik, mening):
    with pytest.raises(Rubrikfel, match=mening):
        skolverket(rapport(rad(), rubrik=rubrik))


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (b"", "Filen är tom"), (b" \n\n", "Filen är tom"), (b"Skola;Kommun-kod\n", "innehåller inga rader"),
        (rapport(rad(), huvud=HUVUD.replace("Slutbetyg årskurs 9", "Något nytt")), "känns inte igen på sin titel"),
        (rapport(rad(), huvud=HUVUD.replace("Valt läsår: 2024/25", "")), "Valt läsår” saknas"),
        (rapport(rad(), huvud=HUVUD.replace("2024/25", "46000")), "Valt läsår” går inte att läsa"),
    ],
)  # fmt: skip
def test_rad_5_och_9_en_fil_som_inte_gar_att_lasa_sager_varfor(data, mening):
    with pytest.raises(Filfel, match=mening):
        skolverket(data)


@pytest.mark.parametrize(
    ("cell", "blir"),
    [
        ("102", None),
        ("−3", None),
        ("85 %", "85"),
        ("0,85", "0.85"),
        ("~100", "~100"),
        ("..", ".."),
        (".", "."),
        ("*", "*"),
        ("<10", "<"),
    ],
)
def test_rad_8_procent_ar_fel_tal_eller_tecken_men_aldrig_noll(cell, blir):
    lasning = skolverket(rapport(rad(behoriga=cell)))
    assert varden(lasning).get(("behorighet_yrkesprogram", "", "")) == blir
    assert bool(lasning.fel) == (blir is None)


def test_rad_12_samma_nyckel_tva_ganger():
    lika = skolverket(rapport(rad(), rad()))
    assert (len(lika.uppgifter), skal(lika)) == (2, {"upprepad rad": 2})
    olika = skolverket(rapport(rad(), rad(merit="231,5"), rad("Bäcken", "22222222")))
    assert {n: [f[1] for f in fel] for n, fel in felen(olika).items()} == {
        7: ["Samma värde står också på rad 8, med 231,5. Ta bort den ena raden."],
        8: ["Samma värde står också på rad 7, med 230,5. Ta bort den ena raden."],
    }  # fmt: skip
    assert {u.rad for u in olika.uppgifter} == {9}


def test_rad_14_en_formel_i_en_talcell_ar_ett_fel_och_i_ett_namn_text():
    lasning = skolverket(rapport(rad("=HYPERLINK(1)"), rad("Bäcken", "22222222", merit="=cmd|1")))
    assert [u.namn for u in lasning.uppgifter][:1] == ["=HYPERLINK(1)"]
    assert "är text, inte ett tal" in felen(lasning)[8][0][1]


def test_en_avhuggen_rad_sags_och_en_rattad_cell_lases():
    lasning = skolverket(rapport("Ån;11111111;1283;Kommunal;2120001157;40"))
    assert "Raden har 6 kolumner av 8" in felen(lasning)[7][0][1]
    data = rapport(rad(behoriga="937"), rad("Bäcken", "22222222", antal="1.512"))
    assert lasning.fel
    assert set(skolverket(data).fel) == {7, 8}
    rattad = skolverket(data, rattningar={"7:Andel (%) elever behöriga till yrkesprog.": "93,7"}, hoppa=[8])
    assert (rattad.fel, varden(rattad)["behorighet_yrkesprogram", "", ""]) == ({}, "93.7")


def test_rad_13_summor_som_inte_gar_ihop_ar_en_varning():
    data = fil("skolverket_sample_behorighet_5.csv").decode("utf-8-sig")
    assert varna_for_summor(skolverket(data.encode()).uppgifter, procent=lambda n: True) == []
    lasning = skolverket(data.replace("Samtliga;101;", "Samtliga;111;").encode())
    varningar = varna_for_summor(lasning.uppgifter, procent=lambda n: True)
    assert [(v.nyckel, v.rader) for v in varningar] == [("summor_kon", (7,))]


# --- JSON --------------------------------------------------------------------------------------
def test_planned_educations_varje_post():
    lasning = las_planned_educations(las_innehall(fil("planned_educations_v4_sample.json")).svar, HBG)
    lasning.stryk_felaktiga()
    assert (lasning.fel, lasning.okanda, len(lasning.rader)) == ({}, (), 40)
    assert {(u.nyckeltal, u.period): str(u.tal) if u.tal is not None else u.tecken for u in lasning.uppgifter} == {
        ("elever_per_larare", "2025/26"): "14.1", ("elever_per_larare", "2024/25"): "18.3",
        ("elever_per_larare", "2023/24"): "16.3", ("elever_per_larare", "2022/23"): "15.4",
        ("larare_behoriga_gr", "2025/26"): "*", ("larare_behoriga_gr", "2024/25"): "*",
        ("larare_behoriga_gr", "2023/24"): "*", ("larare_behoriga_gr", "2022/23"): "*",
        ("elevantal", "2025/26"): "430", ("andel_godkanda_alla_amnen_6", "2024/25"): "81.3",
        ("andel_godkanda_alla_amnen", "2024/25"): "85.9", ("meritvarde", "2024/25"): "280.2",
        ("behorighet_yrkesprogram", "2024/25"): "~100", ("behorighet_estetiskt", "2024/25"): "~100",
        ("behorighet_ekonomi_humanistiskt_samhall", "2024/25"): "~100", ("behorighet_natur_teknik", "2024/25"): "92.2",
    }  # fmt: skip
    assert lasning.marken == {"*": 4, "~100": 3, "cirka": 1}


def test_kolada_per_kommun_enhet_och_kon():
    lasning = las_kolada(las_innehall(fil("kolada_sample.json")).svar, HBG)
    lasning.stryk_felaktiga()
    fick = [
        (u.nyckeltal, u.niva, u.kod, u.period, u.kon, str(u.tal) if u.tal is not None else u.tecken)
        for u in lasning.uppgifter
    ]
    assert fick == [
        ("behorighet_yrkesprogram", "huvudman", "", "2024/25", "", "78.9"),
        ("behorighet_yrkesprogram", "huvudman", "", "2024/25", "K", "80.7"),
        ("behorighet_yrkesprogram", "huvudman", "", "2024/25", "M", "77.2"),
        ("meritvarde", "huvudman", "", "2024/25", "", "224.6123"),
        ("behorighet_yrkesprogram", "enhet", "V15E128300201", "2024/25", "", "82.6"),
        ("behorighet_yrkesprogram", "enhet", "V15E128300201", "2024/25", "K", "."),
    ]
    assert lasning.uppgifter[-1].namn == "Elinebergsskolan"
    assert {u.antal for u in lasning.uppgifter} == {None}
    assert skal(lasning) == {"borttaget i Kolada": 1}


def test_koladas_ar_grupper_och_riket():
    def post(kpi, plats, period, varde):
        return {
            "kpi": kpi,
            "municipality": plats,
            "period": period,
            "values": [{"gender": "T", "value": varde, "isdeleted": False}],
        }

    svar = {
        "municipality_group": {"id": "G1", "title": "Grannarna"},
        "data": {"values": [post("N15807", "1283", 2025, 100), post("N11032", "G1", 2025, 150000), post("N15505", "0000", 2025, Decimal("231.1")),
                 post("N15436", "1284", 2025, 1), post("N99999", "1283", 2025, 1), post("N15436", "1283", 2025, 130)]},
    }  # fmt: skip
    lasning = las_kolada(svar, HBG, lasaret_borjar=["N15807"])
    assert [(u.niva, u.jamforelse, u.period) for u in lasning.uppgifter[:3]] == [
        ("huvudman", "", "2025/26"), ("kommungrupp", "Grannarna", "2025"), ("riket", "riket", "2024/25"),
    ]  # fmt: skip
    assert skal(lasning) == {"en annan kommun": 1, "N99999 hör inte till något nyckeltal": 1}
    assert "större än 100" in felen(lasning)[6][0][1]
    assert not ar_koladas({"kpi": {"values": [{"id": "N1", "title": "x"}]}})


def test_registret_visar_vad_som_skiljer_och_laser_aldrig_rektorns_namn():
    svar = json.loads(fil("skolenhetsregistret_v2_sample.json"))
    poster = las_registret(svar)
    assert [(p.kod, p.namn, p.status) for p in poster] == [
        ("87948789", "Tågaborgsskolan", "AKTIV"), ("99999999", "Påhittade småskolan", "UPPHORT"),
        ("99999998", "Påhittade nya skolan", "PLANERAD"),
    ]  # fmt: skip
    egna = {"87948789": EgenEnhet("Tågaborg"), "99999999": EgenEnhet("Påhittade småskolan")}
    assert [(s.kod, s.mening) for s in jamfor(poster, egna, "1283")] == [
        ("87948789", "Heter Tågaborgsskolan i registret."),
        ("99999999", "Har upphört enligt registret men är verksam här."),
        ("99999998", "Finns i registret (planerad) men inte här."),
    ]
    svar["enhet"]["data"]["attributes"] |= {"headMaster": "Rektor Rektorsson", "email": "r@skola.example"}
    data = json.dumps(svar).encode()
    rensad = utan_personuppgifter(data, las_innehall(data))
    assert b"Rektorsson" not in rensad
    assert b"skola.example" not in rensad
    assert las_registret(json.loads(rensad)) == poster
    assert utan_personuppgifter(fil("kolada_sample.json"), las_innehall(fil("kolada_sample.json"))) == fil(
        "kolada_sample.json"
    )


@pytest.mark.parametrize("data", [b'{"a": ', b'{"a": NaN}', b"[" * 100_000])
def test_json_som_inte_gar_att_lasa(data):
    with pytest.raises(Filfel, match="går inte att läsa"):
        las_innehall(data)


# --- Kommunens egna tabeller -------------------------------------------------------------------
def tabell(*rader: str, **val) -> Formlasning:
    lasta = [Rad(nr, tuple(rad.split(";"))) for nr, rad in enumerate(rader, 1)]
    koppling = dataclasses.replace(foresla(lasta[0].celler, HBG), **val)
    lasning = las_tabell(lasta, HBG, koppling)
    lasning.stryk_felaktiga()
    return lasning


FAST = {"kalla": "skoltempen", "nyckeltal": "skoltempen_trygghet", "period": "2025/26"}


def test_en_tabell_med_fast_nyckeltal_och_period():
    lasning = tabell(
        "Skola;Andel (%);Antal svar;Svarsfrekvens;Svarsgrupp",
        "Ån;85,4;120;58,5;Elever",
        "Bäcken;..;..;;",
        "Cedern;;;;",
        **FAST,
    )
    a, b = lasning.uppgifter
    assert (a.tal, a.antal, a.svarsfrekvens, a.uppdelning, a.period) == (
        Decimal("85.4"),
        120,
        Decimal("58.5"),
        "respondent=elever",
        "2025/26",
    )
    assert (b.tal, b.tecken, b.antal_tecken) == (None, "..", "..")
    assert skal(lasning) == {"tom cell": 1}


def test_nivaerna_klass_enhet_skolform_huvudman_och_riket():
    rader = (
        "Enhet;Kod;Skolform;Klass;Tal",
        "Ån;11111111;;6B;80",
        "Ån;11111111;;;81",
        ";;grundskola;;82",
        "Helsingborgs stad;;;;83",
        "Riket;;;;84",
    )
    assert [(u.niva, u.grupp, u.skolform, str(u.tal)) for u in tabell(*rader, **FAST).uppgifter] == [
        ("klass", "6B", "", "80"), ("enhet", "", "", "81"), ("skolform", "", "grundskola", "82"), ("huvudman", "", "", "83"), ("riket", "", "", "84"),
    ]  # fmt: skip


def test_felen_i_en_tabell_star_vid_sin_cell():
    lasning = tabell(
        "Enhet;Nyckeltal;Läsår;Kön;Skolform;Tal;Antal", "Ån;Behöriga till yrkes-program;2025/26;;;85;40", "Ån;behorighet_yrkesprogrammen;2025/26;;;85;40",
        "Ån;meritvarde;2026-13-01;;;230;40", "Ån;meritvarde;46000;;;230;40", "Ån;meritvarde;3/4/26;x;;230;40", "Ån;meritvarde;1900;;;230;40",
        ";meritvarde;2025/26;;;230;40", "Ån;meritvarde;2025/26;;trädskola;230;40", "Ån;meritvarde;2025/26;;;230;4,5",
        kalla="beslutsstodet",
    )  # fmt: skip
    assert [u.rad for u in lasning.uppgifter] == [2]
    assert {rad: [kolumn for kolumn, _ in fel] for rad, fel in felen(lasning).items()} == {
        3: ["Nyckeltal"], 4: ["Läsår"], 5: ["Läsår"], 6: ["Läsår", "Kön"], 7: ["Läsår"], 8: ["Enhet"], 9: ["Skolform"], 10: ["Antal"],
    }  # fmt: skip
    assert lasning.fel[3][0].forslag == "Behöriga till yrkesprogram"


def test_andelar_varnar_och_raknas_om_nar_nagon_sager_det():
    rader = ("Enhet;Tal", "Ån;0,85", "Bäcken;0,7", "Cedern;1")
    assert [v.nyckel for v in tabell(*rader, **FAST).varningar] == ["andelar"]
    lasning = tabell(*rader, **FAST, andelar=True)
    assert [str(u.tal) for u in lasning.uppgifter] == ["85.00", "70.0", "100"]
    assert not lasning.varningar
    assert "ingen andel" in felen(tabell("Enhet;Tal", "Ån;85", **FAST, andelar=True))[2][0][1]


def test_det_som_saknas_i_kopplingen_sags():
    with pytest.raises(Rubrikfel, match="Välj källan, kolumnen med talet, nyckeltalet och perioden"):
        tabell("Enhet;Siffra", "Ån;1")
    with pytest.raises(Rubrikfel, match="Kolumnen Tal står två gånger"):
        tabell("Enhet;Tal;Tal", "Ån;1;2", **FAST)


def test_signaturen_bryr_sig_inte_om_stora_bokstaver_och_mellanslag():
    assert signatur(["Skola", "Andel (%)"]) == signatur(["skola ", "ANDEL  (%)"]) != signatur(["Andel (%)", "Skola"])


def test_tabellens_taljare_provas_mot_talet():
    lasning = tabell("Enhet;Tal;Antal;Täljare", "Ån;50;40;20", "Bäcken;50;40;30", **FAST)
    varningar = varna_for_summor(lasning.uppgifter, procent=lambda n: True)
    assert [(v.nyckel, v.rader) for v in varningar] == [("summor_taljare", (3,))]
