"""Att skapa läsårets rapporter ur mallen: en per enhet, med ett avsnitt per skolform och läroplan där mallen säger så."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from kvalitetsrapporter.models import (
    Avsnitt,
    Avsnittsmall,
    Rapport,
    Rapportdel,
    Rapportmall,
)
from styrkedja.handlingar.logg import logga
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Enhet, EnhetSkolform, Hjulpost, Lasar


@transaction.atomic
def skapa_rapporter(*, lasar: Lasar, nu: datetime | None = None) -> int:
    """Skapar det som fattas av läsårets rapporter, avsnitt och delar. Idempotent; ger antalet nya rapporter.

    Enheter som saknar skolform får ingen rapport. Saknar läsåret mall händer inget.
    """
    mall = Rapportmall.objects.filter(lasar=lasar).first()
    if mall is None:
        return 0
    nu = nu or klockan_nu()
    enheter = list(Enhet.objects.verksamma(lasar).filter(skolformer__isnull=False).distinct())
    har = set(Rapport.objects.for_lasar(lasar).values_list("enhet_id", flat=True))
    nya = [Rapport(enhet=e, lasar=lasar, mall=mall, skapad=nu) for e in enheter if e.pk not in har]
    Rapport.objects.bulk_create(nya)
    rapporter = list(Rapport.objects.for_lasar(lasar))
    _fyll_delar(rapporter, lasar)
    _fyll_avsnitt(rapporter, mall, lasar)
    if nya:
        logga("skapa_rapporter", av=None, pa=lasar, nu=nu, antal=len(nya))
    return len(nya)


def _fyll_delar(rapporter: list[Rapport], lasar: Lasar) -> None:
    """En del per omgång, med enhetens egen sista dag ur årshjulet när den har en."""
    omgangar = list(lasar.omgangar.all())
    egna = _egna_sista_dagar(lasar)
    har = {(d.rapport_id, d.omgang_id): d for d in Rapportdel.objects.filter(rapport__in=rapporter)}
    nya, flyttade = [], []
    for rapport in rapporter:
        for omgang in omgangar:
            dag = egna.get((rapport.enhet_id, omgang.nyckel))
            delen = har.get((rapport.pk, omgang.pk))
            if delen is None:
                nya.append(Rapportdel(rapport=rapport, omgang=omgang, sista_dag=dag))
            elif delen.sista_dag != dag:
                delen.sista_dag = dag
                flyttade.append(delen)
    Rapportdel.objects.bulk_create(nya)
    Rapportdel.objects.bulk_update(flyttade, ["sista_dag"])


def _egna_sista_dagar(lasar: Lasar) -> dict[tuple[int, str], date]:
    poster = Hjulpost.objects.filter(lasar=lasar, nyckel__endswith="_rapportdel", till__isnull=False)
    dagar = {
        (p, nyckel.removesuffix("_rapportdel")): till
        for p, nyckel, till in poster.values_list("plats_id", "nyckel", "till")
        if till
    }
    summering = Hjulpost.objects.filter(lasar=lasar, nyckel="summerande_analys", till__isnull=False)
    return dagar | {(p, "lasarsslut"): till for p, till in summering.values_list("plats_id", "till") if till}


def _fyll_avsnitt(rapporter: list[Rapport], mall: Rapportmall, lasar: Lasar) -> None:
    mallar = list(mall.avsnitt.order_by("nr"))
    skolformer = _skolformer(lasar)
    har = set(Avsnitt.objects.filter(rapport__in=rapporter).values_list("rapport_id", "nyckel"))
    Avsnitt.objects.bulk_create(
        [
            avsnitt
            for rapport in rapporter
            for avsnitt in avsnitt_for(rapport, mallar, skolformer.get(rapport.enhet_id, []))
            if (rapport.pk, avsnitt.nyckel) not in har
        ],
        batch_size=2000,
    )


def _skolformer(lasar: Lasar) -> dict[int, list[EnhetSkolform]]:
    """Enhetens skolformer och läroplaner som gäller någon dag under läsåret."""
    per_enhet: dict[int, list[EnhetSkolform]] = {}
    for rad in EnhetSkolform.objects.under(lasar).select_related("skolform", "laroplan"):
        per_enhet.setdefault(rad.enhet_id, []).append(rad)
    return per_enhet


def avsnitt_for(rapport: Rapport, mallar: Iterable[Avsnittsmall], rader: list[EnhetSkolform]) -> list[Avsnitt]:
    """Rapportens avsnitt i ordning: mall för mall, inom den skolform för skolform (Gy11 och Gy25 bredvid varandra)."""
    avsnitt: list[Avsnitt] = []
    for mall in mallar:
        if mall.omraden:
            egna = [r for r in rader if r.skolform.nyckel in mall.omraden]
            avsnitt += [_avsnitt_for_rad(rapport, mall, rad, egna, i) for i, rad in enumerate(egna)]
        else:
            avsnitt.append(
                Avsnitt(
                    rapport=rapport,
                    mall=mall,
                    nyckel=mall.nyckel,
                    rubrik=mall.rubrik,
                    ordning=mall.nr * 100,
                )
            )
    return avsnitt


def _avsnitt_for_rad(
    rapport: Rapport,
    mall: Avsnittsmall,
    rad: EnhetSkolform,
    egna: list[EnhetSkolform],
    plats: int,
) -> Avsnitt:
    return Avsnitt(
        rapport=rapport,
        mall=mall,
        nyckel=f"{mall.nyckel}-{rad.laroplan.nyckel}",
        rubrik=_rubrik(mall, rad, egna),
        skolform=rad.skolform,
        laroplan=rad.laroplan,
        ordning=mall.nr * 100 + plats,
    )


def _rubrik(mall: Avsnittsmall, rad: EnhetSkolform, egna: list[EnhetSkolform]) -> str:
    """Rubriken säger bara det som skiljer: skolformen när enheten har flera, läroplanen när skolformen har flera."""
    if len(egna) == 1:
        return mall.rubrik
    samma = [r for r in egna if r.skolform_id == rad.skolform_id]
    if len(samma) == len(egna):
        return f"{mall.rubrik}, {rad.laroplan.namn}"
    return f"{mall.rubrik}, {rad.skolform.namn}" + (f" {rad.laroplan.namn}" if len(samma) > 1 else "")
