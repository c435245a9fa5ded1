"""Många tidigare rapporter på en gång: mappen, listan, felen fil för fil, allt eller inget, och en andra körning."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.tidigare_mapp import Register, genomfor, planera
from kvalitetsrapporter.models import TidigareRapport
from styrkedja.models import Handelse, Skolenhetskod
from styrkedja.pdf import rendera


def kommando(*argument: object) -> tuple[dict, str]:
    ut, fel = StringIO(), StringIO()
    call_command("ta_in_tidigare", *map(str, argument), stdout=ut, stderr=fel)
    return json.loads(ut.getvalue()), fel.getvalue()


def sparade_filer(settings) -> list[Path]:
    return [f for f in Path(settings.MEDIA_ROOT).rglob("*") if f.is_file()]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return rendera("<html lang=sv><body><p>Läsningen gick framåt i åk 3.</p></body></html>", titel="Rapport").data


@pytest.fixture
def mapp(rapporter, tmp_path, settings, pdf) -> Path:
    """Almskolan efter adressordet, gymnasiet efter sin kod, och det som datorn själv lägger dit."""
    settings.MEDIA_ROOT = tmp_path / "media"
    Skolenhetskod.objects.create(enhet=rapporter.gymnasium, kod="01234567")
    mapp = tmp_path / "rapporter"
    (mapp / "gammalt").mkdir(parents=True)
    (mapp / "almskolan.pdf").write_bytes(pdf)
    (mapp / "01234567.txt").write_bytes("Resultaten på Gy11 är höga.\r\n".encode("cp1252"))
    (mapp / ".DS_Store").write_bytes(b"\x00")
    return mapp


@pytest.mark.krav(112)
def test_mappen_provas_tas_in_och_en_andra_gang_andras_inget(rapporter, mapp, settings):
    prov, _ = kommando(mapp, "2025-26", "--prov")
    assert (prov["nya"], prov["fel"], TidigareRapport.objects.count()) == (2, 0, 0)
    assert prov["overhoppade"] == [".DS_Store", "gammalt"]
    assert kommando(mapp, "2025-26")[0] == prov
    skola, gymnasium = TidigareRapport.objects.order_by("enhet__ordning", "enhet__namn")
    assert "Läsningen gick framåt" in skola.text
    assert (skola.enhet, skola.lasar, skola.av, skola.filnamn) == (
        rapporter.skola,
        rapporter.forra,
        None,
        "almskolan.pdf",
    )
    assert (gymnasium.enhet, gymnasium.text, gymnasium.fil.name) == (
        rapporter.gymnasium,
        "Resultaten på Gy11 är höga.",
        "",
    )
    handelser = list(Handelse.objects.filter(handling="ta_in_tidigare").values_list("aktor_namn", flat=True))
    assert handelser == ["systemet", "systemet"]
    igen, _ = kommando(mapp, "2025-26")
    assert (igen["nya"], igen["oforandrade"]) == (0, 2)
    assert Handelse.objects.filter(handling__endswith="tidigare").count() == len(sparade_filer(settings)) + 1 == 2


@pytest.mark.krav(112)
def test_felen_sags_fil_for_fil_och_inget_tas_in(rapporter, mapp, pdf, settings):
    (mapp / "almskollan.pdf").write_bytes(pdf)
    (mapp / "Almskolan.txt").write_text("Samma skola.")
    (mapp / "chefsomrade-backen.docx").write_bytes(b"PK\x03\x04 word")
    (mapp / "cedergymnasiet.pdf").write_bytes(b"%PDF-1.7 trasig")
    utfall, fel = kommando(mapp, "2025-26", "--prov")
    assert utfall["fel"] == 4
    assert "almskollan.pdf: Ingen enhet heter almskollan. Menade du almskolan?" in fel
    assert "är också rapporten för Almskolan 2025/26. Ta bort den ena." in fel
    assert ".docx: Filen är varken PDF eller text. Spara den som PDF" in fel
    assert "cedergymnasiet.pdf: 01234567.txt är också rapporten för Cedergymnasiet" in fel
    with pytest.raises(CommandError, match="Fyra filer har fel"):
        kommando(mapp, "2025-26")
    assert (TidigareRapport.objects.count(), sparade_filer(settings)) == (0, [])


def test_en_rapport_som_finns_byts_bara_ut_nar_man_sagt_det(
    rapporter, mapp, settings, django_capture_on_commit_callbacks
):
    kommando(mapp, "2025-26")
    (mapp / "almskolan.pdf").write_text("Nu som text.")
    with pytest.raises(CommandError, match="En fil har fel"):
        kommando(mapp, "2025-26")
    with django_capture_on_commit_callbacks(execute=True):
        utfall, _ = kommando(mapp, "2025-26", "--ersatt")
    assert (utfall["ersatta"], utfall["oforandrade"]) == (1, 1)
    assert TidigareRapport.objects.get(enhet=rapporter.skola).text == "Nu som text."
    assert sparade_filer(settings) == []


def test_listan_sager_enhet_och_lasar_for_varje_fil(rapporter, mapp, pdf, tmp_path):
    (mapp / "Rapport A.pdf").write_bytes(pdf)
    lista = tmp_path / "lista.csv"
    rader = "fil;enhet;lasar\nRapport A.pdf;Almskolan;2025/26\n../lista.csv;almskolan;2026-27\nborta.pdf;01234567;\n"
    lista.write_bytes(rader.encode("utf-8-sig"))
    utfall, fel = kommando(mapp, "--lista", lista, "--prov")
    assert (utfall["nya"], utfall["fel"]) == (1, 2)
    assert "rad 3, ../lista.csv: Filen finns inte i mappen." in fel
    assert "rad 4, borta.pdf: Läsåret saknas." in fel
    lista.write_text("fil;enhet\nRapport A.pdf;Almskolan\n")
    kommando(mapp, "2025-26", "--lista", lista)
    assert TidigareRapport.objects.get().enhet == rapporter.skola


def test_gar_nagot_fel_pa_vagen_ar_inget_intaget(rapporter, mapp, settings):
    """Den sista filen ändras mellan prövning och intag: den första får inte bli kvar, varken raden eller filen."""
    (mapp / "chefsomrade-backen.txt").write_text("Som den prövades.")
    plan = planera(mapp=mapp, lasar=rapporter.forra, register=Register())
    (mapp / "chefsomrade-backen.txt").write_text("Som den blev.")
    with pytest.raises(GarInteNu, match=r"chefsomrade-backen.txt ändrades"):
        genomfor(plan=plan)
    assert (TidigareRapport.objects.count(), sparade_filer(settings)) == (0, [])


@pytest.mark.parametrize(
    ("argument", "mening"),
    [
        (["finns-inte", "2025-26"], "Mappen finns-inte finns inte"),
        (["{mapp}", "1999-00"], "Läsåret 1999-00 finns inte. Lägg först upp det"),
        (["{mapp}", "2025-26", "--lista", "ingen.csv"], "Listan ingen.csv finns inte"),
        (["{mapp}"], "Två filer har fel"),
    ],
)
def test_fel_argument_sags_i_ord(mapp, argument, mening):
    with pytest.raises(CommandError, match=mening):
        kommando(*(ord_.format(mapp=mapp) for ord_ in argument))


def test_antalet_fragor_ar_detsamma_hur_manga_filer_det_an_ar(rapporter, mapp, django_assert_max_num_queries):
    for n in range(30):
        (mapp / f"okand-{n}.txt").write_text("Text.")
    with django_assert_max_num_queries(4):
        plan = planera(mapp=mapp, lasar=rapporter.forra, register=Register())
    assert (len(plan.intag), len(plan.fel)) == (32, 30)
