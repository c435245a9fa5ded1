"""Demons uppföljning av målen: aktiviteternas läge och de egna måttens värden fram till i dag, i bulk."""

from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from decimal import Decimal

from styrkedja.demofro import stabil
from styrkedja.demotid import klockan
from vp_uppdrag.models import Aktivitet, Aktivitetsandring, Malindikator, Malmatning
from vp_uppdrag.regler.mal import Aktivitetslage

#: Så långt har måttet kommit av vägen vid läsårets mätningar: (månad, dag, del).
MATS = ((12, 8, 0.35), (4, 8, 0.7), (6, 3, 0.95))
#: Delen som blir kvar där enheten står still.
STAR_STILL = 0.25


def folj_upp(idag: date, ord_: Callable[[str, int], str], star_still: Collection[int]) -> None:
    """Sätter lägen och värden för mål som har gällt.

    Args:
        ord_: ("risk" eller "installd", tal) → lägets ord.
        star_still: platserna där måtten knappt rör sig.
    """
    _lagena(idag, ord_)
    _matten(idag, star_still)


def _lagena(idag: date, ord_: Callable[[str, int], str]) -> None:
    rader = list(Aktivitet.objects.exclude(mal__i_kraft_fran=None).select_related("mal__skapad_av", "mal__plan"))
    andringar = []
    for rad in rader:
        if not (rad.fran and rad.till and rad.fran < idag and rad.mal.skapad_av):
            continue
        fro = stabil(rad.mal.plan.plats_id, rad.mal.ordning, rad.text)
        rad.lage, slag, nar = _laget(rad.fran, rad.till, fro, idag)
        rad.lagesord = ord_(slag, fro) if slag else ""
        rad.rord = max(nar, rad.mal.skapad)
        andringar.append(
            Aktivitetsandring(aktivitet=rad, lage=rad.lage, text=rad.lagesord, av=rad.mal.skapad_av, nar=rad.rord)
        )
    Aktivitet.objects.bulk_update(rader, ["lage", "lagesord", "rord"])
    Aktivitetsandring.objects.bulk_create(andringar)


def _laget(fran: date, till: date, fro: int, idag: date) -> tuple[Aktivitetslage, str, datetime]:
    """(läget, vilka ord det behöver, när det sattes). Var femte pågående har ingen rört sedan den började."""
    if till < idag:
        dag = max(fran, till - timedelta(days=fro % 10))
        installd = fro % 11 == 0
        return (Aktivitetslage.INSTALLD if installd else Aktivitetslage.KLAR), "installd" * installd, klockan(dag, 14)
    risk = fro % 7 == 0
    borjade = min(fran + timedelta(days=3), idag - timedelta(days=1))
    senast = borjade if fro % 5 == 0 else max(borjade, idag - timedelta(days=1 + fro % 40))
    return (Aktivitetslage.RISK if risk else Aktivitetslage.PAGAR), "risk" * risk, klockan(senast, 14)


def _matten(idag: date, star_still: Collection[int]) -> None:
    rader = Malindikator.objects.filter(nyckeltal=None).exclude(mal__i_kraft_fran=None)
    matningar = []
    for rad in rader.select_related("mal__plan__lasar", "mal__skapad_av"):
        lasar = rad.mal.plan.lasar
        del_av = STAR_STILL if rad.mal.plan.plats_id in star_still else 1
        for manad, dag, del_ in MATS:
            nar = date(lasar.fran.year if manad >= 7 else lasar.till.year, manad, dag)
            if nar < idag and rad.mal.skapad_av:
                matningar.append(Malmatning(
                    indikator=rad, dag=nar, varde=_varde(rad, del_ * del_av), av=rad.mal.skapad_av
                ))  # fmt: skip
    Malmatning.objects.bulk_create(matningar)


def _varde(rad: Malindikator, del_: float) -> Decimal:
    start, mal = rad.start or Decimal(0), rad.malvarde or Decimal(0)
    spridning = Decimal(stabil(rad.mal.plan.plats_id, rad.namn, del_) % 21 - 10) / 100
    return round(start + (mal - start) * (Decimal(str(del_)) + spridning), 0)
