"""Verksamhetschefens tabell: områdets enheter bredvid varandra, nyckeltal för nyckeltal (krav 98, 103)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from analysunderlag.handlingar.serier import JAMFORS_MED, Matpunkt, Serie, las_serier
from analysunderlag.handlingar.underlagslage import Underlagsrad
from analysunderlag.models import Niva, Nyckeltal
from analysunderlag.nyckeltalssida import andring
from analysunderlag.regler.sticker_ut import Utstickare, sticker_ut
from analysunderlag.regler.underlagslage import Lage
from analysunderlag.regler.uppdelning import i_ord
from styrkedja.format import FAST, antal_ord, uppraknat
from styrkedja.models import Enhet, Person, Skolform

#: Tabellen visar det senaste talet och jämför med året före; äldre än så läses inte.
BAKAT = timedelta(days=900)


@dataclass
class Cell:
    """En enhets senaste tal, hur det har ändrats, och om enheten sticker ut."""

    punkt: Matpunkt | None = None
    andring: tuple[str, str] | None = None
    ut: Utstickare | None = None


@dataclass
class Talrad:
    """Ett nyckeltal, en skolform och en uppdelning: en cell per enhet."""

    nyckeltal: Nyckeltal
    skolform: Skolform | None
    uppdelning: str
    serier: dict[int, Serie] = field(default_factory=dict)
    kommunens: Serie | None = None
    #: Sant när samma nyckeltal finns för flera skolformer i tabellen.
    visa_skolform: bool = False

    @property
    def namn(self) -> str:
        skolform = self.skolform.namn if self.skolform and self.visa_skolform else ""
        delar = filter(None, (i_ord(self.uppdelning), skolform))
        namn = self.nyckeltal.namn.replace(" %", f"{FAST}%")
        return f"{namn}, {', '.join(tillagg)}" if (tillagg := list(delar)) else namn

    @property
    def period(self) -> str:
        """Perioden som raden visar: den senaste som någon enhet har."""
        perioder = [s.senaste.period for s in self.serier.values() if s.senaste]
        return max(perioder).text if perioder else ""

    def celler(self, enheter: Sequence[Enhet]) -> list[Cell]:
        ut = {u.enhet: u for u in sticker_ut(self._talen(), self.nyckeltal.hogre_ar_battre)}
        return [self._cell(enhet.pk, ut) for enhet in enheter]

    def _talen(self) -> dict[int, float]:
        i_perioden = ((plats, s.punkter.get(self.period)) for plats, s in self.serier.items())
        return {plats: p.visat.tal for plats, p in i_perioden if p and p.visat.tal is not None}

    def _cell(self, enhet: int, ut: dict[int, Utstickare]) -> Cell:
        serie = self.serier.get(enhet)
        if serie is None:
            return Cell()
        return Cell(serie.senaste, andring(serie, self.nyckeltal.hogre_ar_battre), ut.get(enhet))

    @property
    def kommunen(self) -> Matpunkt | None:
        return self.kommunens.punkter.get(self.period) if self.kommunens else None


def las_rader(
    person: Person, enheter: Collection[Enhet], nyckeltal: Sequence[Nyckeltal], *, idag: date
) -> list[Talrad]:
    """Nyckeltalens rader i ordning. Fyra frågor hur många enheter det än är."""
    villkor = Q(niva=Niva.ENHET, kon="", plats__in=[e.pk for e in enheter]) | Q(niva=Niva.HUVUDMAN, kon="", grupp="")
    last = las_serier(person, nyckeltal, villkor & Q(period_till__gte=idag - BAKAT))
    rader: dict[tuple[int, int | None, str], Talrad] = {}
    for vilken, serie in last.serier.items():
        rad = rader.setdefault(
            (vilken.nyckeltal, vilken.skolform, vilken.uppdelning),
            Talrad(last.nyckeltal[vilken.nyckeltal], last.skolformer.get(vilken.skolform or 0), vilken.uppdelning),
        )
        if vilken.niva == Niva.ENHET and vilken.plats:
            rad.serier[vilken.plats] = serie
        elif vilken.niva in JAMFORS_MED:
            rad.kommunens = serie
    med_tal = [rad for rad in rader.values() if rad.serier]
    skolformer = Counter((rad.nyckeltal.pk, rad.uppdelning) for rad in med_tal)
    for rad in med_tal:
        rad.visa_skolform = skolformer[rad.nyckeltal.pk, rad.uppdelning] > 1
    return sorted(med_tal, key=lambda r: (r.nyckeltal.ordning, r.skolform.ordning if r.skolform else 0, r.uppdelning))


def rubrik(rader: Sequence[Talrad], enheter: Sequence[Enhet], lagen: dict[int, list[Underlagsrad]], runda: str) -> str:
    """Läget i en mening: hur många enheter som har rundans underlag."""
    klara = [e for e in enheter if all(rad.lage in (Lage.INNE, Lage.PRELIMINAR) for rad in lagen.get(e.pk, []))]
    if not enheter:
        return "Inga enheter i området."
    if len(klara) == len(enheter):
        return f"Allt underlag inför {runda} är inne."
    saknas = sum(rad.lage == Lage.SAKNAS for e in enheter for rad in lagen.get(e.pk, []))
    if not saknas:
        return f"Underlaget inför {runda} är på väg. Inget är försenat."
    antal = sum(any(rad.lage == Lage.SAKNAS for rad in lagen.get(e.pk, [])) for e in enheter)
    return f"{antal_ord(antal, 'en enhet saknar', 'enheter saknar').capitalize()} underlag inför {runda}."


def ingress(rader: Sequence[Talrad], enheter: Sequence[Enhet]) -> str:
    """Vilka enheter som sticker ut i flest nyckeltal."""
    namn = {e.pk: e.namn for e in enheter}
    antal: dict[int, int] = {}
    for rad in rader:
        for cell, enhet in zip(rad.celler(enheter), enheter, strict=True):
            if cell.ut and cell.ut.bra is False:
                antal[enhet.pk] = antal.get(enhet.pk, 0) + 1
    flest = sorted(antal, key=lambda pk: -antal[pk])[:2]
    if not flest:
        return "Ingen enhet ligger klart sämre än de andra i rundans nyckeltal."
    delar = [f"{namn[pk]} i {antal_ord(antal[pk], 'ett nyckeltal', 'nyckeltal')}" for pk in flest]
    return f"Klart sämre än de andra: {uppraknat(delar)}."
