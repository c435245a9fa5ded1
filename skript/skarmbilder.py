"""make skarmbilder: startar demon i en tom mapp, en låst dag, och tar om bilderna i docs/bilder/."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from skript.processer import vanta_tills

ROT = Path(__file__).resolve().parent.parent
BILDER = ROT / "docs" / "bilder"
DAG = "2026-11-24"
ARGUMENT = "--no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-sync".split()

#: Så mycket av sidan som får plats i README utan att tränga undan texten.
HOJD = {1280: 1000, 390: 844}
#: filnamn, persona (None: utloggad), adress, bredd
MOTIV = (
    ("demo", None, "/demo/", 1280),
    ("start-rektor", "rektor", "/", 1280),
    ("start-rektor-telefon", "rektor", "/", 390),
    ("rapport", "rektor", "/enheter/strandvallens-skola/rapport/2026-27/avsnitt/samlad_bedomning/", 1280),
    ("omrade", "verksamhetschef", "/omrade/skola-vast/", 1280),
    ("lage", "direktor", "/lage/", 1280),
    ("arshjul", "rektor", "/arshjul/2026-27/", 1280),
)


def main() -> int:
    with socket.socket() as ledig:
        ledig.bind(("127.0.0.1", 0))
        port = ledig.getsockname()[1]
    mapp = tempfile.mkdtemp(prefix="styrkedjan-bilder-")
    miljo = os.environ | {"VAR": mapp, "PORT": str(port), "DEMO_IDAG": DAG}
    demo = subprocess.Popen([sys.executable, "-m", "skript.demo"], cwd=ROT, env=miljo)
    try:
        bas = f"http://127.0.0.1:{port}"
        vanta_tills(lambda: _svarar(bas) or demo.poll() is not None, sekunder=300)
        with sync_playwright() as spel:
            fota(spel.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENT), bas)
    finally:
        demo.terminate()
        demo.wait(30)
        shutil.rmtree(mapp, ignore_errors=True)
    return 0


def _svarar(bas: str) -> bool:
    try:
        return urllib.request.urlopen(f"{bas}/healthz", timeout=2).status == 200
    except (urllib.error.URLError, OSError):
        return False


def fota(webblasare: Browser, bas: str) -> None:
    """Tar varje motiv som den människa det gäller."""
    for namn, persona, adress, bredd in MOTIV:
        fonster = webblasare.new_context(viewport={"width": bredd, "height": HOJD[bredd]}, locale="sv-SE", base_url=bas)
        sida = fonster.new_page()
        if persona:
            sida.goto("/demo/")
            sida.locator(f'button[value="{persona}"]').first.click()
        sida.goto(adress)
        sida.evaluate("document.fonts.ready")
        sida.screenshot(path=BILDER / f"{namn}.png")
        fonster.close()
        print(f"docs/bilder/{namn}.png")


if __name__ == "__main__":
    raise SystemExit(main())
