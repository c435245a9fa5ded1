"""Handslag att pröva med: en dialog som är förd, och handslag i den på olika långt håll."""

from datetime import datetime
from typing import Any

from dialoger.handlingar.handslag import Uppgift, foresla
from dialoger.handlingar.handslagsja import bekrafta
from dialoger.models import Dialog, Handslag
from dialoger.regler.dialog import Dialoglage
from styrkedja.models import Person
from tests.rollista import NU, Rollista


def ford(dialog: Dialog, nu: datetime = NU) -> Dialog:
    """Dialogen så som den är när samtalet är fört."""
    Dialog.objects.filter(pk=dialog.pk).update(tillstand=Dialoglage.GENOMFORD, genomford=nu)
    return Dialog.objects.med_det_som_visas().get(pk=dialog.pk)


def uppgift(dialog: Dialog, **falt: Any) -> Uppgift:
    """En hel åtgärd som rektor svarar för."""
    rektor = next(p for p in dialog.parter.all() if p.roll == "rektor")
    return Uppgift(**{"vad": "En person ringer samma dag.", "ansvarig": rektor, "nar_i_ord": "i VD3", **falt})


def handslag(dialog: Dialog, av: Person, **falt: Any) -> Handslag:
    return foresla(dialog=dialog, uppgift=uppgift(dialog, **falt), av=av)


def ja(person: Person, *rader: Handslag) -> list[Handslag]:
    """Personens ja till handslagen så som de står nu."""
    farska_ = [farskt(h) for h in rader]
    return bekrafta(dialog=farska_[0].dialog, last={h.pk: h.summa for h in farska_}, av=person)


def bekraftat(kommun: Rollista, dialog: Dialog, **falt: Any) -> Handslag:
    """Ett handslag i en förd dialog som båda har sagt ja till."""
    rad = handslag(ford(dialog), kommun.rektor, **falt)
    ja(kommun.rektor, rad)
    ja(kommun.verksamhetschef, rad)
    return farskt(rad)


def farskt(rad: Handslag) -> Handslag:
    return Handslag.objects.select_related("dialog", "ansvarig__plats").get(pk=rad.pk)
