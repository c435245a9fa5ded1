"""Att skriva mot en server: många skribenter i en händelseslinga, med egna förfrågningar rakt på sockeln.

Ett verktyg som wrk kan inte: varje sparning bygger på svaret på den förra.
"""

import asyncio
import hashlib
import json
import random
import time
from dataclasses import dataclass, field
from uuid import uuid4

from bench.skrivare import MARKE, Skrivare

TECKEN = 3000
FRIST = 20.0
FYLLNAD = "Vi ser att undervisningen har blivit mer lik mellan klasserna, och det märks i resultaten. " * 40


@dataclass
class Matning:
    """Det som en omgång gav. Tiderna i millisekunder."""

    sekunder: float = 0.0
    tider: list[float] = field(default_factory=list)
    fel: list[str] = field(default_factory=list)
    kvitton: list[tuple[int, str, int, str]] = field(default_factory=list)

    @property
    def per_sekund(self) -> float:
        return len(self.tider) / self.sekunder

    def percentil(self, andel: float) -> float:
        tider = sorted(self.tider) or [0.0]
        return tider[min(len(tider) - 1, int(len(tider) * andel))]


def skriv(port: int, skrivare: list[Skrivare], sekunder: float, takt: float | None) -> Matning:
    """Alla skriver i så många sekunder.

    Args:
        takt: sekunder mellan varje skribents sparningar; None är så fort svaret har kommit.
    """
    return asyncio.run(_skriv(port, skrivare, sekunder, takt))


async def _skriv(port: int, skrivare: list[Skrivare], sekunder: float, takt: float | None) -> Matning:
    matning, borjan = Matning(), time.monotonic()
    await asyncio.gather(*(_en(port, s, borjan, borjan + sekunder, takt, matning) for s in skrivare))
    matning.sekunder = time.monotonic() - borjan
    return matning


async def _en(port: int, s: Skrivare, borjan: float, slut: float, takt: float | None, matning: Matning) -> None:
    """En skribent. Med takt börjar var och en vid sin egen tid, och en sen sparning skjuter inte upp nästa."""
    nasta = borjan + random.random() * (takt or 0)
    while nasta < slut:
        await asyncio.sleep(max(0.0, nasta - time.monotonic()))
        if time.monotonic() >= slut:
            return
        await _spara(port, s, matning)
        nasta = max(nasta + takt, time.monotonic()) if takt else time.monotonic()


async def _spara(port: int, s: Skrivare, matning: Matning) -> None:
    op = str(uuid4())
    innehall = f"<p>{op} {FYLLNAD}"[: TECKEN - 4].rstrip() + "</p>"
    kropp = json.dumps({"op": op, "texter": {s.falt: {"innehall": innehall, "version": s.version}}}).encode()
    borjan = time.monotonic()
    try:
        status, svar = await asyncio.wait_for(_fraga(port, s, kropp), FRIST)
    except (OSError, TimeoutError, ValueError) as fel:
        matning.fel.append(type(fel).__name__)
        return
    hash_ = hashlib.sha256(innehall.encode()).hexdigest()
    if status != 200 or svar["hash"][s.falt] != hash_:
        matning.fel.append(f"{status} {svar}"[:200])
        return
    matning.tider.append((time.monotonic() - borjan) * 1000)
    s.version = svar["versioner"][s.falt]
    matning.kvitton.append((s.avsnitt, s.falt, s.version, hash_))


async def _fraga(port: int, s: Skrivare, kropp: bytes) -> tuple[int, dict]:
    lasare, skrivare = await asyncio.open_connection("127.0.0.1", port)
    try:
        skrivare.write(
            f"POST {s.adress} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nCookie: {s.kaka}\r\n"
            f"X-CSRFToken: {MARKE}\r\nX-Person: {s.person}\r\nAccept: application/json\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(kropp)}\r\n\r\n".encode()
            + kropp
        )
        await skrivare.drain()
        svar = await lasare.read()
    finally:
        skrivare.close()
    huvud, _, ut = svar.partition(b"\r\n\r\n")
    return int(huvud.split(b" ", 2)[1]), json.loads(ut)
