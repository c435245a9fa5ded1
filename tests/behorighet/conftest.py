"""Matrisens kommun och dess svar till varje roll."""

from collections.abc import Callable, Iterator
from copy import copy

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler

from dialoger.arshjul import efter_hjulet
from dialoger.handlingar.privat import FALT, borja_anteckna, spara_anteckning
from dialoger.models import Dialog
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from tests.behorighet.matrisen import KOLUMN
from tests.rollista import NU, Rollista, bygg

#: En hanterare för alla klienter: mellanlagren laddas en gång, inte tusentals.
HANTERARE = ClientHandler(enforce_csrf_checks=False)


#: Orden i rektorns egna anteckning.
KANARIE = "Kanarie-7f3a-bara-rektors"

Svar = Callable[[str, str, str], int]


@pytest.fixture
def kommun(rapporter) -> Rollista:
    """Rollistan med en inlämnad del på den egna och på den främmande enheten."""
    return med_inlamnat(rapporter)


@pytest.fixture(scope="module")
def modulens_kommun(django_db_setup, django_db_blocker) -> Iterator[Rollista]:
    """Samma kommun, byggd en gång för en hel fil. Det som ett prov lägger till rullas tillbaka efter provet (django_db)."""
    with django_db_blocker.unblock(), time_machine.travel(NU, tick=True), transaction.atomic():
        kommun = bygg()
        for lasar in (kommun.forra, kommun.lasar):
            skapa_rapporter(lasar=lasar)
        yield med_inlamnat(kommun)
        transaction.set_rollback(True)


def med_inlamnat(kommun: Rollista) -> Rollista:
    _plantera(kommun)
    for enhet, rektor in ((kommun.skola, kommun.rektor), (kommun.gymnasium, kommun.annan_rektor)):
        lamna_in(rapport=kommun.rapport(enhet), omgang=kommun.omgang("vd1"), av=rektor, skal="prov")
    return kommun


def _plantera(kommun: Rollista) -> None:
    """Rektorns egna anteckning i en dialog. Ingen annans svar, på någon adress, får bära dess ord."""
    efter_hjulet(kommun.lasar, NU)
    vd2 = Dialog.objects.get(plats=kommun.skola, mall__nyckel="vd2")
    egen = borja_anteckna(dialog=vd2, av=kommun.rektor, nu=NU)
    spara_anteckning(anteckning=egen, texter={FALT: KANARIE}, av=kommun.rektor, nu=NU)


@pytest.fixture
def svar(kommun) -> Svar:
    """Ger `svar(kolumn, metod, vart)`: svarets kod för rollen. Det som begäran ändrade rullas tillbaka."""
    return svarare(kommun)


@pytest.fixture(scope="module")
def modulens_svar(modulens_kommun) -> Svar:
    return svarare(modulens_kommun)


def svarare(kommun: Rollista) -> Svar:
    """Varje roll loggar in en gång: tusentals inloggningar kostade en tredjedel av matrisens tid."""
    klienter = {kolumn: _klient(kommun, kolumn) for kolumn in KOLUMN}

    def fraga(kolumn: str, metod: str, vart: str) -> int:
        klient = klienter[kolumn]
        kakor = copy(klient.cookies)
        with transaction.atomic():
            svaret = klient.generic(metod, vart)
            assert kolumn == "RE" or KANARIE.encode() not in _kroppen(svaret), f"{kolumn} läser rektorns egna: {vart}"
            transaction.set_rollback(True)
        klient.cookies = kakor
        return svaret.status_code

    return fraga


def _kroppen(svaret) -> bytes:
    return b"".join(svaret.streaming_content) if svaret.streaming else svaret.content


def _klient(kommun: Rollista, kolumn: str) -> Client:
    klient = Client(raise_request_exception=False)
    klient.handler = HANTERARE
    if KOLUMN[kolumn]:
        klient.force_login(kommun.personer[KOLUMN[kolumn]])
    return klient
