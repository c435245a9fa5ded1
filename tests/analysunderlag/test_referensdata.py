"""Nyckeltalen ur filen: alla är med, och administrationens ändringar skrivs inte över."""

import pytest

from analysunderlag.models import Kalla, Nyckeltal
from analysunderlag.referensdata import ladda
from styrkedja.handlingar.referensdata import ladda_referensdata


@pytest.mark.django_db
def test_alla_nyckeltal_laddas_en_gang():
    ladda_referensdata()
    ladda()
    ladda()
    assert Nyckeltal.objects.count() == 75
    behorighet = Nyckeltal.objects.get(nyckel="behorighet_yrkesprogram")
    assert [k.nyckel for k in behorighet.kallor.all()] == ["beslutsstodet", "skolverket"]
    assert [s.namn for s in behorighet.skolformer.all()] == ["grundskola"]
    assert (behorighet.matt, behorighet.minsta_grupp, behorighet.omgangar) == ("%", 10, ["vd1"])
    assert Kalla.objects.get(nyckel="kolada").eget_skydd


@pytest.mark.django_db
def test_en_andrad_definition_star_kvar():
    ladda_referensdata()
    ladda()
    Nyckeltal.objects.filter(nyckel="meritvarde").update(definition="Vår egen.")
    ladda()
    assert Nyckeltal.objects.get(nyckel="meritvarde").definition == "Vår egen."
