"""make demo i verkligheten: startar, svarar, stänger allt efter sig, och säger varför när det inte går."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path

import pytest

from skript import demo
from skript.processer import ledig_port, vanta_tills

ROT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def egen_var(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("demo")


def _miljo(egen_var: Path, port: int | str) -> dict[str, str]:
    utan = {"DATABASE_URL", "REDIS_URL", "DEMO_IDAG", "HOST", "SECRET_KEY", "KO", "MANIFEST"}
    return {k: v for k, v in os.environ.items() if k not in utan} | {"VAR": str(egen_var), "PORT": str(port)}


@dataclass
class Demo:
    """En startad demo: processen, porten och filen som den skriver i."""

    process: subprocess.Popen
    port: int | str
    utskrift: Path

    def sagt(self) -> str:
        return self.utskrift.read_text(encoding="utf-8")

    def vanta_pa_svar(self) -> None:
        def svarar() -> bool:
            assert self.process.poll() is None, self.sagt()
            return "Styrkedjan svarar" in self.sagt()

        assert vanta_tills(svarar, sekunder=180), self.sagt()

    def vanta_ut(self) -> str:
        self.process.wait(timeout=60)
        return self.sagt()

    def stang(self) -> str:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.vanta_ut()


def _starta(egen_var: Path, port: int | str) -> Demo:
    utskrift = egen_var / f"utskrift-{port}.txt"
    with utskrift.open("w") as ut:
        process = subprocess.Popen(
            [sys.executable, "-m", "skript.demo"],
            cwd=ROT,
            env=_miljo(egen_var, port),
            stdout=ut,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Demo(process, port, utskrift)


def _hamta(port: int, vag: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{vag}", timeout=10) as svar:
            return svar.status, svar.read().decode()
    except urllib.error.HTTPError as fel:
        return fel.code, fel.read().decode()


def _barn_till(pid: int) -> set[int]:
    """Alla levande processer som härstammar från pid."""
    foraldrar = {}
    for mapp in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            foraldrar[int(mapp.name)] = int((mapp / "stat").read_text().rpartition(")")[2].split()[1])
    funna = {pid}
    while nya := {barn for barn, foralder in foraldrar.items() if foralder in funna} - funna:
        funna |= nya
    return funna - {pid}


def _lever(pid: int) -> bool:
    with suppress(OSError):
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


@pytest.fixture(scope="module")
def demon(egen_var) -> Iterator[Demo]:
    korande = _starta(egen_var, ledig_port())
    try:
        korande.vanta_pa_svar()
        yield korande
    finally:
        korande.stang()


def test_demon_svarar_med_inloggning_och_riktig_bakgrund(demon):
    kod, sida = _hamta(demon.port, "/demo/")
    assert kod == 200
    assert "rektor" in sida

    def redo() -> bool:
        return _hamta(demon.port, "/readyz")[0] == 200

    assert vanta_tills(redo, sekunder=45), _hamta(demon.port, "/readyz")
    assert set(json.loads(_hamta(demon.port, "/readyz")[1]).values()) == {"ok"}


class Besokare:
    """En människa i demon, med sina kakor."""

    def __init__(self, port: int, persona: str):
        self.rot = f"http://127.0.0.1:{port}"
        self.kakor = CookieJar()
        self.webb = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.kakor))
        self.hamta("/demo/")
        self.skicka("/demo/logga-in/", persona=persona)

    def hamta(self, vag: str) -> bytes:
        with self.webb.open(self.rot + vag, timeout=15) as svar:
            return svar.read()

    def skicka(self, vag: str, **uppgifter: str) -> bytes:
        kod = next(kaka.value for kaka in self.kakor if kaka.name == "csrf") or ""
        data = urllib.parse.urlencode({"csrfmiddlewaretoken": kod, **uppgifter}).encode()
        with self.webb.open(self.rot + vag, data=data, timeout=15) as svar:
            return svar.read()


def test_en_riktig_arbetare_gor_pdfen_som_direktoren_bestaller(demon):
    direktor = Besokare(demon.port, "direktor")
    vag = "/enheter/strandvallens-skola/rapport/2026-27/inlamnad/vd1/1/pdf/"
    assert "i kö" in direktor.skicka(vag).decode() or "PDF:en" in direktor.hamta(vag).decode()
    assert vanta_tills(lambda: "PDF:en är klar." in direktor.hamta(vag).decode(), sekunder=90)
    assert direktor.hamta(vag + "fil/").startswith(b"%PDF")


def test_samma_data_kan_inte_startas_tva_ganger(demon, egen_var):
    andra = _starta(egen_var, ledig_port())
    assert "Demon körs redan" in andra.vanta_ut()
    assert andra.process.returncode == 1


def test_dor_ett_barn_stangs_allt_och_skalet_sags(demon):
    """Klockan dödas: webben och arbetaren ska inte fortsätta som om inget hänt."""
    barn = _barn_till(demon.process.pid)
    klockan = next(pid for pid in barn if b"beat" in (Path("/proc") / str(pid) / "cmdline").read_bytes())
    os.kill(klockan, signal.SIGKILL)
    assert "Klockan stannade med kod -9" in demon.vanta_ut()
    assert demon.process.returncode == 1
    assert not [pid for pid in barn if _lever(pid)]


def test_startad_igen_behaller_data_och_stanger_utan_att_lamna_barn(demon, egen_var):
    databas = egen_var / "styrkedja.sqlite3"
    storlek = databas.stat().st_size
    demon.stang()
    borjan = time.monotonic()
    igen = _starta(egen_var, ledig_port())
    try:
        igen.vanta_pa_svar()
        assert time.monotonic() - borjan < 30
        barn = _barn_till(igen.process.pid)
        assert len(barn) >= 3
    finally:
        igen.stang()
    assert igen.process.returncode == 0
    assert f"http://127.0.0.1:{igen.port}/demo/" in igen.sagt()
    assert not [pid for pid in barn if _lever(pid)]
    assert databas.stat().st_size >= storlek


def test_upptagen_port_sags_pa_svenska(tmp_path):
    with socket.socket() as upptagen:
        upptagen.bind(("127.0.0.1", 0))
        upptagen.listen()
        port = upptagen.getsockname()[1]
        forsok = _starta(tmp_path, port)
        ut = forsok.vanta_ut()
    assert forsok.process.returncode == 1
    assert f"Port {port} är upptagen. Välj en annan: PORT={port + 1} make demo" in ut


@pytest.mark.parametrize("port", ["åttatusen", "0", "70000"])
def test_port_som_inte_ar_en_port(tmp_path, port):
    forsok = _starta(tmp_path, port)
    assert "PORT ska vara ett tal" in forsok.vanta_ut()
    assert forsok.process.returncode == 1


def test_borja_om_ror_bara_demons_egna_filer(tmp_path, monkeypatch):
    """En länk ut ur mappen tas bort som länk; det den pekar på ligger kvar. Andras filer rörs inte."""
    utanfor = tmp_path / "utanfor"
    utanfor.mkdir()
    (utanfor / "viktig.txt").write_text("kvar")
    var = tmp_path / "var"
    (var / "ko" / "post").mkdir(parents=True)
    for namn in ("styrkedja.sqlite3", "styrkedja.sqlite3-wal", "beat.dat", "egna-anteckningar.txt"):
        (var / namn).write_text("x")
    (var / "filer").symlink_to(utanfor)
    monkeypatch.setattr(demo, "VAR", var)
    demo.borja_om()
    assert [p.name for p in var.iterdir()] == ["egna-anteckningar.txt"]
    assert (utanfor / "viktig.txt").read_text() == "kvar"


def test_saknade_systempaket_sags_i_en_rad(monkeypatch, capsys):
    """Utan Pango och utan att vara root: en rad om vad som saknas, en om att demon ändå startar."""
    monkeypatch.setattr(demo, "SYSTEMPAKET", {"libpango-1.0-0": "libfinns-inte.so.0"})
    monkeypatch.setattr(demo.os, "geteuid", lambda: 1000)
    demo.systempaket()
    rader = capsys.readouterr().out.splitlines()
    assert "apt-get install libpango-1.0-0" in rader[0]
    assert "PDF väntar" in rader[1]
