"""Händelseloggen är bara tillägg, på varje väg in."""

import pytest

from styrkedja.handlingar.logg import logga
from styrkedja.models import Handelse, Oforanderlig


@pytest.fixture
def handelse(rollista):
    return logga("prov", av=rollista.rektor, pa=rollista.skola, plats_id=rollista.skola.pk, antal=3)


def test_handelsen_sager_vem_vad_nar_och_i_vilken_befattning(rollista, handelse):
    assert (handelse.aktor_namn, handelse.aktor_titel, handelse.objekt_namn) == (
        "Anna Alm",
        "rektor, Almskolan",
        "Almskolan",
    )
    assert handelse.uppgifter == {"antal": 3}


def test_handelsen_star_kvar_nar_tinget_och_personen_ar_borta(rollista, handelse):
    rollista.annan_administrator.befattningar.all().delete()
    rollista.annan_administrator.delete()
    assert Handelse.objects.om("enhet", rollista.skola.pk).get() == handelse


def test_den_gar_inte_att_andra_eller_ta_bort(handelse):
    for forsok in (
        handelse.save,
        handelse.delete,
        Handelse.objects.all().delete,
        lambda: Handelse.objects.update(handling="x"),
    ):
        with pytest.raises(Oforanderlig):
            forsok()
    assert Handelse.objects.get().handling == "prov"
