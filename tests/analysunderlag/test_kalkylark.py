"""Kalkylark: celler som text, och allt som nekas innan något läses (bad-input-katalogens rad 6 och 15–20)."""

import io
import struct
import zipfile
from datetime import date, datetime

import pytest

from analysunderlag.regler.innehall import las_innehall
from analysunderlag.regler.kalkylblad import cell_i_text, las_kalkylark
from styrkedja.regler.inlasning import MAX_BYTE, Filfel
from tests.analysunderlag.kalkylark import BOKENS, TYPER, blad, kalkylark

RADER = [["Enhet", "Tal"], ["Ån & skola", 12.5]]


def nekas(data: bytes, mening: str) -> None:
    with pytest.raises(Filfel, match=mening):
        las_innehall(data)


def test_cellerna_blir_text_sa_som_de_visas():
    rader = [["Enhet", "Tal"], ["Ån & skola", 12.5], ["B", 270], ["", ""], ["C", 0.1 + 0.2], ["D", "~100"]]
    namn, lasta = las_kalkylark(kalkylark(rader))
    assert namn == ("Blad1",)
    assert [(r.nummer, r.celler) for r in lasta] == [
        (1, ("Enhet", "Tal")), (2, ("Ån & skola", "12,5")), (3, ("B", "270")), (5, ("C", "0,3")), (6, ("D", "~100")),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("cell", "text"),
    [(True, "sant"), (46000, "46000"), (46000.0, "46000"), (1e-7, "0,0000001"), (-5.25, "-5,25"), (1234567.0, "1234567"),
     (date(2026, 1, 13), "2026-01-13"), (datetime(2026, 1, 13, 12, 0), "2026-01-13"), ("  två  ord ", "två ord"), ("", "")],
)  # fmt: skip
def test_en_cell_i_text(cell, text):
    assert cell_i_text(cell) == text


@pytest.mark.parametrize(
    ("mer", "mening"),
    [
        ({"xl/vbaProject.bin": b"x"}, "makron"),
        ({"[Content_Types].xml": TYPER.replace("spreadsheetml.sheet.main", "x.macroEnabled.main")}, "makron"),
        ({"xl/externalLinks/externalLink1.xml": "<ddeLink/>"}, "länkar till andra filer"),
        ({"xl/_rels/workbook.xml.rels": BOKENS.replace("</Rel", '<Relationship Id="x" Type="t/oleObject" Target="file:///etc/passwd" TargetMode="External"/></Rel')}, "länkar"),
        ({"xl/connections.xml": "<connections/>"}, "hämtar data utifrån"),
        ({"xl/embeddings/inbaddad.bin": b"x"}, "inbäddade filer"),
        ({"xl/media/bild.bin": b"PK\x03\x04"}, "inbäddade filer"),
        ({"xl/worksheets/sheet1.xml": blad(RADER, fore='<!DOCTYPE l [<!ENTITY a "b">]>')}, "XML-entiteter"),
        ({"xl/worksheets/sheet1.xml": blad(RADER, fore='<!DOCTYPE l SYSTEM "file:///etc/passwd">')}, "XML-entiteter"),
        ({"xl/sharedStrings.xml": '<!DOCTYPE l [<!ENTITY a "b">]><sst/>'.encode("utf-16")}, "XML-entiteter"),
        ({"../../x": "a"}, "farliga namn"), ({"/etc/x": "a"}, "farliga namn"), ({"xl\\x": "a"}, "farliga namn"),
        ({"c:x": "a"}, "farliga namn"),
        ({"xl/worksheets/sheet1.xml": "inte xml"}, "skadat|går inte att läsa"),
    ],
)  # fmt: skip
def test_rad_15_17_20_det_som_ar_mer_an_celler_nekas(mer, mening):
    nekas(kalkylark(RADER, mer=mer), mening)


def test_en_vanlig_lank_i_en_cell_gar_bra():
    lank = BOKENS.replace(
        "</Rel",
        '<Relationship Id="x" Type="t/relationships/hyperlink" Target="https://x.example" TargetMode="External"/></Rel',
    )
    assert las_innehall(kalkylark(RADER, mer={"xl/worksheets/_rels/sheet1.xml.rels": lank})).slag == "xlsx"


def test_rad_16_bomber_nekas_ur_katalogen():
    bomb = kalkylark(RADER, mer={"xl/bomb.xml": b"0" * 60_000_000})
    assert len(bomb) < 100_000
    nekas(bomb, "packar upp till mer")
    nekas(kalkylark(RADER, mer={f"xl/x{i}.xml": "" for i in range(2_001)}), "2 000 delar")
    nekas(kalkylark(RADER, mer={"xl/a.bin": kalkylark(RADER)}), "inbäddade filer")


def test_rad_16_en_katalog_som_ljuger_om_storleken_nekas():
    data = bytearray(kalkylark([["a", "b"]] * 3000))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as arkiv:
        storlek = arkiv.getinfo("xl/worksheets/sheet1.xml").file_size
    ljuger = bytes(data).replace(struct.pack("<L", storlek), struct.pack("<L", 500))
    nekas(ljuger, "skadat")


def test_rad_15_och_19_slaget_avgors_av_innehallet():
    nekas(b"%PDF-1.7 resten", "en PDF")
    nekas(b"\x89PNG\r\n", "en bild")
    nekas(b"\xd0\xcf\x11\xe0" + b"\x00" * 100, r"äldre format \(.xls\)")
    nekas(b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "lösenord")
    nekas(kalkylark(RADER)[:-30], "skadat")
    nekas(b"", "tom")
    nekas(kalkylark([["bara en rad"]]), "inga rader")
    nekas(kalkylark([]), "tomt")
    arkiv = io.BytesIO()
    with zipfile.ZipFile(arkiv, "w") as z:
        z.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    nekas(arkiv.getvalue(), "inte en Excel-arbetsbok")


def test_rad_19_en_krypterad_del_nekas():
    data = bytearray(kalkylark(RADER))
    plats = data.index(b"PK\x01\x02")
    data[plats + 8] |= 1
    nekas(bytes(data), "lösenord")


def test_rad_20_en_symbolisk_lank_nekas():
    ut = io.BytesIO(kalkylark(RADER))
    with zipfile.ZipFile(ut, "a") as arkiv:
        lank = zipfile.ZipInfo("xl/lank")
        lank.external_attr = 0o120777 << 16
        arkiv.writestr(lank, "/etc/passwd")
    nekas(ut.getvalue(), "farliga namn")


def test_rad_20_ett_namn_med_nolltecken_nekas():
    nekas(kalkylark(RADER, mer={"xl/aXb.bin": "x"}).replace(b"xl/aXb.bin", b"xl/a\x00b.bin"), "farliga namn")


def test_rad_6_granserna_provas_innan_nagot_lases():
    nekas(b"x" * (MAX_BYTE + 1), "Filen är för stor")
    nekas(kalkylark([["a", "b"], ["x" * 33_000, 1]]), "En cell på rad 2 är för stor")
    nekas(b"a;b\n" + b"1;2\n" * 200_001, "för många rader")
    nekas(kalkylark([["a"]] * 200_002), "för många rader|packar upp")
