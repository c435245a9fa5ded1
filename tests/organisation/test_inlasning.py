"""Att läsa en CSV-fil: tecken, skiljetecken, gränser och rubriker. Rena regler, utan databas."""

import pytest

from styrkedja.regler.arskurser import skriv_arskurser
from styrkedja.regler.inlasning import (
    MAX_BYTE,
    MAX_RADER,
    Filfel,
    Rubrikfel,
    kann_igen_skiljetecken,
    koppla_kolumner,
    las_csv,
)
from styrkedja.regler.skolenhet import fel_i_kod

TEXT = "namn;skolform\nÅhusgatans förskola;förskola\nÖppna Ängen;förskola\n"
KRAVS = ("namn", "skolform", "huvudman", "skolenhetskod")


@pytest.mark.parametrize(
    ("kodning", "kant"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("cp1252", "cp1252"), ("utf-16", "utf-16")]
)
def test_teckenkodningen_kanns_igen(kodning, kant):
    tabell = las_csv(TEXT.encode(kodning))
    assert (tabell.kodning, tabell.rubriker) == (kant, ("namn", "skolform"))
    assert [rad.celler[0] for rad in tabell.rader] == ["Åhusgatans förskola", "Öppna Ängen"]


def test_man_kan_valja_en_annan_teckenkodning():
    assert las_csv(TEXT.encode(), kodning="cp1252").rader[0].celler[0] == "Ã…husgatans fÃ¶rskola"
    with pytest.raises(Filfel, match="går inte att läsa som UTF-8"):
        las_csv(TEXT.encode("cp1252"), kodning="utf-8")
    with pytest.raises(Filfel, match="Okänd teckenkodning"):
        las_csv(TEXT.encode(), kodning="rot13")


@pytest.mark.parametrize("tecken", [";", ",", "\t"])
def test_skiljetecknet_kanns_igen(tecken):
    tabell = las_csv(TEXT.replace(";", tecken).encode())
    assert (tabell.skiljetecken, tabell.rader[0].celler) == (tecken, ("Åhusgatans förskola", "förskola"))


def test_kalkylprogrammets_egen_forsta_rad_ar_ingen_rubrik():
    tabell = las_csv(f"sep=;\r\n{TEXT}".encode())
    assert (tabell.rubriker[0], tabell.rader[0].nummer) == ("namn", 3)


def test_komma_inne_i_citat_ar_inget_skiljetecken():
    assert kann_igen_skiljetecken('"a,b,c,d";e') == ";"


def test_radnumret_ar_det_som_redigeraren_visar():
    tabell = las_csv(b'namn;anm\n\n"A";"tv\xc3\xa5\nrader"\n;\nB;x\n')
    assert [(rad.nummer, rad.celler[0]) for rad in tabell.rader] == [(3, "A"), (6, "B")]


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        (b"", "Filen är tom"),
        (b"\r\n \r\n", "Filen är tom"),
        (b"\xef\xbb\xbf", "Filen är tom"),
        (b"namn;skolform\n", "innehåller inga rader"),
        (b"namn;skolform\n;\n\n", "innehåller inga rader"),
        (b"PK\x03\x04resten", "kalkylark"),
        (b"\xd0\xcf\x11\xe0resten", "kalkylark"),
        (b"a;b\n1;\x00\n", "inte är text"),
        (b"a;b\n\x81\x8d;\xff\n", "går inte att läsa som Windows-1252"),
        (b'namn;b\nx;y\n"abc;d\n', "citattecken på rad 3"),
        (b"a;b\n" + b"x" * 40_000 + b";1\n", "En cell på rad 2 är för stor"),
        (b"a;b\n" + b"x" * 10_000_000 + b";1\n", "En cell på rad 2 är för stor"),
        (b"a;b\n" + "ö".encode() * 17_000 + b";1\n", "En cell på rad 2 är för stor"),
    ],
)
def test_det_som_inte_gar_att_lasa_sager_varfor(data, mening):
    with pytest.raises(Filfel, match=mening):
        las_csv(data)


def test_over_tjugo_megabyte_nekas_innan_nagot_lases():
    with pytest.raises(Filfel, match=r"för stor \(20 MB\).*20 MB, 200 000 rader och 32 kB"):
        las_csv(b"x" * (MAX_BYTE + 1))


def test_fler_rader_an_gransen_nekas():
    las_csv(b"a\n" + b"1\n" * MAX_RADER)
    with pytest.raises(Filfel, match="för många rader"):
        las_csv(b"a\n" + b"1\n" * (MAX_RADER + 1))


def test_kolumnernas_ordning_och_stavning_spelar_ingen_roll():
    rubriker = ["Skolenhets-kod", "Årskurser", "NAMN", "huvudman ", "Skolform"]
    assert koppla_kolumner(rubriker, kravs=KRAVS, valfria=("arskurser", "chefsomrade")) == {
        "skolenhetskod": 0, "arskurser": 1, "namn": 2, "huvudman": 3, "skolform": 4,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("rubriker", "mening", "forslag"),
    [
        (["namm", "skolform", "huvudman", "skolenhetskod"], r"namn \(menade du namm\?\) saknas", {"namn": "namm"}),
        (["enhetens namn", *KRAVS[1:]], r"namn \(menade du enhetens namn\?\) saknas", {"namn": "enhetens namn"}),
        (["namn", "skolform", "huvudman"], "Kolumnen skolenhetskod saknas", {"skolenhetskod": None}),
        (["Allerums skola", "grundskola", "kommunal", "88007898"], "Rubrikraden saknas", dict.fromkeys(KRAVS)),
        (["namn", "Namn", "skolform", "huvudman", "skolenhetskod"], "namn står två gånger", {}),
    ],
)
def test_fel_i_rubrikraden(rubriker, mening, forslag):
    with pytest.raises(Rubrikfel, match=mening) as fel:
        koppla_kolumner(rubriker, kravs=KRAVS)
    assert fel.value.saknas == forslag


def test_den_egna_kopplingen_gar_fore():
    rubriker = ["enhet", "skolform", "huvudman", "kod", "skolenhetskod"]
    val = {"namn": "enhet", "skolenhetskod": "kod", "skolform": "skolform"}
    assert koppla_kolumner(rubriker, kravs=KRAVS, val=val)["skolenhetskod"] == 3


@pytest.mark.parametrize(
    ("registrets", "kort"),
    [("F123456", "F–6"), ("12345689", "1–6, 8–9"), ("456789", "4–9"), ("F", "F"), ("", ""), ("1–3", "1–3")],
)
def test_arskurser_skrivs_kort(registrets, kort):
    assert skriv_arskurser(registrets) == kort


@pytest.mark.parametrize(
    ("kod", "mening"),
    [
        ("1234567", "Pröva 01234567"),
        ("12345", "Pröva 00012345"),
        ("123456789", "åtta siffror"),
        ("1234567a", "åtta siffror"),
    ],
)
def test_en_felskriven_skolenhetskod(kod, mening):
    assert mening in fel_i_kod(kod)
    assert fel_i_kod("01234567") is None
