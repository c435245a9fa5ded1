"""Provens miljö och gemensamma fixturer.

Miljön sätts innan Django laddas: hemlig nyckel, ingen demo, ingen HTTPS, och en egen VAR (databasfil, kö, mejl, filer)
i en tillfällig mapp som försvinner efteråt. DATABASE_URL och REDIS_URL gäller om de är satta; annars SQLite i en fil
och en kö i mappen. Se skript/prova.py för hela kontrollen.
"""

import atexit
import os
import shutil
import tempfile
import threading
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hypothesis
import pytest

ROT = Path(__file__).resolve().parent.parent
I_CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")


def _korningens_mapp() -> Path:
    """En mapp per körning (delas av xdist-arbetarna), en undermapp per process."""
    if "PROVENS_VAR" not in os.environ:
        os.environ["PROVENS_VAR"] = tempfile.mkdtemp(prefix="styrkedjan-prov-")
        atexit.register(shutil.rmtree, os.environ["PROVENS_VAR"], ignore_errors=True)
    mapp = Path(os.environ["PROVENS_VAR"]) / f"process-{os.getpid()}"
    (mapp / "static").mkdir(parents=True, exist_ok=True)
    return mapp


def _satt_miljon() -> None:
    os.environ.update(
        DJANGO_SETTINGS_MODULE="styrkedja.settings",
        SECRET_KEY="bara-for-prov-" * 5,
        TEXTNYCKEL="provens-egen-textnyckel-" * 2,
        VAR=str(_korningens_mapp()),
        DEBUG="0",
        DEMO="0",
        DEMO_IDAG="",
        HTTPS="0",
        MANIFEST="0",
        # En egen kö på en Redis som delas: proven tar aldrig någon annans uppgifter och tömmer aldrig något.
        KO=f"prov-{uuid.uuid4().hex[:8]}",
        # Playwrights synkrona gränssnitt kör en händelseslinga i tråden; Django tror då att databasen är i fara.
        DJANGO_ALLOW_ASYNC_UNSAFE="true",
    )


_satt_miljon()

import django  # noqa: E402

django.setup()

from django.conf import settings as django_settings  # noqa: E402
from django.core.cache import cache  # noqa: E402
from django.core.signals import request_finished, request_started  # noqa: E402

# En databasfil i stället för minnet: i minnet delar provets server och provet på en enda anslutning, och två begäranden
# på en gång skriver i varandras transaktion. Filen behöver inte överleva ett strömavbrott.
if (databas := django_settings.DATABASES["default"])["ENGINE"].endswith("sqlite3"):
    databas["TEST"]["NAME"] = str(django_settings.VAR / "prov.sqlite3")
    databas["OPTIONS"]["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;"

# Slumpade prov prövar vad som gäller, inte hur fort en upptagen maskin hinner.
hypothesis.settings.register_profile("prov", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("prov")

# Lösenorden i proven behöver inte stå emot någon.
# Varje klient i proven laddar mellanlagren; WhiteNoise ska inte läsa igenom alla stilblad var gång.
django_settings.WHITENOISE_AUTOREFRESH = True
django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

pytest_plugins = ["tests.rollista", "tests.felwebb"] if (ROT / "tests" / "rollista.py").exists() else []


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Märker proven som behöver webbläsare eller databas: de senare körs en gång till på PostgreSQL."""
    for prov in items:
        fixturer = set(getattr(prov, "fixturenames", ()))
        if {"browser", "page", "new_context"} & fixturer:
            prov.add_marker(pytest.mark.webblasare)
        if {"db", "transactional_db"} & fixturer or prov.get_closest_marker("django_db"):
            prov.add_marker(pytest.mark.databas)


@pytest.fixture(autouse=True)
def _tom_cache() -> Iterator[None]:
    """Processens cache delas av proven; databasen gör det inte."""
    yield
    cache.clear()


# --- Webbläsaren -------------------------------------------------------------------------------


def chromium() -> str | None:
    """Sökvägen till systemets Chromium, eller None."""
    for namn in ("chromium", "chromium-browser", "google-chrome"):
        if sokvag := shutil.which(namn):
            return sokvag
    return None


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debians Chromium i stället för Playwrights nedladdade. Saknas den hoppas provet över; i CI är det ett fel."""
    sokvag = chromium()
    if sokvag is None:
        skal = "Chromium saknas: apt-get install chromium"
        if I_CI:
            pytest.fail(skal, pytrace=False)
        pytest.skip(skal)
    return browser_type_launch_args | {
        "executable_path": sokvag,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session", autouse=True)
def _talamod() -> None:
    """Ett väntat villkor får ta den tid det tar på en upptagen maskin; det som aldrig kommer faller ändå."""
    if chromium():
        from playwright.sync_api import expect

        expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return browser_context_args | {
        "locale": "sv-SE",
        "timezone_id": "Europe/Stockholm",
        "viewport": {"width": 1280, "height": 900},
        "reduced_motion": "reduce",
    }


#: Så säger webbläsaren och htmx att ett svar hade en felkod.
SVAR_MED_FELKOD = ("Failed to load resource", "Response Status Error Code")


def _vakta(sida: Any, fel: list[str]) -> None:
    """Samlar skriptfel och CSP-brott på sidan. Ett svar med felkod är inget skriptfel."""
    sida.on("pageerror", lambda f: fel.append(f"skriptfel på {sida.url}: {f}"))
    sida.on(
        "console",
        lambda rad: (
            fel.append(f"konsolen på {sida.url}: {rad.text}")
            if rad.type == "error" and not rad.text.startswith(SVAR_MED_FELKOD)
            else None
        ),
    )


@pytest.fixture
def page(page: Any) -> Iterator[Any]:
    """Playwrights sida, vaktad: ett skriptfel eller ett brott mot sidans CSP fäller provet."""
    fel: list[str] = []
    _vakta(page, fel)
    yield page
    if fel:
        pytest.fail("\n".join(fel), pytrace=False)


#: Satt när provets server inte arbetar med någon begäran. En stängd sida kan ha en kvar; databasen töms först sedan.
_INGEN_PAGAR = threading.Event()
_INGEN_PAGAR.set()
_PAGAR: set[int] = set()


def _borjar(**_: Any) -> None:
    if threading.current_thread() is not threading.main_thread():
        _PAGAR.add(threading.get_ident())
        _INGEN_PAGAR.clear()


def _slutar(**_: Any) -> None:
    _PAGAR.discard(threading.get_ident())
    if not _PAGAR:
        _INGEN_PAGAR.set()


request_started.connect(_borjar, dispatch_uid="provens server")
request_finished.connect(_slutar, dispatch_uid="provens server")


@pytest.fixture
def sida_som(live_server: Any, browser: Any, browser_context_args: dict[str, Any]) -> Iterator[Callable[..., Any]]:
    """Ger `sida_som(person, **sammanhang)`: en ny sida i ett eget fönster, inloggad utan omvägen över formuläret.

    `sammanhang` går till webbläsaren, till exempel viewport={"width": 390, "height": 844} eller color_scheme="dark".
    """
    from django.test import Client

    fel: list[str] = []
    oppnade: list[Any] = []

    def oppna(person: Any, **sammanhang: Any) -> Any:
        fonster = browser.new_context(**(browser_context_args | {"base_url": live_server.url} | sammanhang))
        oppnade.append(fonster)
        if person is not None:
            klient = Client()
            klient.force_login(person)
            kaka = klient.cookies[django_settings.SESSION_COOKIE_NAME]
            fonster.add_cookies([{"name": kaka.key, "value": kaka.value, "url": live_server.url}])
        sida = fonster.new_page()
        _vakta(sida, fel)
        return sida

    yield oppna
    for fonster in oppnade:
        fonster.close()
    assert _INGEN_PAGAR.wait(30), "servern svarar fortfarande på en begäran ur provet"
    if fel:
        pytest.fail("\n".join(fel), pytrace=False)


AXE_REGLER = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Ger `axe(page)`: granskar sidan som den ser ut nu och fäller provet med varje fel i klartext.

    Källan körs genom webbläsarens felsökare, så sidans stränga CSP kan stå kvar.
    `utom` är regler som inte gäller på sidan; säg varför där den används.
    """
    import axe_playwright_python

    kalla = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")

    def granska(sida: Any, *, utom: tuple[str, ...] = ()) -> None:
        sida.wait_for_function("() => !document.querySelector('.laddar')")
        if not sida.evaluate("'axe' in window"):
            sida.evaluate(kalla)
        # Bara felen: listan över allt som var rätt är tusentals noder, och tar längre tid att föra över än att räkna ut.
        val = {"runOnly": AXE_REGLER, "resultTypes": ["violations"]}
        brott = sida.evaluate("val => axe.run(document, val).then(svar => svar.violations)", val)
        fel = [regel for regel in brott if regel["id"] not in utom]
        if fel:
            pytest.fail(f"axe på {sida.url}\n" + "\n".join(_axefel(regel) for regel in fel), pytrace=False)

    return granska


@pytest.fixture(scope="session")
def felen_pa(axe: Callable[..., None]) -> Callable[..., list[str]]:
    """Ger `felen_pa(page, adress)`: det som axe hittar på en dator, och det som inte ryms där eller på en telefon.

    360 px är den smalaste telefon som huset lovar. Sidan laddas en gång och ritas om. Det mörka temats kontraster provas
    på färgerna själva (test_farg): axe en gång till på varje sida vore en sjättedel av hela kontrollen.
    """

    def axefel(sida: Any) -> list[str]:
        try:
            axe(sida)
        except pytest.fail.Exception as funna:
            return [str(funna)]
        return []

    def felen(sida: Any, adress: str) -> list[str]:
        fel = []
        for bredd, tema in ((1280, "light"), (360, "dark")):
            sida.set_viewport_size({"width": bredd, "height": 844})
            sida.emulate_media(color_scheme=tema)
            if tema == "light":
                sida.goto(adress)
                fel += axefel(sida)
            if (bred := sida.evaluate("document.documentElement.scrollWidth")) > bredd:
                fel.append(f"{adress} rullar i sidled: {bred} av {bredd} px")
        return fel

    return felen


def _axefel(regel: dict[str, Any]) -> str:
    rader = [f"\n[{regel['impact']}] {regel['id']}: {regel['help']}"]
    for nod in regel["nodes"][:8]:
        rader.append(f"  {' '.join(map(str, nod['target']))}\n    {nod['html'][:160]}")
        rader.append("    " + nod["failureSummary"].replace("\n", "\n    "))
    if len(regel["nodes"]) > 8:
        rader.append(f"  … och {len(regel['nodes']) - 8} ställen till")
    return "\n".join(rader)


@pytest.fixture(scope="session")
def ua1() -> Callable[[bytes], None]:
    """Ger `ua1(pdf)`: granskar PDF:en mot PDF/UA-1 och fäller provet med varje brott i klartext."""
    import page as granskaren

    def granska(pdf: bytes) -> None:
        svar = granskaren.validate_pdf_bytes(pdf, profile=granskaren.ValidationProfile.PDF_UA_1)
        fel = {(f.rule_id, f.message) for f in svar.failures}
        if fel or not svar.is_compliant:
            pytest.fail("PDF/UA-1\n" + "\n".join(f"{regel}: {mening}" for regel, mening in sorted(fel)), pytrace=False)

    return granska


# --- Felproven i kort och lång form -----------------------------------------------------------

_VARV: list[str] = []


@pytest.fixture
def varv(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """Ger `varv(kort, full)`: antalet gånger felet ska läggas in, fullt under make drill (DRILL=1)."""

    def antal(kort: int, full: int) -> int:
        valt = full if os.environ.get("DRILL") else kort
        _VARV.append(f"{request.node.name}: {valt} gånger")
        return valt

    return antal


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if os.environ.get("DRILL") and _VARV:
        terminalreporter.section("felproven")
        for rad in _VARV:
            terminalreporter.write_line(rad)
