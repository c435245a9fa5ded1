"""Sidornas antal frågor växer inte med antalet enheter: 24 och 240 ger samma tal."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from styrkedja.models import Enhet, EnhetSkolform, Tillhorighet


def bygg_enheter(kommun, antal: int) -> None:
    """Fyller området Norr till `antal` enheter med rapport."""
    mall = kommun.skola.skolformer.get()
    for nr in range(Enhet.objects.count(), antal):
        enhet = Enhet.objects.create(namn=f"Skola {nr:04}", slug=f"skola-{nr:04}")
        EnhetSkolform.objects.create(enhet=enhet, skolform=mall.skolform, laroplan=mall.laroplan)
        Tillhorighet.objects.create(enhet=enhet, lasar=kommun.lasar, omrade=kommun.norr)
    skapa_rapporter(lasar=kommun.lasar)


def fragor(person, adress: str) -> int:
    klient = Client()
    klient.force_login(person)
    klient.get(adress)
    with CaptureQueriesContext(connection) as fangade:
        svar = klient.get(adress)
    assert svar.status_code == 200
    return len(fangade)


@pytest.mark.parametrize(
    ("vem", "adress"),
    [
        ("verksamhetschef", "/omrade/norr/"),
        ("direktor", "/lage/"),
        ("verksamhetschef", "/"),
        ("direktor", "/"),
        ("controller", "/enheter/"),
    ],
)
def test_lika_manga_fragor_for_24_och_240_enheter(rapporter, vem, adress):
    person = rapporter.personer[vem]
    bygg_enheter(rapporter, 24)
    fa = fragor(person, adress)
    bygg_enheter(rapporter, 240)
    assert fragor(person, adress) == fa
    assert fa <= 28, "startsidan frågar varje rum; vart och ett har ett fast antal"


def test_rapportens_sida_laser_lika_manga_fragor_hur_lang_den_an_ar(rapporter):
    def antal(enhet) -> int:
        return fragor(
            rapporter.rektor if enhet == rapporter.skola else rapporter.annan_rektor,
            f"/enheter/{enhet.slug}/rapport/2026-27/",
        )

    # Gymnasiet har dubbelt så många avsnitt per område (Gy11 och Gy25).
    assert antal(rapporter.skola) == antal(rapporter.gymnasium)
