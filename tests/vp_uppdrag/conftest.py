"""Rollistan med det som uppdragen behöver: forumen, och ett uppdrag att arbeta med."""

from collections.abc import Callable
from typing import Any

import pytest

from styrkedja.models import Forum, Niva
from vp_uppdrag.handlingar.gang import besluta
from vp_uppdrag.handlingar.las import med_parter
from vp_uppdrag.handlingar.uppdrag import satt_parter, skapa_uppdrag
from vp_uppdrag.models import Uppdrag
from vp_uppdrag.regler.parter import Partroll, Partuppgift

ORDERN = "Verksamhetscheferna får i uppdrag att ta fram ett förslag."


def lagg_forum() -> None:
    niva, _ = Niva.objects.get_or_create(nyckel="huvudman", defaults={"namn": "Huvudman", "ordning": 1})
    for nyckel, namn in (("ledningsgrupp", "Ledningsgrupp för skolorna"), ("styrgrupp", "Direktörens styrgrupp")):
        Forum.objects.get_or_create(nyckel=nyckel, defaults={"namn": namn, "niva": niva, "slag": "beslut"})


@pytest.fixture
def kommun(rollista):
    """Rollistan med ledningsgruppens forum."""
    lagg_forum()
    return rollista


@pytest.fixture
def nytt(kommun) -> Callable[..., Uppdrag]:
    """Ger `nytt(beslutat=True, **falt)`: ett uppdrag som område Norr kallar samman och Elevhälsan medverkar i."""

    def bygg(*, beslutat: bool = True, parter: list[Partuppgift] | None = None, **falt: Any) -> Uppdrag:
        uppdrag = skapa_uppdrag(
            **{"lasar": kommun.lasar, "rubrik": "Närvaro", "text": ORDERN, "av": kommun.direktor, **falt}
        )
        standard = [
            Partuppgift(Partroll.SAMMANKALLANDE, plats=kommun.norr.pk),
            Partuppgift(Partroll.MEDVERKANDE, plats=kommun.avdelning.pk),
        ]
        satt_parter(uppdrag=uppdrag, parter=standard if parter is None else parter, av=kommun.direktor)
        if beslutat:
            besluta(uppdrag=uppdrag, av=kommun.direktor)
        return farskt(uppdrag)

    return bygg


@pytest.fixture
def uppdrag(nytt) -> Uppdrag:
    return nytt()


def farskt(uppdrag: Uppdrag) -> Uppdrag:
    """Uppdraget som nästa begäran läser det."""
    return med_parter(Uppdrag.objects.all()).get(pk=uppdrag.pk)
