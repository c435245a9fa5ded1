"""make bench: VC:s område och direktörens läge med 24, 240 och 1 200 enheter, bredvid en bar sida i samma körning.

Startar en egen PostgreSQL och gunicorn (sync, 2 arbetare) på lediga portar, fyller på enheter och mäter. Lita på kvoten,
inte på talen: maskinen delas av klient, webb och databas. ENHETER=24,240 och SEKUNDER=5 går att sätta.

Målet vid 240 och 1 200 enheter: högst dubbla den bara sidans tid, och lika många frågor vid alla tre. Slutkod 1 annars.
"""

import json
import os
import secrets
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bench.last import Last, belasta
from skript.processer import Barn, Stopp, fanga_stopp, ledig_port, stang, starta, vanta_tills
from skript.tjanster import slask

if TYPE_CHECKING:
    from bench.sidor import Sida

ROT = Path(__file__).resolve().parent.parent
ENHETER = [int(tal) for tal in os.environ.get("ENHETER", "24,240,1200").split(",")]
SEKUNDER = float(os.environ.get("SEKUNDER", "2"))
GANGER = 5
MALET_GALLER_FRAN = 240


@dataclass(frozen=True)
class Matt:
    """En sida vid ett antal enheter."""

    sida: "Sida"
    enheter: int
    rader: int
    kb: float
    fragor: int
    riktig: Last
    bar: Last

    @property
    def kvot(self) -> float:
        return self.bar.per_sekund / self.riktig.per_sekund

    @property
    def haller(self) -> bool:
        return self.enheter < MALET_GALLER_FRAN or self.kvot <= self.sida.hogst


def main() -> int:
    fanga_stopp()
    try:
        with slask(redis=False) as servrar, tempfile.TemporaryDirectory(prefix="styrkedjan-bench-") as mapp:
            if "DATABASE_URL" not in servrar:
                print("Mätningen behöver PostgreSQL: apt-get install postgresql", file=sys.stderr)
                return 1
            satt_miljon(servrar["DATABASE_URL"], Path(mapp))
            matta = mat_allt(Path(mapp))
    except Stopp:
        return 130
    return domen(matta)


def satt_miljon(databas: str, mapp: Path) -> None:
    """Driftens inställningar, utom HTTPS: mätningen går rakt på gunicorn."""
    (mapp / "static").mkdir()
    os.environ.update(
        DJANGO_SETTINGS_MODULE="styrkedja.settings",
        DATABASE_URL=databas,
        REDIS_URL="",
        VAR=str(mapp),
        SECRET_KEY=secrets.token_urlsafe(64),
        TEXTNYCKEL=secrets.token_urlsafe(64),
        BENCH_RAM=str(mapp / "ram.json"),
        DEBUG="0",
        DEMO="0",
        DEMO_IDAG="",
        HTTPS="0",
        LOGGNIVA="WARNING",
    )
    import django

    django.setup()


def mat_allt(mapp: Path) -> list[Matt]:
    from django.core.management import call_command

    from bench.fyll import fyll_till
    from bench.sidor import SIDOR
    from styrkedja.demotid import Demotid
    from styrkedja.klocka import idag
    from styrkedja.management.commands.ladda_demo import ladda_demo

    print("Laddar demokommunen …", flush=True)
    call_command("migrate", verbosity=0)
    ladda_demo(Demotid(idag()))
    matta = []
    print(RUBRIK)
    for antal in ENHETER:
        fyll_till(antal)
        with servrar_for(mapp) as portar:
            for sida in SIDOR:
                matta.append(mat(sida, antal, portar))
                print(rad(matta[-1]), flush=True)
    return matta


@contextmanager
def servrar_for(mapp: Path) -> Iterator[tuple[int, int]]:
    """Den riktiga och den bara webben på var sin port. Den bara får ramen av den riktigas sidor."""
    (mapp / "ram.json").write_text(json.dumps(ramar()), encoding="utf-8")
    barn: list[Barn] = []
    try:
        portar = tuple(gunicorn(modul, mapp, barn) for modul in ("styrkedja.wsgi", "bench.bar:app"))
        yield portar[0], portar[1]
    finally:
        stang(barn)


def gunicorn(modul: str, mapp: Path, barn: list[Barn]) -> int:
    """Startar appen med två arbetare på en ledig port, lägger processen i `barn` och ger porten när den svarar."""
    port = ledig_port()
    kommando = [sys.executable, "-m", "gunicorn", modul, "--bind", f"127.0.0.1:{port}", "--workers", "2"]
    kommando += ["--worker-class", "sync", "--no-control-socket", "--log-level", "warning"]
    barn.append(starta(modul, kommando, miljo=os.environ, logg=mapp / f"{modul.partition(':')[0]}.log", mapp=ROT))
    if not vanta_tills(lambda: _lyssnar(port) or barn[-1].process.poll() is not None, sekunder=30):
        raise RuntimeError(f"{modul} svarade inte")
    if barn[-1].process.poll() is not None:
        raise RuntimeError(barn[-1].sista_raderna())
    return port


def _lyssnar(port: int) -> bool:
    import socket

    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def ramar() -> dict[str, list[str]]:
    """Per adress: sidan före första raden, mellan två tabeller, och efter sista raden."""
    from bench.sidor import SIDOR

    svar = {}
    for sida in SIDOR:
        adress, html = hamta(sida)[1:3]
        fore, _, resten = html.partition("<tbody>")
        _, _, efter = html.rpartition("</tbody>")
        mellan = resten.partition("</tbody>")[2].partition("<tbody>")[0] if resten.count("<tbody>") else ""
        svar[adress] = [f"{fore}<tbody>", f"</tbody>{mellan}<tbody>", f"</tbody>{efter}"]
    return svar


def hamta(sida: "Sida") -> tuple[str, str, str, int]:
    """Kakan, adressen, sidan och antalet frågor, hämtat inifrån med en riktig inloggning."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    person, adress = sida.oppnas_av()
    klient = Client(SERVER_NAME="127.0.0.1")
    klient.force_login(person)
    klient.get(adress)
    with CaptureQueriesContext(connection) as fragor:
        svar = klient.get(adress)
    assert svar.status_code == 200, f"{adress} svarade {svar.status_code}"
    namn = settings.SESSION_COOKIE_NAME
    return f"{namn}={klient.cookies[namn].value}", adress, svar.content.decode(), len(fragor)


def mat(sida: "Sida", antal: int, portar: tuple[int, int]) -> Matt:
    """Varannan gång den riktiga, varannan den bara; den bästa av GANGER räknas, för båda: en granne stör inte domen."""
    kaka, adress, html, fragor = hamta(sida)
    for port in portar:
        belasta(port, adress, kaka, 1)
    gangerna = [[belasta(port, adress, kaka, SEKUNDER) for port in portar] for _ in range(GANGER)]
    riktig, bar = (max(ganger, key=lambda last: last.per_sekund) for ganger in zip(*gangerna, strict=True))
    return Matt(sida, antal, html.count('<th scope="row">'), len(html.encode()) / 1024, fragor, riktig, bar)


RUBRIK = (
    f"\n{'sida':<27}{'enheter':>8}{'rader':>7}{'kB':>7}{'frågor':>8}{'per s':>8}{'p50 ms':>8}{'p95 ms':>8}"
    f"{'bar per s':>11}{'bar p95':>9}{'kvot':>6}"
)


def rad(m: Matt) -> str:
    marke = "" if m.haller else f"  över målet {m.sida.hogst:g}"
    return (
        f"{m.sida.namn:<27}{m.enheter:>8}{m.rader:>7}{m.kb:>7.0f}{m.fragor:>8}{m.riktig.per_sekund:>8.1f}"
        f"{m.riktig.p50:>8.1f}{m.riktig.p95:>8.1f}{m.bar.per_sekund:>11.1f}{m.bar.p95:>9.1f}{m.kvot:>6.2f}{marke}"
    ).replace(".", ",")


def domen(matta: list[Matt]) -> int:
    """Säger om målet hölls: kvoten vid 240 och fler, och lika många frågor vid alla storlekar."""
    fel = [f"{m.sida.namn}, {m.enheter} enheter: {m.kvot:.2f} gånger" for m in matta if not m.haller]
    for sida in {m.sida for m in matta}:
        fragor = {m.fragor for m in matta if m.sida == sida}
        if len(fragor) > 1:
            fel.append(f"{sida.namn}: antalet frågor växer ({', '.join(map(str, sorted(fragor)))})")
    print("\nMålet hölls." if not fel else "\nMålet hölls inte. " + "; ".join(fel).replace(".", ",") + ".")
    return 1 if fel else 0


if __name__ == "__main__":
    sys.exit(main())
