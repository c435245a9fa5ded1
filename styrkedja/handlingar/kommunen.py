"""Kommunens namn och färg i sidornas ram, och länken till dess interna kontroll: ändras någon gång om året."""

from django.core.cache import cache
from django.db import transaction

from styrkedja.models import Huvudman

FALT = ("namn", "accent", "intern_kontroll_namn", "intern_kontroll_lank")
_NYCKEL = "sidramens-kommun"
#: Så länge en annan webbprocess får visa det gamla. Den som ändrade ser det nya genast.
EN_MINUT = 60


def kommunen() -> dict[str, str]:
    """Kommunens uppgifter i FALT, högst en minut gamla; tomt innan någon har lagt upp den."""
    sparad = cache.get(_NYCKEL)
    if sparad is None:
        sparad = Huvudman.objects.values(*FALT).first()
        if sparad:
            cache.set(_NYCKEL, sparad, EN_MINUT)
    return sparad or {}


def glom_kommunen() -> None:
    """Anropas när kommunens uppgifter har ändrats: nästa sida läser om, när ändringen är sparad."""
    transaction.on_commit(lambda: cache.delete(_NYCKEL))
