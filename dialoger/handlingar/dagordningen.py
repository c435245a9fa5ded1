"""Dagordningen och underlagen som en dialog får av sin mall: läroplansområdena efter enhetens läroplaner."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from dialoger.models import Dagordningspunkt, Dialog, Mallpunkt, Mallunderlag, Underlagsrad
from styrkedja.handlingar.referensdata import dela_rubrik
from styrkedja.models import EnhetSkolform, Laroplansomrade


def malldagordning(dialoger: Iterable[Dialog]) -> Iterator[Dagordningspunkt]:
    """Mallens punkter för varje dialog. Läroplanspunkten blir en per område, och delar på sin tid."""
    dialoger = list(dialoger)
    punkter = _per_mall(Mallpunkt.objects.filter(mall__in={d.mall_id for d in dialoger}))
    omraden = Omraden(dialoger)
    for dialog in dialoger:
        ordning = 0
        for punkt in punkter[dialog.mall_id]:
            for rubrik, omrade, minuter in omraden.delat(dialog, punkt):
                ordning += 10
                yield Dagordningspunkt(
                    dialog=dialog, ordning=ordning, rubrik=rubrik, slag=punkt.slag, minuter=minuter,
                    innehall=punkt.innehall, mallpunkt=punkt, omrade=omrade,
                )  # fmt: skip


def mallens_underlag(dialoger: Iterable[Dialog]) -> Iterator[Underlagsrad]:
    """Underlagen som gäller enhetens skolformer; huvudmannens dialoger får alla."""
    dialoger = list(dialoger)
    rader = _per_mall(Mallunderlag.objects.filter(mall__in={d.mall_id for d in dialoger}))
    skolformer = Omraden(dialoger).skolformer
    for dialog in dialoger:
        for rad in rader[dialog.mall_id]:
            har = skolformer.get(dialog.plats_id)
            if har is None or not rad.skolformer or har & set(rad.skolformer):
                yield Underlagsrad(dialog=dialog, mallunderlag=rad)


def _per_mall(rader: Iterable) -> dict[int | None, list]:
    ordnade = defaultdict(list)
    for rad in rader:
        ordnade[rad.mall_id].append(rad)
    return ordnade


class Omraden:
    """Enheternas skolformer och läroplansområden, lästa en gång för alla dialoger."""

    def __init__(self, dialoger: list[Dialog]):
        lasar = dialoger[0].lasar if dialoger else None
        rader = EnhetSkolform.objects.filter(enhet__in={d.plats_id for d in dialoger}).select_related("skolform")
        self.laroplaner: dict[int, list[EnhetSkolform]] = defaultdict(list)
        for rad in rader.under(lasar) if lasar else ():
            self.laroplaner[rad.enhet_id].append(rad)
        self.skolformer = {pk: {r.skolform.namn for r in rader} for pk, rader in self.laroplaner.items()}
        ids = {r.laroplan_id for rader in self.laroplaner.values() for r in rader}
        self.omraden = {(o.laroplan_id, o.namn): o for o in Laroplansomrade.objects.filter(laroplan__in=ids)}

    def delat(self, dialog: Dialog, punkt: Mallpunkt) -> list[tuple[str, Laroplansomrade | None, int]]:
        """(rubrik, område, minuter): punkten själv, eller en rad per områdesnamn som enheten har."""
        funna: dict[str, Laroplansomrade] = {}
        for rad in self.laroplaner.get(dialog.plats_id, []) if punkt.omraden else ():
            for rubrik in punkt.omraden.get(rad.skolform.namn, []):
                namn = dela_rubrik(rubrik)[1]
                if omrade := self.omraden.get((rad.laroplan_id, namn)):
                    funna.setdefault(namn, omrade)
        if not funna:
            return [(punkt.rubrik, None, punkt.minuter)]
        minuter = max(5, punkt.minuter // len(funna))
        return [(namn, omrade, minuter) for namn, omrade in funna.items()]
