"""Det som hjulet räknas ur: läsårets dagar, mallarnas regler och platserna som posterna hamnar på.

Läser databasen i ett fast antal frågor, hur många enheter det än finns, och gör om den till reglernas egna ting.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from styrkedja.models import (
    Avdelning,
    Enhet,
    EnhetSkolform,
    Hjulmall,
    Hjulniva,
    Hjulpost,
    Huvudman,
    Lasar,
    Motesdag,
    Namnd,
    Plats,
    Tillhorighet,
    Verksamhetsomrade,
)
from styrkedja.regler.dagar import Period
from styrkedja.regler.hjul import Mall, Raknare, Sammanhang, Tid, fel_i_regel

NAMNDENS_MOTEN = "bun"
Flyttar = Mapping[int, Mapping[str, Tid]]


@dataclass(frozen=True)
class Platser:
    """Var posterna på varje nivå hamnar, och vilka skolformer som finns där."""

    per_niva: Mapping[str, tuple[int, ...]]
    skolformer: Mapping[int, frozenset[str]]
    alla_skolformer: frozenset[str]
    gemensamma: frozenset[int] = field(default_factory=frozenset)

    def for_mall(self, mall: Hjulmall) -> list[int]:
        """Platserna som får mallens post: de på nivån där någon av mallens skolformer finns."""
        platser = self.per_niva.get(mall.niva, ())
        if not mall.skolformer:
            return list(platser)
        sokta = frozenset(mall.skolformer)
        return [p for p in platser if not sokta.isdisjoint(self.skolformer.get(p, self.alla_skolformer))]


def las_sammanhang(lasar: Lasar) -> Sammanhang:
    """Läsåret så som reglerna ser det: gränser, terminer, lov och nämndens möten."""
    moten = Motesdag.objects.filter(forum__nyckel=NAMNDENS_MOTEN, dag__range=(lasar.fran, lasar.till))
    return Sammanhang(
        fran=lasar.fran,
        till=lasar.till,
        terminer={"ht": (lasar.ht_fran, lasar.ht_till), "vt": (lasar.vt_fran, lasar.vt_till)},
        lov=tuple(Period(fran, till) for fran, till in lasar.lov.values_list("fran", "till")),
        moten=tuple(moten.order_by("dag").values_list("dag", flat=True)),
    )


def las_mallar() -> dict[str, Hjulmall]:
    """De aktiva mallarna i ordning, prövade.

    Raises:
        ValidationError: en regel går inte att räkna med; säger vilken mall och varför.
    """
    mallar = {mall.nyckel: mall for mall in Hjulmall.objects.filter(aktiv=True)}
    regler = {nyckel: mall.regel for nyckel, mall in mallar.items()}
    for nyckel, mall in mallar.items():
        if fel := fel_i_regel(mall.regel, nyckel, regler):
            raise ValidationError(f"Hjulet går inte att räkna. Mallen ”{mall.rubrik}”: {fel}")
    return mallar


def las_flyttar(lasar: Lasar) -> Flyttar:
    """Det som människor har flyttat: plats → nyckel → den satta tiden."""
    flyttar: dict[int, dict[str, Tid]] = defaultdict(dict)
    rader = Hjulpost.objects.for_lasar(lasar).flyttade().values_list("plats_id", "nyckel", "fran", "till")
    for plats, nyckel, fran, till in rader:
        flyttar[plats][nyckel] = Tid.period(fran, till or fran)
    return flyttar


def las_platser(lasar: Lasar) -> Platser:
    """Läsårets platser nivå för nivå."""
    huvudman, namnd = _forsta(Huvudman), _forsta(Namnd)
    enheter = tuple(Enhet.objects.verksamma(lasar).values_list("pk", flat=True))
    omraden = _verksamma(Verksamhetsomrade, lasar)
    skolformer = _skolformer(lasar, enheter + omraden)
    return Platser(
        per_niva={
            Hjulniva.HUVUDMAN: huvudman,
            Hjulniva.KF_KS: huvudman,
            Hjulniva.STAT: huvudman,
            Hjulniva.NAMND: namnd,
            Hjulniva.VERKSAMHETSOMRADE: omraden,
            Hjulniva.AVDELNING: _verksamma(Avdelning, lasar),
            Hjulniva.ENHET: enheter,
        },
        skolformer=skolformer,
        alla_skolformer=frozenset().union(*skolformer.values()),
        gemensamma=frozenset(huvudman + namnd),
    )


def bygg_raknare(lasar: Lasar, mallar: Mapping[str, Hjulmall], flyttar: Flyttar, platser: Platser) -> Raknare:
    """Räknaren för läsåret, med nämndens och huvudmannens flyttade poster som ankare för alla."""
    delade = {nyckel: tid for plats in platser.gemensamma for nyckel, tid in flyttar.get(plats, {}).items()}
    regler = [Mall(nyckel, mall.regel, mall.slag) for nyckel, mall in mallar.items()]
    return Raknare(regler, las_sammanhang(lasar), delade)


def _forsta(modell: type[Plats]) -> tuple[int, ...]:
    return tuple(modell.objects.order_by("ordning", "pk").values_list("pk", flat=True)[:1])


def _verksamma(modell: type[Plats], lasar: Lasar) -> tuple[int, ...]:
    kvar = modell.objects.filter(upphord__isnull=True) | modell.objects.filter(upphord__gt=lasar.fran)
    return tuple(kvar.values_list("pk", flat=True))


def _skolformer(lasar: Lasar, platser: Iterable[int]) -> dict[int, frozenset[str]]:
    """Skolformerna som finns någon dag under läsåret, på varje enhet och i varje område."""
    per_plats: dict[int, set[str]] = {plats: set() for plats in platser}
    omrade = dict(Tillhorighet.objects.filter(lasar=lasar).values_list("enhet_id", "omrade_id"))
    rader = EnhetSkolform.objects.values_list("enhet_id", "skolform__nyckel", "fran", "till")
    for enhet, nyckel, fran, till in rader:
        galler = (fran is None or fran <= lasar.till) and (till is None or till >= lasar.fran)
        for plats in (enhet, omrade.get(enhet)):
            if galler and enhet in per_plats and plats in per_plats:
                per_plats[plats].add(nyckel)
    return {plats: frozenset(nycklar) for plats, nycklar in per_plats.items()}
