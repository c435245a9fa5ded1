"""Startsidans svar på tre frågor: vad ska jag göra nu, var står vi, vad kommer härnäst. Rummen bidrar (`<rum>/start.py`)."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.urls import reverse

from styrkedja.format import datum_kort, nar_fran_idag
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.handlingar.organisationslage import organisationens_lage
from styrkedja.klocka import idag
from styrkedja.models import Hjulniva, Hjulpost, Person, Postslag
from styrkedja.regler.roller import Roll
from styrkedja.samla import ur_rummen


@dataclass(frozen=True)
class AttGora:
    """Något som väntar på personen: dag, vad, varför, dörren dit."""

    dag: date
    rubrik: str
    varfor: str
    adress: str
    ton: str = ""

    @property
    def dag_tal(self) -> int:
        return self.dag.day

    @property
    def manad(self) -> str:
        return datum_kort(self.dag).split()[1]

    @property
    def nar(self) -> str:
        return nar_fran_idag(self.dag, idag())


@dataclass(frozen=True)
class Lagesrad:
    """En rad om var vi står. `ton`: god, vakta, brist eller lugnt; ordet säger alltid samma sak."""

    rubrik: str
    text: str
    adress: str = ""
    ton: str = "lugnt"
    ikon: str = ""


@dataclass(frozen=True)
class Rubrik:
    """Läget i en mening och skälen under. Störst vikt vinner när flera rum har något att säga."""

    vikt: int
    rubrik: str
    ingress: str = ""


@dataclass(frozen=True)
class Steg:
    nar: str
    text: str
    adress: str = ""


@dataclass(frozen=True)
class Bidrag:
    """Det ett rum har att säga på startsidan (`<rum>/start.py: bidrag(person)`)."""

    rubrik: Rubrik | None = None
    att_gora: list[AttGora] = field(default_factory=list)
    laget: list[Lagesrad] = field(default_factory=list)


@dataclass(frozen=True)
class Startsida:
    rubrik: Rubrik
    att_gora: list[AttGora]
    laget: list[Lagesrad]
    nasta_steg: list[Steg]


def startsida_for(person: Person) -> Startsida:
    """Samlar startsidan för personen ur alla rum."""
    bidrag: list[Bidrag] = [rummets(person) for rummets in ur_rummen("start", "bidrag")]
    steg = nasta_steg(person)
    return Startsida(
        max((b.rubrik for b in bidrag if b.rubrik), key=lambda r: r.vikt, default=_lugn_rubrik(steg)),
        sorted((a for b in bidrag for a in b.att_gora), key=lambda a: a.dag),
        [rad for b in bidrag for rad in b.laget],
        steg,
    )


def nasta_steg(person: Person, antal: int = 6) -> list[Steg]:
    """De närmaste posterna i årshjulet på de egna platserna, och huvudmannens dialoger: en väg framåt, inte hela hjulet."""
    lasar = aktuellt_lasar()
    if lasar is None:
        return []
    egna = [b.plats_id for b in person.befattningar_nu]
    poster = (
        Hjulpost.objects.synliga_for(person, lasar)
        .filter(Q(plats__in=egna) | Q(niva=Hjulniva.HUVUDMAN, slag=Postslag.DIALOG), fran__gt=idag())
        .exclude(slag=Postslag.UNDERLAG)
        .exclude(mall__bara_datum=True)
        .order_by("fran", "pk")
    )
    return [
        Steg(datum_kort(p.fran), p.rubrik, reverse("arshjul-post", args=[lasar.slug, p.pk])) for p in poster[:antal]
    ]


def _lugn_rubrik(steg: list[Steg]) -> Rubrik:
    nasta = f"Nästa: {steg[0].text}, {steg[0].nar}." if steg else ""
    return Rubrik(0, "Inget väntar på dig.", nasta)


def bidrag(person: Person) -> Bidrag:
    """Kärnans eget bidrag: systemadministratörens organisation."""
    if not person.har(Roll.SYSTEMADMINISTRATOR):
        return Bidrag()
    lage = organisationens_lage(aktuellt_lasar())
    luckor = [
        _lucka("Enheter utan område", lage.utan_omrade, "administration-enheter"),
        _lucka("Enheter utan rektor", lage.utan_rektor, "administration-befattningar"),
        _lucka("Förskolor utan chefsområde", lage.utan_chefsomrade, "administration-forskolor"),
    ]
    if lage.har_luckor:
        rubrik = Rubrik(
            5, "Organisationen har luckor.", "Utan område och rektor når rapporten inte sin verksamhetschef."
        )
    else:
        rubrik = Rubrik(
            5, "Organisationen är på plats.", f"{lage.enheter} enheter i {lage.omraden} områden, alla med rektor."
        )
    return Bidrag(rubrik, [], luckor)


def _lucka(rubrik: str, antal: int, vy: str) -> Lagesrad:
    ton, ikon, text = ("brist", "sen", str(antal)) if antal else ("god", "klar", "inga")
    return Lagesrad(rubrik, text, reverse(vy), ton, ikon)
