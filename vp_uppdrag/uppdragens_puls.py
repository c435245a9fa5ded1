"""När någon senast rörde ett uppdrag: listan, sidan och direktörens läge läser samma svar. Tre frågor för alla uppdrag."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Max

from styrkedja.format import lokal_dag
from styrkedja.models import Lasar, Text
from vp_uppdrag.handlingar.blad import UPPDRAG
from vp_uppdrag.malens_puls import senaste_rundan
from vp_uppdrag.models import Matvarde, Uppdrag
from vp_uppdrag.regler.still import ligger_still, senast_rord
from vp_uppdrag.regler.tillstand import PAGAENDE


def stilla_uppdrag(uppdragen: Iterable[Uppdrag], lasar: Lasar) -> dict[int, date]:
    """Uppdragets id → dagen då någon senast rörde det, för dem som pågår och är orörda sedan rundan som senast stängde."""
    pagar = [u for u in uppdragen if u.tillstand in PAGAENDE]
    sedan = senaste_rundan(lasar) if pagar else None
    if sedan is None:
        return {}
    rorda = uppdragen_rordes(pagar)
    return {pk: dag for pk, dag in rorda.items() if ligger_still(dag, sedan)}


def uppdragen_rordes(uppdragen: Iterable[Uppdrag]) -> dict[int, date]:
    """Uppdragets id → dagen då det senast beslutades, gick vidare, ändrades, rapporterades, mättes eller skrevs i."""
    dagar: dict[int, list[date]] = {u.pk: list(_egna_dagar(u)) for u in uppdragen}
    for pk, dag in _andras_dagar(list(dagar)):
        dagar[pk].append(dag)
    return {pk: senast for pk, rader in dagar.items() if (senast := senast_rord(rader))}


def _egna_dagar(uppdrag: Uppdrag) -> Iterator[date]:
    steg = (uppdrag.skapad, uppdrag.beslutat, uppdrag.planeras_fran, uppdrag.godkant, uppdrag.genomfors_fran)
    yield from (lokal_dag(nar) for nar in steg if nar)


def _andras_dagar(uppdragen: list[int]) -> Iterator[tuple[int, date]]:
    rader = Uppdrag.objects.filter(pk__in=uppdragen).order_by().annotate(
        rapporterat=Max("lagesrapporter__nar"), andrat=Max("andringar__nar"), lart=Max("larande__nar"),
    )  # fmt: skip
    for pk, *tider in rader.values_list("pk", "rapporterat", "andrat", "lart"):
        yield from ((pk, lokal_dag(nar)) for nar in tider if nar)
    matta = Matvarde.objects.filter(effektmal__uppdrag__in=uppdragen).order_by().values_list("effektmal__uppdrag")
    yield from matta.annotate(senast=Max("dag"))
    skrivna = Text.objects.filter(agare_slag=UPPDRAG, agare_id__in=uppdragen, andrad__isnull=False).order_by()
    for pk, nar in skrivna.values_list("agare_id").annotate(senast=Max("andrad")):
        yield pk, lokal_dag(nar)
