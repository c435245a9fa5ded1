"""Rummets del av demon: dialogerna, handslagen och svaren på stödbehoven (demoberättelsen §8–10)."""

from django.db import transaction

from dialoger.arshjul import efter_hjulet
from dialoger.demo import handslag, iakttagelser, samtal, stodet
from styrkedja.demotid import Demotid, klockan
from styrkedja.models import Lasar


@transaction.atomic
def ladda(tid: Demotid) -> None:
    """Lägger det som har hänt i dialogerna fram till i dag."""
    for lasar in Lasar.objects.order_by("fran"):
        efter_hjulet(lasar, klockan(lasar.fran, 4))
    stodet.ladda(tid)
    handslag.ladda(tid)
    samtal.ladda(tid)
    iakttagelser.ladda(tid)
