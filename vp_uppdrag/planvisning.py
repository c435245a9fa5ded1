"""Planens mål så som sidan och papperet ritar dem: lydelsens ord, med uppföljningen bredvid.

Lydelsen är utkastet, det sända eller det fastställda (handlingar/planinnehall.py). Lägen, värden, progression och samtal
hör till raderna med samma id. Antalet frågor är detsamma hur många mål planen än har.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from analysunderlag.behorighet.insyn import insyn_for
from analysunderlag.regler.skydd_ord import Insyn
from analysunderlag.regler.uppdelning import i_ord as uppdelning_i_ord
from styrkedja.diagram import Diagram
from styrkedja.format import datum_kort, lokal_dag, period, tal
from styrkedja.models import Person
from vp_uppdrag.handlingar.planinnehall import Innehall
from vp_uppdrag.indikatorvarden import Indikator, Punkt, Serie, serier_for
from vp_uppdrag.malens_puls import malen_rordes, senaste_rundan
from vp_uppdrag.models import Aktivitet, Avstamning, Mal, Progression, Uppdrag, Verksamhetsplan
from vp_uppdrag.regler.lage import Form
from vp_uppdrag.regler.mal import LAGETS_FORM, SLUT, Aktivitetslage, Brist
from vp_uppdrag.regler.still import ligger_still

#: Så visas ett tal som inte finns.
INGET = "–"


@dataclass(frozen=True)
class Indikatorrad:
    """Start, nu och mål i ord, och kurvan. Ett skyddat tal är ordet skyddat."""

    id: int
    namn: str
    om: str
    start: str
    nu: str
    mal: str
    eget: bool
    kurva: Diagram | None = None


@dataclass(frozen=True)
class Kriterierad:
    id: int
    nr: str
    text: str
    indikatorer: list[Indikatorrad]


@dataclass(frozen=True)
class Aktivitetsrad:
    """`still`: ingen har rört den sedan senaste rundan. `sedan`: när någon senast gjorde det."""

    id: int
    text: str
    niva: str
    niva_i_ord: str
    ansvarig: str
    tid: str
    form: Form
    still: bool = False
    sedan: date | None = None


@dataclass(frozen=True)
class Bidragsrad:
    namn: str
    mer: str
    adress: tuple[str, int] | None = None


@dataclass
class Malkapitel:
    """Ett mål att rita. `ursprung` är dörren till det som målet växte ur."""

    id: int
    nr: int
    text: str
    svarar_pa: dict[str, str] | None
    orsak: dict[str, Any]
    kriterier: list[Kriterierad]
    aktiviteter: list[Aktivitetsrad]
    bidrag: list[Bidragsrad]
    progressioner: list[Progression] = field(default_factory=list)
    #: Rundorna vars del är återlämnad: orden om målet skrivs om och visas inte.
    skrivs_om: list[str] = field(default_factory=list)
    samtal: list[Avstamning] = field(default_factory=list)
    avstamt: bool = False
    brister: list[Brist] = field(default_factory=list)
    ursprung: str = ""
    #: Det som dialogerna kom fram till om målet, ritat av rummet ovanför.
    foljder: str = ""
    foregaende: Mal | None = None
    #: Ingen har rört målet sedan senaste rundan; `rord` är när någon senast gjorde det.
    still: bool = False
    rord: date | None = None

    @property
    def senaste(self) -> Progression | None:
        return self.progressioner[-1] if self.progressioner else None

    @property
    def stilla(self) -> list[Aktivitetsrad]:
        return [a for a in self.aktiviteter if a.still]


# --- Uppföljningen -------------------------------------------------------------------------------
@dataclass(frozen=True)
class Uppfoljning:
    """Det som hör till målens rader just nu, efter id."""

    aktiviteter: dict[int, Aktivitet]
    progressioner: dict[int, list[Progression]]
    serier: dict[int, Serie]
    uppdrag: dict[int, tuple[str, int]]
    sedan: date | None
    rorda: dict[int, date | None]


def las_uppfoljning(plan: Verksamhetsplan, innehall: Innehall, person: Person | None) -> Uppfoljning:
    """Allt som följs upp, i ett fast antal frågor. `person` None: ett papper för alla, med bara det som är öppet."""
    malen = [m["id"] for m in innehall["mal"]]
    insyn = insyn_for(person, plan.plats) if person else Insyn.OPPEN
    rader = Progression.objects.filter(mal__in=malen).select_related("omgang", "av")
    sedan = senaste_rundan(plan.lasar)
    return Uppfoljning(
        {a.pk: a for a in Aktivitet.objects.filter(mal__in=malen)},
        _efter_mal(rader),
        serier_for(_indikatorer(innehall), plan.plats, person, insyn),
        _uppdragens_adresser(innehall),
        sedan,
        malen_rordes(malen) if sedan and plan.gallande_id else {},
    )


def _efter_mal(rader: Iterable[Any]) -> dict[int, list[Any]]:
    funna: dict[int, list[Any]] = defaultdict(list)
    for rad in rader:
        funna[rad.mal_id].append(rad)
    return funna


def samtalen(innehall: Innehall) -> dict[int, list[Avstamning]]:
    """Samtalet vid varje mål, i tidens ordning."""
    malen = [m["id"] for m in innehall["mal"]]
    return _efter_mal(Avstamning.objects.filter(mal__in=malen).select_related("av"))


def _indikatorer(innehall: Innehall) -> list[Indikator]:
    return [Indikator.ur_lydelsen(i) for m in innehall["mal"] for k in m["kriterier"] for i in k["indikatorer"]]


def _uppdragens_adresser(innehall: Innehall) -> dict[int, tuple[str, int]]:
    nycklar = {b["nyckel"] for m in innehall["mal"] for b in m["bidrag"]}
    uppdrag = [int(n.removeprefix("uppdrag-")) for n in nycklar if n.startswith("uppdrag-")]
    if not uppdrag:
        return {}
    rader = Uppdrag.objects.beslutade().filter(pk__in=uppdrag).values_list("pk", "lasar__slug", "nr")
    return {pk: (lasar, nr) for pk, lasar, nr in rader}


# --- Kapitlen ------------------------------------------------------------------------------------
def kapitel(innehall: Innehall, foljt: Uppfoljning) -> list[Malkapitel]:
    """Målen i ordning, med uppföljningen på sina rader."""
    return [_kapitel(mal, foljt) for mal in innehall["mal"]]


def _kapitel(mal: Innehall, foljt: Uppfoljning) -> Malkapitel:
    rundor = foljt.progressioner.get(mal["id"], [])
    kriterier = [
        Kriterierad(k["id"], f"{mal['nr']}.{nr}" if k["id"] else "", k["text"], _rader(k["indikatorer"], foljt))
        for nr, k in enumerate(mal["kriterier"], 1)
    ]
    return Malkapitel(
        mal["id"], mal["nr"], mal["text"], mal["svarar_pa"], mal["orsak"], kriterier,
        [_aktivitet(a, foljt) for a in mal["aktiviteter"]],
        [_bidrag(b, foljt) for b in mal["bidrag"]],
        progressioner=[p for p in rundor if p.aterlamnad is None],
        skrivs_om=[p.omgang.namn for p in rundor if p.aterlamnad],
        still=mal["id"] in foljt.rorda and ligger_still(foljt.rorda[mal["id"]], foljt.sedan),
        rord=foljt.rorda.get(mal["id"]),
    )  # fmt: skip


def _rader(indikatorer: Iterable[Innehall], foljt: Uppfoljning) -> list[Indikatorrad]:
    return [_indikator(i, foljt.serier.get(i["id"]) or Serie()) for i in indikatorer]


def _indikator(rad: Innehall, serie: Serie) -> Indikatorrad:
    """Ett nyckeltals start är dess period, ett eget måtts det som skrevs när målet sattes."""
    if rad["nyckeltal"]:
        start = serie.vid(rad["startperiod"])
        hela = serie
    else:
        start = Punkt("start", tal(Decimal(rad["start"])), float(rad["start"])) if rad["start"] else None
        hela = Serie([start, *serie.punkter] if start else serie.punkter, rad["kalla"])
    senast = serie.senast
    nu = senast if senast and (start is None or senast.period != start.period) else None
    mal = Decimal(rad["mal"]) if rad["mal"] else None
    return Indikatorrad(
        id=rad["id"],
        namn=_namn(rad),
        om=_om(rad, serie),
        start=start.text if start else INGET,
        nu=nu.text if nu else INGET,
        mal=tal(mal) if mal is not None else INGET,
        eget=not rad["nyckeltal"],
        kurva=hela.kurva(_namn(rad), float(mal) if mal is not None else None),
    )


def _namn(rad: Innehall) -> str:
    matt = "procent" if rad["matt"] == "%" else rad["matt"]
    return ", ".join(filter(None, [rad["namn"], uppdelning_i_ord(rad["uppdelning"]), matt]))


def _om(rad: Innehall, serie: Serie) -> str:
    """Källan, och perioderna som talen gäller; för ett eget mått när det senast mättes."""
    kalla = serie.kalla or rad["kalla"] or ("" if rad["nyckeltal"] else "Egen uppföljning")
    if not serie.punkter:
        return f"{kalla}, inte mätt än" if kalla else "Inga tal än"
    forst, sist = serie.punkter[0].period, serie.punkter[-1].period
    if not rad["nyckeltal"]:
        return f"{kalla}, mätt senast {sist}"
    led = [rad["skolform"], kalla, forst if forst == sist else f"{forst}–{sist}", serie.punkter[-1].skal]
    return ", ".join(filter(None, led))


def _aktivitet(rad: Innehall, foljt: Uppfoljning) -> Aktivitetsrad:
    nu = foljt.aktiviteter.get(rad["id"])
    return Aktivitetsrad(
        rad["id"], rad["text"], rad["niva"], rad["niva_i_ord"], rad["ansvarig"], _tiden(rad["fran"], rad["till"]),
        _aktivitetens_form(nu), _aktiviteten_ligger_still(nu, foljt.sedan), nu.rord if nu else None,
    )  # fmt: skip


def _aktiviteten_ligger_still(rad: Aktivitet | None, sedan: date | None) -> bool:
    return rad is not None and rad.lage not in SLUT and ligger_still(lokal_dag(rad.rord), sedan)


def _aktivitetens_form(rad: Aktivitet | None) -> Form:
    lage = Aktivitetslage(rad.lage) if rad else Aktivitetslage.KOMMER
    ord_ = f"{lage.label}: {rad.lagesord}" if rad and rad.lagesord else str(lage.label)
    return Form(*LAGETS_FORM[lage], ord_)


def _tiden(fran: str | None, till: str | None) -> str:
    """15 okt–30 nov · från 15 okt · senast 30 nov · tomt."""
    borjar, slutar = (date.fromisoformat(dag) if dag else None for dag in (fran, till))
    if borjar and slutar:
        return period(borjar, slutar)
    if borjar:
        return f"från {datum_kort(borjar)}"
    return f"senast {datum_kort(slutar)}" if slutar else ""


def _bidrag(rad: dict[str, str], foljt: Uppfoljning) -> Bidragsrad:
    slag, _, nyckel = rad["nyckel"].partition("-")
    adress = foljt.uppdrag.get(int(nyckel)) if slag == "uppdrag" else None
    return Bidragsrad(rad["namn"], rad["mer"], adress)
