"""Rollistans kommun med läsårets dialoger skapade ur mallarna."""

import pytest

from dialoger.arshjul import efter_hjulet
from dialoger.models import Dialog
from tests.rollista import NU, Rollista


@pytest.fixture
def dialoger(rollista) -> Rollista:
    efter_hjulet(rollista.lasar, NU)
    return rollista


@pytest.fixture
def vd2(dialoger) -> Dialog:
    """Almskolans VD2: rektorn Anna Alm och verksamhetschefen Vera Videkvist."""
    return Dialog.objects.med_det_som_visas().get(plats=dialoger.skola, mall__nyckel="vd2")
