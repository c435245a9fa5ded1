"""Underlagets sidor läser lika många frågor hur många enheter de än visar."""

import pytest

from styrkedja.models import Enhet
from tests.analysunderlag.varden import for_in, nyckeltal, varde
from tests.kvalitetsrapporter.test_antal_fragor import bygg_enheter, fragor


def fyll(rapporter, tal, enheter: int) -> None:
    fore = set(Enhet.objects.values_list("pk", flat=True))
    bygg_enheter(rapporter, enheter)
    nya = Enhet.objects.exclude(pk__in=fore)
    for_in(*(varde(e, 70 + e.pk % 20, 100, nyckeltal=t) for e in nya for t in tal))


@pytest.mark.parametrize(
    ("vem", "adress", "hogst"),
    [
        ("controller", "/underlag/", 24),
        ("verksamhetschef", "/underlag/", 24),
        ("verksamhetschef", "/underlag/omrade/norr/", 22),
        ("direktor", "/underlag/nyckeltal/behoriga/", 18),
        ("rektor", "/enheter/almskolan/underlag/", 22),
    ],
)
def test_lika_manga_fragor_for_24_och_240_enheter(rapporter, vem, adress, hogst):
    tal = [
        nyckeltal(omgangar=["vd2"], nivaer=["enhet"]),
        nyckeltal(nyckel="andra", omgangar=["vd2"], nivaer=["enhet"], matt="%", minsta_grupp=10),
    ]
    for_in(*(varde(rapporter.skola, 70, 100, nyckeltal=t) for t in tal))
    antal = []
    for enheter in (24, 240):
        fyll(rapporter, tal, enheter)
        antal.append(fragor(rapporter.personer[vem], adress))
    assert antal[0] == antal[1] <= hogst
