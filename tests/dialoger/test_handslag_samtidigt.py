"""Båda bekräftar i samma ögonblick: ett ja var, och handslaget är bekräftat en gång."""

import threading
from collections.abc import Callable
from typing import cast

import pytest
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection

from dialoger.arshjul import efter_hjulet
from dialoger.handlingar.handslag import andra
from dialoger.handlingar.handslagsja import bekrafta
from dialoger.models import Dialog, Handslagsja
from styrkedja.models import Handelse
from tests.dialoger.handslagen import farskt, ford, handslag, uppgift
from tests.rollista import NU

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rad(rollista):
    efter_hjulet(rollista.lasar, NU)
    vd2 = Dialog.objects.med_det_som_visas().get(plats=rollista.skola, mall__nyckel="vd2")
    return handslag(ford(vd2), rollista.rektor)


def samtidigt(*arbeten: Callable[[], object]) -> list[BaseException | None]:
    """Alla börjar på samma startskott. Ger felet för var och en, eller None."""
    start, fel = threading.Barrier(len(arbeten)), cast(list[BaseException | None], [None] * len(arbeten))

    def kor(nr: int) -> None:
        try:
            start.wait(10)
            arbeten[nr]()
        except (ValidationError, OperationalError) as nej:
            fel[nr] = nej
        finally:
            connection.close()

    tradar = [threading.Thread(target=kor, args=(nr,)) for nr in range(len(arbeten))]
    for trad in tradar:
        trad.start()
    for trad in tradar:
        trad.join(30)
    return fel


@pytest.mark.krav(57)
def test_bada_bekraftar_pa_en_gang(rollista, rad):
    last = {rad.pk: farskt(rad).summa}
    personer = (rollista.rektor, rollista.verksamhetschef, rollista.rektor)
    fel = samtidigt(*(lambda p=p: bekrafta(dialog=rad.dialog, last=last, av=p) for p in personer))
    if connection.vendor == "postgresql":  # SQLite låser hela filen: där får någon vänta och försöka igen
        assert fel == [None] * 3
        assert (farskt(rad).tillstand, Handslagsja.objects.count()) == ("bekraftat", 2)
        assert Handelse.objects.filter(handling="bekrafta_dialog").count() == 1
    assert Handslagsja.objects.filter(upphavt__isnull=True).count() <= 2


def test_ett_ja_och_en_andring_pa_en_gang_ger_aldrig_ett_ja_till_ord_ingen_last(rollista, rad):
    last = {rad.pk: farskt(rad).summa}
    samtidigt(
        lambda: bekrafta(dialog=rad.dialog, last=last, av=rollista.verksamhetschef),
        lambda: andra(handslag=rad, uppgift=uppgift(rad.dialog, vad="Andra ord"), av=rollista.rektor),
    )
    rad = farskt(rad)
    gallande = rad.ja.filter(upphavt__isnull=True)
    assert all(j.hash == rad.summa for j in gallande)
