"""Skrivhistoriken: en sittning är en rad, och det som är äldre än en månad glesas ut utan att något väsentligt går."""

from datetime import datetime, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given
from hypothesis import settings as provens
from hypothesis import strategies as st

from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from styrkedja.handlingar.skrivhistorik import gallra_skrivhistorik, las_historik, las_lydelser
from styrkedja.handlingar.texter import spara_texter
from styrkedja.models import Handelse, Text, Textversion
from styrkedja.models.text import Textslag
from styrkedja.regler.skrivhistorik import UPPEHALL, Sparning, att_gallra, till_sittningar
from styrkedja.tasks import gallra_skrivhistorik as uppgiften
from tests.rollista import NU

MINUT = timedelta(minutes=1)


def sparning(pk: int, minut: float, av: int = 1, falt: str = "a", gren: bool = False) -> Sparning:
    return Sparning(pk, falt, av, NU + minut * MINUT, gren)


# --- Regeln -----------------------------------------------------------------------------------


def test_en_sittnings_sparningar_ar_en_rad():
    (rad,) = till_sittningar([sparning(1, 0), sparning(2, 5, falt="b"), sparning(3, 34)])
    assert (rad.antal, rad.fran, rad.till) == (3, NU, NU + 34 * MINUT)
    assert list(rad.senaste.items()) == [("b", 2), ("a", 3)]
    assert rad.fore == {"a": None, "b": None}


@pytest.mark.parametrize(("uppehall", "rader"), [(29.9, 1), (30, 2)])
def test_en_halvtimmes_uppehall_ar_en_ny_sittning(uppehall, rader):
    assert len(till_sittningar([sparning(1, 0), sparning(2, uppehall)])) == rader


def test_tva_som_skriver_om_varandra_har_var_sin_rad_och_den_senaste_ar_overst():
    rader = till_sittningar([sparning(1, 0, av=1), sparning(2, 1, av=2), sparning(3, 2, av=1)])
    assert [(r.av, r.antal, r.senaste, r.fore) for r in rader] == [
        (1, 2, {"a": 3}, {"a": None}),
        (2, 1, {"a": 2}, {"a": 1}),
    ]


def test_en_gren_ar_en_egen_rad_och_aldrig_det_som_gallde():
    rader = till_sittningar([sparning(1, 0), sparning(2, 1, av=2, gren=True), sparning(3, 50, av=2)])
    assert [(r.gren, r.antal, r.fore) for r in rader] == [
        (False, 1, {"a": 1}),
        (True, 1, {"a": 1}),
        (False, 1, {"a": None}),
    ]


SPARNINGAR = st.lists(
    st.tuples(st.integers(0, 6000), st.integers(1, 3), st.sampled_from("ab"), st.booleans()), max_size=30
).map(
    lambda rader: [
        sparning(pk, minut / 10, av, falt, gren) for pk, (minut, av, falt, gren) in enumerate(sorted(rader), 1)
    ]
)


@provens(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPARNINGAR)
def test_varje_sparning_hor_till_precis_en_rad(sparningar):
    rader = till_sittningar(sparningar)
    assert sorted(pk for rad in rader for pk in rad.lydelser) == [s.pk for s in sparningar]
    assert [r.till for r in rader] == sorted((r.till for r in rader), reverse=True)


@provens(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPARNINGAR, st.integers(0, 700))
def test_gallringen_tar_aldrig_gren_sittningens_sista_det_nya_eller_det_som_galler(sparningar, minut):
    fore, galler = NU + minut * MINUT, {s.pk for s in sparningar[-1:]}
    bort = att_gallra(sparningar, galler, fore)
    kvar = [s for s in sparningar if s.pk not in bort]
    assert not bort & (galler | {s.pk for s in sparningar if s.gren or s.nar >= fore})
    assert not bort & {pk for rad in till_sittningar(sparningar) for pk in rad.senaste.values()}
    assert att_gallra(kvar, galler, fore) == set()


# --- Läst och gallrad -------------------------------------------------------------------------


def skriv(av, text: str, nar: datetime, *, falt="a", version: int | None = None, **mer) -> None:
    versioner = None if version is None else {falt: version}
    spara_texter(agare_slag="prov", agare_id=7, texter={falt: text}, av=av, versioner=versioner, nu=nar, **mer)


def innehall() -> list[str]:
    return list(Textversion.objects.order_by("pk").values_list("innehall", flat=True))


def test_historiken_lases_som_sittningar_med_lydelser_att_jamfora(rollista, django_assert_num_queries):
    for nr in range(5):
        skriv(rollista.rektor, f"Anna {nr}", NU + nr * MINUT)
    skriv(rollista.bitradande, "Bo", NU + 60 * MINUT)
    with django_assert_num_queries(2):
        rader = las_historik("prov", 7)
    assert [(r.av.namn, r.sittning.antal) for r in rader] == [("Bo Björk", 1), ("Anna Alm", 5)]
    bo = rader[0].sittning
    lydelser = las_lydelser("prov", 7, [bo.fore["a"], bo.senaste["a"], None])
    assert [lydelser[pk].innehall for pk in (bo.fore["a"], bo.senaste["a"])] == ["Anna 4", "Bo"]
    assert las_lydelser("prov", 8, lydelser) == {}


def test_hemliga_texter_har_ingen_historik(rollista):
    skriv(rollista.rektor, "Hemligt", NU, slag={"a": Textslag.HEMLIG})
    assert las_historik("prov", 7) == []
    assert las_lydelser("prov", 7, Textversion.objects.values_list("pk", flat=True)) == {}


@pytest.fixture
def en_hosts_skrivande(rollista):
    """Två sittningar för länge sedan, en krock, och en sittning i går."""
    for nr in range(4):
        skriv(rollista.rektor, f"Gammalt {nr}", NU + nr * MINUT, version=nr)
    skriv(rollista.bitradande, "Gren", NU + 5 * MINUT, version=1)
    for nr in range(3):
        skriv(rollista.rektor, f"Senare {nr}", NU + (120 + nr) * MINUT, version=4 + nr)
    for nr in range(2):
        skriv(rollista.rektor, f"I går {nr}", NU + timedelta(days=39) + nr * MINUT, version=7 + nr)
    return rollista


def test_efter_en_manad_ar_sittningens_sista_kvar(en_hosts_skrivande):
    assert gallra_skrivhistorik(nu=NU + timedelta(days=29)) == 0
    assert gallra_skrivhistorik(nu=NU + timedelta(days=40)) == 5
    assert innehall() == ["Gammalt 3", "Gren", "Senare 2", "I går 0", "I går 1"]
    assert Text.objects.get().innehall == "I går 1"
    assert Handelse.objects.get(handling="gallra_skrivhistorik").uppgifter == {"antal": 5}


def test_gallringen_tva_ganger_ar_som_en(en_hosts_skrivande):
    with time_machine.travel(NU + timedelta(days=40)):
        assert [uppgiften(), uppgiften()] == [5, 0]
    assert Handelse.objects.filter(handling="gallra_skrivhistorik").count() == 1


def test_det_som_galler_tas_inte_hur_gammalt_det_an_ar(rollista):
    skriv(rollista.rektor, "Ett", NU)
    skriv(rollista.rektor, "Två", NU + MINUT)
    gallra_skrivhistorik(nu=NU + timedelta(days=400))
    assert innehall() == ["Två"]


def test_en_sittning_over_gransen_lamnas_hel(rollista):
    for minut in (0, 20, 40):
        skriv(rollista.rektor, f"{minut}", NU + minut * MINUT)
    assert gallra_skrivhistorik(nu=NU + timedelta(days=30, minutes=30)) == 0
    assert UPPEHALL == 30 * MINUT


def test_det_inlamnade_ar_en_egen_kopia(rapporter):
    rapport = rapporter.rapport(rapporter.skola)
    avsnitt = rapport.avsnitt.get(nyckel="samlad_bedomning")
    for text in ("Första", "Inlämnat"):
        spara_avsnitt(avsnitt=avsnitt, texter={"slutsatser": text}, av=rapporter.rektor)
    version = lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov")
    spara_avsnitt(avsnitt=avsnitt, texter={"slutsatser": "Efteråt"}, av=rapporter.rektor)
    fore = version.innehall
    assert gallra_skrivhistorik(nu=NU + timedelta(days=40)) == 2
    version.refresh_from_db()
    assert version.innehall == fore


def test_den_som_stod_pa_en_gallrad_version_far_en_krock_och_ingen_text_gar_forlorad(en_hosts_skrivande):
    gallra_skrivhistorik(nu=NU + timedelta(days=40))
    skriv(en_hosts_skrivande.rektor, "Från en bortglömd flik", NU + timedelta(days=41), version=2)
    assert "Från en bortglömd flik" in innehall()
    assert Text.objects.get().innehall == "I går 1"
