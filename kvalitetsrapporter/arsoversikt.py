"""Rapporten över året: rundorna som en kedja, och alla läroplansområden med när de skrivs och hur de bedömts."""

from dataclasses import dataclass

from django.urls import reverse

from kvalitetsrapporter.disposition import framsteg_i_ord
from kvalitetsrapporter.handlingar.innehall import Avsnittslage, Rapportlage
from kvalitetsrapporter.models import ENHETENS_VAL, Rapport, Rapportdel
from kvalitetsrapporter.regler import Tillstand, infor
from kvalitetsrapporter.visning import delens_lage
from styrkedja.format import antal_ord, datum, veckodag_datum
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


def laget_i_ord(rapport: Rapport, lage: Rapportlage | None, delar: dict[str, Rapportdel]) -> tuple[str, str]:
    """(rubrik, skäl): rapportens läge i en mening, och vad det betyder.

    Args:
        lage: det skrivna, None för den som inte får veta hur långt utkastet kommit.
    """
    if rapport.faststalld and rapport.faststalld_av:
        av = rapport.faststalld_av.namn
        return (
            "Rapporten är fastställd.",
            f"Fastställd {datum(rapport.faststalld)} av {av}. Den går att läsa men inte att ändra.",
        )
    if lage is None or lage.aktuell is None:
        return "Delarna lämnas in en runda i taget.", ""
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


def _det_som_kommer(delar: dict[str, Rapportdel]) -> str:
    nasta = next((d for d in delar.values() if d.tillstand not in INNE and d.omgang.oppnar > idag()), None)
    if nasta is None:
        return "Verksamhetschefen läser den inlämnade versionen."
    return (
        f"Verksamhetschefen läser den. Delen {infor(nasta.omgang.namn)} öppnar {veckodag_datum(nasta.omgang.oppnar)}; "
        "det går att skriva i den redan nu."
    )


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
