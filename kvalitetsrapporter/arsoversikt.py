"""Rapporten över året: rundorna som en kedja, och alla läroplansområden med när de skrivs och hur de bedömts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from kvalitetsrapporter.disposition import framsteg_i_ord
from kvalitetsrapporter.handlingar.forra_aret import inlamnat_med_version
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage
from kvalitetsrapporter.handlingar.skrivning import aktuell_omgang
from kvalitetsrapporter.models import ENHETENS_VAL, Avsnitt, Inlamning, Rapport, Rapportdel
from kvalitetsrapporter.regler import Tillstand, infor
from kvalitetsrapporter.visning import delens_lage
from styrkedja.format import antal_ord, datum, datum_kort, veckodag_datum
from styrkedja.klocka import idag
from styrkedja.models import Omgang, Person, Skalsteg

INGET_LAGE = ("Delarna lämnas in en runda i taget.", "")
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


def laget_i_ord(
    rapport: Rapport, lage: Rapportlage | None, delar: dict[str, Rapportdel], *, ser_status: bool
) -> tuple[str, str]:
    """(rubrik, skäl): rapportens läge i en mening, och vad det betyder.

    Args:
        lage: det skrivna, None för den som inte läser utkastet.
        ser_status: får veta om delen är inne.
    """
    if rapport.faststalld and rapport.faststalld_av:
        av = rapport.faststalld_av.namn
        return (
            "Rapporten är fastställd.",
            f"Fastställd {datum(rapport.faststalld)} av {av}. Den går att läsa men inte att ändra.",
        )
    if lage is None:
        return _lasarens_mening(delar) if ser_status else INGET_LAGE
    if lage.aktuell is None:
        return INGET_LAGE
    infor_ = infor(lage.aktuell.namn)
    delen = delar.get(lage.aktuell.nyckel)
    if delen and delen.tillstand in INNE and not delen.andrad_efter_inlamning:
        return f"Delen {infor_} är inne.", _det_som_kommer(delar)
    kvar = len({s.avsnitt_nyckel for s in lage.saknas(lage.aktuell)})
    if delen and delen.tillstand == Tillstand.ATERLAMNAD:
        return f"Delen {infor_} har kommit tillbaka.", "Läs kommentaren, skriv om och lämna in igen."
    rubrik = (
        f"{antal_ord(kvar, 'ett avsnitt', 'avsnitt').capitalize()} återstår {infor_}."
        if kvar
        else f"Allt är skrivet {infor_}."
    )
    return (
        rubrik,
        "Det du skriver är skolledningens tills det lämnas in. Då låses en version som verksamhetschefen läser.",
    )


def _lasarens_mening(delar: dict[str, Rapportdel]) -> tuple[str, str]:
    """Läget för den som läser det inlämnade: är den aktuella delen inne, och när ska den vara det?"""
    aktuell = aktuell_omgang([d.omgang for d in delar.values()])
    if aktuell is None:
        return INGET_LAGE
    delen = delar[aktuell.nyckel]
    infor_, sen = infor(aktuell.namn), delens_lage(delen)[2] == "brist"
    if delen.tillstand in INNE:
        return f"Delen {infor_} är inne.", ""
    if delen.tillstand == Tillstand.ATERLAMNAD:
        return f"Delen {infor_} är återlämnad.", "Rektor skriver om den och lämnar in igen."
    sista = veckodag_datum(delen.ska_in)
    return (
        (f"Delen {infor_} är sen.", f"Den skulle ha varit inne {sista}.")
        if sen
        else (f"Delen {infor_} är inte inne än.", f"Den ska vara inne senast {sista}.")
    )


def _det_som_kommer(delar: dict[str, Rapportdel]) -> str:
    nasta = next((d for d in delar.values() if d.tillstand not in INNE and d.omgang.oppnar > idag()), None)
    if nasta is None:
        return "Verksamhetschefen läser den inlämnade versionen."
    return (
        f"Verksamhetschefen läser den. Delen {infor(nasta.omgang.namn)} öppnar {veckodag_datum(nasta.omgang.oppnar)}; "
        "det går att skriva i den redan nu."
    )


@dataclass(frozen=True)
class FrystSteg:
    """Ett skalsteg så som det löd när det lämnades in."""

    namn: str
    form: str

    def __str__(self) -> str:
        return self.namn


@dataclass(frozen=True)
class Omradesrad:
    """Ett läroplansområde för en skolform och läroplan: rundan, hur långt texten kommit, och bedömningen i ord.

    `adress` är tom när det inte finns något att läsa.
    """

    rubrik: str
    adress: str
    runda: str
    ikon: str
    lage: str
    bedomning: Skalsteg | FrystSteg | None
    progression: Skalsteg | FrystSteg | None

    @property
    def klar(self) -> bool:
        return self.ikon in ("hel", "klar")


@dataclass(frozen=True)
class Laroplansgrupp:
    """Områdena för en skolform och läroplan. Gy11 och Gy25 är var sin grupp."""

    rubrik: str
    rader: list[Omradesrad]

    @property
    def klara(self) -> int:
        return sum(rad.klar for rad in self.rader)


def laroplansomraden(lage: Rapportlage) -> list[Laroplansgrupp]:
    """Alla läroplansområden över året, en grupp per skolform och läroplan som enheten har."""
    return _grupper((a.avsnitt, _rad(lage, a)) for a in lage.avsnitt)


def inlamnade_omraden(rapport: Rapport, person: Person, omgangar: Iterable[Omgang]) -> list[Laroplansgrupp]:
    """Samma tabell för den som läser det inlämnade: bedömningen så som den löd, och vägen till texten bakom den."""
    inne, namn = inlamnat_med_version(rapport, person), {o.nyckel: o.namn for o in omgangar}
    avsnitten = rapport.avsnitt.select_related("mall", "skolform", "laroplan").order_by("ordning")
    return _grupper((a, _fryst_rad(a, rapport, namn, *inne.get(a.nyckel, (None, None)))) for a in avsnitten)


def _grupper(rader: Iterable[tuple[Avsnitt, Omradesrad]]) -> list[Laroplansgrupp]:
    grupper: dict[tuple[int | None, int], Laroplansgrupp] = {}
    for avsnitt, rad in rader:
        if avsnitt.laroplan_id is not None:
            nyckel = (avsnitt.skolform_id, avsnitt.laroplan_id)
            grupper.setdefault(nyckel, Laroplansgrupp(_grupprubrik(avsnitt), [])).rader.append(rad)
    return list(grupper.values())


def _fryst_rad(
    avsnitt: Avsnitt, rapport: Rapport, rundor: dict[str, str], fryst: dict[str, Any] | None, version: Inlamning | None
) -> Omradesrad:
    mall = avsnitt.mall
    runda = "När ni vill" if mall.runda == ENHETENS_VAL else rundor.get(mall.runda, "")
    if fryst is None or version is None:
        return Omradesrad(mall.rubrik, "", runda, "streckad", "inte inlämnat", None, None)
    plats = [rapport.enhet.slug, rapport.lasar.slug, version.omgang.nyckel, version.nummer]
    return Omradesrad(
        mall.rubrik,
        f"{reverse('rapport-inlamning', args=plats)}#a-{avsnitt.nyckel}",
        runda,
        "klar",
        f"inlämnat {datum_kort(version.nar)}",
        _fryst_steg(fryst.get("bedomning")),
        _fryst_steg(fryst.get("progression")),
    )


def _fryst_steg(steg: dict[str, Any] | None) -> FrystSteg | None:
    return FrystSteg(steg["namn"], steg.get("form", "")) if steg else None


def _grupprubrik(avsnitt: Avsnitt) -> str:
    skolform, laroplan = avsnitt.skolform, avsnitt.laroplan
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
