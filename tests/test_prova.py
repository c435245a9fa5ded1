"""Kontrollens egna delar: räkningen, slaskservrarna, och att ingen annans server rörs."""

import os
import sys
from pathlib import Path

import pytest

from skript import prova, tjanster
from skript.processer import stang, starta, vanta_tills

JUNIT = """<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1"/></testsuites>"""


def _servrar_eller_hoppa() -> None:
    if tjanster.postgresprogram() and tjanster.redisprogram():
        return
    if prova.I_CI:
        pytest.fail("PostgreSQL eller Redis saknas i CI")
    pytest.skip("PostgreSQL eller Redis finns inte på maskinen")


def test_rakningen_summerar_korningarna(tmp_path):
    rapport = tmp_path / "a.xml"
    rapport.write_text(JUNIT)
    rakning = prova.Rakning()
    prova._rakna(rakning, rapport)
    prova._rakna(rakning, rapport)
    assert str(rakning) == "10 passed, 6 failed, 2 skipped"


def test_en_korning_utan_rapport_ar_ett_fel(tmp_path, capfd):
    """Faller pytest innan den hunnit räkna får det inte se ut som att inget föll."""
    rakning = prova.Rakning()
    prova.pytest(rakning, tmp_path, "prov", {}, "--finns-inte")
    assert rakning.foll == 0
    assert rakning.fel == ["pytest på prov (slutkod 4)"]


def test_ett_steg_som_faller_visar_vad_det_sade(capsys):
    rakning = prova.Rakning()
    prova.steg(rakning, "steget", [sys.executable, "-c", "print('skälet'); raise SystemExit(3)"])
    assert rakning.fel == ["steget"]
    assert "skälet" in capsys.readouterr().out


def test_givna_servrar_anvands_och_inga_egna_startas(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://namngiven/x")
    monkeypatch.setenv("REDIS_URL", "redis://namngiven/1")
    monkeypatch.setattr(tjanster, "starta", lambda *a, **k: pytest.fail("startade en server"))
    rakning = prova.Rakning()
    with prova.servrar(rakning) as miljo:
        assert miljo["DATABASE_URL"] == "postgres://namngiven/x"
        assert miljo["REDIS_URL"] == "redis://namngiven/1"
    assert not rakning.fel


@pytest.mark.parametrize(("i_ci", "fel"), [(True, ["postgresql saknas i CI", "redis-server saknas i CI"]), (False, [])])
def test_saknad_server_ar_ett_fel_bara_i_ci(monkeypatch, capsys, i_ci, fel):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.delenv("REDIS_URL", raising=False)
    monkeypatch.setattr(prova, "I_CI", i_ci)
    monkeypatch.setattr(tjanster, "postgresprogram", lambda: None)
    monkeypatch.setattr(tjanster, "redisprogram", lambda: None)
    rakning = prova.Rakning()
    with prova.servrar(rakning) as miljo:
        assert "DATABASE_URL" not in miljo
    assert rakning.fel == fel
    assert "apt-get install postgresql" in capsys.readouterr().out


def test_slaskservrarna_svarar_och_ar_borta_efterat():
    _servrar_eller_hoppa()
    import psycopg
    import redis

    with tjanster.slask() as miljo:
        with psycopg.connect(miljo["DATABASE_URL"]) as databas:
            rader = databas.execute("SELECT x FROM unnest(ARRAY['ö','å','z','ä','A']) x ORDER BY x").fetchall()
            mapp = Path(databas.execute("SHOW data_directory").fetchone()[0]).parent.parent
        assert [rad[0] for rad in rader] == ["A", "z", "å", "ä", "ö"]
        assert redis.Redis.from_url(miljo["REDIS_URL"]).ping()
    assert not mapp.exists()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(miljo["DATABASE_URL"], connect_timeout=2)


def test_den_som_vagrar_sluta_dodas_med_hela_sin_grupp(tmp_path):
    """Ett barn som struntar i TERM, med ett barnbarn: båda är borta när stang är klar."""
    program = (
        "import os, signal, sys, time\n"
        "signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
        "pid = os.fork()\n"
        "if pid: print(pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    barn = starta("envis", [sys.executable, "-c", program], miljo=os.environ, logg=tmp_path / "logg")
    assert vanta_tills(lambda: (tmp_path / "logg").read_text().endswith("\n"), sekunder=20)
    barnbarn = Path("/proc") / (tmp_path / "logg").read_text().strip() / "stat"
    assert barnbarn.exists()
    stang([barn], frist=0.3)
    assert barn.process.returncode == -9
    assert vanta_tills(lambda: not barnbarn.exists() or ") Z " in barnbarn.read_text(), sekunder=5)
