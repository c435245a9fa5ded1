"""Talen som fil: samma skydd som sidan, tal som tal, text som aldrig körs, och en hämtning som loggas."""

from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from styrkedja.models import Handelse
from styrkedja.regler.kalkyltext import ofarlig
from styrkedja.utforsel import csv_fil, xlsx_fil
from tests.analysunderlag.varden import for_in, nyckeltal, varde

FORMLER = ('=HYPERLINK("x")', "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1")


def test_text_som_borjar_som_en_formel_kors_aldrig():
    assert all(ofarlig(text) == f"'{text}" for text in FORMLER)
    for text in ("Almskolan", "a=b", "-3,5", "-12", ""):
        assert ofarlig(text) == text


def test_tal_ar_tal_och_text_ar_text_i_bada_formerna():
    rader = [[text, 1, 82.5, None] for text in FORMLER]
    csv = csv_fil(["Ord", "Antal", "Tal", "Tomt"], rader).decode("utf-8-sig")
    assert csv.startswith("Ord;Antal;Tal;Tomt\r\n")
    assert ";1;82,5;\r\n" in csv
    blad = load_workbook(BytesIO(xlsx_fil("=[Blad]", ["Ord"], rader))).active
    celler = list(blad.iter_rows(min_row=2))
    assert [rad[0].value[0] for rad in celler] == ["'"] * len(FORMLER)
    assert {rad[0].data_type for rad in celler} == {"s"}
    assert [c.value for c in celler[0][1:3]] == [1, 82.5]


@pytest.mark.krav(98)
def test_filen_har_sidans_tal_och_sidans_skydd(rollista):
    tal = nyckeltal(namn="=Behöriga")
    for_in(varde(rollista.skola, 82, 100), varde(rollista.gymnasium, 50, 4), varde(None, 80, 600, niva="riket", jamforelse="riket"))  # fmt: skip
    klient = Client()
    klient.force_login(rollista.rektor)
    for adress in ("/enheter/almskolan/underlag/fil/csv/", f"/underlag/nyckeltal/{tal.nyckel}/fil/csv/"):
        csv = klient.get(adress).content.decode("utf-8-sig")
        assert "'=Behöriga;" in csv
        assert ";82,0;%;82,0 %;100;" in csv
        assert "50" not in csv.replace("2025", "").replace("600", "")
    svar = klient.get(f"/underlag/nyckeltal/{tal.nyckel}/fil/xlsx/")
    assert "attachment" in svar["Content-Disposition"]
    ark = [[c.value for c in rad] for rad in load_workbook(BytesIO(svar.content)).active.iter_rows()]
    assert [rad[5] for rad in ark[1:]] == [82, None, 80]
    assert [rad[12] for rad in ark[1:]] == ["alla", "ingen", "alla"]
    assert klient.get("/enheter/almskolan/underlag/fil/exe/").status_code == 404
    assert Handelse.objects.filter(handling="hamta_tal", aktor_id=rollista.rektor.pk).count() == 3
    assert f"/underlag/nyckeltal/{tal.nyckel}/fil/csv/?del=alla" in klient.get(f"/underlag/nyckeltal/{tal.nyckel}/?del=alla").content.decode()  # fmt: skip
