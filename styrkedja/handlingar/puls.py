"""Bakgrundsarbetets puls: beat ber om sopningen, kön bär den, arbetaren gör den och slår. Ett slag visar alla tre."""

from datetime import timedelta

from django.conf import settings

from styrkedja.klocka import nu
from styrkedja.models import Hjartslag

SVEP = "svep"


def sla(namn: str = SVEP) -> None:
    """Skriver att bakgrundsarbetet lever just nu."""
    Hjartslag.objects.update_or_create(namn=namn, defaults={"sedd": nu()})


def sedan(namn: str = SVEP) -> timedelta | None:
    """Tiden sedan senaste slaget, eller None när inget slag har hörts."""
    slag = Hjartslag.objects.filter(namn=namn).first()
    return nu() - slag.sedd if slag else None


def lever(namn: str = SVEP) -> bool:
    """Sant när ett slag hörts inom tre svep, dock alltid inom två minuter."""
    tid = sedan(namn)
    return tid is not None and tid <= timedelta(seconds=max(3 * settings.SVEP_SEKUNDER, 120))
