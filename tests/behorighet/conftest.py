"""Matrisens kommun och dess svar till varje roll."""

from collections.abc import Callable, Iterator
from copy import copy

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.test.client import ClientHandler

from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from tests.behorighet.matrisen import KOLUMN
from tests.rollista import NU, Rollista, bygg

#: En hanterare för alla klienter: mellanlagren laddas en gång, inte tusentals.
HANTERARE = ClientHandler(enforce_csrf_checks=False)


Svar = Callable[[str, str, str], int]


@pytest.fixture
def kommun(rapporter) -> Rollista:
    """Rollistan med en inlämnad del på den egna och på den främmande enheten."""
    return _med_inlamnat(rapporter)


@pytest.fixture(scope="module")
def modulens_kommun(django_db_setup, django_db_blocker) -> Iterator[Rollista]:
    """Samma kommun, byggd en gång för en hel fil. Det som ett prov lägger till rullas tillbaka efter provet (django_db)."""
    with django_db_blocker.unblock(), time_machine.travel(NU, tick=True), transaction.atomic():
        kommun = bygg()
        for lasar in (kommun.forra, kommun.lasar):
            skapa_rapporter(lasar=lasar)
        yield _med_inlamnat(kommun)
        transaction.set_rollback(True)


def _med_inlamnat(kommun: Rollista) -> Rollista:
    for enhet, rektor in ((kommun.skola, kommun.rektor), (kommun.gymnasium, kommun.annan_rektor)):
        lamna_in(rapport=kommun.rapport(enhet), omgang=kommun.omgang("vd1"), av=rektor, skal="prov")
    return kommun


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
            kod = klient.generic(metod, vart).status_code
            transaction.set_rollback(True)
        klient.cookies = kakor
        return kod

    return fraga


def _klient(kommun: Rollista, kolumn: str) -> Client:
    klient = Client(raise_request_exception=False)
    klient.handler = HANTERARE
    if KOLUMN[kolumn]:
        klient.force_login(kommun.personer[KOLUMN[kolumn]])
    return klient
