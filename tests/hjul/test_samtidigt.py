"""Flera arbetare samtidigt ger samma hjul som en (F5). SQLite har en skrivare i taget; där körs de efter varandra."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from styrkedja.handlingar.hjul import Hjulresultat, skapa_hjul
from styrkedja.models import Hjulpost

pytestmark = pytest.mark.django_db(transaction=True)


def test_fem_samtidigt_ar_som_en(kommun):
    def kor(_: int) -> Hjulresultat:
        try:
            return skapa_hjul(lasar=kommun.lasar)
        finally:
            connections.close_all()

    if connection.vendor == "sqlite":
        resultat = [skapa_hjul(lasar=kommun.lasar) for _ in range(5)]
    else:
        with ThreadPoolExecutor(5) as arbetare:
            resultat = list(arbetare.map(kor, range(5)))
    assert sorted(r.nya for r in resultat)[:4] == [0, 0, 0, 0]
    assert Hjulpost.objects.for_lasar(kommun.lasar).count() == max(r.nya for r in resultat)
