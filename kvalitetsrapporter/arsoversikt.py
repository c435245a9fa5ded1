"""Rapporten över året: rundorna som en kedja, och alla läroplansområden med när de skrivs och hur de bedömts."""

from dataclasses import dataclass

from django.urls import reverse

from kvalitetsrapporter.disposition import framsteg_i_ord
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage
from kvalitetsrapporter.models import ENHETENS_VAL, Rapportdel
from kvalitetsrapporter.regler import Tillstand
from kvalitetsrapporter.visning import delens_lage
from styrkedja.klocka import idag
from styrkedja.models import Skalsteg

INNE = (Tillstand.INLAMNAD, Tillstand.FASTSTALLD)


@dataclass(frozen=True)
class Lank:
    """En runda i årets kedja. `klass`: har (inne), kommer (inte öppnad), brusten (sen), tom när den pågår."""

    nyckel: str
    namn: str
    lage: str
    klass: str


def kedja(delar: dict[str, Rapportdel], ord_: dict[str, str]) -> list[Lank]:
    """Årets rundor i ordning.

    Args:
        ord_: delens läge i ord per runda, så som läsaren får se det.
    """
    return [Lank(nyckel, d.omgang.namn, ord_.get(nyckel, ""), _klass(d)) for nyckel, d in delar.items()]


def _klass(delen: Rapportdel) -> str:
    if delen.tillstand in INNE:
        return "har"
    if delens_lage(delen)[2] == "brist":
        return "brusten"
    return "kommer" if delen.omgang.oppnar > idag() else ""


@dataclass(frozen=True)
class Omradesrad:
    """Ett läroplansområde för en skolform och läroplan: rundan, hur långt texten kommit, och bedömningen i ord."""

    rubrik: str
    adress: str
    runda: str
    ikon: str
    lage: str
    bedomning: Skalsteg | None
    progression: Skalsteg | None


@dataclass(frozen=True)
class Laroplansgrupp:
    """Områdena för en skolform och läroplan. Gy11 och Gy25 är var sin grupp."""

    rubrik: str
    rader: list[Omradesrad]

    @property
    def klara(self) -> int:
        return sum(rad.ikon == "hel" for rad in self.rader)


def laroplansomraden(lage: Rapportlage) -> list[Laroplansgrupp]:
    """Alla läroplansområden över året, en grupp per skolform och läroplan som enheten har."""
    grupper: dict[tuple[int | None, int | None], list[Avsnittslage]] = {}
    for a in lage.avsnitt:
        if a.avsnitt.laroplan_id is not None:
            grupper.setdefault((a.avsnitt.skolform_id, a.avsnitt.laroplan_id), []).append(a)
    return [Laroplansgrupp(_grupprubrik(egna[0]), [_rad(lage, a) for a in egna]) for egna in grupper.values()]


def _grupprubrik(a: Avsnittslage) -> str:
    skolform, laroplan = a.avsnitt.skolform, a.avsnitt.laroplan
    namn = skolform.namn if skolform else ""
    return f"{namn[:1].upper()}{namn[1:]}, {laroplan.namn}" if laroplan else namn


def _rad(lage: Rapportlage, a: Avsnittslage) -> Omradesrad:
    rapport, mall, b = lage.rapport, a.avsnitt.mall, a.bedomning
    ikon, ord_ = framsteg_i_ord(a)
    runda = "När ni vill" if mall.runda == ENHETENS_VAL else (a.omgang.namn if a.omgang else "")
    return Omradesrad(
        mall.rubrik,
        reverse("rapport-avsnitt", args=[rapport.enhet.slug, rapport.lasar.slug, a.avsnitt.nyckel]),
        runda,
        ikon,
        ord_,
        lage.skala.get((Skalsteg.Slag.BEDOMNING, b.niva)) if b else None,
        lage.skala.get((Skalsteg.Slag.PROGRESSION, b.progression)) if b else None,
    )
