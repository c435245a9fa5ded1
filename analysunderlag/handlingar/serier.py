"""Nyckeltalens serier, lästa i ett fast antal frågor: enhetens egna år, och det som de jämförs med.

Allt som lämnar den här filen är `Visat`: skyddet är prövat med läsarens ögon, och med allas (det som får citeras).
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from analysunderlag.behorighet.insyn import insyn_i
from analysunderlag.models import Kalla, Niva, Nyckeltal, Varde
from analysunderlag.regler.perioder import Period
from analysunderlag.regler.skydd_ord import Insyn
from analysunderlag.regler.trend import jamforbar, las_perioder
from analysunderlag.visning import EFTER_TALET, Visat, visa
from styrkedja.models import Enhet, Person, Skolform

#: Nivåerna som en enhet jämförs med.
JAMFORS_MED = (Niva.SKOLFORM, Niva.HUVUDMAN, Niva.KOMMUNGRUPP, Niva.RIKET)
INGA: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Matpunkt:
    """Ett värde på sin plats: vad läsaren ser, och om alla får se det."""

    period: Period
    kalla: Kalla
    visat: Visat
    #: Sant när talet visas öppet: bara då går det att citera.
    oppet: bool
    identitet: str
    svarsfrekvens: float | None = None
    #: Måttet när det är ett ord som står i radens rubrik ("poäng"); procent står alltid vid talet.
    matt: str = ""

    @property
    def utan_matt(self) -> str:
        """Talet för en smal tabell vars rad säger måttet."""
        return self.visat.text.removesuffix(self.matt).rstrip() if self.matt else self.visat.text


@dataclass(frozen=True)
class Vilken:
    """Vad en serie handlar om. `plats` är None för riket, en kommungrupp och en skolform i hela kommunen."""

    nyckeltal: int
    skolform: int | None
    uppdelning: str
    niva: str
    plats: int | None
    jamforelse: str = ""
    grupp: str = ""
    kon: str = ""


@dataclass
class Serie:
    """Värdena över tid, källa för källa: två källor ger två tal för samma år, och båda finns kvar."""

    vilken: Vilken
    per_kalla: dict[int, dict[str, Matpunkt]] = field(default_factory=lambda: defaultdict(dict))

    def lagg(self, kalla: Kalla, punkt: Matpunkt) -> None:
        self.per_kalla[kalla.pk][punkt.period.text] = punkt

    @cached_property
    def punkter(self) -> dict[str, Matpunkt]:
        """En punkt per period: kommunens egen källa före andras, ett tal före ett tecken."""
        valda: dict[str, Matpunkt] = {}
        for punkt in sorted(self.alla, key=lambda p: (p.visat.tal is None, p.kalla.ordning)):
            valda.setdefault(punkt.period.text, punkt)
        return dict(sorted(valda.items(), key=lambda par: par[1].period))

    @property
    def alla(self) -> list[Matpunkt]:
        return [punkt for per_period in self.per_kalla.values() for punkt in per_period.values()]

    @property
    def senaste(self) -> Matpunkt | None:
        return next(reversed(self.punkter.values()), None)

    @property
    def forra(self) -> Matpunkt | None:
        """Samma slags period ett år före den senaste."""
        if self.senaste is None:
            return None
        return self.punkter.get(jamforbar(self.senaste.period, self.punkter))

    def i(self, period: str) -> list[Matpunkt]:
        """Alla källors punkter i perioden, i källornas ordning."""
        return sorted((p for p in self.alla if p.period.text == period), key=lambda p: p.kalla.ordning)


@dataclass
class Bild:
    """Allt som visas om ett nyckeltal för en enhet: de egna åren, könen, klasserna, och det som jämförs."""

    nyckeltal: Nyckeltal
    skolform: Skolform | None
    uppdelning: str
    egen: Serie
    kon: list[Serie] = field(default_factory=list)
    klasser: list[Serie] = field(default_factory=list)
    jamforelser: list[Serie] = field(default_factory=list)

    @property
    def senaste(self) -> Matpunkt | None:
        return self.egen.senaste


def las_bilder(
    person: Person,
    enhet: Enhet,
    nycklar: Collection[str] | None = None,
    *,
    oskyddat: Insyn | None = None,
    skolformer: frozenset[int] = INGA,
) -> list[Bild]:
    """Enhetens bilder i nyckeltalens ordning; ett nyckeltal med flera skolformer eller uppdelningar ger flera. Tre frågor.

    Args:
        nycklar: bara de nyckeltalen, i den ordningen. None är alla som har värden.
        oskyddat: svaret från `se_oskyddat`; läsarens egen insyn annars.
        skolformer: enhetens skolformer, för jämförelser som gäller en skolform i hela kommunen.
    """
    nyckeltal = Nyckeltal.objects.for_enhet(enhet)
    if nycklar is not None:
        nyckeltal = nyckeltal.filter(nyckel__in=nycklar)
    villkor = Q(plats=enhet.pk) | Q(niva__in=JAMFORS_MED, kon="", grupp="")
    serier = las_serier(person, nyckeltal, villkor, oskyddat=oskyddat)
    bilder = _satt_ihop(serier, enhet.pk, skolformer)
    plats = {nyckel: i for i, nyckel in enumerate(nycklar or ())}
    return sorted(bilder, key=lambda b: (plats.get(b.nyckeltal.nyckel, 0), b.nyckeltal.ordning, b.uppdelning))


@dataclass
class Last:
    """Serierna, och nyckeltalen och skolformerna som de gäller."""

    nyckeltal: Mapping[int, Nyckeltal]
    skolformer: Mapping[int, Skolform]
    serier: dict[Vilken, Serie]


def las_serier(person: Person, nyckeltal: Iterable[Nyckeltal], villkor: Q, *, oskyddat: Insyn | None = None) -> Last:
    """Serierna som personen får se finns. Fyra frågor, hur många enheter det än gäller."""
    valda = {n.pk: n for n in nyckeltal}
    kallor = {k.pk: k for k in Kalla.objects.all()}
    insyn = _ogon(person, oskyddat)
    synliga = Varde.objects.synliga_for(person).gallande().filter(villkor, nyckeltal__in=valda)
    rader = list(synliga.for_visning().select_related(None).order_by("period_till", "pk"))
    perioder, last = las_perioder(r.period for r in rader), Last(valda, _skolformer(rader), {})
    for rad in rader:
        rad.nyckeltal, rad.kalla = valda[rad.nyckeltal_id], kallor[rad.kalla_id]
        vilken = _vilken(rad)
        serie = last.serier.setdefault(vilken, Serie(vilken))
        serie.lagg(rad.kalla, _punkt(rad, insyn(rad.plats_id), perioder[rad.period]))
    return last


def _ogon(person: Person, oskyddat: Insyn | None) -> Callable[[int | None], Insyn]:
    if oskyddat is not None:
        return lambda _: oskyddat
    return insyn_i(person)


def _skolformer(rader: Iterable[Varde]) -> dict[int, Skolform]:
    return Skolform.objects.in_bulk({r.skolform_id for r in rader if r.skolform_id})


def _vilken(rad: Varde) -> Vilken:
    return Vilken(
        rad.nyckeltal_id, rad.skolform_id, rad.uppdelning, rad.niva, rad.plats_id, rad.jamforelse, rad.grupp, rad.kon
    )


def _punkt(rad: Varde, insyn: Insyn, period: Period) -> Matpunkt:
    visat = visa(rad, insyn)
    return Matpunkt(
        period=period,
        kalla=rad.kalla,
        visat=visat,
        oppet=not (visat if insyn == Insyn.OPPEN else visa(rad, Insyn.OPPEN)).skyddat,
        identitet=rad.identitet,
        svarsfrekvens=None if rad.svarsfrekvens is None else float(rad.svarsfrekvens),
        matt="" if rad.nyckeltal.matt == "%" else EFTER_TALET.get(rad.nyckeltal.matt, ""),
    )


def _satt_ihop(last: Last, enhet: int, skolformer: frozenset[int]) -> list[Bild]:
    """Enhetens egna serier blir bilder; de andra ställs bredvid dem som de går att jämföra med."""
    bilder: dict[tuple[int, int | None, str], Bild] = {}
    for vilken, serie in last.serier.items():
        if vilken.plats == enhet and vilken.niva == Niva.ENHET and not vilken.kon:
            skolform = last.skolformer.get(vilken.skolform or 0)
            bilder[_om(vilken)] = Bild(last.nyckeltal[vilken.nyckeltal], skolform, vilken.uppdelning, serie)
    for vilken, serie in last.serier.items():
        for bild in _hor_till(vilken, bilder, enhet, skolformer):
            bild.append(serie)
    return list(bilder.values())


def _om(vilken: Vilken) -> tuple[int, int | None, str]:
    return vilken.nyckeltal, vilken.skolform, vilken.uppdelning


def _hor_till(
    vilken: Vilken, bilder: dict[tuple[int, int | None, str], Bild], enhet: int, skolformer: frozenset[int]
) -> list[list[Serie]]:
    """Listorna som serien ska stå i."""
    bild = bilder.get(_om(vilken))
    if vilken.plats == enhet:
        if bild is None or (vilken.niva == Niva.ENHET and not vilken.kon):
            return []
        return [bild.klasser if vilken.niva == Niva.KLASS else bild.kon]
    if bild is None and vilken.niva == Niva.SKOLFORM and vilken.skolform in skolformer:
        bild = bilder.get((vilken.nyckeltal, None, vilken.uppdelning))
    return [bild.jamforelser] if bild else []
