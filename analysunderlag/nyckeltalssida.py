"""Ett nyckeltal över enheterna: vilka som ligger högst och lägst, vilka som sticker ut, och åren bakom (krav 98)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import Q

from analysunderlag.handlingar.serier import JAMFORS_MED, Matpunkt, Serie, las_serier
from analysunderlag.models import Niva, Nyckeltal
from analysunderlag.regler.perioder import Period
from analysunderlag.regler.sticker_ut import Utstickare, riktning, sticker_ut
from analysunderlag.regler.uppdelning import i_ord
from styrkedja import diagram as d
from styrkedja.format import namnordning, uppraknat
from styrkedja.models import Enhet, Person, Skolform

#: Så många perioder visas i tabellen, de senaste.
PERIODER = 5


@dataclass
class Enhetsrad:
    """En enhets rad: talen period för period, och om enheten sticker ut i den senaste."""

    namn: str
    slug: str
    serie: Serie
    egen: bool = False
    ut: Utstickare | None = None

    def punkt(self, period: str) -> Matpunkt | None:
        return self.serie.punkter.get(period)


@dataclass
class Del:
    """En skolform och uppdelning av nyckeltalet: det som går att jämföra mellan enheter."""

    nyckeltal: Nyckeltal
    skolform: Skolform | None
    uppdelning: str
    rader: list[Enhetsrad] = field(default_factory=list)
    jamforelser: list[Serie] = field(default_factory=list)

    @property
    def namn(self) -> str:
        return ", ".join(filter(None, (i_ord(self.uppdelning), self.skolform.namn if self.skolform else ""))) or "alla"

    @cached_property
    def perioder(self) -> list[Period]:
        alla = {p.period for rad in self.rader for p in rad.serie.punkter.values()}
        return sorted(alla)[-PERIODER:]

    @property
    def senaste(self) -> Period | None:
        return self.perioder[-1] if self.perioder else None

    def talen(self) -> dict[int, float]:
        """Enhetens nyckel → talet i den senaste perioden, för dem vars tal läsaren ser."""
        senaste = self.senaste.text if self.senaste else ""
        punkter = ((rad.serie.vilken.plats, rad.punkt(senaste)) for rad in self.rader)
        return {plats: p.visat.tal for plats, p in punkter if plats and p and p.visat.tal is not None}

    def stall_upp(self) -> None:
        """Märker dem som sticker ut, och ordnar raderna: högst tal först, utan tal sist."""
        talen = self.talen()
        ut = {u.enhet: u for u in sticker_ut(talen, self.nyckeltal.hogre_ar_battre)}
        for rad in self.rader:
            rad.ut = ut.get(rad.serie.vilken.plats or 0)
        self.rader.sort(key=lambda r: (-talen.get(r.serie.vilken.plats or 0, float("-inf")), namnordning(r.namn)))

    @cached_property
    def diagram(self) -> d.Diagram | None:
        """Staplar i ordning, kommunen med. Ingen bild när ett tal är under noll: en stapel börjar i noll."""
        talen = self.talen()
        if not talen or min(talen.values()) < 0 or self.senaste is None:
            return None
        staplar = [d.Stapel(r.namn, _i_stapel(r.punkt(self.senaste.text)), egen=r.egen) for r in self.rader]
        staplar += [d.Stapel("Kommunen", _i_stapel(s.punkter.get(self.senaste.text))) for s in self._kommunens()]
        titel = f"{self.nyckeltal.namn}, {self.nyckeltal.matt}, {self.senaste.text}"
        return d.stapel(titel, staplar, hogst=100 if self.nyckeltal.matt == "%" else None, decimaler=self._decimaler)

    @property
    def _decimaler(self) -> int:
        return 0 if self.nyckeltal.matt in ("antal", "kr") else self.nyckeltal.decimaler

    def _kommunens(self) -> list[Serie]:
        return [s for s in self.jamforelser if s.vilken.niva == Niva.HUVUDMAN]


def _i_stapel(punkt: Matpunkt | None) -> float | str | None:
    if punkt is None:
        return "–"
    return punkt.visat.kort if punkt.visat.tal is None else punkt.visat.tal


def las_delar(
    person: Person, nyckeltal: Nyckeltal, enheter: Collection[Enhet] | None = None, egna: Collection[int] = ()
) -> list[Del]:
    """Nyckeltalets delar, den som gäller flest enheter först. Fem frågor hur många enheter det än är.

    Args:
        enheter: bara de enheterna; None är alla.
        egna: nycklarna till dem som märks som läsarens egna.
    """
    namnen = {e.pk: e for e in (Enhet.objects.all() if enheter is None else enheter)}
    villkor = Q(niva=Niva.ENHET, kon="", plats__in=namnen) | Q(niva__in=JAMFORS_MED, kon="", grupp="")
    last = las_serier(person, [nyckeltal], villkor)
    delar: dict[tuple[int | None, str], Del] = {}
    for vilken, serie in last.serier.items():
        del_ = delar.setdefault(
            (vilken.skolform, vilken.uppdelning),
            Del(nyckeltal, last.skolformer.get(vilken.skolform or 0), vilken.uppdelning),
        )
        if vilken.niva == Niva.ENHET and vilken.plats:
            enhet = namnen[vilken.plats]
            del_.rader.append(Enhetsrad(enhet.namn, enhet.slug, serie, egen=enhet.pk in egna))
        else:
            del_.jamforelser.append(serie)
    for del_ in delar.values():
        del_.stall_upp()
    return sorted((del_ for del_ in delar.values() if del_.rader), key=lambda del_: (-len(del_.rader), del_.namn))


def rubrik(del_: Del | None) -> str:
    """Det viktigaste i en mening: vilka som sticker ut, annars högst och lägst."""
    if del_ is None or del_.senaste is None:
        return "Inga tal är inlästa än."
    ut = [rad.namn for rad in del_.rader if rad.ut]
    if ut:
        fler = (
            f"{uppraknat(ut[:2])} sticker ut" if len(ut) <= 2 else f"{ut[0]}, {ut[1]} och {len(ut) - 2} till sticker ut"
        )
        return f"{fler}."
    med_tal = [rad for rad in del_.rader if (p := rad.punkt(del_.senaste.text)) and p.visat.tal is not None]
    if len(med_tal) < 2:
        return "Det finns inget att jämföra mellan enheter."
    return f"Ingen sticker ut. {med_tal[0].namn} ligger högst, {med_tal[-1].namn} lägst."


def utstickare_i_ord(ut: Utstickare) -> tuple[str, str, str]:
    """(ton, form, ord) för märket vid en enhet som sticker ut."""
    ord_ = "klart högre" if ut.hogre else "klart lägre"
    ton = {True: "god", False: "brist", None: "lugnt"}[ut.bra]
    return ton, "upp" if ut.hogre else "ned", f"{ord_} än de andra"


def andring(serie: Serie, hogre_ar_battre: bool | None) -> tuple[str, str] | None:
    """(form, ord) sedan samma period året före."""
    nu, da = serie.senaste, serie.forra
    if nu is None or da is None or nu.visat.tal is None or da.visat.tal is None:
        return None
    return riktning(da.visat.tal, nu.visat.tal, hogre_ar_battre)


def urval(delar: Sequence[Del], valt: str) -> Del | None:
    """Delen med det namnet, annars den första."""
    return next((del_ for del_ in delar if del_.namn == valt), delar[0] if delar else None)
