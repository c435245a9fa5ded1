"""Rollistans kommun med nyckeltal och koder, så som inläsningen möter den."""

from collections.abc import Callable
from typing import Any

import pytest

from analysunderlag.handlingar.inlasning import infor_direkt, satt_lasning, ta_emot
from analysunderlag.models import Inlasning, Varde
from analysunderlag.referensdata import ladda
from styrkedja.models import Skolenhetskod
from tests.analysunderlag.husets_ord import fil
from tests.rollista import Rollista


@pytest.fixture
def underlag(rollista) -> Rollista:
    """Ekby kommun heter här som Helsingborg i exempelfilerna: samma organisationsnummer och kommunkod."""
    ladda()
    rollista.huvudman.orgnr, rollista.huvudman.kommunkod = "212000-1157", "1283"
    rollista.huvudman.save()
    for enhet, kod in ((rollista.skola, "99999904"), (rollista.gymnasium, "99999901")):
        Skolenhetskod.objects.create(enhet=enhet, kod=kod)
    return rollista


@pytest.fixture
def las_in(underlag) -> Callable[..., Inlasning]:
    """Ger `las_in(data eller exempelfilens namn, hoppa_fel=…, **lasval)`: tar emot, ställer in och för in. Ger raden."""

    def las_in(data: bytes | str, *, hoppa_fel: int = 0, bekraftade: list[str] | None = None, **val: Any) -> Inlasning:
        namn = data if isinstance(data, str) else "prov.csv"
        rad = ta_emot(av=underlag.controller, data=fil(data) if isinstance(data, str) else data, filnamn=namn)
        if val:
            satt_lasning(av=underlag.controller, rad=rad, **val)
            rad.refresh_from_db()
        infor_direkt(rad=rad, hoppa_fel=hoppa_fel, bekraftade=bekraftade)
        rad.refresh_from_db()
        return rad

    return las_in


def gallande(**vilka: Any) -> dict[tuple[str, str], str]:
    """(nyckeltal, kön) → talet eller tecknet, för det som gäller."""
    return {
        (v.nyckeltal.nyckel, v.kon): f"{v.tal.normalize():f}" if v.tal is not None else v.tecken
        for v in Varde.objects.gallande().filter(**vilka).select_related("nyckeltal")
    }
