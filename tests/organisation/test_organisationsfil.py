"""Att läsa in en organisation: planen, felen rad för rad, allt eller inget, två gånger utan dubbletter."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from styrkedja.handlingar.organisation import satt_tillhorighet
from styrkedja.handlingar.organisationsimport import avbryt, bekrafta, genomfor, planera, sammanfatta, ta_emot
from styrkedja.handlingar.referensdata import ladda_referensdata
from styrkedja.models import Enhet, Forskola, Handelse, Organisationsimport, Skolenhetskod, Verksamhetsomrade
from styrkedja.regler.inlasning import MAX_BYTE, las_csv

HELSINGBORG = Path(__file__).parents[2] / "styrkedja" / "data" / "exempel" / "helsingborg_enheter.csv"
RUBRIK = "namn;skolform;huvudman;skolenhetskod"
UTOKAD = f"{RUBRIK};verksamhetsomrade;chefsomrade;arskurser"


@pytest.fixture
def kommun(rollista):
    ladda_referensdata()
    return rollista


@pytest.fixture
def admin(kommun) -> Client:
    klient = Client()
    klient.force_login(kommun.administrator)
    return klient


def fil(*rader: str, rubrik: str = RUBRIK, kodning: str = "utf-8") -> bytes:
    return "\n".join([rubrik, *rader]).encode(kodning)


def plan_for(kommun, data: bytes):
    return planera(las_csv(data), lasar=kommun.lasar)


def las_in(kommun, data: bytes):
    return genomfor(av=kommun.administrator, plan=plan_for(kommun, data), kalla="prov.csv", sha256="0" * 64)


def felen(plan) -> dict[int, list[tuple[str, str]]]:
    return {nummer: [(f.kolumn, f.mening) for f in fel] for nummer, fel in plan.fel.items()}


# --- Helsingborgs fil --------------------------------------------------------------------------
@pytest.mark.krav(5, 6)
def test_helsingborgs_fil_raknas_exakt(kommun):
    utfall = las_in(kommun, HELSINGBORG.read_bytes())
    assert utfall["rader"] == 142
    assert utfall["enheter"] == {"nya": 50, "uppdaterade": 0, "oforandrade": 0}
    assert utfall["forskolor"] == {"nya": 74, "uppdaterade": 0, "oforandrade": 0}
    assert utfall["skolformer"] == {
        "grundskola": 34, "anpassad grundskola": 5, "gymnasieskola": 7, "anpassad gymnasieskola": 4, "förskola": 74,
    }  # fmt: skip
    assert utfall["overhoppade"] == {
        "komvux omfattas inte": 5, "enskild huvudman: bara kommunens egna enheter läses in": 13,
    }  # fmt: skip
    assert utfall["fel"] == 0
    assert Skolenhetskod.objects.count() == 50
    assert Forskola.objects.filter(chefsomrade=None).count() == 74
    assert Enhet.objects.get(namn="S:t Jörgens skola").slug == "st-jorgens-skola"
    assert not Enhet.objects.filter(namn__contains="Komvux").exists()


def test_helsingborgs_fil_tva_ganger_ger_inga_dubbletter(kommun):
    las_in(kommun, HELSINGBORG.read_bytes())
    handelser = Handelse.objects.count()
    utfall = las_in(kommun, HELSINGBORG.read_text(encoding="utf-8").encode("cp1252"))
    assert utfall["enheter"] == {"nya": 0, "uppdaterade": 0, "oforandrade": 50}
    assert utfall["forskolor"] == {"nya": 0, "uppdaterade": 0, "oforandrade": 74}
    assert Handelse.objects.count() == handelser + 1


def test_antalet_fragor_for_planen_ar_detsamma_for_en_rad_som_for_alla(kommun, django_assert_num_queries):
    las_in(kommun, HELSINGBORG.read_bytes())
    kort, lang = fil("Allerums skola;grundskola;kommunal;88007898"), HELSINGBORG.read_bytes()
    with django_assert_num_queries(9):
        plan_for(kommun, kort)
    with django_assert_num_queries(9):
        plan_for(kommun, lang)


# --- Vad raderna blir --------------------------------------------------------------------------
def test_samma_namn_med_tva_skolformer_ar_en_enhet_med_sina_koder(kommun):
    las_in(kommun, fil("Åskolan;grundskola;kommunal;11111111", "Åskolan;anpassad grundskola;kommunal;22222222"))
    enhet = Enhet.objects.get(namn="Åskolan")
    assert {k.kod: k.skolform.namn for k in enhet.koder.all()} == {
        "11111111": "grundskola", "22222222": "anpassad grundskola",
    }  # fmt: skip
    assert [s.skolform.namn for s in enhet.skolformer.all()] == ["grundskola", "anpassad grundskola"]


def test_en_kod_for_tva_skolformer_pa_samma_enhet_ar_ingen_dubblett(kommun):
    las_in(kommun, fil("Åskolan;grundskola;kommunal;11111111", "Åskolan;anpassad grundskola;kommunal;11111111"))
    assert Skolenhetskod.objects.get(kod="11111111").skolform is None


def test_gymnasieskolan_far_bada_laroplanerna_som_galler(kommun):
    las_in(kommun, fil("Ågymnasiet;gymnasieskola;kommunal;33333333"))
    laroplaner = Enhet.objects.get(namn="Ågymnasiet").skolformer.values_list("laroplan__nyckel", flat=True)
    assert {"gy11", "gy25"} <= set(laroplaner)


@pytest.mark.krav(6)
def test_forskolor_med_chefsomrade_blir_ett_chefsomrades(kommun):
    rader = (
        "Ängens förskola;förskola;kommunal;;Norr;Chefsområde Ån;",
        "Åns förskola;förskola;kommunal;;;Chefsområde Ån;",
    )
    utfall = las_in(kommun, fil(*rader, rubrik=UTOKAD))
    enhet = Enhet.objects.get(namn="Chefsområde Ån")
    assert (utfall["chefsomraden"]["nya"], enhet.enhetsslag, enhet.koder.count()) == (1, "chefsomrade", 0)
    assert {f.namn for f in enhet.forskolor.all()} == {"Åns förskola", "Ängens förskola"}
    assert enhet.tillhorigheter.get(lasar=kommun.lasar).omrade == kommun.norr
    assert not plan_for(kommun, fil(*rader, rubrik=UTOKAD)).andrar_nagot


def test_forskolan_placeras_nar_filen_far_kolumnen(kommun):
    las_in(kommun, fil("Åns förskola;förskola;kommunal;"))
    assert Forskola.objects.get().chefsomrade is None
    las_in(kommun, fil("Åns förskola;förskola;kommunal;;;Chefsområde Bäcken;", rubrik=UTOKAD))
    assert Forskola.objects.get().chefsomrade == kommun.chefsomrade


@pytest.mark.krav(2)
def test_nya_omraden_laggs_upp_och_galler_lasaret(kommun):
    rad = "Åskolan;grundskola;kommunal;11111111;Öster;;F123456"
    plan = plan_for(kommun, fil(rad, rubrik=UTOKAD))
    assert plan.nya_omraden == ["Öster"]
    las_in(kommun, fil(rad, rubrik=UTOKAD))
    enhet = Enhet.objects.get(namn="Åskolan")
    assert [(t.lasar.namn, t.omrade.namn) for t in enhet.tillhorigheter.all()] == [("2026/27", "Öster")]
    assert enhet.skolformer.get().arskurser == "F–6"


def test_en_rattad_fil_uppdaterar_och_flytten_behaller_historiken(kommun):
    las_in(kommun, fil("Åskolan;grundskola;kommunal;11111111;Norr;;", rubrik=UTOKAD))
    enhet = Enhet.objects.get(namn="Åskolan")
    satt_tillhorighet(av=None, enhet=enhet, lasar=kommun.forra, omrade=kommun.norr)
    plan = plan_for(kommun, fil("Åskolan i byn;anpassad grundskola;kommunal;11111111;Söder;;F1", rubrik=UTOKAD))
    assert plan.enheter[0].andringar == [
        "byter namn från Åskolan", "får anpassad grundskola", "har inte längre grundskola",
        "koden hör till en annan skolform", "årskurser F–1", "flyttas från Norr till Söder",
    ]  # fmt: skip
    genomfor(av=kommun.administrator, plan=plan, kalla="prov.csv", sha256="0" * 64)
    enhet.refresh_from_db()
    assert (enhet.namn, enhet.slug) == ("Åskolan i byn", "askolan")
    assert [s.skolform.namn for s in enhet.skolformer.filter(till=None)] == ["anpassad grundskola"]
    assert dict(enhet.tillhorigheter.values_list("lasar__namn", "omrade__namn")) == {
        "2025/26": "Norr",
        "2026/27": "Söder",
    }


def test_en_ny_kod_for_samma_namn_ersatter_den_gamla(kommun):
    las_in(kommun, fil("Åskolan;grundskola;kommunal;11111111"))
    las_in(kommun, fil("Åskolan;grundskola;kommunal;11111112"))
    assert [k.kod for k in Enhet.objects.get(namn="Åskolan").koder.all()] == ["11111112"]


def test_en_enhet_som_kommunen_slagit_ihop_delas_inte_av_filen(kommun):
    las_in(kommun, fil("Åskolan;grundskola;kommunal;11111111"))
    enhet = Enhet.objects.get(namn="Åskolan")
    enhet.koder.create(kod="22222222", skolform=enhet.skolformer.get().skolform)
    rader = ("Åskolan;grundskola;kommunal;11111111", "Åskolans grundsärskola;anpassad grundskola;kommunal;22222222")
    las_in(kommun, fil(*rader))
    enhet.refresh_from_db()
    assert (enhet.namn, Enhet.objects.count()) == ("Åskolan", 4)
    assert {s.skolform.namn for s in enhet.skolformer.filter(till=None)} == {"grundskola", "anpassad grundskola"}


# --- Felen -------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("rad", "kolumn", "mening"),
    [
        ("Åskolan;grundskla;kommunal;11111111", "skolform", "Menade du grundskola?"),
        ("Åskolan;grundsärskola;kommunal;11111111", "skolform", "heter anpassad grundskola"),
        ("Åskolan;dagis;kommunal;11111111", "skolform", "Okänd skolform"),
        ("Åskolan;;kommunal;11111111", "skolform", "Skolformen saknas"),
        (";grundskola;kommunal;11111111", "namn", "Namnet saknas"),
        (f"{'x' * 121};grundskola;kommunal;11111111", "namn", "längre än 120"),
        ("Åskolan;grundskola;kommunalt;11111111", "huvudman", "Skriv kommunal eller enskild"),
        ("Åskolan;grundskola;kommunal;1234567", "skolenhetskod", "Pröva 01234567"),
        ("Åskolan;grundskola;kommunal;8,8E+07", "skolenhetskod", "åtta siffror"),
        ("Åskolan;grundskola", "", "2 kolumner"),
        ("Chefsområde Bäcken;grundskola;kommunal;11111111", "namn", "är ett chefsområde"),
    ],
)
def test_en_rad_med_fel_sager_kolumn_och_vad_man_gor(kommun, rad, kolumn, mening):
    plan = plan_for(kommun, fil("Bäckskolan;grundskola;kommunal;99999999", rad))
    ((nummer, ((fick_kolumn, fick_mening),)),) = felen(plan).items()
    assert (nummer, fick_kolumn) == (3, kolumn)
    assert mening in fick_mening


def test_en_dubbel_kod_ar_fel_pa_bada_raderna(kommun):
    plan = plan_for(
        kommun, fil("Ett;grundskola;kommunal;11111111", "B;grundskola;kommunal;2", "Två;grundskola;kommunal;11111111")
    )
    fel = felen(plan)
    assert "står också på rad 4" in fel[2][0][1]
    assert "står också på rad 2" in fel[4][0][1]
    assert "siffror" in fel[3][0][1]


def test_samma_rad_tva_ganger_ar_fel_pa_bada(kommun):
    plan = plan_for(kommun, fil(*["Åns förskola;förskola;kommunal;"] * 2, *["Ett;grundskola;kommunal;11111111"] * 2))
    assert sorted(plan.fel) == [2, 3, 4, 5]


def test_en_kod_som_hor_till_en_annan_enhet(kommun):
    las_in(kommun, fil("Ett;grundskola;kommunal;11111111", "Två;grundskola;kommunal;22222222"))
    plan = plan_for(kommun, fil("Två;grundskola;kommunal;11111111"))
    assert "Koden hör till Ett, men namnet har redan en annan enhet" in felen(plan)[2][0][1]
    plan = plan_for(kommun, fil("Tre;grundskola;kommunal;11111111", "Tre;anpassad grundskola;kommunal;22222222"))
    assert "Koderna hör till olika enheter: Ett och Två" in felen(plan)[2][0][1]


def test_en_upphord_enhets_kod(kommun):
    las_in(kommun, fil("Ett;grundskola;kommunal;11111111"))
    Enhet.objects.filter(namn="Ett").update(upphord="2026-07-01")
    assert "har upphört" in felen(plan_for(kommun, fil("Ett;grundskola;kommunal;11111111")))[2][0][1]


def test_omraden_och_chefsomraden_som_inte_gar_ihop(kommun):
    rader = (
        "Ett;grundskola;kommunal;11111111;Norr;;",
        "Ett;anpassad grundskola;kommunal;22222222;Söder;;",
        "Två;grundskola;kommunal;33333333;;Chefsområde Ån;",
        "Åns förskola;förskola;kommunal;;;Två;",
        "Ängens förskola;förskola;kommunal;;;Almskolan;",
    )
    fel = felen(plan_for(kommun, fil(*rader, rubrik=UTOKAD)))
    assert "ett annat område på rad 3" in fel[2][0][1]
    assert "Bara förskolor" in fel[4][0][1]
    assert "är en skola på rad 4" in fel[5][0][1]
    assert "Almskolan är en skola" in fel[6][0][1]


def test_ett_stangt_lasar_tar_inte_emot_omraden(kommun):
    kommun.lasar.stangt = True
    fel = felen(plan_for(kommun, fil("Ett;grundskola;kommunal;11111111;Norr;;", rubrik=UTOKAD)))
    assert "läsåret 2026/27 är stängt" in fel[2][0][1]


def test_med_ett_fel_lases_inget_in(kommun):
    fore = Enhet.objects.count()
    with pytest.raises(ValidationError, match="Inget är inläst"):
        las_in(kommun, fil("Ett;grundskola;kommunal;11111111", "Två;okänd;kommunal;22222222"))
    assert Enhet.objects.count() == fore


def test_faller_nagot_mitt_i_ar_inget_kvar(kommun, monkeypatch):
    plan = plan_for(kommun, fil("Ett;grundskola;kommunal;11111111", "Åns förskola;förskola;kommunal;"))
    plan.forskolor[0].namn = " "
    with pytest.raises(ValidationError):
        genomfor(av=kommun.administrator, plan=plan, kalla="prov.csv", sha256="0" * 64)
    assert not Enhet.objects.filter(namn="Ett").exists()
    assert not Handelse.objects.filter(handling="skapa_enhet").exists()


def test_bara_administratoren_laser_in(kommun):
    plan = plan_for(kommun, fil("Ett;grundskola;kommunal;11111111"))
    with pytest.raises(PermissionDenied):
        genomfor(av=kommun.direktor, plan=plan, kalla="prov.csv", sha256="0" * 64)


# --- Sidan -------------------------------------------------------------------------------------
def ladda_upp(admin, data: bytes, namn: str = "organisation.csv", **mer):
    return admin.post(reverse("administration-import"), {"fil": SimpleUploadedFile(namn, data), **mer})


def bekrafta_sidan(admin, rad, **andring):
    adress = reverse("administration-import-las-in", args=[rad.pk])
    return admin.post(adress, {"sha256": rad.sha256} | andring, follow=True)


def test_ladda_upp_granska_och_las_in(admin, kommun, django_capture_on_commit_callbacks):
    svar = ladda_upp(admin, HELSINGBORG.read_bytes(), "helsingborg_enheter.csv", lasar=kommun.lasar.pk)
    rad = Organisationsimport.objects.get()
    sidan = admin.get(svar.url).content.decode()
    assert "142 rader är lästa. Inget är sparat än." in sidan
    assert "50 nya skolor och 74 nya förskolor" in sidan
    assert "Allerums skola" in sidan
    assert Enhet.objects.count() == 3
    with django_capture_on_commit_callbacks(execute=True):
        kvitto = bekrafta_sidan(admin, rad).content.decode()
    assert "Filen är inläst" in kvitto
    assert Enhet.objects.count() == 53
    rad.refresh_from_db()
    assert (rad.status, bool(rad.fil)) == ("inlast", False)


def test_dubbel_bekraftelse_ar_en_inlasning(admin, kommun):
    ladda_upp(admin, fil("Ett;grundskola;kommunal;11111111"))
    rad = Organisationsimport.objects.get()
    for _ in range(2):
        assert "Filen är inläst" in bekrafta_sidan(admin, rad).content.decode()
    assert Handelse.objects.filter(handling="las_in_organisation").count() == 1
    assert bekrafta(av=kommun.administrator, rad=rad)["enheter"]["nya"] == 1


def test_felen_star_forst_med_raraden(admin):
    data = fil("Ett;grundskola;kommunal;11111111", "Två;grundskla;kommunal;22222222")
    sidan = admin.get(ladda_upp(admin, data).url).content.decode()
    assert sidan.index("En rad att rätta") < sidan.index("Det vi kände igen")
    assert "Två;<b>grundskla</b>;kommunal;22222222" in sidan
    assert "Rätta felen i filen" in sidan
    svar = bekrafta_sidan(admin, Organisationsimport.objects.get())
    assert "1 rader har fel" in svar.content.decode()
    assert not Enhet.objects.filter(namn="Ett").exists()


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (b"", "Filen är tom"),
        (fil(), "innehåller inga rader"),
        (b"PK\x03\x04", "kalkylark"),
        (b"x" * (MAX_BYTE + 1), "20 MB, 200 000 rader"),
    ],
)
def test_en_fil_som_inte_gar_att_lasa_sparas_inte(admin, data, mening):
    svar = ladda_upp(admin, data)
    assert svar.status_code == 400
    assert mening in " ".join(svar.context["formular"].errors["fil"])
    assert not Organisationsimport.objects.exists()


def test_windows_1252_kanns_igen_och_gar_att_lasa_om(admin):
    svar = ladda_upp(admin, fil("Åskolan;grundskola;kommunal;11111111", kodning="cp1252"))
    sidan = admin.get(svar.url)
    assert "Åskolan" in sidan.content.decode()
    assert "Windows-1252" in sidan.content.decode()
    koppling = {f"kolumn_{k}": k for k in RUBRIK.split(";")}
    svar = admin.post(svar.url, {"kodning": "utf-8", **koppling}, follow=True)
    assert "går inte att läsa som UTF-8" in svar.content.decode()


def test_en_saknad_kolumn_kopplas_for_hand(admin):
    data = fil("Åskolan;grundskola;kommunal;11111111", rubrik="enhetens namn;skolform;huvudman;skolenhetskod")
    adress = ladda_upp(admin, data).url
    sidan = admin.get(adress)
    assert "Kolumnen namn" in sidan.content.decode()
    assert "Läs in</button>" not in sidan.content.decode()
    val = {f"kolumn_{k}": k for k in ("skolform", "huvudman", "skolenhetskod")}
    nekad = admin.post(adress, {"kodning": "utf-8", **val})
    assert nekad.context["lasning"].errors["kolumn_namn"] == ["Välj vilken kolumn det är."]
    klar = admin.post(adress, {"kodning": "utf-8", "kolumn_namn": "enhetens namn", **val}, follow=True)
    assert "En rad är läst. Inget är sparat än." in klar.content.decode()


def test_en_annan_fils_hash_laser_inget(admin):
    ladda_upp(admin, fil("Ett;grundskola;kommunal;11111111"))
    svar = bekrafta_sidan(admin, Organisationsimport.objects.get(), sha256="0" * 64)
    assert "inte den fil som granskades" in svar.content.decode()
    assert not Enhet.objects.filter(namn="Ett").exists()


def test_en_fil_som_bytts_pa_disken_lases_inte(admin, kommun):
    ladda_upp(admin, fil("Ett;grundskola;kommunal;11111111"))
    rad = Organisationsimport.objects.get()
    Path(rad.fil.path).write_bytes(fil("Annan;grundskola;kommunal;22222222"))
    assert (
        "inte längre den som laddades upp"
        in admin.get(reverse("administration-import-granska", args=[rad.pk])).content.decode()
    )
    with pytest.raises(ValidationError):
        bekrafta(av=kommun.administrator, rad=rad)
    Path(rad.fil.path).unlink()
    assert "inte längre den som laddades upp" in bekrafta_sidan(admin, rad).content.decode()


def test_avbruten_finns_inget_kvar_av(admin, kommun, django_capture_on_commit_callbacks):
    ladda_upp(admin, fil("Ett;grundskola;kommunal;11111111"))
    rad = Organisationsimport.objects.get()
    sokvag = Path(rad.fil.path)
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("administration-import-avbryt", args=[rad.pk]))
    assert not sokvag.exists()
    assert "är avbruten" in bekrafta_sidan(admin, rad).content.decode()
    assert not Enhet.objects.filter(namn="Ett").exists()
    avbryt(av=kommun.administrator, rad=rad)


def test_en_ny_fil_avbryter_den_som_vantar(admin):
    for namn in ("Ett", "Två"):
        ladda_upp(admin, fil(f"{namn};grundskola;kommunal;11111111"))
    assert [r.status for r in Organisationsimport.objects.order_by("pk")] == ["avbruten", "vantar"]


def test_en_annan_administrators_fil_finns_inte(admin, kommun):
    ladda_upp(admin, fil("Ett;grundskola;kommunal;11111111"))
    rad = Organisationsimport.objects.get()
    annan = Client()
    annan.force_login(kommun.annan_administrator)
    for vy in ("granska", "las-in", "avbryt"):
        adress = reverse(f"administration-import-{vy}", args=[rad.pk])
        assert (annan.get(adress) if vy == "granska" else annan.post(adress, {"sha256": rad.sha256})).status_code == 404
    rad.refresh_from_db()
    assert rad.status == "vantar"


def test_markup_i_filen_ar_bara_text(admin):
    svar = ladda_upp(admin, fil("<script>alert(1)</script>;grundskola;kommunal;11111111"))
    assert "<script>alert" not in admin.get(svar.url).content.decode()


def test_ta_emot_kraver_ratt(kommun):
    with pytest.raises(PermissionDenied):
        ta_emot(av=kommun.rektor, data=fil("Ett;grundskola;kommunal;11111111"), filnamn="a.csv", lasar=None)


# --- Kommandot ---------------------------------------------------------------------------------
def kommando(*argument: str) -> tuple[dict, str]:
    ut, fel = StringIO(), StringIO()
    call_command("importera_organisation", *argument, stdout=ut, stderr=fel)
    return json.loads(ut.getvalue()), fel.getvalue()


def test_kommandot_provar_och_laser_in(kommun):
    prov, _ = kommando(str(HELSINGBORG), "--prov")
    assert (prov["enheter"]["nya"], Enhet.objects.count()) == (50, 3)
    kommando(str(HELSINGBORG))
    igen, _ = kommando(str(HELSINGBORG), "--lasar", "2026-27")
    assert (igen["enheter"]["oforandrade"], Enhet.objects.count()) == (50, 53)


def test_kommandot_sager_felen_rad_for_rad(kommun, tmp_path):
    sokvag = tmp_path / "fel.csv"
    sokvag.write_bytes(fil("Ett;grundskla;kommunal;11111111"))
    utfall, fel = kommando(str(sokvag), "--prov")
    assert (utfall["fel"], "rad 2, skolform, 'grundskla': Okänd skolform. Menade du grundskola?" in fel) == (1, True)
    with pytest.raises(CommandError, match="Inget är inläst"):
        kommando(str(sokvag))


@pytest.mark.parametrize(
    ("argument", "mening"),
    [(["finns-inte.csv"], "finns inte"), ([str(HELSINGBORG), "--lasar", "1999-00"], "Läsåret 1999-00 finns inte")],
)
def test_kommandot_med_fel_argument(kommun, argument, mening):
    with pytest.raises(CommandError, match=mening):
        kommando(*argument)


def test_sammanfattningen_ar_densamma_for_prov_och_skarpt(kommun):
    data = HELSINGBORG.read_bytes()
    assert sammanfatta(plan_for(kommun, data)) == las_in(kommun, data)
    assert Verksamhetsomrade.objects.count() == 2
