"""make test: hela kontrollen, i en följd, med en rad av pytests räkning sist. Slutkod 0 bara när allt höll.

    python -m skript.prova          allt
    python -m skript.prova lint     stil, mallar och våningar
    python -m skript.prova typer    typerna
    python -m skript.prova drill    felproven i sin långa form

Proven körs på SQLite, och de som inte behöver webbläsare en gång till på PostgreSQL med Redis: på servrarna som
DATABASE_URL och REDIS_URL namnger, annars på slaskservrar som startas här. Med CI=true är en saknad server ett fel.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from skript.processer import Stopp, fanga_stopp
from skript.tjanster import GickInte, slask

ROT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
I_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
ARBETARE = os.environ.get("ARBETARE", "2")


#: Vem som får vad, och demons berättelse: många prov som inte frågar databasen något som de andra inte frågar den.
SQLITE_RACKER = tuple(f"--ignore=tests/{vad}" for vad in ("behorighet", "test_demodata.py", "test_demodagar.py"))


@dataclass
class Rakning:
    """Summan av pytests körningar, och stegen som föll."""

    gick: int = 0
    foll: int = 0
    hoppade: int = 0
    fel: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        hopp = f", {self.hoppade} skipped" if self.hoppade else ""
        return f"{self.gick} passed, {self.foll} failed{hopp}"


def main() -> int:
    fanga_stopp()
    vad = sys.argv[1] if len(sys.argv) > 1 else "allt"
    rakning = Rakning()
    try:
        with tempfile.TemporaryDirectory(prefix="styrkedjan-kontroll-") as mapp:
            VAGAR[vad](rakning, Path(mapp))
    except Stopp:
        print("\nAvbruten.", file=sys.stderr)
        return 130
    if rakning.fel:
        print(f"\nHöll inte: {', '.join(rakning.fel)}")
    if vad in ("allt", "drill"):
        print(rakning, flush=True)
    return 1 if rakning.fel or rakning.foll else 0


def allt(rakning: Rakning, mapp: Path) -> None:
    lint(rakning, mapp)
    typer(rakning, mapp)
    django(rakning, mapp)
    pytest(rakning, mapp, "SQLite", sqlite(mapp), "-n", ARBETARE, "--dist", "loadfile")
    with servrar(rakning) as miljo:
        if "DATABASE_URL" in miljo:
            urval = ("-m", "databas and not webblasare", "-n", ARBETARE, "--dist", "loadfile", *SQLITE_RACKER)
            namn = "PostgreSQL och Redis" if "REDIS_URL" in miljo else "PostgreSQL"
            pytest(rakning, mapp, namn, miljo, *urval)


def drill(rakning: Rakning, mapp: Path) -> None:
    """Felproven med fulla antal, ett i taget, helst på samma servrar som i drift."""
    with servrar(rakning) as miljo:
        valda = miljo if "DATABASE_URL" in miljo else sqlite(mapp)
        pytest(rakning, mapp, "felproven", {**valda, "DRILL": "1"}, "-m", "drill")


# --- Stegen ------------------------------------------------------------------------------------


def lint(rakning: Rakning, mapp: Path) -> None:
    steg(rakning, "ruff check", [BIN / "ruff", "check", "--quiet", "."])
    steg(rakning, "ruff format", [BIN / "ruff", "format", "--check", "--quiet", "."])
    mallar = sorted((ROT / "templates").rglob("*.html"))
    steg(rakning, "djade", [BIN / "djade", "--check", "--target-version", "5.2", *mallar])
    steg(rakning, "lint-imports", [BIN / "lint-imports", "--no-cache"], miljo=drift(mapp))


def typer(rakning: Rakning, mapp: Path) -> None:
    steg(rakning, "mypy", [BIN / "mypy"], miljo=drift(mapp))


def django(rakning: Rakning, mapp: Path) -> None:
    """Migreringar som fattas, och driftkontrollen i en miljö som driftens."""
    hantera = [sys.executable, "manage.py"]
    steg(rakning, "makemigrations --check", [*hantera, "makemigrations", "--check", "--dry-run"], miljo=drift(mapp))
    steg(rakning, "check --deploy", [*hantera, "check", "--deploy", "--fail-level", "WARNING"], miljo=drift(mapp))


def steg(rakning: Rakning, namn: str, kommando: list, *, miljo: Mapping[str, str] | None = None) -> None:
    """Kör ett steg tyst; faller det visas allt det sade."""
    borjan = time.monotonic()
    resultat = subprocess.run(
        kommando, cwd=ROT, env=miljo, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    hur = "ok" if resultat.returncode == 0 else "HÖLL INTE"
    print(f"{namn:<24} {hur}  ({time.monotonic() - borjan:.1f} s)", flush=True)
    if resultat.returncode:
        print(resultat.stdout, flush=True)
        rakning.fel.append(namn)


def pytest(rakning: Rakning, mapp: Path, namn: str, miljo: Mapping[str, str], *urval: str) -> None:
    """Kör proven i miljön och lägger pytests räkning till summan."""
    print(f"\npytest på {namn}", flush=True)
    rapport = mapp / f"{len(list(mapp.iterdir()))}.xml"
    kod = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--junitxml={rapport}", *urval],
        cwd=ROT,
        env={**os.environ, **miljo},
        check=False,
    ).returncode
    foll_fore = rakning.foll
    if rapport.exists():
        _rakna(rakning, rapport)
    if kod and rakning.foll == foll_fore:
        rakning.fel.append(f"pytest på {namn} (slutkod {kod})")


def _rakna(rakning: Rakning, rapport: Path) -> None:
    for svit in ElementTree.parse(rapport).getroot().iter("testsuite"):
        alla, hoppade = int(svit.get("tests", 0)), int(svit.get("skipped", 0))
        foll = int(svit.get("failures", 0)) + int(svit.get("errors", 0))
        rakning.gick += max(0, alla - hoppade - foll)
        rakning.foll += foll
        rakning.hoppade += hoppade


# --- Miljöerna ---------------------------------------------------------------------------------


def sqlite(mapp: Path) -> dict[str, str]:
    return {"DATABASE_URL": f"sqlite:///{mapp / 'prov.sqlite3'}", "REDIS_URL": ""}


def drift(mapp: Path) -> dict[str, str]:
    """Driftens miljö, med en hemlighet som bara finns nu."""
    return {
        **os.environ,
        **sqlite(mapp),
        "VAR": str(mapp / "var"),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "TEXTNYCKEL": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "styrkedjan.example",
        "BAKOM_PROXY": "1",
        "HTTPS": "1",
        "DEMO": "0",
        "DEBUG": "0",
    }


@contextmanager
def servrar(rakning: Rakning) -> Iterator[dict[str, str]]:
    """Miljön som namnger PostgreSQL och Redis: de givna, annars slaskservrar. Tom när det inte finns några."""
    givna = {namn: os.environ[namn] for namn in ("DATABASE_URL", "REDIS_URL") if os.environ.get(namn)}
    if givna.get("DATABASE_URL", "").startswith("sqlite"):
        del givna["DATABASE_URL"]
    try:
        with slask(postgres="DATABASE_URL" not in givna, redis="REDIS_URL" not in givna) as egna:
            miljo = {"CONN_MAX_AGE": "0", **egna, **givna}
            _sag_vad_som_saknas(rakning, miljo)
            yield miljo
    except GickInte as skal:
        print(f"\nSlaskservrarna startade inte. {skal}")
        rakning.fel.append("slaskservrar")
        yield {}


def _sag_vad_som_saknas(rakning: Rakning, miljo: Mapping[str, str]) -> None:
    for namn, paket in (("DATABASE_URL", "postgresql"), ("REDIS_URL", "redis-server")):
        if namn not in miljo:
            print(f"\n{paket} finns inte: proven körs inte på den. (apt-get install {paket}, eller {namn}=…)")
            if I_CI:
                rakning.fel.append(f"{paket} saknas i CI")


VAGAR = {"allt": allt, "lint": lint, "typer": typer, "drill": drill}

if __name__ == "__main__":
    sys.exit(main())
