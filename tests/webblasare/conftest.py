"""Skrivprovens sida: en rektor i ett avsnitt, fältet, remsan, och det som servern har."""

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Error, Locator, Page, expect

from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import Text, Textversion
from tests.felproxy import Felproxy, felproxy  # noqa: F401

AVSNITT = "/enheter/almskolan/rapport/2026-27/avsnitt/"
ETIKETTER = {
    "slutsatser": "Vilka slutsatser drar ni?",
    "individ": "Vad visar resultaten?",
    "process": "Vad i undervisningen förklarar det?",
}


@dataclass
class Skrivsida:
    """En sida i skrivläge."""

    sida: Page
    nyckel: str = "samlad_bedomning"

    def oppna(self) -> "Skrivsida":
        self.sida.goto(f"{AVSNITT}{self.nyckel}/")
        expect(self.sida.locator("form[data-skript]")).to_be_attached()
        return self

    def falt(self, namn: str = "slutsatser") -> Locator:
        return self.sida.locator(f"textarea[name='falt-{namn}']")

    @property
    def remsa(self) -> Locator:
        return self.sida.locator("[data-sparlage]")

    def skriv(self, text: str, falt: str = "slutsatser") -> None:
        self.falt(falt).press_sequentially(text)

    def sparat(self) -> None:
        """Väntar tills remsan säger Sparat."""
        expect(self.remsa).to_contain_text("Sparat 1", timeout=15_000)

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


@pytest.fixture
def skrivsida(rapporter: Any, sida_som: Callable[..., Page]) -> Iterator[Callable[..., Skrivsida]]:
    """Ger `skrivsida(person, proxy, nyckel=…)`: sidan öppnad i avsnittet, rakt på servern eller genom en felproxy."""
    oppna: list[Page] = []

    def gor(
        person: Any = None, proxy: Felproxy | None = None, nyckel: str = "samlad_bedomning", **sammanhang: Any
    ) -> Skrivsida:
        if proxy:
            sammanhang["base_url"] = proxy.url
        sida = sida_som(person or rapporter.rektor, **sammanhang)
        # Skrivlöftet prövas tecken för tecken i det vanliga textfältet; redigeraren skriver i samma fält (test_redigerare).
        sida.context.route("**/django_prose_editor/*", lambda vag: vag.abort())
        oppna.append(sida)
        return Skrivsida(sida, nyckel).oppna()

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


def logga_in(sida: Page, person: Any) -> None:
    """Byter person i samma webbläsare, som en inloggning i en annan flik gör: ny session och nytt säkerhetsmärke."""
    klient = Client()
    klient.force_login(person)
    klient.get("/")
    kakor = [klient.cookies[namn] for namn in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME)]
    rot = sida.evaluate("location.origin")
    sida.context.add_cookies([{"name": k.key, "value": k.value, "url": rot} for k in kakor])
