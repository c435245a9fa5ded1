"""En rundas frågor, lästa i få frågor till databasen: vem de når, vem som har svarat, budgeten och lasten."""

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db.models import Count, Min

from kvalitetsrapporter.handlingar.egna_falt import FRAGORNAS_AVSNITT, enhetsfakta, falt_for, krets, med_krets
from kvalitetsrapporter.handlingar.skrivning import AGARE
from kvalitetsrapporter.models import (
    ENHETENS_VAL,
    VARJE,
    Avsnitt,
    Avsnittsmall,
    Fraga,
    Fragebudget,
    Rapportdel,
    Skrivtid,
)
from kvalitetsrapporter.regler.fragor import Enhetsfakta, antal_per_enhet, mediantid, nar_enheten, over_budget
from styrkedja.format import namnordning
from styrkedja.handlingar.texter import text_hash
from styrkedja.models import Enhet, Omgang, Text

#: Avsnitt som är text: frågor, behov och fakta handlar om annat.
MED_TEXT = (Avsnittsmall.Typ.TEXT, Avsnittsmall.Typ.IPS, Avsnittsmall.Typ.MAL)
FIL = Path(__file__).resolve().parent.parent / "data" / "fragebudget.json"


@lru_cache(maxsize=1)
def _grundbudget() -> tuple[dict[str, int], int]:
    data = json.loads(FIL.read_text(encoding="utf-8"))
    return data["hogst"], data["annars"]


def grundbudget(nyckel: str) -> int:
    """Budgeten ur referensdata för en runda som ingen har ändrat."""
    hogst, annars = _grundbudget()
    return hogst.get(nyckel, annars)


def las_budget(omgang: Omgang) -> int:
    """Hur många frågor rundan får ställa till en enhet."""
    rad = Fragebudget.objects.filter(omgang=omgang).values_list("hogst", flat=True).first()
    return grundbudget(omgang.nyckel) if rad is None else rad


def avsnitt_att_fraga_om(omgang: Omgang) -> list[tuple[str, str]]:
    """(nyckel, rubrik) för de avsnitt som en fråga i rundan kan handla om: de som har egen text och skrivs då."""
    avsnitt = Avsnittsmall.objects.filter(
        mall__lasar=omgang.lasar_id, typ__in=MED_TEXT, runda__in=(omgang.nyckel, VARJE, ENHETENS_VAL)
    )
    return list(avsnitt.order_by("nr").values_list("nyckel", "rubrik"))


@dataclass
class Runda:
    """Rundans frågor och de enheter som finns läsåret."""

    omgang: Omgang
    budget: int
    fragor: list[Fraga]
    enheter: dict[int, Enhetsfakta]
    namn: dict[int, str]
    slug: dict[int, str]

    @property
    def utkast(self) -> list[Fraga]:
        return [f for f in self.fragor if f.publicerad is None]

    @property
    def stallda(self) -> list[Fraga]:
        return [f for f in self.fragor if f.publicerad and f.avslutad is None]

    @property
    def avslutade(self) -> list[Fraga]:
        return [f for f in self.fragor if f.avslutad]

    def nar(self, fraga: Fraga) -> list[int]:
        """Enheterna som frågan når."""
        dess = krets(fraga)
        return [pk for pk, fakta in self.enheter.items() if nar_enheten(dess, fakta)]

    def per_enhet(self, fragor: list[Fraga]) -> dict[int, int]:
        return antal_per_enhet((krets(f) for f in fragor), self.enheter.values())

    def over_med(self, fraga: Fraga, utan: set[int] = frozenset()) -> list[str]:  # type: ignore[assignment]
        """Namnen på dem som får frågan och då har fler än budgeten, när frågorna i `utan` är avslutade."""
        kvar = [f for f in self.stallda if f.pk not in utan and f.pk != fraga.pk]
        nadda = set(self.nar(fraga))
        over = over_budget(self.per_enhet([*kvar, fraga]), self.budget)
        return sorted((self.namn[e] for e in over if e in nadda), key=namnordning)


def las_runda(omgang: Omgang) -> Runda:
    """Rundan med allt som sidan och budgeten behöver. Antalet frågor till databasen är detsamma för alla kommuner."""
    enheter = enhetsfakta(omgang.lasar)
    platser = {e.pk: e for e in Enhet.objects.filter(tillhorigheter__lasar=omgang.lasar_id)}
    return Runda(
        omgang,
        las_budget(omgang),
        list(med_krets(Fraga.objects.filter(omgang=omgang))),
        enheter,
        {pk: e.namn for pk, e in platser.items()},
        {pk: e.slug for pk, e in platser.items()},
    )


def svarade(runda: Runda) -> dict[int, set[int]]:
    """Fråga → enheterna vars svar är inlämnat. Ett svar i ett utkast räknas inte: det är enhetens eget tills dess."""
    falt = {falt_for(f): f.pk for f in runda.fragor if f.publicerad}
    if not falt:
        return {}
    avsnitt = dict(
        Avsnitt.objects.filter(mall__nyckel=FRAGORNAS_AVSNITT, rapport__lasar=runda.omgang.lasar_id).values_list(
            "pk", "rapport__enhet_id"
        )
    )
    inne = dict(
        Rapportdel.objects.filter(omgang=runda.omgang, senaste__isnull=False).values_list(
            "rapport__enhet_id", "senaste__nar"
        )
    )
    texter = (
        Text.objects.filter(agare_slag=AGARE, falt__in=list(falt))
        .exclude(hash=text_hash(""))
        .annotate(forst=Min("versioner__nar"))
        .values_list("agare_id", "falt", "forst")
    )
    svar: dict[int, set[int]] = defaultdict(set)
    for agare, nyckel, forst in texter:
        enhet = avsnitt.get(agare)
        if enhet in inne and forst and forst <= inne[enhet]:
            svar[falt[nyckel]].add(enhet)
    return svar


@dataclass(frozen=True)
class Last:
    """Vad rundan kostar dem som skriver: antal frågor, hur mycket som är förifyllt, och tiden (None: för få)."""

    fragor: int
    falt: int
    forifyllda: int
    minuter: int | None

    @property
    def andel(self) -> float:
        """Andelen förifyllda fält, i procent."""
        return 100 * self.forifyllda / self.falt if self.falt else 0.0


def las_last(runda: Runda) -> Last:
    """Lasten i rundan. Förifyllt är det som kommer från annat håll, i dag fälten av typen fakta."""
    per_typ: dict[str, int] = dict(
        Avsnitt.objects.filter(rapport__lasar=runda.omgang.lasar_id, mall__runda__in=(VARJE, runda.omgang.nyckel))
        .exclude(mall__typ__in=(Avsnittsmall.Typ.FRAGOR, Avsnittsmall.Typ.BEHOV))
        .values_list("mall__typ")
        .annotate(antal=Count("mall__falt"))
    )
    svar = sum(runda.per_enhet(runda.stallda).values())
    tider = Skrivtid.objects.filter(omgang=runda.omgang).values_list("minuter", flat=True)
    return Last(
        len(runda.stallda), sum(per_typ.values()) + svar, per_typ.get(Avsnittsmall.Typ.FAKTA, 0), mediantid(tider)
    )
