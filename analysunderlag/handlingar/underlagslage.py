"""Vilka nyckeltal i en runda som är inne, preliminära eller saknas, enhet för enhet (krav 43, 50, 56).

Erbjuds uppåt: dialogens checklista, områdets tabell och enhetens sida läser samma svar. Säger bara om ett värde finns,
aldrig vad det är; därför frågas ingen rätt här.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from analysunderlag.models import Niva, Nyckeltal, Varde
from analysunderlag.regler.trend import las_perioder
from analysunderlag.regler.underlagslage import Fakta, Lage, Vantat, galler_arskurserna, lage, vantat
from styrkedja.models import EnhetSkolform, Omgang

#: Luckorna först.
ORDNING = (Lage.SAKNAS, Lage.KOMMER, Lage.PRELIMINAR, Lage.INNE)
#: Äldre värden än så svarar inte på någon runda.
BAKAT = timedelta(days=3 * 366)


@dataclass(frozen=True)
class Underlagsrad:
    """Ett nyckeltal inför rundan på en enhet: läget, perioden som väntas, och när den brukar komma."""

    nyckeltal: Nyckeltal
    lage: Lage
    vantat: Vantat


def underlagslage(enheter: Collection[int], omgang: Omgang, *, idag: date) -> dict[int, list[Underlagsrad]]:
    """Enhetens nyckel → rundans nyckeltal, luckorna först. Fyra frågor hur många enheter det än är.

    Args:
        enheter: enheternas nycklar.
        idag: dagen som läget gäller.
    """
    rundans = rundans_nyckeltal(omgang)
    finns = _varden(enheter, rundans, omgang)
    har = _skolformer(enheter, omgang)
    svar = {}
    for enhet in enheter:
        galler = [(n, v) for n, v in rundans if _galler(n, enhet, har[enhet])]
        rader = [Underlagsrad(n, lage(v, finns[enhet, n.pk], idag), v) for n, v in galler]
        svar[enhet] = sorted(rader, key=lambda rad: ORDNING.index(rad.lage))
    return svar


def rundans_nyckeltal(omgang: Omgang) -> list[tuple[Nyckeltal, Vantat]]:
    """Rundans nyckeltal på enhetsnivå, med det som väntas. Två frågor."""
    alla = Nyckeltal.objects.i_bruk().prefetch_related("skolformer")
    rader = []
    for nyckeltal in alla:
        if omgang.nyckel not in nyckeltal.omgangar or Niva.ENHET not in nyckeltal.nivaer:
            continue
        svar = vantat(nyckeltal.period, nyckeltal.publiceras_manad, under=nyckeltal.ges_ut_under, rundan=omgang.till)
        if svar is not None:
            rader.append((nyckeltal, svar))
    return rader


def _varden(
    enheter: Collection[int], rundans: list[tuple[Nyckeltal, Vantat]], omgang: Omgang
) -> defaultdict[tuple[int, int], list[Fakta]]:
    rader = list(
        Varde.objects.gallande()
        .filter(
            plats__in=enheter,
            niva=Niva.ENHET,
            nyckeltal__in=[n.pk for n, _ in rundans],
            period_till__gte=omgang.till - BAKAT,
        )
        .order_by()
        .values_list("plats", "nyckeltal", "period", "preliminart")
        .distinct()
    )
    perioder = las_perioder(rad[2] for rad in rader)
    finns: defaultdict[tuple[int, int], list[Fakta]] = defaultdict(list)
    for plats, nyckeltal, period, preliminart in rader:
        finns[plats, nyckeltal].append(Fakta(perioder[period], preliminart))
    return finns


def _skolformer(enheter: Collection[int], omgang: Omgang) -> defaultdict[int, list[tuple[int, str]]]:
    """Enhetens skolformer och årskurser den dag rundan slutar."""
    rader = EnhetSkolform.objects.filter(
        Q(fran__isnull=True) | Q(fran__lte=omgang.till),
        Q(till__isnull=True) | Q(till__gte=omgang.till),
        enhet__in=enheter,
    )
    har: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    for enhet, skolform, arskurser in rader.values_list("enhet", "skolform", "arskurser"):
        har[enhet].append((skolform, arskurser))
    return har


def _galler(nyckeltal: Nyckeltal, enhet: int, har: list[tuple[int, str]]) -> bool:
    """Om enheten har något att mäta: dess skolform, dess årskurser, och inte en annan enhets eget nyckeltal."""
    if nyckeltal.enhet_id not in (None, enhet):
        return False
    skolformer = {s.pk for s in nyckeltal.skolformer.all()}
    return not skolformer or any(
        s in skolformer and galler_arskurserna(nyckeltal.arskurser, arskurser) for s, arskurser in har
    )
