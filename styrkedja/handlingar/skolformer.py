"""Enhetens skolformer, läroplaner och skolenhetskoder: delar av enhetens handlingar, i deras transaktion."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import Q

from styrkedja.models import Enhet, EnhetSkolform, Laroplan, Skolenhetskod, Skolform
from styrkedja.regler.skolenhet import fel_i_kod


def galler(dag: date) -> Q:
    """Villkoret att en läroplan gäller den dagen."""
    return (Q(galler_fran__isnull=True) | Q(galler_fran__lte=dag)) & (
        Q(galler_till__isnull=True) | Q(galler_till__gte=dag)
    )


def satt_skolformer_pa(
    enhet: Enhet, skolformer: Iterable[Skolform], *, dag: date, arskurser: Mapping[Skolform, str] | None = None
) -> bool:
    """Sätter vilka skolformer enheten har från dagen. Ger sant om något ändrades.

    En ny skolform får alla sina läroplaner som gäller då (Gy11 och Gy25 löper bredvid varandra). En skolform som
    tas bort slutar gälla; raden står kvar för de rapporter som hör till den.
    """
    onskade = list(dict.fromkeys(skolformer))
    if not onskade:
        raise ValidationError({"skolformer": "Välj minst en skolform."})
    rader = list(enhet.skolformer.select_related("skolform"))
    har = {r.skolform for r in rader if r.till is None}
    tillagda = [_lagg_till(enhet, s, rader, dag) for s in onskade if s not in har]
    borttagna = [r for r in rader if r.till is None and r.skolform not in onskade]
    for rad in borttagna:
        rad.till = dag
        rad.save(update_fields=["till"])
    return _satt_arskurser(enhet, arskurser or {}) or bool(tillagda or borttagna)


def _lagg_till(enhet: Enhet, skolform: Skolform, rader: list[EnhetSkolform], dag: date) -> Skolform:
    gamla = [r for r in rader if r.skolform == skolform]
    for rad in gamla:
        rad.till = None
        rad.save(update_fields=["till"])
    laroplaner = [] if gamla else list(Laroplan.objects.filter(galler(dag), skolform=skolform))
    if not gamla and not laroplaner:
        raise ValidationError({"skolformer": f"Ingen läroplan för {skolform} gäller {dag}."})
    EnhetSkolform.objects.bulk_create(EnhetSkolform(enhet=enhet, skolform=skolform, laroplan=p) for p in laroplaner)
    return skolform


def _satt_arskurser(enhet: Enhet, arskurser: Mapping[Skolform, str]) -> bool:
    andrade = 0
    for skolform, text in arskurser.items():
        andrade += enhet.skolformer.filter(skolform=skolform).exclude(arskurser=text).update(arskurser=text)
    return andrade > 0


def satt_koder_pa(enhet: Enhet, koder: Mapping[str, Skolform | None]) -> bool:
    """Sätter enhetens skolenhetskoder till precis dessa. Ger sant om något ändrades.

    Raises:
        ValidationError: en kod är felskriven eller hör till en annan enhet.
    """
    har = {k.kod: k for k in enhet.koder.all()}
    nya = {kod: skolform for kod, skolform in koder.items() if kod not in har}
    _prova_koder(nya)
    bort = [k for kod, k in har.items() if kod not in koder]
    andrade = [k for kod, k in har.items() if kod in koder and k.skolform != koder[kod]]
    for rad in bort:
        rad.delete()
    for rad in andrade:
        rad.skolform = koder[rad.kod]
        rad.save(update_fields=["skolform"])
    Skolenhetskod.objects.bulk_create(Skolenhetskod(enhet=enhet, skolform=s, kod=kod) for kod, s in nya.items())
    return bool(nya or bort or andrade)


def _prova_koder(koder: Iterable[str]) -> None:
    fel = [f"{kod}: {mening}" for kod in koder if (mening := fel_i_kod(kod))]
    tagna = Skolenhetskod.objects.filter(kod__in=list(koder)).select_related("enhet")
    fel += [f"Koden {k.kod} hör redan till {k.enhet}." for k in tagna]
    if fel:
        raise ValidationError({"koder": fel})
