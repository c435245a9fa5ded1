"""Avsnittets nyckeltal: mallens, i den ordning den nämner dem, och enhetens egna i samma läroplansområde."""

from collections.abc import Collection

from analysunderlag.models import Nyckeltal
from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import EnhetSkolform


def i_avsnittet(avsnitt: Avsnitt) -> list[Nyckeltal]:
    """För avsnittets skolform, eller för dem som enheten har läsåret när det handlar om hela enheten. Två frågor."""
    nycklar, omrade = avsnitt.mall.nyckeltal, _omrade(avsnitt)
    if not nycklar and not omrade:
        return []
    alla = Nyckeltal.objects.for_enhet(avsnitt.rapport.enhet).i_bruk().prefetch_related("skolformer")
    plats = {nyckel: i for i, nyckel in enumerate(nycklar)}
    mallens = [n for n in alla if n.nyckel in plats]
    egna = [n for n in alla if n.enhet_id and omrade and n.laroplansomrade == omrade]
    skolformer = _skolformer(avsnitt) if mallens else frozenset()
    return [*sorted(filter(_galler(skolformer), mallens), key=lambda n: plats[n.nyckel]), *egna]


def namn_pa(nycklar: Collection[str]) -> dict[str, str]:
    """Nyckel → namn, också för nyckeltal som har upphört: en gammal bedömning vilar på dem. En fråga."""
    return dict(Nyckeltal.objects.filter(nyckel__in=nycklar).values_list("nyckel", "namn"))


def _galler(skolformer: frozenset[int]):
    """Ett nyckeltal utan skolformer gäller alla."""

    def galler(nyckeltal: Nyckeltal) -> bool:
        egna = {s.pk for s in nyckeltal.skolformer.all()}
        return not egna or not skolformer or bool(egna & skolformer)

    return galler


def _omrade(avsnitt: Avsnitt) -> str:
    return avsnitt.mall.omraden.get(avsnitt.skolform.nyckel, "") if avsnitt.skolform else ""


def _skolformer(avsnitt: Avsnitt) -> frozenset[int]:
    if avsnitt.skolform_id:
        return frozenset({avsnitt.skolform_id})
    enhetens = EnhetSkolform.objects.filter(enhet=avsnitt.rapport.enhet_id).under(avsnitt.rapport.lasar)
    return frozenset(enhetens.values_list("skolform", flat=True))
