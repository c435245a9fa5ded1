"""Barnprocesser som inte kan bli kvar: var och en i en egen grupp, stängda mjukt och sedan hårt, alla på en gång.

Bara standardbiblioteket. Används av demon, proven och mätningen.
"""

import ctypes
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

PR_SET_PDEATHSIG = 1


STOPPSIGNALER = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopp(BaseException):
    """Någon bad oss sluta (Ctrl-C, SIGTERM, SIGHUP). Inget fel, men allt ska stängas."""


def fanga_stopp() -> None:
    """Gör om stoppsignalerna till Stopp, så att varje `finally` får städa."""

    def stoppa(nummer: int, ram: Any) -> None:
        raise Stopp(signal.Signals(nummer).name)

    for nummer in STOPPSIGNALER:
        signal.signal(nummer, stoppa)


@contextmanager
def ostord() -> Iterator[None]:
    """Stoppsignaler väntar utanför: den som stänger ska få stänga klart."""
    gamla = {nummer: signal.signal(nummer, signal.SIG_IGN) for nummer in STOPPSIGNALER}
    try:
        yield
    finally:
        for nummer, hanterare in gamla.items():
            signal.signal(nummer, hanterare)


def _do_med_foraldern() -> None:
    """I barnet: dör föräldern utan att hinna städa (kill -9) skickar kärnan TERM hit."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Barn:
    """En process med ett namn en människa förstår, och loggen där dess sista ord står."""

    namn: str
    process: subprocess.Popen
    logg: Path | None = None

    def sista_raderna(self, antal: int = 15) -> str:
        if self.logg is None or not self.logg.exists():
            return ""
        return "\n".join(self.logg.read_text(encoding="utf-8", errors="replace").splitlines()[-antal:])


def starta(
    namn: str,
    kommando: Sequence[str],
    *,
    miljo: Mapping[str, str],
    logg: Path,
    anvandare: str | None = None,
    mapp: Path | None = None,
) -> Barn:
    """Startar kommandot i en egen processgrupp med utskrifterna i `logg`."""
    logg.parent.mkdir(parents=True, exist_ok=True)
    ut: IO[bytes]
    with logg.open("ab") as ut:
        process = subprocess.Popen(
            kommando,
            env=dict(miljo),
            cwd=mapp,
            stdin=subprocess.DEVNULL,
            stdout=ut,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_do_med_foraldern,  # noqa: PLW1509  (inga trådar här; bara ett systemanrop)
            user=anvandare,
            group=anvandare,
            extra_groups=[] if anvandare else None,
        )
    return Barn(namn, process, logg)


def stang(barn: Sequence[Barn], *, frist: float = 12.0) -> None:
    """Ber alla sluta, väntar in dem tillsammans och dödar hela gruppen för den som inte slutat inom fristen."""
    with ostord():
        for b in barn:
            _signal_till_ledaren(b)
        sista = time.monotonic() + frist
        for b in barn:
            with suppress(subprocess.TimeoutExpired):
                b.process.wait(timeout=max(0.1, sista - time.monotonic()))
            _doda_gruppen(b)
            b.process.wait()


def _signal_till_ledaren(barn: Barn) -> None:
    """Ledaren (gunicorns, Celerys eller databasens huvudprocess) stänger själv sina egna barn."""
    if barn.process.poll() is None:
        barn.process.terminate()


def _doda_gruppen(barn: Barn) -> None:
    """Även när ledaren är borta kan någon i gruppen leva kvar."""
    with suppress(ProcessLookupError):
        os.killpg(barn.process.pid, signal.SIGKILL)


def vanta_tills(villkor: Callable[[], bool], *, sekunder: float, steg: float = 0.1) -> bool:
    """Frågar `villkor` tills det är sant. Falskt när tiden är slut."""
    sista = time.monotonic() + sekunder
    while not villkor():
        if time.monotonic() > sista:
            return False
        time.sleep(steg)
    return True


def ledig_port() -> int:
    """En port som ingen lyssnar på just nu, på den egna maskinen."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def gar_att_lyssna(vard: str, port: int) -> bool:
    """Sant när porten är fri att lyssna på."""
    slag = socket.AF_INET6 if ":" in vard else socket.AF_INET
    with socket.socket(slag) as s:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            s.bind((vard, port))
        except OSError:
            return False
        return True
