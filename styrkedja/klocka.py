"""Klockan: det enda stället som frågar vad det är för dag. Demon kan låtsas en annan (DEMO_IDAG)."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone


def nu() -> datetime:
    """Tidpunkten nu, medveten om tidszon. I demon med DEMO_IDAG: samma klockslag, den angivna dagen."""
    verklig = timezone.now()
    if not (settings.DEMO and settings.DEMO_IDAG):
        return verklig
    lokal = timezone.localtime(verklig)
    dag = date.fromisoformat(settings.DEMO_IDAG)
    return lokal.replace(year=dag.year, month=dag.month, day=dag.day)


def idag() -> date:
    """Dagens datum i Sverige."""
    return timezone.localtime(nu()).date()


def dagen(nar: datetime | None) -> date:
    """Dagen i Sverige för en tidpunkt, eller i dag när ingen ges: handlingar som tar `nu=` räknar sina dagar så."""
    return timezone.localtime(nar).date() if nar else idag()
