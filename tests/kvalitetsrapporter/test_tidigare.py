"""Rapporter från tiden före systemet: vad som tas emot, vad som nekas och varför, och att inget försvinner tyst."""

from io import BytesIO

import pypdf
import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.tidigare import ta_in
from kvalitetsrapporter.models import TidigareRapport
from styrkedja.models import Handelse
from styrkedja.pdf import rendera
from styrkedja.pdf.lasning import PdfNej, las_pdf

ADRESS = "/enheter/almskolan/tidigare/"


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return rendera("<html lang=sv><body><p>Läsningen gick framåt i åk 3.</p></body></html>", titel="Rapport").data


def andrad(pdf: bytes, gor) -> bytes:
    skrivare = pypdf.PdfWriter(clone_from=BytesIO(pdf))
    gor(skrivare)
    ut = BytesIO()
    skrivare.write(ut)
    return ut.getvalue()


def _skript(skrivare: pypdf.PdfWriter) -> None:
    handling = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    skrivare.root_object[NameObject("/OpenAction")] = DictionaryObject(handling)


def _dold_handling(skrivare: pypdf.PdfWriter) -> None:
    """Ett skript som ingen sida pekar på, utan att heta det som filen brukar säga."""
    skrivare._add_object(
        DictionaryObject({NameObject("/S"): NameObject("/Launch"), NameObject("/F"): TextStringObject("x.exe")})
    )


ELAKA = [
    (lambda s: s.encrypt("hemligt"), "lösenord"),
    (_skript, "skript"),
    (lambda s: s.add_attachment("x.exe", b"MZ"), "andra filer"),
    (_dold_handling, "skript"),
]


# --- Filen -----------------------------------------------------------------------------------------


def test_texten_lases_ur_filen(pdf):
    inlast = las_pdf(pdf)
    assert (inlast.sidor, inlast.hel) == (1, True)
    assert "Läsningen gick framåt i åk 3." in inlast.text


@pytest.mark.parametrize(("gor", "skal"), ELAKA)
def test_lasta_filer_och_filer_som_gor_nagot_nekas_med_skal(pdf, gor, skal):
    with pytest.raises(PdfNej, match=skal):
        las_pdf(andrad(pdf, gor))


@pytest.mark.parametrize(
    ("data", "skal"),
    [(b"PK\x03\x04 ett dokument", "inte en PDF"), (b"%PDF-1.7 trasig", "inte att läsa"), (b"", "inte en PDF")],
)
def test_det_som_inte_ar_en_pdf_nekas(data, skal):
    with pytest.raises(PdfNej, match=skal):
        las_pdf(data)


def test_for_stor_fil_nekas_utan_att_lasas():
    with pytest.raises(PdfNej, match="större än 25 MB"):
        las_pdf(b"%PDF-" + bytes(25 * 1024 * 1024))


# --- Handlingen ------------------------------------------------------------------------------------


@pytest.mark.krav(112)
def test_ersatta_ar_ett_eget_val_och_den_gamla_filen_gar(rapporter, pdf, django_capture_on_commit_callbacks):
    forst = ta_in(enhet=rapporter.skola, lasar=rapporter.forra, av=rapporter.rektor, data=pdf, filnamn="r.pdf").rapport
    gammal = forst.fil.name
    with pytest.raises(GarInteNu, match="redan en rapport för 2025/26"):
        ta_in(enhet=rapporter.skola, lasar=rapporter.forra, av=rapporter.rektor, text="Ny.")
    assert default_storage.exists(gammal)
    with django_capture_on_commit_callbacks(execute=True):
        ta_in(enhet=rapporter.skola, lasar=rapporter.forra, av=rapporter.rektor, text="Ny.", ersatt=True)
    assert TidigareRapport.objects.get().text == "Ny."
    assert not default_storage.exists(gammal)
    assert list(Handelse.objects.filter(handling__contains="tidigare").order_by("pk").values_list("handling", flat=True)) == [
        "ta_in_tidigare", "ersatt_tidigare",
    ]  # fmt: skip


def test_en_nekad_fil_lamnar_inget_efter_sig(rapporter, pdf, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for gor, _ in ELAKA:
        with pytest.raises(GarInteNu):
            ta_in(enhet=rapporter.skola, lasar=rapporter.forra, av=rapporter.rektor, data=andrad(pdf, gor))
    assert not TidigareRapport.objects.exists()
    assert [f for f in tmp_path.rglob("*") if f.is_file()] == []


# --- Sidorna ---------------------------------------------------------------------------------------


@pytest.mark.krav(112)
def test_rektor_tar_in_en_pdf_och_den_star_som_forra_aret(rapporter, pdf):
    rektor = klient(rapporter.rektor)
    fil = SimpleUploadedFile("../../Rapport 2025.pdf", pdf, content_type="text/plain")
    svar = rektor.post(ADRESS, {"lasar": rapporter.forra.pk, "fil": fil}, follow=True)
    assert "gick att läsa ur filen" in svar.content.decode()
    assert "Läsningen gick framåt i åk 3." in svar.content.decode()
    assert "Läsningen gick framåt" in rektor.get("/enheter/almskolan/rapport/2026-27/bredvid/").content.decode()
    assert "före Styrkedjan" in rektor.get("/enheter/almskolan/").content.decode()


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        ({}, "Välj en PDF, eller klistra in texten."),
        ({"fil": SimpleUploadedFile("rapport.pdf", b"<html>")}, "Filen är inte en PDF."),
        ({"fil": SimpleUploadedFile("tom.pdf", b"")}, "Filen är tom."),
        ({"text": "x" * 500_001}, "längre än 500 000 tecken"),
    ],
)
def test_felet_sags_i_ord(rapporter, data, mening):
    svar = klient(rapporter.rektor).post(ADRESS, {"lasar": rapporter.forra.pk} | data)
    assert svar.status_code == 400
    assert mening in svar.content.decode()


def test_filen_ar_alltid_en_hamtning(rapporter, pdf):
    ta_in(enhet=rapporter.skola, lasar=rapporter.forra, av=rapporter.rektor, data=pdf, filnamn="x.html")
    svar = klient(rapporter.medarbetare).get(reverse("tidigare-fil", args=["almskolan", "2025-26"]))
    assert svar.getvalue() == pdf
    assert svar["Content-Type"] == "application/pdf"
    assert svar["Content-Disposition"] == 'attachment; filename="kvalitetsrapport-2025-26-almskolan.pdf"'
    assert svar["X-Content-Type-Options"] == "nosniff"


def test_bortagen_forst_nar_man_sagt_det_och_loggen_vet_vem(rapporter, django_capture_on_commit_callbacks):
    ta_in(enhet=rapporter.skola, lasar=rapporter.forra, av=rapporter.rektor, text="Text.")
    adress = reverse("tidigare-bort", args=["almskolan", "2025-26"])
    rektor = klient(rapporter.rektor)
    assert "Ta bort rapporten för 2025/26?" in rektor.get(adress).content.decode()
    assert TidigareRapport.objects.exists()
    rektor.post(adress)
    assert not TidigareRapport.objects.exists()
    assert Handelse.objects.get(handling="ta_bort_tidigare").aktor_namn == "Anna Alm"
