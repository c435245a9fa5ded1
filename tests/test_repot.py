"""Det som aldrig får stå i repot: adresser till paketregister, maskinens sökvägar, inbäddad kod, text som kallas säker."""

import re
import subprocess
from pathlib import Path

import pytest

ROT = Path(__file__).resolve().parent.parent
SIG_SJALV = "tests/test_repot.py"


def _filer(*andelser: str) -> list[str]:
    """Filerna i git, eller allt i mappen när repot kommit hit utan git."""
    svar = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROT,
        capture_output=True,
        text=True,
        check=False,
    )
    namn = svar.stdout.splitlines() or [str(p.relative_to(ROT)) for p in ROT.rglob("*") if ".venv" not in p.parts]
    return [n for n in namn if n.endswith(andelser) and n != SIG_SJALV and (ROT / n).is_file()]


def _traffar(monster: str, filer: list[str]) -> list[str]:
    uttryck = re.compile(monster)
    return [
        f"{namn}:{nr}: {rad.strip()[:100]}"
        for namn in filer
        for nr, rad in enumerate((ROT / namn).read_text(encoding="utf-8").splitlines(), 1)
        if uttryck.search(rad)
    ]


TEXTFILER = (
    ".py",
    ".toml",
    ".txt",
    ".in",
    ".md",
    ".sh",
    ".yml",
    ".html",
    ".css",
    ".js",
    ".json",
    "Makefile",
    "Dockerfile",
)


def test_inga_adresser_till_paketregister():
    assert _traffar(r"pypi\.org|pythonhosted|npmjs|registry\.|--index-url|--find-links", _filer(*TEXTFILER)) == []


def test_inga_sokvagar_ut_ur_repot():
    filer = [namn for namn in _filer(*TEXTFILER) if not namn.startswith("tests/")]
    assert _traffar(r"\.\./shared|/work/|/home/\w+/|/root/", filer) == []


def test_mallarna_har_ingen_inbaddad_kod_eller_stil():
    """Sidans CSP skulle ändå stoppa den; det här säger det före webbläsaren. Papperet läses av WeasyPrint, inte av den."""
    mallar = [namn for namn in _filer(".html") if not namn.startswith(("docs/", "templates/papper/"))]
    forbjudet = r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=[\"']|javascript:"
    assert _traffar(forbjudet, mallar) == []


@pytest.mark.parametrize("monster", [r"\bmark_safe\b", r"\|\s*safe\b", r"autoescape off"])
def test_ingen_text_kallas_saker(monster):
    filer = [
        namn
        for namn in _filer(".py", ".html")
        if namn.startswith(("styrkedja/", "analysunderlag/", "vp_uppdrag/", "kvalitetsrapporter/", "templates/"))
    ]
    assert _traffar(monster, filer) == []
