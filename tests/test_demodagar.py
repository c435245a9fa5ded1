"""Demon en annan dag: texterna är desamma, dagarna har flyttat med. I en egen fil, för att gå bredvid test_demodata."""

import hashlib
import re
from datetime import date

import pytest

from kvalitetsrapporter.models import Avsnitt, Inlamning, Rapport
from styrkedja.models import Befattning, Lasar, Motesdag, Text, Utkorg
from tests.test_demodata import laddad
from vp_uppdrag.models import Huvudmannaplan, Lagesrapport, Uppdrag
from vp_uppdrag.regler.tillstand import AVSLUTADE


@pytest.mark.django_db
def test_i_mars_2027_och_augusti_2028_ar_texterna_desamma_men_dagarna_flyttade():
    with laddad(date(2027, 3, 15)):
        inne = Inlamning.objects.filter(rapport__lasar__namn="2026/27")
        assert inne.filter(omgang__nyckel="vd2").values("rapport").distinct().count() == 24
        assert not inne.filter(omgang__nyckel__in=("vd3", "lasarsslut")).exists()
        assert not Utkorg.objects.exists()
        assert not Lagesrapport.objects.filter(nar__date__gt=date(2027, 3, 15)).exists()
        i_mars = avslutade_texter()
    with laddad(date(2028, 8, 20)):
        assert list(Lasar.objects.filter(stangt=False).values_list("namn", flat=True)) == [
            "2026/27",
            "2027/28",
            "2028/29",
        ]
        assert Rapport.objects.filter(faststalld__isnull=False).count() == 48
        assert not Inlamning.objects.filter(nar__date__gt=date(2028, 8, 20)).exists()
        assert all(m.dag.weekday() == 3 for m in Motesdag.objects.all())
        assert Befattning.objects.get(person__namn="Jonatan Vretholm").till == date(2028, 1, 31)
        assert avslutade_texter() == i_mars
        assert Huvudmannaplan.objects.filter(tillstand="faststalld").count() == 3
        assert Uppdrag.objects.filter(lasar__stangt=False, tillstand__in=AVSLUTADE).count() == 4


def avslutade_texter() -> str:
    """En summa över alla texter i de två avslutade läsåren, i en ordning som inte beror på databasen."""
    vilket = {
        a.pk: a for a in Avsnitt.objects.filter(rapport__faststalld__isnull=False).select_related("rapport__enhet")
    }
    lasar = list(Lasar.objects.values_list("pk", flat=True))
    rader = sorted(
        (
            vilket[t.agare_id].rapport.enhet.ordning,
            lasar.index(vilket[t.agare_id].rapport.lasar_id),
            vilket[t.agare_id].nyckel,
            re.sub(r"\d+", "", t.falt),  # frågans och behovets nummer är databasens
            t.innehall,
        )
        for t in Text.objects.filter(agare_slag="avsnitt", agare_id__in=vilket)
    )
    return hashlib.sha256(repr(rader).encode()).hexdigest()
