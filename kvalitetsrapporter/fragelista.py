"""Det som sidan med rundans frågor visar: frågorna i ordning, budgeten som rutor, lasten, och vem som har svarat."""

from dataclasses import dataclass
from typing import Any

from kvalitetsrapporter.behorighet import hinder_for_att_andra_fraga
from kvalitetsrapporter.handlingar.fragerunda import Runda, avsnitt_att_fraga_om, las_last, las_runda, svarade
from kvalitetsrapporter.models import Fraga, Rapportdel
from kvalitetsrapporter.regler import infor
from styrkedja.format import antal_ord, namnordning, tal_i_ord
from styrkedja.klocka import idag
from styrkedja.models import Omgang, Person, Tillhorighet


@dataclass(frozen=True)
class Fragerad:
    """En fråga i listan, med vem den går till, vem som svarat och vad personen får göra med den."""

    fraga: Fraga
    krets: str
    #: Rubriken på avsnittet som frågan handlar om.
    om: str
    nar: int
    svar: int
    hinder: str | None
    ersatts: bool

    @property
    def utkast(self) -> bool:
        return self.fraga.publicerad is None


def listan(omgang: Omgang, person: Person) -> dict[str, Any]:
    """Sidans namn. Antalet frågor till databasen är detsamma för alla kommuner."""
    runda = las_runda(omgang)
    svar = svarade(runda)
    om = dict(avsnitt_att_fraga_om(omgang))
    ersatta = {f.ersatter_id for f in runda.fragor if f.ersatter_id}
    rader = [
        Fragerad(
            f,
            f.krets_i_ord,
            om.get(f.avsnitt, ""),
            len(runda.nar(f)),
            len(svar.get(f.pk, ())),
            hinder_for_att_andra_fraga(person, f),
            f.pk in ersatta,
        )
        for f in runda.fragor
    ]
    flest = max(runda.per_enhet(runda.stallda).values(), default=0)
    med_utkast = max(runda.per_enhet([*runda.stallda, *runda.utkast]).values(), default=0)
    return {
        "omgang": omgang,
        "lasar": omgang.lasar,
        "dag": idag(),
        "rubrik": rubriken(runda),
        "budget": runda.budget,
        "flest": flest,
        "med_utkast": med_utkast if med_utkast > flest else 0,
        "rutor": _rutor(flest, med_utkast, runda.budget),
        "last": las_last(runda),
        "rader": [r for r in rader if r.fraga.avslutad is None],
        "avslutade": [r for r in rader if r.fraga.avslutad],
    }


def rubriken(runda: Runda) -> str:
    """Läget i en mening: "Tre frågor är ställda inför VD2."."""
    antal = len(runda.stallda)
    if not antal:
        return f"Ingen fråga är ställd {infor(runda.omgang.namn)}."
    stallda = antal_ord(antal, "en fråga är ställd", "frågor är ställda").capitalize()
    return f"{stallda} {infor(runda.omgang.namn)}."


def _rutor(flest: int, med_utkast: int, budget: int) -> list[str]:
    """Budgetens rutor som former: ställd, utkast, ledig, över."""
    antal = max(flest, med_utkast, budget)
    return [
        ("over" if n > budget else "hel") if n <= flest else ("streckad" if n <= med_utkast else "tom")
        for n in range(1, antal + 1)
    ]


@dataclass(frozen=True)
class Svarsrad:
    """En enhet som fått frågan. `version` är den inlämnade version som svaret läses i."""

    namn: str
    slug: str
    omrade: str
    svarat: bool
    version: int


def svarslistan(omgang: Omgang, fraga: Fraga, person: Person) -> dict[str, Any]:
    """Enheterna som frågan når, de som inte har svarat först."""
    runda = las_runda(omgang)
    har_svarat = svarade(runda).get(fraga.pk, set())
    omraden = dict(Tillhorighet.objects.filter(lasar=omgang.lasar_id).values_list("enhet_id", "omrade__namn"))
    delar = dict(
        Rapportdel.objects.filter(omgang=omgang, senaste__isnull=False).values_list(
            "rapport__enhet_id", "senaste__nummer"
        )
    )
    rader = [
        Svarsrad(runda.namn[e], runda.slug[e], omraden.get(e, ""), e in har_svarat, delar.get(e, 0))
        for e in runda.nar(fraga)
    ]
    rader.sort(key=lambda r: (r.svarat, namnordning(r.omrade), namnordning(r.namn)))
    antal = sum(r.svarat for r in rader)
    return {
        "omgang": omgang,
        "fraga": fraga,
        "rader": rader,
        "mening": f"{tal_i_ord(antal).capitalize() if antal else 'Ingen'} av {tal_i_ord(len(rader))} har svarat.",
    }
