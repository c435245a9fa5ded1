"""Kommandot importera: sammanfattningen i JSON, prov utan spår, och nej med rad och kolumn."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from analysunderlag.models import Inlasning, Varde
from styrkedja.models import Handelse, Skolenhetskod
from tests.analysunderlag.husets_ord import DATA
from tests.analysunderlag.kalkylark import kalkylark

BEHORIGHET = DATA / "skolverket_sample_behorighet_5.csv"


def kor(*argument: str, fil=BEHORIGHET) -> tuple[dict, str]:
    """Svaret, och meningen när kommandot säger nej."""
    ut, nej = StringIO(), ""
    try:
        call_command("importera", argument[0], str(fil), *argument[1:], stdout=ut)
    except CommandError as fel:
        nej = str(fel)
    return json.loads(ut.getvalue() or "{}"), nej


@pytest.fixture
def skolor(underlag):
    for kod in ("99999905", "99999999"):
        Skolenhetskod.objects.create(enhet=underlag.chefsomrade, kod=kod)
    Skolenhetskod.objects.filter(kod="99999999").update(enhet=underlag.gymnasium)
    Skolenhetskod.objects.filter(kod="99999901").delete()
    return underlag


@pytest.mark.krav(96)
def test_provet_visar_allt_och_andrar_inget(skolor):
    svar, nej = kor("skolverket", "--prov")
    assert not nej
    assert svar == {
        "fil": BEHORIGHET.name, "prov": True, "kalla": "skolverket", "form": "skolverket_csv", "rader": 9, "varden": 36,
        "inforda": 0, "nya": 36, "nya_versioner": 0, "oforandrade": 0, "marken": {"..": 16, "~100": 2}, "hoppade": {}, "fel": [],
        "varningar": [],
    }  # fmt: skip
    assert [m.objects.count() for m in (Varde, Inlasning, Handelse)] == [0, 0, 0]


def test_tva_ganger_infor_en_gang(skolor):
    assert kor("skolverket")[0]["inforda"] == 36
    svar, _ = kor("skolverket")
    assert (svar["inforda"], svar["oforandrade"]) == (0, 36)
    assert Varde.objects.gallande().count() == 36
    assert {h.aktor_namn for h in Handelse.objects.filter(handling="las_in_underlag")} == {"systemet"}


def test_fel_har_rad_och_kolumn_och_inget_infors(underlag, tmp_path):
    fil = tmp_path / "fel.csv"
    fil.write_bytes(BEHORIGHET.read_bytes().replace(b";86,1;", b";861;"))
    svar, nej = kor("skolverket", fil=fil)
    assert nej == "Sju rader har fel. Inget är infört."
    assert svar["fel"][0] == {
        "rad": 7, "kolumn": "Andel (%) elever behöriga till estetiskt program", "cell": "861",
        "mening": "Talet är större än 100 procent. Skriv ett tal mellan 0 och 100. Menade filen 86,1?",
    }  # fmt: skip
    assert {(f["rad"], f["kolumn"]) for f in svar["fel"][1:]} == {(nr, "Skol-enhetskod") for nr in range(10, 16)}
    assert [m.objects.count() for m in (Varde, Inlasning)] == [0, 0]


def test_en_tabell_med_det_som_saknas_sagt_pa_raden(underlag, tmp_path):
    fil = tmp_path / "skoltempen.xlsx"
    fil.write_bytes(kalkylark([["Enhet", "Trygga", "Svar"], ["Almskolan", 85.5, 40], ["Cedergymnasiet", "..", ""]]))
    assert kor("skoltempen", fil=fil)[1] == "Välj kolumnen med talet, nyckeltalet och perioden."
    val = ("--nyckeltal=skoltempen_trygghet", "--period=2025/26", "--kolumn=tal=Trygga", "--kolumn=antal=Svar")
    svar, nej = kor("skoltempen", *val, fil=fil)
    assert (nej, svar["inforda"], svar["marken"]) == ("", 2, {"..": 1})
    assert kor("skoltempen", fil=fil)[0]["oforandrade"] == 2


@pytest.mark.parametrize(
    ("argument", "mening"),
    [
        (("kolada",), "Filen är från Skolverket, inte från kolada"), (("finns_inte",), "Källan finns_inte finns inte"),
        (("skolverket", "--kolumn=x=y"), "En kolumn är enhet"),
    ],
)  # fmt: skip
def test_nej_sager_varfor(skolor, argument, mening):
    assert mening in kor(*argument)[1]
    assert not Varde.objects.exists()


def test_elevuppgifter_stoppar_kommandot_och_loggas_utan_varde(underlag, tmp_path):
    fil = tmp_path / "elever.csv"
    fil.write_text("Skola;Pnr\nAlmskolan;20140312-2383\n")
    assert "Elevuppgift hittad" in kor("skolverket", "--prov", fil=fil)[1]
    assert not Handelse.objects.exists()
    assert "Elevuppgift hittad" in kor("skolverket", fil=fil)[1]
    assert Handelse.objects.get().uppgifter == {"slag": "rubrik", "rad": 1}


def test_filen_finns_inte(underlag, tmp_path):
    assert "finns inte" in kor("skolverket", fil=tmp_path / "borta.csv")[1]
