"""make demo: webb, arbetare och klocka med demodata, tills Ctrl-C stänger dem.

    PORT=8123 make demo     annan port
    HOST=0.0.0.0 make demo  öppen för nätet (vem som helst kan då logga in som vem som helst)
    DEMO_IDAG=2027-01-20    en annan dag än den verkliga
    VAR=/annan/mapp         data någon annanstans än i var/

Databasen behålls mellan gångerna; `make demo-ny` börjar om. Inget utanför VAR skrivs eller tas bort.
"""

import argparse
import ctypes
import fcntl
import os
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from skript.processer import Barn, Stopp, fanga_stopp, gar_att_lyssna, stang, starta, vanta_tills

ROT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("VAR") or ROT / "var").resolve()
VARD = os.environ.get("HOST") or "127.0.0.1"
#: Allt som demon skriver i VAR; bara detta tas bort av demo-ny.
DATA = ["styrkedja.sqlite3", "styrkedja.sqlite3-wal", "styrkedja.sqlite3-shm", "ko", "filer", "mejl", "logg"]
PYTHON = sys.executable


def main() -> int:
    argument = argparse.ArgumentParser(prog="make demo")
    argument.add_argument("--ny", action="store_true", help="börja om från tomma data")
    ny = argument.parse_args().ny
    port = _port()
    fanga_stopp()
    barn: list[Barn] = []
    try:
        with ensam():
            if not gar_att_lyssna(VARD, port):
                avbryt(f"Port {port} är upptagen. Välj en annan: PORT={port + 1} make demo")
            systempaket()
            if ny:
                borja_om()
            ladda()
            return kor(barn, port)
    except Stopp:
        print("\nStänger …", flush=True)
        return 0
    finally:
        stang(barn)


def _port() -> int:
    varde = os.environ.get("PORT") or "8000"
    if not (varde.isdigit() and 0 < int(varde) < 65536):
        avbryt(f"PORT ska vara ett tal mellan 1 och 65535, inte {varde!r}.")
    return int(varde)


def avbryt(mening: str) -> NoReturn:
    print(mening, file=sys.stderr, flush=True)
    raise SystemExit(1)


@contextmanager
def ensam() -> Iterator[None]:
    """En demo åt gången per VAR: två klockor i samma kö gör ingen skada, men en demo-ny under en annan gör det."""
    VAR.mkdir(parents=True, exist_ok=True)
    with (VAR / "demo.las").open("w") as las:
        try:
            fcntl.flock(las, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            avbryt(f"Demon körs redan med samma data ({VAR}). Stäng den med Ctrl-C, eller ge VAR en annan mapp.")
        yield


# --- Före start --------------------------------------------------------------------------------

#: Systempaket och hur man ser att de finns. WeasyPrint behöver dem för PDF; resten av produkten gör det inte.
SYSTEMPAKET = {"libpango-1.0-0": "libpango-1.0.so.0", "libpangoft2-1.0-0": "libpangoft2-1.0.so.0"}
TYPSNITT = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")


def saknade_systempaket() -> list[str]:
    """Debianpaketen som saknas för att göra PDF."""
    saknas = [paket for paket, bibliotek in SYSTEMPAKET.items() if not _finns(bibliotek)]
    if not TYPSNITT.exists():
        saknas.append("fonts-dejavu-core")
    return saknas


def _finns(bibliotek: str) -> bool:
    try:
        ctypes.CDLL(bibliotek)
    except OSError:
        return False
    return True


def systempaket() -> None:
    """Säger vad som saknas i en rad; root på Debian får det installerat. Utan dem går allt utom PDF."""
    saknas = saknade_systempaket()
    if not saknas:
        return
    rad = f"apt-get install {' '.join(saknas)}"
    print(f"Systempaket saknas för PDF (system packages missing for PDF): {rad}", flush=True)
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _apt("update", "-qq")
        _apt("install", "-qq", "-y", "--no-install-recommends", *saknas)
    if saknade_systempaket():
        print("Demon startar ändå; PDF väntar tills paketen finns. (The demo starts; PDF waits.)", flush=True)


def _apt(*ord_: str) -> None:
    miljo = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", *ord_], env=miljo, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def borja_om() -> None:
    for namn in DATA:
        vag = VAR / namn
        if vag.is_dir() and not vag.is_symlink():
            shutil.rmtree(vag)
        else:
            vag.unlink(missing_ok=True)
    for vag in VAR.glob("beat*"):
        vag.unlink()


def miljo() -> dict[str, str]:
    """Demons miljö: som driftens, utom att demodörren är öppen och HTTPS avstängt."""
    satt = {"DEMO": "1", "DEBUG": "0", "HTTPS": "0", "VAR": str(VAR), "PYTHONUNBUFFERED": "1"}
    if VARD not in ("127.0.0.1", "localhost", "::1"):
        satt["ALLOWED_HOSTS"] = os.environ.get("ALLOWED_HOSTS", "*")
    return os.environ | satt


def ladda() -> None:
    """Migrerar, och laddar referens- och demodata när databasen är tom."""
    for kommando in (["migrate", "--no-input", "-v0"], ["ladda_demo"]):
        resultat = subprocess.run([PYTHON, "manage.py", *kommando], cwd=ROT, env=miljo(), check=False)
        if resultat.returncode:
            avbryt(f"manage.py {kommando[0]} gick inte igenom (kod {resultat.returncode}); skälet står ovanför.")


# --- Körning -----------------------------------------------------------------------------------


def kommandon(port: int) -> dict[str, list[str]]:
    """Samma tre processer som i drift. Arbetaren är en riktig Celery-arbetare, klockan en egen process."""
    vard = f"[{VARD}]" if ":" in VARD else VARD
    celery = [PYTHON, "-m", "celery", "-A", "styrkedja"]
    return {
        "webben": [
            *[PYTHON, "-m", "gunicorn", "styrkedja.wsgi", "--bind", f"{vard}:{port}", "--workers", "2"],
            *["--worker-class", "sync", "--timeout", "60", "--no-control-socket", "--access-logfile", "-"],
        ],
        "arbetaren": [
            *[*celery, "worker", "--pool", "prefork", "--concurrency", "2", "--without-gossip", "--without-mingle"],
            *["--loglevel", "INFO"],
        ],
        "klockan": [*celery, "beat", "--pidfile=", "--loglevel", "INFO"],
    }


def kor(barn: list[Barn], port: int) -> int:
    """Startar, väntar tills sidan svarar, skriver adressen, och vakar tills någon stänger. Ger programmets slutkod."""
    for namn, kommando in kommandon(port).items():
        barn.append(starta(namn, kommando, miljo=miljo(), logg=VAR / "logg" / f"{namn}.log", mapp=ROT))
    lokal = "127.0.0.1" if VARD in ("0.0.0.0", "::") else VARD
    adress = f"http://[{lokal}]:{port}" if ":" in lokal else f"http://{lokal}:{port}"
    if not vanta_tills(lambda: bool(_dott(barn)) or svarar(f"{adress}/healthz"), sekunder=60):
        return fallit(barn[0], "svarade inte inom en minut")
    if dott := _dott(barn):
        return fallit(dott, f"stannade med kod {dott.process.returncode}")
    if VARD not in ("127.0.0.1", "localhost", "::1"):
        print("Demon är öppen för nätet: den som når adressen kan logga in som vem som helst.")
    print(f"\n  Styrkedjan svarar: {adress}/demo/\n  Loggar: {VAR / 'logg'}\n  Ctrl-C stänger.\n", flush=True)
    while not (dott := _dott(barn)):
        time.sleep(0.3)
    return fallit(dott, f"stannade med kod {dott.process.returncode}")


def _dott(barn: list[Barn]) -> Barn | None:
    return next((b for b in barn if b.process.poll() is not None), None)


def fallit(barn: Barn, vad: str) -> int:
    print(f"{barn.namn.capitalize()} {vad}. Allt stängs. Sist i {barn.logg}:", file=sys.stderr)
    print(barn.sista_raderna(), file=sys.stderr, flush=True)
    return 1


def svarar(adress: str) -> bool:
    try:
        with urllib.request.urlopen(adress, timeout=5) as svar:
            return svar.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    sys.exit(main())
