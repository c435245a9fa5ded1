"""Sparningens väg: få frågor, samma rätt och samma ting som den vanliga dörren."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kvalitetsrapporter.behorighet import hinder_for_att_skriva_i
from kvalitetsrapporter.handlingar.egna_falt import nycklar_att_skriva
from kvalitetsrapporter.handlingar.sparvag import avsnitt_att_spara
from kvalitetsrapporter.models import Avsnittsmall
from styrkedja.klocka import nu
from tests.kvalitetsrapporter.test_spara import JSON, adress, klient, skicka


@pytest.fixture
def rapport(rapporter):
    return rapporter.rapport(rapporter.skola)


def vagen(rapport, nyckel: str, *enheter: int):
    return avsnitt_att_spara(enhet=rapport.enhet.slug, lasar=rapport.lasar.slug, nyckel=nyckel, enheter=enheter)


def test_vagen_laser_samma_avsnitt_som_ormen_och_racker_for_ratten_och_falten(rapporter, rapport):
    for vanligt in rapport.avsnitt.select_related("rapport__lasar", "mall").exclude(mall__typ__in=("fragor", "behov")):
        with CaptureQueriesContext(connection) as fragor:
            last = vagen(rapport, vanligt.nyckel, rapport.enhet_id)
            falt = nycklar_att_skriva(last)
            assert hinder_for_att_skriva_i(rapporter.rektor, last) is None
        assert len(fragor) <= 2  # rektorns befattningar, första gången
        assert falt == Avsnittsmall.objects.get(pk=vanligt.mall_id).faltnycklar
        for ting, orm in (
            (last, vanligt),
            (last.rapport, rapport),
            (last.rapport.lasar, rapport.lasar),
            (last.mall, vanligt.mall),
        ):
            laste = {f.attname for f in ting._meta.concrete_fields} - ting.get_deferred_fields()
            assert {namn: getattr(ting, namn) for namn in laste} == {namn: getattr(orm, namn) for namn in laste}


def test_den_billiga_dorren_ar_stangd_for_annan_enhet_och_for_en_faststalld_rapport(rapporter, rapport):
    assert vagen(rapport, "hem") is None
    assert vagen(rapport, "hem", rapporter.gymnasium.pk) is None
    assert vagen(rapport, "finns-inte", rapport.enhet_id) is None
    rapport.faststalld = nu()
    rapport.save()
    assert vagen(rapport, "hem", rapport.enhet_id) is None


def test_en_sparning_staller_nio_fragor(rapporter, rapport):
    skicka(rapporter.rektor, {"text": ("Ett", 0)})
    vem, rad = klient(rapporter.rektor), {"text": {"innehall": "Två", "version": 1}}
    with CaptureQueriesContext(connection) as fragor:
        svar = vem.post(adress(), {"op": str(uuid4()), "texter": rad}, content_type="application/json", headers=JSON)
    assert svar.status_code == 200
    egna = [f["sql"] for f in fragor if "SAVEPOINT" not in f["sql"]]
    assert len(egna) == 9, "\n".join(egna)
