"""PDF-mekanismen mot verkliga fel: för lång tid, för mycket minne, krasch, stängda adresser (F18, rad 23–25)."""

import base64
import json
import os
import struct
import textwrap
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pypdf
import pytest

from styrkedja.pdf import Pdf, PdfFel, barn, rendera, rendering
from styrkedja.regler.farg import PETROL, bar_vit_text, kontrast

#: Står i namnet på varje barn som proven startar, så att prov i en annan process inte blandas in.
MARKE = f"barn-i-prov-{os.getpid()}"


def sida(kropp: str) -> str:
    return f'<!doctype html><html lang="sv"><head><title>x</title></head><body>{kropp}</body></html>'


def text(pdf: Pdf, tmp_path: Path) -> str:
    """Texten i läsordning, sida för sida."""
    return "\n".join(s.extract_text() for s in las(pdf, tmp_path).pages)


def las(pdf: Pdf, tmp_path: Path) -> Any:
    fil = tmp_path / "prov.pdf"
    fil.write_bytes(pdf.data)
    return pypdf.PdfReader(fil)


def egna_barn() -> list[str]:
    """Kommandoraderna för processer som lever och har startats härifrån, direkt eller i andra hand."""
    foraldrar = {}
    for mapp in Path("/proc").glob("[0-9]*"):
        try:
            falt = (mapp / "stat").read_text().rsplit(")", 1)[1].split()
            foraldrar[int(mapp.name)] = (int(falt[1]), falt[0], (mapp / "cmdline").read_text())
        except (OSError, IndexError):
            continue
    return [rad for _, tillstand, rad in foraldrar.values() if MARKE in rad and tillstand != "Z"]


# --- Det den gör -------------------------------------------------------------------------------
def test_taggad_pdf_med_sprak_titel_och_svenska_bokstaver(tmp_path):
    steg: list[int] = []
    kropp = "<h1>Åh, sjön</h1><p>Först å.</p><h2>Äpplen</h2><p>Sedan ä.</p><h3>Öar</h3><p>Sist ö.</p>"
    pdf = rendera(sida(kropp), titel="Årets rapport", vid_steg=steg.append)
    lasare = las(pdf, tmp_path)
    assert pdf.sidor == len(lasare.pages) == 1
    assert lasare.metadata.title == "Årets rapport"
    assert lasare.trailer["/Root"]["/Lang"] == "sv"
    assert lasare.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert text(pdf, tmp_path).split("\n") == ["Åh, sjön", "Först å.", "Äpplen", "Sedan ä.", "Öar", "Sist ö."]
    assert steg == sorted(set(steg))
    assert steg[-1] > 50


def test_samma_html_ger_samma_fil():
    ena, andra = (rendera(sida("<h1>Lika</h1>"), titel="x") for _ in range(2))
    assert ena.data == andra.data


def test_titel_som_liknar_en_flagga_ar_bara_en_titel(tmp_path):
    pdf = rendera(sida("<h1>x</h1>"), titel="--megabyte=99999 \"'; rm")
    assert las(pdf, tmp_path).metadata.title == "--megabyte=99999 \"'; rm"


def test_husets_typsnitt_baddas_in(tmp_path):
    stil = '<link rel="stylesheet" href="styrkedja:css/papper.css">'
    kropp = f'{stil}<h1>Serif</h1><table class="rapporttabell"><tr><td>Sans</table>'
    pdf = rendera(sida(kropp), titel="x")
    assert pdf.nekade == ()
    namn = {str(f["/BaseFont"]) for f in (o.get_object() for o in _fonter(las(pdf, tmp_path)))}
    assert any("Source-Serif" in n for n in namn)
    assert any("Source-Sans" in n for n in namn)


def _fonter(lasare: Any) -> list[Any]:
    return [f for s in lasare.pages for f in s["/Resources"]["/Font"].values()]


def test_tillgangarna_finns_i_huset():
    assert [namn for namn in barn.TILLGANGAR if not (barn.STATIC / namn).is_file()] == []


# --- Det den inte får hämta --------------------------------------------------------------------
@pytest.fixture
def tjuvlyssnare() -> Iterator[tuple[str, list[str]]]:
    """En webbserver på maskinen som minns varje fråga den får."""
    fragor: list[str] = []

    class Minns(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fragor.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *argument: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Minns)
    trad = threading.Thread(target=server.serve_forever, daemon=True)
    trad.start()
    yield f"http://127.0.0.1:{server.server_port}", fragor
    server.shutdown()
    server.server_close()


def test_filer_och_adresser_nekas_men_papperet_blir_gjort(tmp_path, tjuvlyssnare, caplog):
    rot, fragor = tjuvlyssnare
    hemlig = tmp_path / "hemlig.txt"
    hemlig.write_text("hemligheten på disken")
    adresser = [
        f"{rot}/bild.png",
        f"{rot}/stil.css",
        f"{rot}/import.css",
        f"{rot}/bakgrund.png",
        f"{rot}/typsnitt.woff2",
        "file:///etc/passwd",
        hemlig.as_uri(),
        f"{rot}/i-svg.png",
        "styrkedja:../manage.py",
        "styrkedja:css/grund.css",
        "http://169.254.169.254/latest/meta-data",
    ]
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><image href='{rot}/i-svg.png' width='9' height='9'/></svg>"
    kropp = f"""
      <base href="{rot}/"><link rel="stylesheet" href="{rot}/stil.css"><link rel="attachment" href="{hemlig.as_uri()}">
      <style>@import url({rot}/import.css); h1 {{ background: url({rot}/bakgrund.png) }}
        @font-face {{ font-family: x; src: url({rot}/typsnitt.woff2) }} p {{ font-family: x }}</style>
      <h1>Rapporten</h1><p>blir gjord</p>
      <img src="{rot}/bild.png" alt="bild"><img src="file:///etc/passwd" alt="lösenord">
      <object data="{hemlig.as_uri()}"></object>
      <img src="styrkedja:../manage.py" alt=""><img src="styrkedja:css/grund.css" alt=""><img src="relativ.png" alt="">
      <img src="http://169.254.169.254/latest/meta-data" alt="">
      <img alt="svg" src="data:image/svg+xml,{svg.replace("#", "%23")}">
    """
    pdf = rendera(sida(kropp), titel="x")
    assert fragor == []
    assert set(adresser) <= set(pdf.nekade)
    funnet = text(pdf, tmp_path)
    assert "blir gjord" in funnet
    for ord_ in ("root:", "hemligheten", "DJANGO_SETTINGS_MODULE"):
        assert ord_ not in funnet
        assert ord_.encode() not in pdf.data
    assert "/EmbeddedFiles" not in str(las(pdf, tmp_path).trailer["/Root"])
    assert "nekades" in caplog.text


def test_data_adresser_gar_bra():
    prick = f"data:image/png;base64,{base64.b64encode(png(1, 1, 8, 6, bytes(5))).decode()}"
    assert rendera(sida(f'<h1>x</h1><img src="{prick}" alt="prick">'), titel="x").nekade == ()


def test_en_bild_med_for_manga_punkter_packas_inte_upp():
    """40 000 × 40 000 punkter i en liten fil: bilden faller bort, papperet blir gjort."""
    bomb = base64.b64encode(png(40_000, 40_000, 1, 0, bytes(5001 * 400))).decode()
    pdf = rendera(sida(f'<h1>x</h1><img alt="stor" src="data:image/png;base64,{bomb}">'), titel="x")
    assert (pdf.sidor, len(pdf.data) < 100_000) == (1, True)


def png(bredd: int, hojd: int, djup: int, slag: int, punkter: bytes) -> bytes:
    def bit(namn: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + namn + data + struct.pack(">I", zlib.crc32(namn + data))

    huvud = struct.pack(">IIBBBBB", bredd, hojd, djup, slag, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + bit(b"IHDR", huvud) + bit(b"IDAT", zlib.compress(punkter)) + bit(b"IEND", b"")


# --- Gränserna ---------------------------------------------------------------------------------
def test_oandlig_layout_avbryts(settings):
    """Nästlade flexlådor tar dubbelt så lång tid för varje nivå: sextio nivåer tar aldrig slut."""
    settings.PDF_SEKUNDER = 3
    start = time.monotonic()
    with pytest.raises(PdfFel, match="lång tid") as fel:
        rendera(sida('<div style="display:flex">' * 60 + "x" + "</div>" * 60), titel="x")
    assert time.monotonic() - start < 10
    assert not fel.value.forsok_igen
    assert "Texten är oförändrad." in str(fel.value)


def test_for_mycket_minne_avbryts(settings):
    settings.PDF_MEGABYTE = 260
    with pytest.raises(PdfFel, match="minne") as fel:
        rendera(sida("<p>" + "ord " * 3_000_000), titel="x")
    assert not fel.value.forsok_igen


@pytest.fixture
def annat_barn(tmp_path, monkeypatch) -> Callable[[str], Path]:
    """Byter barnprocessens program mot ett eget: så kan provet sova, krascha eller skvallra på riktigt."""

    def byt(program: str) -> Path:
        fil = tmp_path / f"{MARKE}.py"
        fil.write_text(textwrap.dedent(program).replace("barn-i-prov", MARKE))
        monkeypatch.setattr(rendering, "BARN", fil)
        return fil

    return byt


def test_ett_barn_som_somnar_dodas_med_allt_det_startat(settings, annat_barn):
    settings.PDF_SEKUNDER = 1
    fil = annat_barn("""
        import subprocess, sys, time
        subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "barn-i-prov"])
        time.sleep(60)
    """)
    with pytest.raises(PdfFel, match="lång tid"):
        rendera(sida("x"), titel="x")
    assert fil.exists()
    assert egna_barn() == []


def test_ett_barn_som_stanger_felroret_och_sover_dodas(settings, annat_barn):
    settings.PDF_SEKUNDER = 1
    annat_barn("import os, time\nos.close(2)\ntime.sleep(60)")
    with pytest.raises(PdfFel, match="lång tid"):
        rendera(sida("x"), titel="x")
    assert egna_barn() == []


def test_ett_barn_som_snurrar_och_skriver_dodas(settings, annat_barn):
    settings.PDF_SEKUNDER = 1
    annat_barn("import sys\nwhile True: sys.stderr.write('{\"steg\": 1}\\n')")
    with pytest.raises(PdfFel, match="lång tid"):
        rendera(sida("x"), titel="x")
    assert egna_barn() == []


def test_faller_den_som_lyssnar_lever_inget_barn_kvar(annat_barn):
    annat_barn("import sys, time\nsys.stderr.write('{\"steg\": 1}\\n'); sys.stderr.flush()\ntime.sleep(60)")

    def falla(procent: int) -> None:
        raise ConnectionError("databasen försvann")

    with pytest.raises(ConnectionError):
        rendera(sida("x"), titel="x", vid_steg=falla)
    assert egna_barn() == []


@pytest.mark.parametrize(
    "dod", ["os.abort()", "os.kill(os.getpid(), 11)", "sys.exit(7)", "raise ValueError('trasigt')"]
)
def test_en_krasch_blir_ett_svenskt_fel_som_far_forsokas_igen(annat_barn, dod, caplog):
    annat_barn(f"import os, sys\n{dod}")
    with pytest.raises(PdfFel, match="Det gick inte att göra PDF:en") as fel:
        rendera(sida("x"), titel="x")
    assert fel.value.forsok_igen
    assert "slutade med" in caplog.text


def test_systemet_som_tar_tillbaka_minnet_sags_som_minne(annat_barn):
    annat_barn("import os\nos.kill(os.getpid(), 9)")
    with pytest.raises(PdfFel, match="minne"):
        rendera(sida("x"), titel="x")


def test_ett_bibliotek_som_dor_utan_minne_kanns_igen(annat_barn):
    """GLib och Pango avbryter processen mitt i C när minnet tar slut; orden på stderr är allt som finns."""
    annat_barn("""
        import os, sys
        sys.stderr.write("(process:1): GLib-ERROR **: creating thread '[pango]': Error creating thread\\n")
        sys.stderr.flush()
        os.kill(os.getpid(), 5)
    """)
    with pytest.raises(PdfFel, match="minne"):
        rendera(sida("x"), titel="x")


def test_barnet_far_inga_hemligheter(annat_barn, monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "mycket-hemlig")
    monkeypatch.setenv("DATABASE_URL", "postgres://någon:lösenord@db/x")
    annat_barn("import json, os, sys\nsys.stdout.write(json.dumps({'miljo': dict(os.environ), 'mapp': os.getcwd()}))")
    sagt = json.loads(rendera(sida("x"), titel="x").data)
    assert set(sagt["miljo"]) <= {*rendering.ARVS, "HOME", "TMPDIR", "LANG", "LC_CTYPE", "MALLOC_ARENA_MAX"}
    assert "mycket-hemlig" not in json.dumps(sagt)
    assert not Path(sagt["mapp"]).exists()
    assert os.getcwd() != sagt["mapp"]


def test_fattas_pango_sags_vilket_paket(annat_barn):
    """Barnet självt, i en Python där Pango inte går att ladda."""
    annat_barn(f"""
        import runpy, sys

        class Saknas:
            def find_spec(self, namn, *argument):
                if namn == "weasyprint":
                    raise OSError("cannot load library 'libpango-1.0-0': cannot open shared object file")

        sys.meta_path.insert(0, Saknas())
        sys.argv[0] = {str(barn.__file__)!r}
        runpy.run_path(sys.argv[0], run_name="__main__")
    """)
    with pytest.raises(PdfFel, match=r"systempaketet libpango-1\.0-0 saknas") as fel:
        rendera(sida("x"), titel="x")
    assert not fel.value.forsok_igen


@pytest.mark.parametrize(
    ("laddfel", "paket"),
    [
        ("cannot load library 'gobject-2.0-0'", "libglib2.0-0"),
        ("cannot load library 'libpango-1.0-0'", "libpango-1.0-0"),
        ("cannot load library 'libpangoft2-1.0-0'", "libpangoft2-1.0-0"),
        ("cannot load library 'harfbuzz'", "libharfbuzz0b"),
        ("något helt annat", "libpango-1.0-0"),
    ],
)
def test_paketet_lases_ur_laddfelet(laddfel, paket):
    assert barn.paket_for(laddfel) == paket


def test_en_for_stor_pdf_sparas_inte(annat_barn):
    annat_barn(f"""
        import runpy, sys
        sys.path.insert(0, {str(Path(barn.__file__).parent)!r})
        import barn
        barn.HOGST_MEGABYTE = 1
        barn.gor = lambda html, titel: b"x" * 3_000_000
        sys.exit(barn.main())
    """)
    with pytest.raises(PdfFel, match="för stor"):
        rendera(sida("x"), titel="x")


def test_tva_pa_en_gang_stor_inte_varandra(settings):
    """Den ena spränger sin tid; den andra blir klar som vanligt."""
    settings.PDF_SEKUNDER = 12
    utfall: dict[str, str] = {}

    def gor(namn: str, html: str) -> None:
        try:
            utfall[namn] = f"{rendera(html, titel=namn).sidor} sida"
        except PdfFel as fel:
            utfall[namn] = str(fel)

    elak = sida('<div style="display:flex">' * 60 + "x" + "</div>" * 60)
    tradar = [threading.Thread(target=gor, args=par) for par in (("elak", elak), ("snäll", sida("<h1>Hej</h1>")))]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    assert utfall["snäll"] == "1 sida"
    assert "lång tid" in utfall["elak"]


# --- Accenten ----------------------------------------------------------------------------------
def test_accent_som_inte_bar_vit_text_byts_mot_petrol():
    assert bar_vit_text("#0b5c72") == "#0b5c72"
    assert bar_vit_text("#7a1f3d") == "#7a1f3d"
    assert bar_vit_text("#ffe000") == PETROL
    assert bar_vit_text("red; } @import url(x)") == PETROL
    assert bar_vit_text("") == PETROL
    assert kontrast("#000000", "#ffffff") == pytest.approx(21)
