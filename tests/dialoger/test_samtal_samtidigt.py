"""Två gör samma sak i samma ögonblick: samtalet startas en gång, orden fastställs en gång och som de lästes."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from dialoger.arshjul import efter_hjulet
from dialoger.handlingar.minnesanteckningar import faststall_minnen, ordens_hash, spara_minnen
from dialoger.handlingar.privat import borja_anteckna
from dialoger.handlingar.samtalet import starta
from dialoger.models import Dialog, Minnesanteckning, PrivatAnteckning
from styrkedja.models import Handelse
from tests.dialoger.samtalen import startad
from tests.dialoger.test_handslag_samtidigt import samtidigt
from tests.rollista import NU

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def vd2(rollista) -> Dialog:
    efter_hjulet(rollista.lasar, NU)
    return Dialog.objects.med_det_som_visas().get(plats=rollista.skola, mall__nyckel="vd2")


def test_bada_startar_pa_en_gang(rollista, vd2):
    Dialog.objects.filter(pk=vd2.pk).update(tillstand="bokad")
    fel = samtidigt(*(lambda p=p: starta(dialog=vd2, av=p) for p in (rollista.rektor, rollista.verksamhetschef)))
    assert Handelse.objects.filter(handling="starta_samtal").count() == fel.count(None) == 1
    assert Minnesanteckning.objects.count() == 1


def test_ett_faststallande_och_en_sparning_ger_aldrig_ord_ingen_last(rollista, vd2):
    samtal = startad(vd2, rollista.rektor)
    minne = samtal.minnesanteckning
    spara_minnen(minne=minne, texter={"beslut": "Vi prövar."}, av=rollista.rektor, nu=NU)
    last = ordens_hash(minne)
    samtidigt(
        lambda: faststall_minnen(dialog=samtal, last=last, av=rollista.verksamhetschef),
        lambda: faststall_minnen(dialog=samtal, last=last, av=rollista.rektor),
        lambda: spara_minnen(minne=minne, texter={"beslut": "Andra ord."}, av=rollista.rektor),
    )
    minne.refresh_from_db()
    assert Handelse.objects.filter(handling="faststall_minnesanteckningar").count() <= 1
    assert not minne.faststalld or (minne.hash, minne.innehall["beslut"]) == (last, "Vi prövar.")
    if minne.faststalld:
        with pytest.raises(ValidationError):
            spara_minnen(minne=minne, texter={"beslut": "Efteråt."}, av=rollista.rektor)


def test_tva_flikar_borjar_samma_egna_anteckning(rollista, vd2):
    fel = samtidigt(*(lambda: borja_anteckna(dialog=vd2, av=rollista.rektor) for _ in range(3)))
    if connection.vendor == "postgresql":  # SQLite låser hela filen: där får någon vänta och försöka igen
        assert fel == [None] * 3
    assert PrivatAnteckning.objects.count() == 1
