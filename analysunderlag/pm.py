"""Analytikerns PM på sidorna: vilka som hör till en enhet, ett nyckeltal, en runda eller ett område. En fråga var."""

from collections.abc import Collection, Iterable

from django.db.models import Q

from analysunderlag.models import Bilaga, Nyckeltal
from styrkedja.models import Enhet, Omgang

#: Så många visas på en sida, de senaste. Alla står i listan.
PA_SIDAN = 5


def om_enheter(enheter: Iterable[Enhet], nyckeltal: Collection[int], omgang: Omgang | None) -> list[Bilaga]:
    """De som nämner enheterna; och de om nyckeltalen eller rundan som inte nämner någon enhet."""
    villkor = Q(enhet__in=[e.pk for e in enheter]) | Q(enhet__isnull=True, nyckeltal__in=nyckeltal)
    return _senaste(villkor | Q(enhet__isnull=True, nyckeltal__isnull=True, omgang=omgang or 0))


def om_nyckeltalet(nyckeltal: Nyckeltal) -> list[Bilaga]:
    return _senaste(Q(nyckeltal=nyckeltal))


def senaste() -> list[Bilaga]:
    return _senaste(Q())


def _senaste(villkor: Q) -> list[Bilaga]:
    return list(Bilaga.objects.gallande().filter(villkor)[:PA_SIDAN])
