"""Slaskservrar: en egen PostgreSQL och en egen Redis på lediga portar i en tillfällig mapp, borta när de har använts.

Rör aldrig en server som redan finns. Bara standardbiblioteket.
"""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from skript.processer import Barn, ledig_port, stang, starta, vanta_tills


class GickInte(RuntimeError):
    """Servern startade inte; meddelandet säger varför."""


def postgresprogram() -> Path | None:
    """Mappen med initdb och postgres, den nyaste som finns, eller None."""
    mappar = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda m: int(m.parent.name), reverse=True)
    if sokvag := shutil.which("initdb"):
        mappar.append(Path(sokvag).resolve().parent)
    return next((m for m in mappar if (m / "initdb").exists() and (m / "postgres").exists()), None)


def redisprogram() -> str | None:
    return shutil.which("redis-server")


@contextmanager
def slask(*, postgres: bool = True, redis: bool = True, varaktig: bool = False) -> Iterator[dict[str, str]]:
    """Startar de servrar som går att starta och ger miljön som pekar på dem (DATABASE_URL, REDIS_URL).

    Med `varaktig` väntar PostgreSQL på disken vid varje bekräftelse, som i drift; annars är den snabb och glömsk.
    En server vars program saknas är inte med i miljön. Kastar GickInte när programmet finns men inte startar.
    """
    mapp = Path(tempfile.mkdtemp(prefix="styrkedjan-slask-"))
    barn: list[Barn] = []
    miljo: dict[str, str] = {}
    try:
        if postgres and (program := postgresprogram()):
            miljo["DATABASE_URL"] = _starta_postgres(program, mapp / "postgres", barn, varaktig=varaktig)
        if redis and (server := redisprogram()):
            miljo["REDIS_URL"] = _starta_redis(server, mapp / "redis", barn)
        yield miljo
    finally:
        stang(barn, frist=20)
        shutil.rmtree(mapp, ignore_errors=True)


def _agare() -> str | None:
    """PostgreSQL vägrar köras som root: då får postgres eller nobody äga den. Annars den som kör."""
    if os.geteuid() != 0:
        return None
    finns = {rad.pw_name for rad in pwd.getpwall()}
    return "postgres" if "postgres" in finns else "nobody"


def _ge_bort(mapp: Path, agare: str | None) -> None:
    mapp.mkdir(parents=True)
    if agare:
        mapp.parent.chmod(0o711)
        shutil.chown(mapp, user=agare)


def _starta_postgres(program: Path, mapp: Path, barn: list[Barn], *, varaktig: bool) -> str:
    """Ny kluster, svensk sortering som i drift. Ger databasens adress."""
    agare, losenord, port = _agare(), secrets.token_hex(12), ledig_port()
    _ge_bort(mapp, agare)
    hemlig = mapp / "losenord"
    hemlig.write_text(losenord)
    if agare:
        shutil.chown(hemlig, user=agare)
    sprak = ["--locale-provider=icu", "--icu-locale=sv-SE"] if _version(program) >= 15 else []
    skapa = subprocess.run(
        [
            *[
                str(program / "initdb"),
                "-D",
                str(mapp / "data"),
                "-U",
                "prov",
                "-A",
                "scram-sha-256",
                f"--pwfile={hemlig}",
            ],
            *["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", *sprak],
        ],
        user=agare,
        group=agare,
        extra_groups=[] if agare else None,
        cwd=mapp,
        capture_output=True,
        text=True,
        check=False,
    )
    if skapa.returncode:
        raise GickInte(f"initdb: {skapa.stderr.strip()[-400:]}")
    installningar = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(mapp),
        **dict.fromkeys(("fsync", "full_page_writes", "synchronous_commit"), "on" if varaktig else "off"),
        "max_connections": "60",
        "shared_buffers": "128MB",
    }
    flaggor = [ord_ for namn, varde in installningar.items() for ord_ in ("-c", f"{namn}={varde}")]
    server = starta(
        "PostgreSQL",
        [str(program / "postgres"), "-D", str(mapp / "data"), *flaggor],
        miljo=os.environ,
        logg=mapp / "logg.txt",
        anvandare=agare,
        mapp=mapp,
    )
    barn.append(server)
    _vanta_in(server, [str(program / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)])
    return f"postgres://prov:{losenord}@127.0.0.1:{port}/postgres"


def _version(program: Path) -> int:
    """Huvudversionen, ur svaret "initdb (PostgreSQL) 15.20 …"."""
    svar = subprocess.run([program / "initdb", "--version"], capture_output=True, text=True, check=True).stdout
    return int(svar.split(")")[1].split(".")[0])


def _starta_redis(program: str, mapp: Path, barn: list[Barn]) -> str:
    """Redis utan disk, med lösenord. Ger adressen."""
    agare, losenord, port = _agare(), secrets.token_hex(12), ledig_port()
    _ge_bort(mapp, agare)
    server = starta(
        "Redis",
        [
            program,
            "--bind",
            "127.0.0.1",
            "--port",
            str(port),
            "--requirepass",
            losenord,
            "--save",
            "",
            "--dir",
            str(mapp),
        ],
        miljo=os.environ,
        logg=mapp / "logg.txt",
        anvandare=agare,
        mapp=mapp,
    )
    barn.append(server)
    _vanta_in(server, ["redis-cli", "-p", str(port), "-a", losenord, "--no-auth-warning", "ping"])
    return f"redis://:{losenord}@127.0.0.1:{port}/0"


def _vanta_in(server: Barn, fraga: list[str]) -> None:
    """Väntar tills servern svarar på frågan. Kastar GickInte när den dog eller aldrig svarade."""

    def svarar() -> bool:
        if server.process.poll() is not None:
            raise GickInte(f"{server.namn} stannade: {server.sista_raderna(5)}")
        return subprocess.run(fraga, capture_output=True, check=False).returncode == 0

    if not vanta_tills(svarar, sekunder=60):
        raise GickInte(f"{server.namn} svarade inte inom en minut: {server.sista_raderna(5)}")
