"""Vad en runda väntar på, och om det är inne: regeln för sig, och läget för alla enheter i ett fast antal frågor."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from analysunderlag.handlingar.underlagslage import underlagslage
from analysunderlag.models import Kalla, Niva, Nyckeltal, Varde
from analysunderlag.regler.perioder import las_period
from analysunderlag.regler.underlagslage import Fakta, Lage, galler_arskurserna, lage, vantat
from tests.kvalitetsrapporter.test_antal_fragor import bygg_enheter
from tests.rollista import DAG, NU

VD1, VD2, VD3 = date(2026, 9, 25), date(2027, 1, 29), date(2027, 5, 28)


@pytest.mark.parametrize(
    ("slag", "manad", "under", "rundan", "period", "kommer"),
    [
        ("lasar", 6, True, VD1, "2025/26", date(2026, 6, 1)),  # betyg vid terminsslut
        ("lasar", 9, False, VD1, "2025/26", date(2026, 9, 1)),  # Skolverkets slutbetyg
        ("lasar", 10, False, VD1, "2025/26", date(2026, 10, 1)),  # årskurs 6: kommer efter VD1
        ("lasar", 12, True, VD2, "2026/27", date(2026, 12, 1)),  # Skoltempen
        ("lasar", 12, True, VD3, "2026/27", date(2026, 12, 1)),
        ("lasar", 1, False, VD2, "2025/26", date(2027, 1, 1)),  # SALSA
        ("termin", 6, True, VD1, "vt 2026", date(2026, 6, 30)),
        ("termin", 1, False, VD2, "ht 2026", date(2026, 12, 31)),
        ("manad", None, False, VD3, "vt 2027", None),
        ("kalenderar", 12, True, VD2, "2026", date(2026, 12, 1)),  # medarbetarenkät
        ("kalenderar", 1, False, VD2, "2026", date(2027, 1, 1)),  # bokslut
        ("kalenderar", 8, False, VD1, "2025", date(2026, 8, 1)),
    ],
)
def test_perioden_som_rundan_vantar_pa(slag, manad, under, rundan, period, kommer):
    svar = vantat(slag, manad, under=under, rundan=rundan)
    assert (svar.period.text, svar.kommer) == (period, kommer)


def test_ett_effektmal_vantar_pa_inget_bestamt():
    assert vantat("enligt_uppdraget", None, under=False, rundan=VD3) is None


@pytest.mark.parametrize(
    ("varden", "idag", "vantat_lage"),
    [
        ([("2026/27", False)], VD2, Lage.INNE),
        ([("2026/27", True)], VD2, Lage.PRELIMINAR),
        ([("2026/27", True), ("2026/27", False)], VD2, Lage.INNE),
        ([("2025/26", False)], VD2, Lage.SAKNAS),
        ([("2025/26", False)], date(2026, 11, 20), Lage.KOMMER),
        ([], VD2, Lage.SAKNAS),
    ],
)
def test_laget(varden, idag, vantat_lage):
    skoltempen = vantat("lasar", 12, under=True, rundan=VD2)
    assert lage(skoltempen, [Fakta(las_period(p), prel) for p, prel in varden], idag) == vantat_lage


def test_en_manad_i_terminen_racker_och_ett_helt_ar_ocksa():
    hosten = vantat("manad", None, under=False, rundan=VD2)
    for period in ("2026-11", "ht 2026", "2026", "vt 2027"):
        assert lage(hosten, [Fakta(las_period(period), False)], VD2) == Lage.INNE
    assert lage(hosten, [Fakta(las_period("vt 2026"), False)], VD2) == Lage.SAKNAS


@pytest.mark.parametrize(
    ("nyckeltalets", "enhetens", "galler"),
    [
        ("9", "F–9", True), ("9", "1–6", False), ("8–9", "7–9", True), ("", "1–6", True), ("6", "", True),
        ("introduktionsprogram", "introduktionsprogram", True), ("introduktionsprogram", "1–2", False),
        ("3", "introduktionsprogram", False),
    ],
)  # fmt: skip
def test_arskurserna(nyckeltalets, enhetens, galler):
    assert galler_arskurserna(nyckeltalets, enhetens) is galler


def _nyckeltal(nyckel: str, **mer) -> Nyckeltal:
    falt = {"namn": nyckel, "definition": "Prov", "matt": "%", "omgangar": ["vd2"], "nivaer": ["enhet"]}
    return Nyckeltal.objects.create(nyckel=nyckel, **(falt | mer))


@pytest.mark.krav(43, 50, 56)
def test_rundans_underlag_enhet_for_enhet(rollista):
    grundskola = rollista.skola.skolformer.get().skolform
    rollista.skola.skolformer.update(arskurser="1–6")
    inne, saknas = _nyckeltal("inne", period="termin"), _nyckeltal("saknas", period="manad")
    _nyckeltal("terminen-ut", period="termin", enhet=rollista.skola)
    bara_gr = _nyckeltal("bara-gr", publiceras_manad=12, ges_ut_under=True)
    bara_gr.skolformer.add(grundskola)
    nian = _nyckeltal("nian", arskurser="9")
    nian.skolformer.add(grundskola)
    _nyckeltal("vd3", omgangar=["vd3"])
    _nyckeltal("annans", enhet=rollista.gymnasium)
    kalla = Kalla.objects.create(nyckel="prov", namn="provet")
    Varde.objects.create(
        nyckeltal=inne, kalla=kalla, niva=Niva.ENHET, plats=rollista.skola, period="ht 2026",
        period_till=date(2026, 12, 31), tal=80, preliminart=True, skapad=NU,
    )  # fmt: skip
    svar = underlagslage([rollista.skola.pk, rollista.gymnasium.pk], rollista.omgang("vd2"), idag=DAG)
    skolan = {rad.nyckeltal.nyckel: (rad.lage, rad.vantat.period.text) for rad in svar[rollista.skola.pk]}
    assert skolan == {
        "inne": (Lage.PRELIMINAR, "ht 2026"),
        "saknas": (Lage.SAKNAS, "ht 2026"),
        "terminen-ut": (Lage.KOMMER, "ht 2026"),
        "bara-gr": (Lage.KOMMER, "2026/27"),
    }
    assert saknas.nyckel in {rad.nyckeltal.nyckel for rad in svar[rollista.gymnasium.pk]}
    assert {rad.nyckeltal.nyckel for rad in svar[rollista.gymnasium.pk]} == {"inne", "saknas", "annans"}


def test_lika_manga_fragor_for_24_och_240_enheter(rapporter):
    _nyckeltal("ett")
    antal = []
    for enheter in (24, 240):
        bygg_enheter(rapporter, enheter)
        alla = list(type(rapporter.skola).objects.values_list("pk", flat=True))
        with CaptureQueriesContext(connection) as fangade:
            assert len(underlagslage(alla, rapporter.omgang("vd2"), idag=DAG)) == enheter
        antal.append(len(fangade))
    assert antal[0] == antal[1] <= 5
