"""När någon senast rörde ett mål: planens sida och uppdragens läser samma svar. Fyra frågor för alla mål."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Max

from styrkedja.format import lokal_dag
from styrkedja.klocka import idag
from styrkedja.models import Lasar, Omgang
from vp_uppdrag.models import Aktivitet, Mal, Malmatning, Progression
from vp_uppdrag.regler.still import senast_rord


def senaste_rundan(lasar: Lasar) -> date | None:
    """Första dagen i den runda som senast stängde: det som ingen har rört sedan dess ligger still."""
    stangda = Omgang.objects.filter(lasar=lasar, till__lt=idag()).order_by("-ordning")
    return stangda.values_list("fran", flat=True).first()


def malen_rordes(malen: Iterable[int]) -> dict[int, date | None]:
    """Målets id → dagen då det senast lades, sattes i kraft, följdes upp, mättes eller fick ord i en runda."""
    alla = list(malen)
    dagar: dict[int, list[date]] = {pk: [] for pk in alla}
    for pk, dag in _dagarna(alla):
        dagar[pk].append(dag)
    return {pk: senast_rord(rader) for pk, rader in dagar.items()}


def _dagarna(malen: list[int]) -> Iterator[tuple[int, date]]:
    for pk, skapad, i_kraft in Mal.objects.filter(pk__in=malen).values_list("pk", "skapad", "i_kraft_fran"):
        yield pk, lokal_dag(i_kraft or skapad)
    rorda = Aktivitet.objects.filter(mal__in=malen, slappt=None).order_by().values_list("mal")
    for pk, rord in rorda.annotate(senast=Max("rord")):
        yield pk, lokal_dag(rord)
    matta = Malmatning.objects.filter(indikator__mal__in=malen).order_by().values_list("indikator__mal")
    yield from matta.annotate(senast=Max("dag"))
    # Orden lämnas in före rundans första dag, men är rundans.
    delade = Progression.objects.delade().filter(mal__in=malen).order_by()
    for pk, delad, fran in delade.values_list("mal", "delad", "omgang__fran"):
        yield pk, max(lokal_dag(delad), fran)
