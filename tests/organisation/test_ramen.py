"""Det varje sida läser: personen med sina befattningar i en fråga, och kommunens namn ur processens minne."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from styrkedja.handlingar.kommunen import kommunen
from styrkedja.handlingar.organisation import andra_huvudman
from styrkedja.inloggning import Personinloggning
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Huvudman


def test_personen_och_befattningarna_kommer_i_en_fraga(rollista):
    with CaptureQueriesContext(connection) as fragor:
        person = Personinloggning().get_user(rollista.rektor.pk)
        assert person == rollista.rektor
        assert [b.plats.namn for b in person.befattningar_nu] == [rollista.skola.namn]
        assert person.befattningar_nu[0].person is person
    assert len(fragor) == 1
    befattning = person.befattningar_nu[0]
    # En ny kolumn ska in i satsen: annars kostar den en fråga till på varje sida som visar den.
    assert [ting.get_deferred_fields() for ting in (person, befattning, befattning.plats)] == [
        {"last_login"},
        set(),
        set(),
    ]
    assert befattning == rollista.rektor.befattningar.select_related("plats").get()
    assert (befattning.fran, befattning.plats) == (rollista.rektor.befattningar.get().fran, rollista.skola.plats_ptr)


def test_en_avslutad_befattning_galler_inte_vid_nasta_klick(rollista):
    Befattning.objects.filter(person=rollista.rektor).update(till=idag() - timedelta(days=1))
    person = Personinloggning().get_user(rollista.rektor.pk)
    assert person == rollista.rektor
    assert person.befattningar_nu == []


@pytest.mark.parametrize("med_befattning", [True, False])
def test_en_avstangd_person_ar_utloggad_vid_nasta_klick(rollista, med_befattning):
    klient = Client()
    klient.force_login(rollista.rektor)
    if not med_befattning:
        Befattning.objects.filter(person=rollista.rektor).delete()
    type(rollista.rektor).objects.filter(pk=rollista.rektor.pk).update(is_active=False)
    assert klient.get("/").status_code == 302
    assert Personinloggning().get_user(rollista.rektor.pk) is None


@pytest.mark.django_db(transaction=True)
def test_ett_nytt_namn_pa_kommunen_star_pa_nasta_sida(rollista):
    gammalt = kommunen()["namn"]
    with CaptureQueriesContext(connection) as fragor:
        assert kommunen()["namn"] == gammalt
    assert not fragor
    andra_huvudman(av=rollista.personer["administrator"], huvudman=Huvudman.den(), namn="Nya Havslunda")
    assert kommunen()["namn"] == "Nya Havslunda"


def test_innan_kommunen_ar_upplagd_saknas_namnet_och_det_minns_ingen(db):
    assert kommunen() == {}
    Huvudman.objects.create(namn="Havslunda", kortnamn="Havslunda", orgnr="212000-0000", kommunkod="0000")
    assert kommunen()["namn"] == "Havslunda"
