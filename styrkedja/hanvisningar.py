"""Hänvisningar slås upp: orden källan säger nu, och vad som har hänt sedan en version frystes.

Kärnan vet inte vad en källa är. Rummet som äger den lägger en `Losare` i `<rum>/hanvisningar.py` under källans slag.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from styrkedja.models import Hanvisning, Person
from styrkedja.regler.riktext.hanvisningar import byt_ord, hanvisade, orden_i
from styrkedja.samla import ur_rummen

RATTAT = "Talet har rättats efter inlämningen: {ord}"
BORTA = "Källan till talet finns inte längre"
BORTTAGET = "talet finns inte längre"


@dataclass(frozen=True)
class Kallsvar:
    """Vad källan säger nu, öppet för alla som läser: orden, versionen, vad det är i en rad, och om det går att citera."""

    ord: str
    version: int
    vad: str
    citerbar: bool = True


@dataclass(frozen=True)
class Losare:
    """Hur ett slags källa slås upp. `las` gör ett fast antal frågor; `adress` är None för den som inte får se källan."""

    las: Callable[[Collection[str]], dict[str, Kallsvar]]
    adress: Callable[[Person, str], str | None]


@cache
def losare() -> dict[str, Losare]:
    """Alla rums lösare efter källans slag."""
    return {slag: los for rummets in ur_rummen("hanvisningar", "LOSARE") for slag, los in rummets.items()}


@dataclass(frozen=True)
class Uppslagna:
    """Hänvisningarna i några texter, uppslagna en gång."""

    rader: Mapping[str, Hanvisning]
    svar: Mapping[str, Kallsvar]

    def ord_nu(self, id_: str) -> str:
        return self.svar[id_].ord if id_ in self.svar else BORTTAGET

    def nu(self, html: str) -> str:
        """Texten så som den läses i dag."""
        return byt_ord(html, {id_: self.ord_nu(id_) for id_ in self.rader})

    def att_frysa(self, html: str) -> dict[str, dict[str, Any]]:
        """Id → det som en frusen version bär om varje hänvisning i texten."""
        return {
            id_: {"ord": self.ord_nu(id_), "version": self._version(id_), "vad": self._vad(id_)}
            for id_ in hanvisade(html)
            if id_ in self.rader
        }

    def fryst(self, html: str, frysta: Mapping[str, Mapping[str, Any]]) -> str:
        """Den frusna texten med sina egna ord, och intill dem vad som har hänt sedan dess."""
        return byt_ord(html, {id_: f["ord"] for id_, f in frysta.items()}, self.efterat(frysta))

    def efterat(self, frysta: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
        """Id → meningen om det som har ändrats efter frysningen."""
        return {id_: mening for id_, f in frysta.items() if (mening := self._efterat(id_, f["ord"]))}

    def _efterat(self, id_: str, frysta_ord: str) -> str:
        if id_ not in self.svar:
            return BORTA
        nu = self.svar[id_].ord
        return "" if nu == frysta_ord else RATTAT.format(ord=nu)

    def andrade(self, html: str) -> list[tuple[str, str]]:
        """(orden i texten, källans ord) där de skiljer sig: det skribenten ser, och det läsaren kommer att se."""
        orden = {id_: ord_ for id_, ord_ in orden_i(html).items() if id_ in self.rader}
        return [(ord_, nu) for id_, ord_ in orden.items() if (nu := self.ord_nu(id_)) != ord_]

    def _version(self, id_: str) -> int:
        return self.svar[id_].version if id_ in self.svar else self.rader[id_].kalla_version

    def _vad(self, id_: str) -> str:
        return self.svar[id_].vad if id_ in self.svar else ""


INGA = Uppslagna({}, {})


def sla_upp(texter: Iterable[str]) -> Uppslagna:
    """Slår upp hänvisningarna i texterna: en fråga, och en handfull per slag av källa. Inga alls när inga finns."""
    funna = {id_ for text in texter for id_ in hanvisade(text)}
    return _sla_upp(funna) if funna else INGA


def sla_upp_id(id_: Iterable[str]) -> Uppslagna:
    """Som `sla_upp`, när hänvisningarnas id redan är kända ur en frusen version."""
    return _sla_upp(set(id_)) if id_ else INGA


def _sla_upp(funna: set[str]) -> Uppslagna:
    rader = {str(rad.pk): rad for rad in Hanvisning.objects.filter(pk__in=[UUID(f) for f in funna])}
    per_slag: defaultdict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for id_, rad in rader.items():
        per_slag[rad.kalla_slag][rad.kalla_id].append(id_)
    svar: dict[str, Kallsvar] = {}
    for slag, kallor in per_slag.items():
        if slag in losare():
            for kalla_id, ett in losare()[slag].las(list(kallor)).items():
                svar |= dict.fromkeys(kallor[kalla_id], ett)
    return Uppslagna(rader, svar)
