"""Det som samtalets prov delar: en startad dialog, en klient, en sida som text."""

from django.test import Client

from dialoger.handlingar.samtalet import starta
from dialoger.models import Dialog
from styrkedja.models import Person
from tests.rollista import NU


def klient(person: Person) -> Client:
    ny = Client()
    ny.force_login(person)
    return ny


def oppna(person: Person, adress: str) -> str:
    svar = klient(person).get(adress)
    assert svar.status_code == 200, adress
    return svar.content.decode()


def startad(dialog: Dialog, av: Person) -> Dialog:
    Dialog.objects.filter(pk=dialog.pk).update(tillstand="bokad")
    starta(dialog=dialog, av=av, nu=NU)
    return Dialog.objects.med_det_som_visas().get(pk=dialog.pk)
