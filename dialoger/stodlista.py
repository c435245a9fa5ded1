"""Stödbehoven som färdiga rader: vad, från vem, hur länge det har väntat, svaret."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch

from dialoger.models import Stodsvar
from dialoger.regler.stod import Vantan, vantan
from kvalitetsrapporter.models import Stodbehov
from kvalitetsrapporter.models.stodbehov import StodbehovQuerySet
from kvalitetsrapporter.regler.stodbehov import OBESVARADE
from styrkedja.format import lokal_dag
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Huvudman, Lasar, Person
from styrkedja.regler.roller import Roll

#: Svaret → (ton, ikon).
FORM = {
    Stodsvar.Svar.JA: ("god", "hel"),
    Stodsvar.Svar.DELVIS: ("vakta", "halv"),
    Stodsvar.Svar.NEJ: ("brist", "tom"),
}


@dataclass(frozen=True)
class Stodrad:
    """Ett sänt behov. `dagar` är dagar till svaret, eller hittills."""

    behov: Stodbehov
    enhet: Enhet
    lasar: Lasar
    dagar: int
    vantan: Vantan
    svar: Stodsvar | None

    @property
    def form(self) -> tuple[str, str]:
        return FORM[Stodsvar.Svar(self.svar.svar)] if self.svar else ("vakta", "vanta")

    @property
    def till(self) -> str:
        return self.behov.mottagare.namn if self.behov.mottagare else "verksamhetschefen"


def sanda() -> StodbehovQuerySet:
    """Sända behov med allt som en rad visar, äldst först."""
    galler = Prefetch(
        "svar", Stodsvar.objects.filter(ersatt__isnull=True).select_related("av", "foljs_upp__lasar"), to_attr="nu_svar"
    )
    rader = Stodbehov.objects.sanda().select_related(
        "avsnitt__rapport__enhet", "avsnitt__rapport__lasar", "omgang", "mottagare", "skapad_av", "mottaget_av"
    )
    return rader.prefetch_related(galler)


def stallda_till(person: Person) -> list[Stodrad]:
    """De som personen är mottagare för: avdelningens, och områdets som ingen avdelning har."""
    return som_rader(sanda().stallda_till(person))


def obesvarade_under(person: Person) -> list[Stodrad]:
    """Andras obesvarade, så långt upp som de har nått: verksamhetschefens enheters sena, direktörens lyfta."""
    obesvarade = sanda().filter(tillstand__in=OBESVARADE)
    if person.har(Roll.UTBILDNINGSDIREKTOR):
        return [r for r in som_rader(obesvarade) if r.vantan == Vantan.LYFT]
    if not person.har(Roll.VERKSAMHETSCHEF):
        return []
    omradets = obesvarade.i_omradet(person).filter(mottagare__isnull=False)
    return [r for r in som_rader(omradets) if r.vantan != Vantan.INOM_TID]


def enhetens(person: Person) -> list[Stodrad]:
    """De egna enheternas sända behov."""
    return som_rader(sanda().filter(avsnitt__rapport__enhet__in=person.platser(Roll.REKTOR)))


def racker_inte() -> list[Stodrad]:
    """De vars rektor har sagt att svaret inte räcker: till huvudmannadialogen."""
    rader = Stodsvar.objects.filter(ersatt__isnull=True, rektors=Stodsvar.Rektors.RACKER_INTE)
    return som_rader(sanda().filter(pk__in=rader.values("behov")))


def som_rader(behoven: Iterable[Stodbehov]) -> list[Stodrad]:
    """Raderna i samma ordning. Två frågor, hur många de än är."""
    dagar = Huvudman.objects.values_list("svar_inom", "svar_lyfts").first() or (14, 28)
    return [_rad(b, *dagar) for b in behoven]


def _rad(behov: Stodbehov, svar_inom: int, lyfts: int) -> Stodrad:
    assert behov.sant is not None
    svar = next(iter(behov.nu_svar), None)  # type: ignore[attr-defined]
    sant, nu = lokal_dag(behov.sant), idag()
    return Stodrad(
        behov, behov.avsnitt.rapport.enhet, behov.avsnitt.rapport.lasar,
        ((lokal_dag(svar.nar) if svar else nu) - sant).days,
        vantan(sant, nu, svar_inom=svar_inom, lyfts=lyfts), svar,
    )  # fmt: skip
