"""Uppåt: vilka enheters mål som arbetar med ett uppdrag, hur det går för dem, och vilka berörda enheter som inget har.

Målen läses så som de är fastställda, och orden om dem från inlämningen. Antalet frågor är detsamma hur många enheterna är.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from styrkedja.format import namnordning, uppraknat
from styrkedja.models import Enhet, EnhetSkolform, Lasar, Person
from vp_uppdrag.models import Bidrag, Mal, Progression, Uppdrag, Uppdragssvar, Verksamhetsplan
from vp_uppdrag.regler.krets import galler_enheten


@dataclass
class Malrad:
    """Ett mål som bidrar, med det som är delat om det runda för runda. `lasbar`: personen får öppna planen."""

    mal: Mal
    lasbar: bool
    rundor: list[Progression] = field(default_factory=list)


@dataclass(frozen=True)
class Uppat:
    """`malen` i enheternas ordning; `utan` är de berörda enheterna som inte har något mål som bidrar."""

    malen: list[Malrad]
    utan: list[Enhet]
    berorda: int
    platser: int


def las_uppat(person: Person, uppdrag: Uppdrag) -> Uppat:
    """Läser uppdragets mål och berörda enheter. `skolformer` och `enheter` bör vara förhandslästa."""
    bidrag = Bidrag.objects.i_kraft().filter(uppdrag=uppdrag).select_related("mal__plan__plats", "mal__plan__lasar")
    malen = [b.mal for b in bidrag]
    malen.sort(key=lambda m: (namnordning(m.plan.plats.namn), m.gallande_nr or 0))
    lasbara = _lasbara(person, malen)
    rader = {m.pk: Malrad(m, m.plan_id in lasbara) for m in malen}
    delade = Progression.objects.delade().filter(mal__in=rader).select_related("omgang").order_by("omgang__ordning")
    for ett in delade:
        rader[ett.mal_id].rundor.append(ett)
    berorda, har = berorda_enheter(uppdrag), {m.plan.plats_id for m in malen}
    return Uppat(list(rader.values()), [e for e in berorda if e.pk not in har], len(berorda), len(har))


def _lasbara(person: Person, malen: Iterable[Mal]) -> set[int]:
    planer = Verksamhetsplan.objects.synliga_for(person).filter(pk__in={m.plan_id for m in malen})
    return set(planer.values_list("pk", flat=True))


def berorda_enheter(uppdrag: Uppdrag) -> list[Enhet]:
    """Enheterna som uppdraget gäller läsåret. Två frågor till databasen."""
    har = enheternas_skolformer(uppdrag.lasar)
    enheter = Enhet.objects.verksamma(uppdrag.lasar)
    return [e for e in enheter if galler(uppdrag, e.pk, har)]


def enheternas_skolformer(lasar: Lasar, enhet: int | None = None) -> dict[int, set[int]]:
    """Enhetens id → skolformerna läsåret, för alla eller en."""
    rader = EnhetSkolform.objects.under(lasar)
    rader = rader.filter(enhet=enhet) if enhet else rader
    har: dict[int, set[int]] = {}
    for pk, skolform in rader.values_list("enhet_id", "skolform_id"):
        har.setdefault(pk, set()).add(skolform)
    return har


def galler(uppdrag: Uppdrag, enhet: int, har: Mapping[int, set[int]]) -> bool:
    """Sant när uppdraget gäller enheten. `skolformer` och `enheter` bör vara förhandslästa."""
    skolformer, enheter = {s.pk for s in uppdrag.skolformer.all()}, {e.pk for e in uppdrag.enheter.all()}
    return galler_enheten(uppdrag.urval, skolformer, enheter, enhet=enhet, har=har.get(enhet, set()))


@dataclass(frozen=True)
class Enhetens:
    """Ett uppdrag som gäller enheten, enhetens mål som bidrar till det, och rundorna som den har svarat i (krav 76)."""

    uppdrag: Uppdrag
    mal: list[Mal]
    rundor: list[str]

    @property
    def svarat(self) -> str:
        """svarade på uppdragets fråga i VD1 och VD2; tomt när inget svar är inlämnat."""
        return f"svarade på uppdragets fråga i {uppraknat(self.rundor)}" if self.rundor else ""


def uppdrag_som_galler(person: Person, enhet: Enhet, lasar: Lasar) -> list[Enhetens]:
    """Läsårets beslutade uppdrag som gäller enheten eller som dess mål bidrar till, i nummerordning. Sju frågor."""
    synliga = Uppdrag.objects.synliga_for(person).beslutade().for_lasar(lasar)
    uppdragen = list(synliga.select_related("lasar").prefetch_related("skolformer", "enheter"))
    if not uppdragen:
        return []
    bidrag = Bidrag.objects.i_kraft().filter(uppdrag__in=uppdragen, mal__plan__plats=enhet).select_related("mal__plan")
    malen: dict[int | None, list[Mal]] = {}
    for rad in bidrag.order_by("mal__gallande_nr"):
        malen.setdefault(rad.uppdrag_id, []).append(rad.mal)
    har = enheternas_skolformer(lasar, enhet.pk)
    svar: dict[int, list[str]] = {}
    delade = Uppdragssvar.objects.delade().filter(uppdrag__in=uppdragen, plats=enhet).order_by("omgang__ordning")
    for uppdrag, omgang in delade.values_list("uppdrag_id", "omgang__namn"):
        svar.setdefault(uppdrag, []).append(omgang)
    return [
        Enhetens(u, malen.get(u.pk, []), svar.get(u.pk, []))
        for u in uppdragen
        if u.pk in malen or u.pk in svar or galler(u, enhet.pk, har)
    ]
