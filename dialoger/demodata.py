"""Rummets del av demon: dialogerna, handslagen och svaren på stödbehoven (demoberättelsen §8–10)."""

from django.db import transaction

from dialoger.demo import stodet
from styrkedja.demotid import Demotid


@transaction.atomic
def ladda(tid: Demotid) -> None:
    """Lägger det som har hänt i dialogerna fram till i dag."""
    stodet.ladda(tid)
