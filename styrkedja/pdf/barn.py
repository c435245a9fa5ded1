"""Barnprocessen som gör PDF: HTML på stdin, PDF på stdout, allt annat som rader av JSON på stderr.

Körs som fil med `python -I`, med nästan tom miljö, och känner inte till Django. Den sätter sina egna gränser innan den
importerar WeasyPrint. Den hämtar bara data: och filerna i TILLGANGAR; allt annat nekas, sägs, och PDF:en görs ändå.
Raderna på stderr: {"steg": 0–100}, {"nekad": adress}, {"sidor": n}, {"fel": slag, "vad": text}.
"""

import argparse
import hashlib
import json
import logging
import re
import resource
import signal
import sys
import warnings
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parents[2] / "static"
SCHEMA = "styrkedja:"
#: Det enda på disken som ett papper får använda, under adressen styrkedja:<namn>.
TILLGANGAR = {
    "css/papper.css": "text/css",
    "fonter/source-serif-4.woff2": "font/woff2",
    "fonter/source-serif-4-italic.woff2": "font/woff2",
    "fonter/source-sans-3.woff2": "font/woff2",
}
#: Största PDF som får skrivas, i megabyte. 600 sidor text är omkring 7.
HOGST_MEGABYTE = 64
#: Systempaketet (Debian) som bär biblioteket i ett laddfel.
PAKET = {
    "gobject": "libglib2.0-0",
    "pangoft2": "libpangoft2-1.0-0",
    "pango": "libpango-1.0-0",
    "harfbuzz": "libharfbuzz0b",
    "fontconfig": "libfontconfig1",
}


def sag(**vad: Any) -> None:
    sys.stderr.write(json.dumps(vad) + "\n")
    sys.stderr.flush()


def satt_granser(sekunder: int, megabyte: int) -> None:
    """Minne, processortid och filstorlek; och en väckarklocka, om den som startade oss själv har försvunnit."""
    minne = megabyte * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (minne, minne))
    resource.setrlimit(resource.RLIMIT_CPU, (sekunder, sekunder + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (HOGST_MEGABYTE * 1024 * 1024,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # ger OSError i stället för att dö utan ord
    signal.alarm(sekunder + 2)


def paket_for(laddfel: str) -> str:
    """Systempaketet som fattas enligt felet från den dynamiska laddaren; Pangos när det inte går att utläsa."""
    funna = [paket for bibliotek, paket in PAKET.items() if bibliotek in laddfel]
    return funna[0] if funna else PAKET["pango"]


def stangd_hamtare() -> Any:
    """WeasyPrints hämtare, som bara öppnar data: och TILLGANGAR."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class StangdHamtare(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            namn = url.removeprefix(SCHEMA)
            if url.startswith(SCHEMA) and namn in TILLGANGAR:
                return URLFetcherResponse(url, (STATIC / namn).read_bytes(), {"Content-Type": TILLGANGAR[namn]})
            if url[:5].lower() == "data:":
                return super().fetch(url, headers)
            sag(nekad=url[:200])
            raise ValueError("adressen är inte tillåten")

    return StangdHamtare(allowed_protocols=("data",), allow_redirects=False)


class Steg(logging.Handler):
    """Översätter WeasyPrints "Step 5 - … Page 12" till hur stor del som är gjord. Varje del sägs en gång."""

    sagt = 0

    def emit(self, record: logging.LogRecord) -> None:
        funnet = re.match(r"Step (\d)", record.getMessage())
        if funnet and int(funnet[1]) > self.sagt:
            self.sagt = int(funnet[1])
            sag(steg=self.sagt * 100 // 8)


def lyssna_pa_stegen() -> None:
    logg = logging.getLogger("weasyprint.progress")
    logg.setLevel(logging.INFO)
    logg.propagate = False
    logg.addHandler(Steg())


def gor(html: str, titel: str) -> bytes:
    """PDF/UA-1: taggad, med språk och titel. Samma HTML ger samma fil."""
    from weasyprint import HTML

    lyssna_pa_stegen()
    dokument = HTML(string=html, url_fetcher=stangd_hamtare()).render(pdf_variant="pdf/ua-1")
    dokument.metadata.title = titel
    dokument.metadata.lang = dokument.metadata.lang or "sv"
    sag(sidor=len(dokument.pages))
    return dokument.write_pdf(
        pdf_variant="pdf/ua-1", pdf_identifier=hashlib.sha256(f"{titel}\0{html}".encode()).digest()[:16]
    )


def main() -> int:
    las = argparse.ArgumentParser()
    las.add_argument("--sekunder", type=int, required=True)
    las.add_argument("--megabyte", type=int, required=True)
    las.add_argument("--titel", required=True)
    val = las.parse_args()
    warnings.simplefilter("ignore")
    satt_granser(val.sekunder, val.megabyte)
    try:
        import weasyprint  # noqa: F401 (det första som kan fattas på en ny maskin)
    except OSError as fel:
        sag(fel="bibliotek", vad=paket_for(str(fel)))
        return 2
    try:
        sys.stdout.buffer.write(gor(sys.stdin.buffer.read().decode(), val.titel))
        sys.stdout.buffer.flush()
    except MemoryError:
        sag(fel="minne", vad="")
        return 3
    except OSError as fel:
        sag(fel="storlek" if fel.errno == 27 else "annat", vad=str(fel)[:500])
        return 4
    except Exception as fel:
        sag(fel="annat", vad=f"{type(fel).__name__}: {fel}"[:500])
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
