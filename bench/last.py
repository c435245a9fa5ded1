"""Att belasta en adress: med wrk när den finns, annars med en egen klient. Ger förfrågningar per sekund, p50 och p95."""

import http.client
import shutil
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

SAMTIDIGA = 8
#: wrk skriver inte p95 av sig själv.
LUA = """
done = function(s, tid, f)
  io.write(string.format("%f %f %f %d\\n", s.requests / s.duration * 1e6, tid:percentile(50) / 1e3,
    tid:percentile(95) / 1e3, s.errors.status + s.errors.connect + s.errors.read + s.errors.timeout))
end
"""


@dataclass(frozen=True)
class Last:
    per_sekund: float
    p50: float
    p95: float


class Fel(RuntimeError):
    """Någon förfrågan fick inte 200: mätningen säger då ingenting."""


def belasta(port: int, adress: str, kaka: str, sekunder: float) -> Last:
    """Åtta samtidiga klienter i så många sekunder. Tiderna i millisekunder."""
    mat = _wrk if shutil.which("wrk") else _egen
    return mat(port, adress, kaka, sekunder)


def _wrk(port: int, adress: str, kaka: str, sekunder: float) -> Last:
    with tempfile.TemporaryDirectory() as mapp:
        skript = Path(mapp) / "p95.lua"
        skript.write_text(LUA)
        kommando = [
            "wrk",
            "-t1",
            f"-c{SAMTIDIGA}",
            f"-d{sekunder:g}s",
            "--timeout",
            "20s",
            "-H",
            f"Cookie: {kaka}",
            "-s",
            str(skript),
        ]
        ut = subprocess.run(
            [*kommando, f"http://127.0.0.1:{port}{adress}"], capture_output=True, text=True, check=True
        ).stdout
    per_sekund, p50, p95, fel = (float(tal) for tal in ut.strip().splitlines()[-1].split())
    if fel:
        raise Fel(f"{fel:.0f} förfrågningar till {adress} gick inte igenom")
    return Last(per_sekund, p50, p95)


def _egen(port: int, adress: str, kaka: str, sekunder: float) -> Last:
    slut = time.monotonic() + sekunder
    tider: list[float] = []
    fel: list[int] = []

    def klient() -> None:
        while time.monotonic() < slut:
            borjan = time.monotonic()
            server = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            server.request("GET", adress, headers={"Cookie": kaka})
            svar = server.getresponse()
            svar.read()
            server.close()
            tider.append(time.monotonic() - borjan)
            if svar.status != 200:
                fel.append(svar.status)

    tradar = [threading.Thread(target=klient) for _ in range(SAMTIDIGA)]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join()
    if fel:
        raise Fel(f"{len(fel)} förfrågningar till {adress} gick inte igenom (till exempel {fel[0]})")
    tider.sort()
    return Last(len(tider) / sekunder, tider[len(tider) // 2] * 1000, tider[int(len(tider) * 0.95)] * 1000)
