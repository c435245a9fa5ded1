"""Skrivprovens sida: en rektor i ett avsnitt, fältet, remsan, och det som servern har."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Error, Locator, Page, Route, expect

from kvalitetsrapporter.models import Avsnitt
from skript.processer import vanta_tills
from styrkedja.models import Text, Textversion
from tests.felproxy import Felproxy, felproxy  # noqa: F401
from tests.rollista import NU

AVSNITT = "/enheter/almskolan/rapport/2026-27/avsnitt/"


@dataclass
class Skrivsida:
    """En sida i skrivläge."""

    sida: Page
    nyckel: str = "samlad_bedomning"

    def oppna(self, *, saker: bool = True) -> "Skrivsida":
        self.sida.goto(f"{AVSNITT}{self.nyckel}/")
        redo(self.sida, saker=saker)
        return self

    def falt(self, namn: str = "slutsatser") -> Locator:
        return self.sida.locator(f"textarea[name='falt-{namn}']")

    @property
    def remsa(self) -> Locator:
        return self.sida.locator("[data-sparlage]")

    def skriv(self, text: str, falt: str = "slutsatser") -> None:
        """Skriver texten i ett svep: hur långsam maskinen än är blir den inte två sparningar."""
        self.falt(falt).focus()
        self.sida.keyboard.insert_text(text)

    def tiden_gar(self, ms: int) -> None:
        """Flyttar sidans stillastående klocka."""
        self.sida.clock.run_for(ms)

    def sparat(self) -> None:
        """Väntar tills remsan säger Sparat. Med redigeraren: se `sparat` här nedanför."""
        expect(self.remsa).to_contain_text("Sparat 1")

    def pa_datorn(self, antal: int) -> None:
        """Väntar tills datorn har så många kopior."""
        self.sida.wait_for_function(ANTAL_KOPIOR, arg=antal)

    def allt_pa_datorn(self, falt: str = "slutsatser") -> None:
        """Väntar tills varje tecken i fältet ligger på datorn."""
        self.sida.wait_for_function(
            "namn => { const y = document.getElementsByName(namn)[0]; return y.dataset.paDatorn == y.value.length }",
            arg=f"falt-{falt}",
        )

    def krascha(self) -> None:
        """Fliken dör mitt i allt, som vid kill -9, och öppnas på nytt i samma webbläsare."""
        sammanhang = self.sida.context
        with self.sida.expect_event("crash"), contextlib.suppress(Error):
            self.sida.goto("chrome://crash", timeout=1000)
        self.sida.close()
        sammanhang.set_offline(False)
        self.sida = sammanhang.new_page()

    def i_fliken(self, namn: str, mal: str = "window") -> None:
        self.sida.evaluate(f"{mal}.dispatchEvent(new Event('{namn}'))")


ANTAL_KOPIOR = """antal => new Promise(svara => {
  const fraga = indexedDB.open('styrkedjan-kopior', 1);
  fraga.onupgradeneeded = () => fraga.transaction.abort();
  fraga.onerror = () => svara(antal === 0);
  fraga.onsuccess = () => {
    const db = fraga.result;
    const rakna = db.transaction('kopior').objectStore('kopior').count();
    rakna.onsuccess = () => { db.close(); svara(rakna.result === antal); };
  };
})"""


#: Allt som ligger på datorn, rått.
RATT_UR_DATABASEN = """() => new Promise(svara => {
  const fraga = indexedDB.open('styrkedjan-kopior', 1);
  fraga.onsuccess = () => {
    const alla = fraga.result.transaction('kopior').objectStore('kopior').getAll();
    alla.onsuccess = () => {
      const text = alla.result.map(r => JSON.stringify(r) + new TextDecoder().decode(r.chiffer)).join();
      fraga.result.close();
      svara(text);
    };
  };
})"""


def redo(sida: Page, *, saker: bool = True) -> None:
    """Väntar tills sidan går att skriva på: redigeraren har tagit över eller gett upp, och datorn kan hålla texten.

    `saker=False`: sidan behöver bara ha hunnit fråga datorn.
    """
    expect(sida.locator("textarea.laddar")).to_have_count(0)
    expect(sida.locator("form[data-datorn='saker']" if saker else "form[data-datorn]")).to_be_attached()


def sparat(sida: Page) -> None:
    """Sparar nu och väntar tills servern har allt. Tangenten tar också med det som redigeraren inte hunnit lägga i fältet."""
    sida.keyboard.press("Control+s")
    expect(sida.locator("[data-sparlage]")).to_contain_text("Sparat 1")


def ladda_om_utan(sida: Page, adress: str) -> Route:
    """Laddar om sidan men håller svaret på `adress` tills provet säger `continue_()`."""
    hallna: list[Route] = []

    def hall(vag: Route) -> None:
        hallna.append(vag)

    sida.route(adress, hall)
    sida.reload(wait_until="domcontentloaded")
    # Frågan till sidan låter Playwright lämna över det som har hänt.
    assert vanta_tills(lambda: bool(sida.title() and hallna), sekunder=20), f"ingen frågade efter {adress}"
    return hallna[0]


def stanna_klockan(sida: Page) -> None:
    """Sidans klocka står stilla tills provet flyttar den: tider prövas utan att någon maskin behöver hinna."""
    sida.clock.install(time=NU)
    sida.clock.pause_at(NU + timedelta(seconds=1))


@pytest.fixture
def skrivsida(rapporter: Any, sida_som: Callable[..., Page]) -> Iterator[Callable[..., Skrivsida]]:
    """Ger `skrivsida(person, proxy, nyckel=…)`: sidan öppnad i avsnittet, rakt på servern eller genom en felproxy.

    Med `klocka=True` står sidans klocka stilla tills provet flyttar den (`tiden_gar`). `fore` får sidan innan den öppnas.
    """
    oppna: list[Page] = []

    def gor(
        person: Any = None,
        proxy: Felproxy | None = None,
        nyckel: str = "samlad_bedomning",
        klocka: bool = False,
        saker: bool = True,
        fore: Callable[[Page], None] = lambda _: None,
        **sammanhang: Any,
    ) -> Skrivsida:
        if proxy:
            sammanhang["base_url"] = proxy.url
        sida = sida_som(person or rapporter.rektor, **sammanhang)
        # Skrivlöftet prövas tecken för tecken i det vanliga textfältet; redigeraren skriver i samma fält (test_redigerare).
        sida.context.route("**/django_prose_editor/*", lambda vag: vag.abort())
        oppna.append(sida)
        if klocka:
            stanna_klockan(sida)
        fore(sida)
        return Skrivsida(sida, nyckel).oppna(saker=saker)

    yield gor
    # Sidan försöker spara också när den stängs; provets databas ska inte få en begäran efter provet.
    for sida in oppna:
        sida.context.set_offline(True)


@pytest.fixture
def skriv(skrivsida: Callable[..., Skrivsida]) -> Skrivsida:
    return skrivsida()


@pytest.fixture
def pa_servern(rapporter: Any) -> Callable[..., str]:
    """Ger `pa_servern(falt)`: texten som servern har."""

    def las(falt: str = "slutsatser", nyckel: str = "samlad_bedomning") -> str:
        avsnitt = Avsnitt.objects.get(rapport=rapporter.rapport(rapporter.skola), nyckel=nyckel)
        text = Text.objects.filter(agare_slag="avsnitt", agare_id=avsnitt.pk, falt=falt).first()
        return text.innehall if text else ""

    return las


@pytest.fixture
def lydelser() -> Callable[[], list[str]]:
    """Ger `lydelser()`: allt som någonsin har sparats, grenarna också, i ordning."""
    return lambda: list(Textversion.objects.order_by("pk").values_list("innehall", flat=True))


def sessionskakan(sida: Page) -> str:
    return next(k["value"] for k in sida.context.cookies() if k["name"] == settings.SESSION_COOKIE_NAME)


def logga_in(sida: Page, person: Any) -> None:
    """Byter person i samma webbläsare, som en inloggning i en annan flik gör: ny session och nytt säkerhetsmärke."""
    klient = Client()
    klient.force_login(person)
    klient.get("/")
    kakor = [klient.cookies[namn] for namn in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)]
    rot = sida.evaluate("location.origin")
    sida.context.add_cookies([{"name": k.key, "value": k.value, "url": rot} for k in kakor])
