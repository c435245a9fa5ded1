"""Skolenhetsregistrets öppna svar, version 2: skolenheternas namn och status, att jämföra med den egna organisationen.

Rektorns namn (headMaster) och kontaktuppgifter läses aldrig. Källa: data/skolenhetsregistret_v2_sample.json.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

FORM, KALLA = "skolenhetsregistret", "skolverket"
STATUS = {"AKTIV": "aktiv", "VILANDE": "vilande", "UPPHORT": "upphörd", "PLANERAD": "planerad"}


@dataclass(frozen=True)
class Registerpost:
    """En skolenhet i registret. `kommunkod` är tom i listan, känd i svaret om en enhet."""

    kod: str
    namn: str
    status: str
    kommunkod: str = ""

    @property
    def status_i_ord(self) -> str:
        return STATUS.get(self.status, self.status.casefold())


@dataclass(frozen=True)
class EgenEnhet:
    """Enheten som den står här."""

    namn: str
    upphord: bool = False


@dataclass(frozen=True)
class Skillnad:
    """Vad som skiljer, och vad man kan göra åt det."""

    kod: str
    namn: str
    mening: str


def ar_registrets(svar: Any) -> bool:
    return any(True for _ in _poster(svar))


def las_registret(svar: Any) -> list[Registerpost]:
    """Skolenheterna i svaret, en gång var; svaret om en enhet går före listans rad."""
    funna: dict[str, Registerpost] = {}
    for post in _poster(svar):
        if post.kod not in funna or post.kommunkod:
            funna[post.kod] = post
    return list(funna.values())


def jamfor(poster: list[Registerpost], egna: dict[str, EgenEnhet], kommunkod: str) -> list[Skillnad]:
    """Det som skiljer mellan registret och den egna organisationen.

    Args:
        egna: skolenhetskod → enheten här.
        kommunkod: den egna kommunen; enheter som säkert ligger i en annan jämförs inte.
    """
    return [s for post in poster if post.kommunkod in ("", kommunkod) and (s := _skillnad(post, egna.get(post.kod)))]


def _skillnad(post: Registerpost, egen: EgenEnhet | None) -> Skillnad | None:
    if egen is None:
        if post.status == "UPPHORT":
            return None
        return Skillnad(post.kod, post.namn, f"Finns i registret ({post.status_i_ord}) men inte här.")
    if post.status == "UPPHORT" and not egen.upphord:
        return Skillnad(post.kod, egen.namn, "Har upphört enligt registret men är verksam här.")
    if post.status == "AKTIV" and egen.upphord:
        return Skillnad(post.kod, egen.namn, "Är aktiv i registret men har upphört här.")
    if post.namn.casefold() != egen.namn.casefold():
        return Skillnad(post.kod, egen.namn, f"Heter {post.namn} i registret.")
    return None


def _poster(svar: Any) -> Iterator[Registerpost]:
    if isinstance(svar, list):
        for del_ in svar:
            yield from _poster(del_)
    elif isinstance(svar, dict):
        if isinstance(kod := svar.get("schoolUnitCode"), str):
            om = svar["attributes"] if isinstance(svar.get("attributes"), dict) else svar
            namn = om.get("displayName") or om.get("name") or ""
            yield Registerpost(kod, str(namn), str(om.get("status") or ""), str(om.get("municipalityCode") or ""))
        else:
            for nyckel, del_ in svar.items():
                if nyckel != "kodlistor" and isinstance(del_, (dict, list)):
                    yield from _poster(del_)
