"""Kallelsen läst av en annan läsare än den som skrev den: samma UID, högre nummer, och avbokningen som en avbokning."""

from datetime import time

import pytest
import vobject
from django.core import mail

from dialoger.handlingar.tid import acceptera_tid, avboka, foresla_tid
from styrkedja.handlingar.utkorg import utfor_rad
from styrkedja.models import Befattning, Utkorg


def _boka(vd2, dialoger, **mer):
    dag = vd2.lasar.till.replace(month=1, day=20)
    tid = {"dag": dag, "fran": time(9), "till": time(11), "lokal": "Rum 1"} | mer
    forslag = foresla_tid(dialog=vd2, av=dialoger.verksamhetschef, **tid)
    return acceptera_tid(tidsforslag=forslag, av=dialoger.rektor)


def _skicka() -> list:
    mail.outbox.clear()
    for rad in Utkorg.objects.filter(nyckel__startswith="kallelse-", utfall="vantar"):
        utfor_rad(rad.pk)
    return [(b, vobject.readOne(b.attachments[0][1])) for b in mail.outbox]


@pytest.mark.krav(25)
def test_kallelsen_andras_och_avbokas_med_samma_uid(vd2, dialoger):
    _boka(vd2, dialoger)
    brev = _skicka()
    assert {b.to[0] for b, _ in brev} == {dialoger.rektor.epost, dialoger.verksamhetschef.epost}
    forsta = brev[0][1]
    delen = brev[0][0].message().get_payload()[1]
    assert (delen.get_content_type(), delen.get_param("method")) == ("text/calendar", "REQUEST")
    assert (forsta.method.value, forsta.vevent.sequence.value, forsta.vevent.location.value) == (
        "REQUEST",
        "1",
        "Rum 1",
    )
    assert forsta.vevent.dtstart.value.utcoffset().total_seconds() == 3600
    assert forsta.vtimezone.tzid.value == "Europe/Stockholm"
    assert len(forsta.vevent.attendee_list) == 2
    sommar = vd2.lasar.till.replace(month=5, day=11)
    bokad = _boka(vd2, dialoger, dag=sommar)
    flyttad = _skicka()[0][1].vevent
    assert (flyttad.uid.value, flyttad.sequence.value) == (forsta.vevent.uid.value, "2")
    assert flyttad.dtstart.value.utcoffset().total_seconds() == 7200
    avboka(dialog=bokad, skal="Sjuk.", av=dialoger.rektor)
    _, bort = _skicka()[0]
    assert (bort.method.value, bort.vevent.status.value, bort.vevent.sequence.value) == ("CANCEL", "CANCELLED", "3")
    assert bort.vevent.uid.value == forsta.vevent.uid.value
    assert "Sjuk" not in bort.serialize()


def test_en_aldre_kallelse_och_den_som_tappat_ratten_far_inget(vd2, dialoger):
    _boka(vd2, dialoger)
    _boka(vd2, dialoger, fran=time(10))
    Befattning.objects.filter(person=dialoger.rektor).update(plats=dialoger.verksamhetschef.befattningar.get().plats)
    assert [b.to[0] for b, _ in _skicka()] == [dialoger.verksamhetschef.epost]
