"""Rollistans kommun med referensdata, hjulmallar och nämndens möten inlagda."""

import pytest

from styrkedja.handlingar.referensdata import ladda_referensdata
from styrkedja.handlingar.referensdata_hjul import ladda_hjulmallar
from styrkedja.models import Forum, Hjulpost, Motesdag
from tests.hjul.test_regler import MOTEN
from tests.rollista import Rollista


@pytest.fixture
def kommun(rollista: Rollista) -> Rollista:
    ladda_referensdata()
    ladda_hjulmallar()
    bun = Forum.objects.get(nyckel="bun")
    Motesdag.objects.bulk_create(Motesdag(forum=bun, dag=dag) for dag in MOTEN)
    return rollista


@pytest.fixture
def hjul(kommun: Rollista) -> Rollista:
    """Kommunen med hjulet skapat för 2026/27."""
    from styrkedja.handlingar.hjul import skapa_hjul

    skapa_hjul(lasar=kommun.lasar)
    return kommun


@pytest.fixture
def post(hjul):
    """Ger `post(nyckel, plats=None)`: posten i årets hjul."""

    def hamta(nyckel: str, plats=None) -> Hjulpost:
        poster = Hjulpost.objects.select_related("lasar", "mall", "plats").filter(lasar=hjul.lasar, nyckel=nyckel)
        return poster.get(plats=plats) if plats else poster.get()

    return hamta
