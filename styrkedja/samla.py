"""Kärnan samlar ur rummen utan att importera dem: samma filnamn, samma namn i filen, rum för rum nedifrån och upp."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings


@cache
def ur_rummen(fil: str, namn: str) -> tuple[Any, ...]:
    """Ger det som heter `namn` i `<rum>/<fil>.py` för varje rum i settings.RUM som har det.

    Letar en gång per process. Ett rum utan filen hoppas över; en fil som finns men är trasig får falla.
    """
    funna = []
    for rum in settings.RUM:
        if find_spec(f"{rum}.{fil}") is None:
            continue
        modul = import_module(f"{rum}.{fil}")
        if hasattr(modul, namn):
            funna.append(getattr(modul, namn))
    return tuple(funna)
