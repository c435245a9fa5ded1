"""Startar barnprocessen, lyssnar på den, och dödar den när tiden är slut."""

import contextlib
import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any

from django.conf import settings

from styrkedja.pdf import fel

log = logging.getLogger(__name__)

BARN = Path(__file__).with_name("barn.py")
#: Det enda ur vår egen miljö som barnet får: var systemets bibliotek och fonter ligger. Inga hemligheter.
ARVS = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_FILE", "FONTCONFIG_PATH")


@dataclass(frozen=True)
class Pdf:
    """En färdig PDF. `nekade` är adresser som texten ville hämta men inte fick."""

    data: bytes
    sidor: int
    nekade: tuple[str, ...] = ()


@dataclass
class _Rapport:
    """Det som barnet har sagt på stderr hittills."""

    sidor: int = 0
    nekade: list[str] = field(default_factory=list)
    fel: str = ""
    vad: str = ""
    #: Det som inte var JSON: vad ett bibliotek skrev innan det föll.
    annat: list[str] = field(default_factory=list)


def rendera(html: str, *, titel: str, vid_steg: Callable[[int], None] | None = None) -> Pdf:
    """Gör HTML till en taggad PDF (PDF/UA-1) i en egen process.

    Args:
        html: ett helt dokument. Bara data: och styrkedja:<namn ur barn.TILLGANGAR> hämtas.
        titel: dokumentets titel, det som läsaren ser i fönstrets rubrik.
        vid_steg: anropas med 0–100 medan arbetet pågår.

    Raises:
        PdfFel: när tiden (settings.PDF_SEKUNDER) eller minnet (settings.PDF_MEGABYTE) tog slut, när ett bibliotek
            saknas, eller när det inte gick av annat skäl.
    """
    with TemporaryDirectory(prefix="papper-") as namn:
        mapp = Path(namn)
        (mapp / "in.html").write_text(html, encoding="utf-8", errors="replace")
        rapport = _kor(mapp, titel, vid_steg or (lambda procent: None))
        return Pdf((mapp / "ut.pdf").read_bytes(), rapport.sidor, tuple(rapport.nekade))


def _kor(mapp: Path, titel: str, vid_steg: Callable[[int], None]) -> _Rapport:
    """Kör barnet till slut; det skriver sin PDF till ut.pdf i mappen."""
    rapport = _Rapport()
    sist = time.monotonic() + settings.PDF_SEKUNDER
    with open(mapp / "in.html", "rb") as indata, open(mapp / "ut.pdf", "wb") as utdata:
        process = _starta(mapp, titel, indata, utdata)
        try:
            for rad in _rader(process.stderr, sist):
                _lyssna(rad, rapport, vid_steg)
            kod = process.wait(max(sist - time.monotonic(), 0.1))
        except (TimeoutError, subprocess.TimeoutExpired):
            raise fel.tiden_tog_slut(settings.PDF_SEKUNDER) from None
        finally:
            _avsluta(process)
    for adress in rapport.nekade:
        log.warning("Papperet %r ville hämta %r och nekades", titel, adress)
    if kod:
        raise _felet(kod, rapport)
    return rapport


def _starta(mapp: Path, titel: str, indata: IO[bytes], utdata: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Barnet i en egen processgrupp, i en egen mapp, utan vår miljö."""
    return subprocess.Popen(
        [
            *(sys.executable, "-I", str(BARN)),
            *("--sekunder", str(settings.PDF_SEKUNDER)),
            *("--megabyte", str(settings.PDF_MEGABYTE)),
            f"--titel={titel}",
        ],
        stdin=indata,
        stdout=utdata,
        stderr=subprocess.PIPE,
        cwd=mapp,
        env=_miljo(mapp),
        start_new_session=True,
        close_fds=True,
    )


def _miljo(mapp: Path) -> dict[str, str]:
    arvd = {namn: os.environ[namn] for namn in ARVS if namn in os.environ}
    # En enda minnesarena: annars räknas reserverad men oanvänd adressrymd mot gränsen.
    return {**arvd, "HOME": str(mapp), "TMPDIR": str(mapp), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}


def _avsluta(process: "subprocess.Popen[bytes]") -> None:
    """Dödar barnet och allt det har startat, om det lever. Ett som är klart rörs inte: numret kan vara någon annans."""
    if process.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    if process.stderr:
        process.stderr.close()


def _rader(fil: IO[bytes] | None, sist: float) -> Iterator[str]:
    """Raderna i röret, en i taget, tills det stängs. TimeoutError när klockan passerar `sist`."""
    assert fil is not None
    rest = b""
    with selectors.DefaultSelector() as valj:
        valj.register(fil, selectors.EVENT_READ)
        while True:
            if not valj.select(max(sist - time.monotonic(), 0)):
                raise TimeoutError
            bit = os.read(fil.fileno(), 65536)
            *hela, rest = (rest + bit).split(b"\n")
            yield from (rad.decode(errors="replace") for rad in hela)
            if not bit:
                return


def _lyssna(rad: str, rapport: _Rapport, vid_steg: Callable[[int], None]) -> None:
    try:
        sagt: dict[str, Any] = json.loads(rad)
    except ValueError:
        rapport.annat.append(rad[:300])
        return
    if "steg" in sagt:
        vid_steg(sagt["steg"])
    elif "nekad" in sagt:
        rapport.nekade.append(sagt["nekad"])
    elif "sidor" in sagt:
        rapport.sidor = sagt["sidor"]
    elif "fel" in sagt:
        rapport.fel, rapport.vad = sagt["fel"], sagt["vad"]


#: Det som bibliotek i C skriver när de inte får minne och faller utan att kunna säga det på annat sätt.
_MINNESORD = (
    "memoryerror",
    "error creating thread",
    "cannot allocate",
    "failed to allocate",
    "out of memory",
    "bad_alloc",
)


def _felet(kod: int, rapport: _Rapport) -> fel.PdfFel:
    """Vad som hände, ur barnets egna ord och hur det dog."""
    slut = " ".join(rapport.annat[-20:])
    if rapport.fel == "bibliotek":
        return fel.bibliotek_saknas(rapport.vad)
    if rapport.fel == "storlek":
        return fel.for_stor()
    if kod in (-signal.SIGXCPU, -signal.SIGALRM):
        return fel.tiden_tog_slut(settings.PDF_SEKUNDER)
    # SIGKILL som inte kom från oss: operativsystemet tog tillbaka minnet.
    if rapport.fel == "minne" or kod == -signal.SIGKILL or any(o in slut.lower() for o in _MINNESORD):
        return fel.minnet_tog_slut(settings.PDF_MEGABYTE)
    log.error("Barnprocessen för PDF slutade med %s: %s %s", kod, rapport.vad, slut)
    return fel.gick_inte()
