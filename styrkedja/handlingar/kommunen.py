"""Kommunens namn och färg i sidornas ram: läses på varje sida, ändras någon gång om året."""

from django.core.cache import cache
from django.db import transaction

from styrkedja.models import Huvudman

_NYCKEL = "sidramens-kommun"
#: Så länge en annan webbprocess får visa det gamla. Den som ändrade ser det nya genast.
EN_MINUT = 60


def kommunen() -> dict[str, str]:
    """Kommunens `namn` och `accent`, högst en minut gamla; tomt innan någon har lagt upp den."""
    sparad = cache.get(_NYCKEL)
    if sparad is None:
        sparad = Huvudman.objects.values("namn", "accent").first()
        if sparad:
            cache.set(_NYCKEL, sparad, EN_MINUT)
    return sparad or {}


def glom_kommunen() -> None:
    """Anropas när kommunens uppgifter har ändrats: nästa sida läser om, när ändringen är sparad."""
    transaction.on_commit(lambda: cache.delete(_NYCKEL))
