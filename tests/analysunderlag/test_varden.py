"""Att skriva värden: nytt, oförändrat, rättat. Den gamla versionen står kvar."""

from decimal import Decimal

import pytest

from analysunderlag.handlingar.varden import Sats, for_in_historik, skriv_varden
from analysunderlag.models import Kalla, Niva, Nyckeltal, Varde
from styrkedja.models import Handelse
from tests.rollista import NU


@pytest.fixture
def varde(rollista):
    nyckeltal = Nyckeltal.objects.create(nyckel="prov", namn="Prov", definition="Prov", matt="%")
    kalla = Kalla.objects.create(nyckel="prov", namn="provet")

    def gor(tal, **mer) -> Varde:
        falt = {"niva": Niva.ENHET, "plats": rollista.skola, "period": "2025/26", "period_till": rollista.forra.till}
        return Varde(nyckeltal=nyckeltal, kalla=kalla, tal=Decimal(tal), **(falt | mer))

    return gor


def test_nytt_oforandrat_och_rattat(varde):
    forst = skriv_varden([varde("82"), varde("78", period="2024/25")])
    assert (forst.nya, forst.rattade, forst.oforandrade) == (2, 0, 0)
    igen = skriv_varden([varde("82")])
    assert (igen.nya, igen.rattade, igen.oforandrade, igen.berorda) == (0, 0, 1, set())
    rattat = skriv_varden([varde("81")])
    assert (rattat.nya, rattat.rattade) == (0, 1)
    versioner = Varde.objects.filter(period="2025/26").order_by("version")
    assert [(v.version, int(v.tal), v.galler) for v in versioner] == [(1, 82, False), (2, 81, True)]


def test_historien_skrivs_i_tidens_ordning_med_en_handelse_per_sats(varde, rollista):
    kalla = Kalla.objects.get()
    sen = NU.replace(month=10)
    for_in_historik(satser=[Sats(kalla, NU, [varde("81")]), Sats(kalla, sen, [varde("82")])], av=None)
    assert Varde.objects.get(galler=True).tal == 81
    handelser = Handelse.objects.filter(handling="for_in_varden").order_by("pk")
    assert [(h.nar, h.uppgifter) for h in handelser] == [
        (sen, {"nya": 1, "rattade": 0}),
        (NU, {"nya": 0, "rattade": 1}),
    ]
