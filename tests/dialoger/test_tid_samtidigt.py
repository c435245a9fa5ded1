"""Två rör samma dialogs tid i samma ögonblick: en hinner, den andra får ett tydligt svar."""

from datetime import time

import pytest

from dialoger.arshjul import efter_hjulet
from dialoger.handlingar.tid import acceptera_tid, avboka, foresla_tid
from dialoger.models import Dialog, Tidsforslag
from tests.dialoger.test_handslag_samtidigt import samtidigt
from tests.rollista import NU

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def vd2(rollista) -> Dialog:
    efter_hjulet(rollista.lasar, NU)
    return Dialog.objects.med_det_som_visas().get(plats=rollista.skola, mall__nyckel="vd2")


def _foresla(vd2, av) -> Tidsforslag:
    dag = vd2.lasar.till.replace(month=1, day=20)
    return foresla_tid(dialog=vd2, dag=dag, fran=time(9), till=time(11), av=av, last=0)


def test_bada_foreslar_pa_en_gang(rollista, vd2):
    fel = samtidigt(*(lambda p=p: _foresla(vd2, p) for p in (rollista.rektor, rollista.verksamhetschef)))
    assert fel.count(None) == Tidsforslag.objects.count() == 1


def test_ett_ja_och_ett_motbud_pa_en_gang(rollista, vd2):
    forslag = _foresla(vd2, rollista.verksamhetschef)
    fel = samtidigt(
        lambda: acceptera_tid(tidsforslag=forslag, av=rollista.rektor),
        lambda: acceptera_tid(tidsforslag=forslag, av=rollista.rektor),
        lambda: foresla_tid(
            dialog=vd2, dag=vd2.lasar.till.replace(month=1, day=21), fran=time(9), till=time(11), av=rollista.rektor,
            last=forslag.pk,
        ),
    )  # fmt: skip
    assert fel.count(None) == 1
    vd2.refresh_from_db()
    assert (vd2.tillstand == "bokad") == (vd2.borjar is not None)
    if vd2.borjar:
        avboka(dialog=vd2, skal="Prov.", av=rollista.rektor)
