"""Administrationens mallar: lista, ändra regeln med vanliga fält, fel som säger vad, bara administratören."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from styrkedja.forms.hjulmall import FALT, TYPER, Hjulmallformular
from styrkedja.forms.tidslista import las_rad, skriv_tid
from styrkedja.handlingar.hjul import skapa_hjul
from styrkedja.handlingar.hjulmallar import andra_hjulmall
from styrkedja.handlingar.referensdata_hjul import ladda_hjulmallar
from styrkedja.models import Handelse, Hjulmall, Hjulpost
from styrkedja.regler.hjul import TYPER as REGELTYPER
from tests.hjul.test_sidor import som

VAG = "/administration/arshjul/"


def skicka(kommun, nyckel, typ=None, **falt):
    vart = f"{VAG}{nyckel}/" + (f"?typ={typ}" if typ else "")
    return som(kommun.administrator).post(vart, {"rubrik": "Ny rubrik", "aktiv": "on", **falt})


def regel(nyckel):
    return Hjulmall.objects.get(nyckel=nyckel).regel


def test_bara_administratoren_ser_mallarna(kommun):
    for vem, kod in (("administrator", 200), ("direktor", 404), ("rektor", 404), ("namnd", 404)):
        klient = som(kommun.personer[vem])
        assert klient.get(VAG).status_code == kod
        assert klient.get(f"{VAG}hd1/").status_code == kod
    assert som(kommun.direktor).post(f"{VAG}hd1/").status_code == 404
    with pytest.raises(PermissionDenied):
        andra_hjulmall(
            mall=Hjulmall.objects.get(nyckel="hd1"), rubrik="X", aktiv=True, regel=regel("hd1"), av=kommun.direktor
        )


def test_listan_sager_reglerna_i_ord(kommun):
    text = som(kommun.administrator).get(VAG).content.decode()
    assert "150 mallar ger varje läsårs hjul" in text
    assert "Tisdagen vecka 42. Utbildningsdirektören svarar." in text
    assert "Fem arbetsdagar före enhetens tid för Verksamhetsdialog 1 (VD1)." in text


def test_sidan_visar_hur_regeln_infaller(kommun):
    text = som(kommun.administrator).get(f"{VAG}hd1/").content.decode()
    assert "tisdag 13 oktober 2026, v. 42" in text


def test_en_andrad_vecka_flyttar_dialogen(hjul):
    svar = skicka(hjul, "hd1", vecka="43", veckodag="3")
    assert svar.status_code == 302
    assert regel("hd1") == {"typ": "vecka", "vecka": 43, "veckodag": 3}
    skapa_hjul(lasar=hjul.lasar)
    hd1 = Hjulpost.objects.get(lasar=hjul.lasar, nyckel="hd1")
    assert (hd1.fran, hd1.rubrik) == (date(2026, 10, 21), "Ny rubrik")
    assert Handelse.objects.get(handling="andra_hjulmall").uppgifter == {"falt": ["regel", "rubrik"]}
    assert ladda_hjulmallar() == 0  # referensdata skriver inte över


def test_typen_kan_bytas(kommun):
    skicka(kommun, "hd1", "relativ", till="vd1", arbetsdagar="12", ankare="slut")
    assert regel("hd1") == {"typ": "relativ", "till": "vd1", "arbetsdagar": 12, "ankare": "slut"}


def test_det_som_falten_inte_visar_foljer_med(kommun):
    skicka(kommun, "enhet_dialog_arbetslag", antal="2")
    assert regel("enhet_dialog_arbetslag") == {"typ": "per_termin", "antal": 2, "arbetsdagar_fore": "rapportdel"}


@pytest.mark.parametrize(
    "nyckel, typ, falt, mening",
    [
        ("hd1", None, {"vecka": "54", "veckodag": "2"}, "mindre än eller lika med 53"),
        ("hd1", None, {"vecka": "", "veckodag": "2"}, "Detta fält måste fyllas i"),
        ("hd1", "datum", {"manad": "4", "dag": "31"}, "Datumet ska vara en dag som finns i månaden."),
        ("vd1", "relativ", {"till": "vp_faststall", "arbetsdagar": "1", "ankare": "start"}, "Reglerna går i ring"),
        ("vd1", "relativ", {"till": "vd1", "arbetsdagar": "1", "ankare": "start"}, "Välj ett giltigt alternativ"),
        (
            "vd1",
            None,
            {"fran__manad": "9", "fran__dag": "20", "till__manad": "9", "till__dag": "7"},
            "Fönstret slutar före sin början.",
        ),
    ],
)
def test_felen_sags_och_inget_sparas(kommun, nyckel, typ, falt, mening):
    fore = regel(nyckel)
    svar = skicka(kommun, nyckel, typ, **falt)
    assert svar.status_code == 400
    assert mening in svar.content.decode()
    assert regel(nyckel) == fore


def test_en_regel_som_pekar_pa_sig_sjalv_nekas_ocksa_i_handlingen(kommun):
    mall = Hjulmall.objects.get(nyckel="vd1")
    sjalv = {"typ": "relativ", "till": "vd1", "arbetsdagar": 1}
    with pytest.raises(ValidationError, match="pekar på sig själv"):
        andra_hjulmall(mall=mall, rubrik="VD1", aktiv=True, regel=sjalv, av=kommun.administrator)


def test_en_mall_som_andra_hanger_pa_stangs_inte_av(kommun):
    svar = som(kommun.administrator).post(f"{VAG}hd1/", {"rubrik": "Dialog", "vecka": "42", "veckodag": "2"})
    assert svar.status_code == 400
    assert "Andra poster hänger på den här" in svar.content.decode()
    skicka(kommun, "skolverket_ak9", manad="9", dag="25", aktiv="")
    assert Hjulmall.objects.get(nyckel="skolverket_ak9").aktiv is False


@pytest.mark.krav(85)
def test_egna_tider_skrivs_som_man_skriver_dem(kommun):
    tider = "2026-11-19\n2027-01\n\n2027-03-01 – 2027-03-05\n2027-04 eller 2027-05"
    assert skicka(kommun, "bun_uppfoljningsplan", tider=tider).status_code == 302
    skapa_hjul(lasar=kommun.lasar)
    poster = Hjulpost.objects.filter(lasar=kommun.lasar, nyckel__startswith="bun_uppfoljningsplan-")
    assert [(p.fran, p.till, p.ungefar) for p in poster] == [
        (date(2026, 11, 19), date(2026, 11, 19), ""),
        (None, None, "januari 2027"),
        (date(2027, 3, 1), date(2027, 3, 5), ""),
        (None, None, "april/maj?"),
    ]
    text = som(kommun.administrator).get(f"{VAG}bun_uppfoljningsplan/").content.decode()
    assert "2027-04 eller 2027-05" in text
    svar = skicka(kommun, "bun_uppfoljningsplan", tider="2026-11-19\n2026-02-30")
    assert "Rad 2 går inte att läsa som en tid: ”2026-02-30”." in svar.content.decode()


@pytest.mark.parametrize("rad", ["2026-11-19", "2027-01", "2027-03-01 – 2027-03-05", "2027-04 eller 2027-05"])
def test_en_rad_blir_samma_rad_igen(rad):
    assert skriv_tid(las_rad(rad)) == rad


@pytest.mark.parametrize(
    "rad", ["i maj", "2027-13", "2027-03-05 – 2027-03-01", "2026-11-19 2026-11-20", "2027-04 eller x"]
)
def test_en_rad_som_inte_ar_en_tid(rad):
    with pytest.raises(ValueError):
        las_rad(rad)


def test_varje_regeltyp_har_falt_och_namn():
    assert set(FALT) == set(TYPER) == set(REGELTYPER)


def test_formularet_ger_tillbaka_varje_malls_regel(kommun):
    """Öppna och spara utan att ändra: regeln är densamma, för alla 150."""
    rubriker = dict(Hjulmall.objects.values_list("nyckel", "rubrik"))
    for mall in Hjulmall.objects.all():
        tomt = Hjulmallformular(mall, mall.regel["typ"], rubriker)
        ifyllt = {falt.html_name: falt.value() for falt in tomt}
        data = {namn: varde for namn, varde in ifyllt.items() if varde is not None and varde is not False}
        formular = Hjulmallformular(mall, mall.regel["typ"], rubriker, data)
        assert formular.is_valid(), (mall.nyckel, formular.errors)
        assert formular.cleaned_data["regel"] == mall.regel
