"""Provens rollista: en liten påhittad kommun, samma människor i alla prov, en låst dag (tisdag 24 november 2026).

Område Norr har Almskolan (grundskola) och chefsområde Bäcken (förskola); område Söder har Cedergymnasiet (Gy11 och
Gy25). VD1 är hållen, VD2 har öppnat. Byggs med modellerna direkt, för fart; handlingarna provas i egna prov.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import pytest
import time_machine

from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.models import Avsnittsmall, Faltmall, Rapport, Rapportmall
from styrkedja.models import (
    Avdelning,
    Befattning,
    Delegering,
    Enhet,
    EnhetSkolform,
    Forvaltning,
    Huvudman,
    Laroplan,
    Lasar,
    Namnd,
    Omgang,
    Person,
    Plats,
    Skalsteg,
    Skolform,
    Tillhorighet,
    Verksamhetsomrade,
)
from styrkedja.regler.roller import Roll

DAG = date(2026, 11, 24)
NU = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)  # 10:00 i Sverige

OMGANGAR = (
    ("vd1", "VD1", date(2026, 7, 1), date(2026, 9, 7), date(2026, 9, 14), date(2026, 9, 25)),
    ("vd2", "VD2", date(2026, 11, 16), date(2027, 1, 11), date(2027, 1, 14), date(2027, 1, 29)),
    ("vd3", "VD3", date(2027, 3, 29), date(2027, 4, 30), date(2027, 5, 10), date(2027, 5, 28)),
    ("lasarsslut", "Läsårsslut", date(2027, 6, 1), date(2027, 6, 15), date(2027, 6, 15), date(2027, 6, 30)),
)
SKALA = (
    ("bedomning", "nar_malet", "Når målet", "hel", 4, False),
    ("bedomning", "nara_malet", "Nära målet", "trekvart", 3, False),
    ("bedomning", "en_bit_kvar", "En bit kvar", "halv", 2, False),
    ("bedomning", "langt_kvar", "Långt kvar", "tom", 1, False),
    ("bedomning", "kan_inte_bedomas", "Går inte att bedöma än", "streckad", None, True),
    ("progression", "framat", "Framåt", "upp", 1, False),
    ("progression", "oforandrat", "Oförändrat", "streck", 0, False),
    ("progression", "bakat", "Bakåt", "ned", -1, False),
)
ALLA_SKOLFORMER = {"grundskola": "Kunskaper", "gymnasieskola": "Kunskaper", "forskola": "Kunskaper"}
#: nyckel, rubrik, typ, runda, områden, bedöms, progression, fält (nyckel, etikett, ips, obligatoriskt)
AVSNITT = (
    ("samlad_bedomning", "Samlad bedömning", "text", "vd1", {}, True, False, [("slutsatser", "Vilka slutsatser drar ni?", "", True)]),
    ("verksamhetsmal", "Målen i verksamhetsplanen", "mal", "varje", {}, False, False, [("hur_langt", "Hur långt har vi kommit?", "", True)]),
    ("vc_fragor", "Verksamhetschefernas frågor", "fragor", "varje", {}, False, False, [("svar", "Svar", "", True)]),
    ("kunskaper", "Kunskaper", "ips", "vd2", ALLA_SKOLFORMER, True, True, [
        ("individ", "Vad visar resultaten?", "I", True),
        ("process", "Vad i undervisningen förklarar det?", "P", True),
        ("struktur", "Vad i organisationen förklarar det?", "S", True),
        ("utmaningar", "Utmaningar", "", False),
    ]),
    ("normer_varden", "Normer och värden", "ips", "vd3", ALLA_SKOLFORMER, True, True, [("individ", "Vad visar resultaten?", "I", True)]),
    ("hem", "Samverkan med hemmen", "text", "enhetens_val", {}, False, False, [("text", "Hur samverkar ni?", "", True)]),
    ("stodbehov", "Behov av stöd", "behov", "varje", {}, False, False, [
        ("vad", "Vad behöver ni?", "", True), ("for_vem", "För vem?", "", True),
    ]),
    ("summerande_analys", "Summerande analys", "text", "lasarsslut", {}, False, False, [("vidare", "Det här tar vi med", "", True)]),
)  # fmt: skip


@dataclass
class Rollista:
    """Människorna och platserna, efter roll. `personer` har en per kolumn i behörighetsmatrisen."""

    lasar: Lasar
    forra: Lasar
    huvudman: Huvudman
    forvaltning: Forvaltning
    namnd: Namnd
    norr: Verksamhetsomrade
    soder: Verksamhetsomrade
    avdelning: Avdelning
    skola: Enhet
    chefsomrade: Enhet
    gymnasium: Enhet
    personer: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, namn: str) -> Person:
        try:
            return self.__dict__["personer"][namn]
        except KeyError:
            raise AttributeError(namn) from None

    def rapport(self, enhet: Enhet, lasar: Lasar | None = None) -> Rapport:
        return Rapport.objects.select_related("enhet", "lasar").get(enhet=enhet, lasar=lasar or self.lasar)

    def omgang(self, nyckel: str) -> Omgang:
        return self.lasar.omgangar.get(nyckel=nyckel)

    def farsk(self, person: Person) -> Person:
        """Personen som nästa begäran läser den: utan det som redan är läst."""
        return Person.objects.get(pk=person.pk)


@pytest.fixture
def rollista(db) -> Iterator[Rollista]:
    """Den lilla kommunen, en tisdag i november."""
    with time_machine.travel(NU, tick=True):
        yield bygg()


@pytest.fixture
def rapporter(rollista) -> Rollista:
    """Rollistan med läsårens rapporter skapade."""
    skapa_rapporter(lasar=rollista.forra)
    skapa_rapporter(lasar=rollista.lasar)
    return rollista


def bygg() -> Rollista:
    forra = Lasar.objects.create(namn="2025/26", slug="2025-26", fran=date(2025, 7, 1), till=date(2026, 6, 30))
    lasar = Lasar.objects.create(namn="2026/27", slug="2026-27", fran=date(2026, 7, 1), till=date(2027, 6, 30))
    kommun = Rollista(
        lasar=lasar,
        forra=forra,
        huvudman=Huvudman.objects.create(
            namn="Ekby kommun", kortnamn="Ekby skolor", orgnr="0000000000", kommunkod="0000"
        ),
        forvaltning=Forvaltning.objects.create(namn="Skolförvaltningen"),
        namnd=Namnd.objects.create(namn="Barn- och utbildningsnämnden", kortnamn="BUN", slug="bun"),
        norr=Verksamhetsomrade.objects.create(namn="Norr", ordning=1),
        soder=Verksamhetsomrade.objects.create(namn="Söder", ordning=2),
        avdelning=Avdelning.objects.create(namn="Elevhälsan"),
        skola=Enhet.objects.create(namn="Almskolan"),
        chefsomrade=Enhet.objects.create(namn="Chefsområde Bäcken", enhetsslag="chefsomrade"),
        gymnasium=Enhet.objects.create(namn="Cedergymnasiet"),
    )
    _skolformer(kommun)
    for ar in (forra, lasar):
        _lasarets_mallar(ar)
    _manniskor(kommun)
    return kommun


def _skolformer(kommun: Rollista) -> None:
    rader = (
        (kommun.chefsomrade, "forskola", "förskola", ["lpfo18"]),
        (kommun.skola, "grundskola", "grundskola", ["lgr22"]),
        (kommun.gymnasium, "gymnasieskola", "gymnasieskola", ["gy11", "gy25"]),
    )
    for ordning, (enhet, nyckel, namn, laroplaner) in enumerate(rader):
        skolform = Skolform.objects.create(nyckel=nyckel, namn=namn, ordning=ordning, rapport=nyckel)
        for i, laroplan in enumerate(laroplaner):
            rad = Laroplan.objects.create(
                nyckel=laroplan, namn=laroplan.capitalize(), skolform=skolform, ordning=ordning * 10 + i
            )
            EnhetSkolform.objects.create(enhet=enhet, skolform=skolform, laroplan=rad)
    for ar in (kommun.forra, kommun.lasar):
        for enhet, omrade in (
            (kommun.skola, kommun.norr),
            (kommun.chefsomrade, kommun.norr),
            (kommun.gymnasium, kommun.soder),
        ):
            Tillhorighet.objects.create(enhet=enhet, lasar=ar, omrade=omrade)


def _lasarets_mallar(lasar: Lasar) -> None:
    steg_ar = 0 if lasar.fran.year == 2026 else -1
    Omgang.objects.bulk_create(
        Omgang(
            lasar=lasar, nyckel=nyckel, namn=namn, ordning=i,
            **{k: _flytta(d, steg_ar) for k, d in zip(("oppnar", "sista_dag", "fran", "till"), dagar, strict=True)},
        )
        for i, (nyckel, namn, *dagar) in enumerate(OMGANGAR)
    )  # fmt: skip
    Skalsteg.objects.bulk_create(
        Skalsteg(lasar=lasar, slag=s, nyckel=n, namn=namn, form=form, niva=niva, kraver_skal=skal, ordning=i)
        for i, (s, n, namn, form, niva, skal) in enumerate(SKALA)
    )
    mall = Rapportmall.objects.create(lasar=lasar)
    for nr, (nyckel, rubrik, typ, runda, omraden, bedoms, progression, falt) in enumerate(AVSNITT, 1):
        avsnitt = Avsnittsmall.objects.create(
            mall=mall, nr=nr, nyckel=nyckel, rubrik=rubrik, typ=typ, runda=runda, omraden=omraden,
            bedoms=bedoms, progression=progression, obligatoriskt=typ != "behov",
        )  # fmt: skip
        Faltmall.objects.bulk_create(
            Faltmall(avsnitt=avsnitt, nyckel=n, etikett=e, ips=ips, obligatoriskt=o, ordning=i)
            for i, (n, e, ips, o) in enumerate(falt)
        )


def _flytta(dag: date, ar: int) -> date:
    return dag.replace(year=dag.year + ar)


def _manniskor(kommun: Rollista) -> None:
    """En person per roll, och de som ska nekas: främlingen, den förra rektorn, den vars delegering gått ut."""
    rader: tuple[tuple[str, str, Roll, Plats], ...] = (
        ("rektor", "Anna Alm", Roll.REKTOR, kommun.skola),
        ("forskolerektor", "Berit Bäck", Roll.REKTOR, kommun.chefsomrade),
        ("annan_rektor", "Cesar Ceder", Roll.REKTOR, kommun.gymnasium),
        ("bitradande", "Bo Björk", Roll.BITRADANDE_REKTOR, kommun.skola),
        ("utgangen", "Sara Sälg", Roll.BITRADANDE_REKTOR, kommun.skola),
        ("odelegerad", "Olle Oxel", Roll.BITRADANDE_REKTOR, kommun.skola),
        ("verksamhetschef", "Vera Videkvist", Roll.VERKSAMHETSCHEF, kommun.norr),
        ("annan_verksamhetschef", "Sune Syrén", Roll.VERKSAMHETSCHEF, kommun.soder),
        ("avdelningschef", "Eva En", Roll.AVDELNINGSCHEF, kommun.avdelning),
        ("controller", "Karl Kastanj", Roll.CONTROLLER, kommun.huvudman),
        ("direktor", "Dag Druva", Roll.UTBILDNINGSDIREKTOR, kommun.huvudman),
        ("namnd", "Nils Näver", Roll.NAMNDLEDAMOT, kommun.namnd),
        ("medarbetare", "Mia Mispel", Roll.MEDARBETARE, kommun.skola),
        ("registrator", "Rut Rönn", Roll.NAMNDSEKRETERARE, kommun.namnd),
        ("administrator", "Ada Ask", Roll.SYSTEMADMINISTRATOR, kommun.forvaltning),
        ("annan_administrator", "Axel Apel", Roll.SYSTEMADMINISTRATOR, kommun.forvaltning),
    )
    for nyckel, namn, roll, plats in rader:
        person = Person.objects.create(epost=f"{nyckel}@ekby.example", namn=namn)
        Befattning.objects.create(person=person, roll=roll, plats=plats, fran=date(2024, 7, 1))
        kommun.personer[nyckel] = person
    kommun.personer["fore_detta"] = fore_detta = Person.objects.create(
        epost="fore_detta@ekby.example", namn="Folke Fläder"
    )
    Befattning.objects.create(
        person=fore_detta, roll=Roll.REKTOR, plats=kommun.skola, fran=date(2020, 7, 1), till=date(2024, 6, 30)
    )
    kommun.personer["utan_befattning"] = Person.objects.create(epost="ingen@ekby.example", namn="Ingen Idegran")
    _delegera(kommun, "bitradande", date(2026, 7, 1), date(2027, 6, 30))
    _delegera(kommun, "utgangen", date(2025, 7, 1), date(2026, 6, 30))


def _delegera(kommun: Rollista, vem: str, fran: date, till: date) -> None:
    befattning = kommun.personer[vem].befattningar.get()
    Delegering.objects.create(befattning=befattning, av=kommun.personer["rektor"], fran=fran, till=till)
