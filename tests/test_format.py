"""Svenska format: gränsfallen där ett datum, ett tal eller ett namn lätt blir fel."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from styrkedja import format as f


@pytest.mark.parametrize(
    ("dag", "kort", "lang"),
    [
        (date(2026, 9, 17), "17 sep 2026", "torsdag 17 september 2026, v. 38"),
        (date(2026, 9, 24), "24 sep 2026", "torsdag 24 september 2026, v. 39"),
        # 2026 har 53 veckor: nyårsdagen 2027 ligger i det gamla årets sista vecka.
        (date(2026, 12, 31), "31 dec 2026", "torsdag 31 december 2026, v. 53"),
        (date(2027, 1, 1), "1 jan 2027", "fredag 1 januari 2027, v. 53"),
        (date(2027, 1, 4), "4 jan 2027", "måndag 4 januari 2027, v. 1"),
        (date(2028, 2, 29), "29 feb 2028", "tisdag 29 februari 2028, v. 9"),
    ],
)
def test_dagen_med_och_utan_vecka(dag, kort, lang):
    assert (f.datum(dag), f.dag_lang(dag)) == (kort, lang)


def test_alla_manader_far_tre_bokstaver():
    korta = [f.datum_kort(date(2026, m, 1)) for m in range(1, 13)]
    assert korta == [f"1 {m}" for m in "jan feb mar apr maj jun jul aug sep okt nov dec".split()]


@pytest.mark.parametrize(
    ("utc", "svenskt"),
    [
        # Vintertid börjar 2026-10-25: klockan 02:30 kommer två gånger.
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "25 okt 2026 02:30"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "25 okt 2026 02:30"),
        (datetime(2026, 10, 25, 2, 30, tzinfo=UTC), "25 okt 2026 03:30"),
        # Sommartid börjar 2027-03-28: timmen efter 01:59 är 03:00.
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "28 mar 2027 01:59"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "28 mar 2027 03:00"),
        # Sen kväll i UTC är redan nästa dag, och nästa år, i Sverige.
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "1 jan 2027 00:30"),
        (datetime(2027, 6, 30, 22, 5, tzinfo=UTC), "1 jul 2027 00:05"),
    ],
)
def test_tidpunkten_visas_i_svensk_tid(utc, svenskt):
    assert f.tidpunkt(utc) == svenskt


def test_klockslag_tar_ett_klockslag_som_det_ar():
    assert f.klockslag(time(9, 5)) == "09:05"


@pytest.mark.parametrize(
    ("fran", "till", "text"),
    [
        (date(2026, 9, 7), date(2026, 9, 25), "7–25 sep 2026"),
        (date(2026, 9, 28), date(2026, 10, 2), "28 sep–2 okt 2026"),
        (date(2026, 12, 15), date(2027, 1, 8), "15 dec 2026–8 jan 2027"),
        (date(2026, 9, 7), date(2026, 9, 7), "7 sep 2026"),
        (date(2026, 9, 7), date(2027, 9, 7), "7 sep 2026–7 sep 2027"),
    ],
)
def test_perioden_sager_bara_det_som_skiljer(fran, till, text):
    assert f.period(fran, till) == text


IDAG = date(2027, 1, 14)


@pytest.mark.parametrize(
    ("dag", "text"),
    [
        (IDAG, "i dag"),
        (date(2027, 1, 15), "i morgon"),
        (date(2027, 1, 13), "i går"),
        (date(2027, 1, 22), "om 8 dagar"),
        (date(2027, 1, 11), "3 dagar sedan"),
        (datetime(2027, 1, 13, 23, 30, tzinfo=UTC), "i dag"),
    ],
)
def test_avstandet_fran_i_dag(dag, text):
    assert f.nar_fran_idag(dag, IDAG) == text


def test_avstandet_raknar_dagar_och_inte_timmar_over_sommartiden():
    assert f.nar_fran_idag(date(2027, 3, 29), date(2027, 3, 27)) == "om 2 dagar"


@pytest.mark.parametrize(
    ("dag", "text"),
    [
        (date(2027, 1, 11), "3 arbetsdagar sedan"),
        (date(2027, 1, 8), "4 arbetsdagar sedan"),  # fredag: helgen räknas inte
        (date(2027, 1, 13), "1 arbetsdag sedan"),
        (date(2027, 1, 14), "i dag"),
        (date(2027, 1, 18), "om 4 dagar"),
    ],
)
def test_hur_sent_i_arbetsdagar(dag, text):
    assert f.arbetsdagar_sedan(dag, IDAG) == text


def test_lordag_efter_en_fredag_sags_i_dagar():
    assert f.arbetsdagar_sedan(date(2027, 1, 15), date(2027, 1, 16)) == "i går"


def test_helgdagar_kommer_fran_den_som_vet_vilka_de_ar():
    trettondagen = date(2027, 1, 6)
    antal = f.arbetsdagar_efter(date(2027, 1, 5), date(2027, 1, 8), lambda d: d.weekday() < 5 and d != trettondagen)
    assert antal == 2


@pytest.mark.parametrize(
    ("varde", "decimaler", "text"),
    [
        (0, None, "0"),
        (1512, None, "1\u00a0512"),
        (1_234_567, None, "1\u00a0234\u00a0567"),
        (12.5, None, "12,5"),
        (12.0, None, "12"),
        (83, 1, "83,0"),
        (231.45, 1, "231,5"),
        (2.675, 2, "2,68"),
        (-3, None, "\u22123"),
        (-0.04, 1, "0,0"),
        (Decimal("0.1") + Decimal("0.2"), None, "0,3"),
        (100.0, 0, "100"),
    ],
)
def test_tal(varde, decimaler, text):
    assert f.tal(varde, decimaler) == text


@given(st.integers(-(10**12), 10**12))
def test_talet_gar_att_lasa_tillbaka(n):
    assert int(f.tal(n).replace(f.FAST, "").replace(f.MINUS, "-")) == n


def test_procenten_hanger_ihop_med_sitt_tecken():
    assert f.procent(12.5) == "12,5\u00a0%"
    assert f.procent(83, 1) == "83,0\u00a0%"


@pytest.mark.parametrize(
    ("antal", "text"),
    [(0, "inga avsnitt"), (1, "ett avsnitt"), (2, "två avsnitt"), (12, "tolv avsnitt"), (13, "13 avsnitt")],
)
def test_antal_i_ord_upp_till_tolv(antal, text):
    assert f.antal_ord(antal, "ett avsnitt", "avsnitt") == text


@pytest.mark.parametrize(
    ("antal", "text"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (340_000, "340 kB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (1_800_000, "1,8 MB"),
    ],
)
def test_filens_storlek(antal, text):
    assert f.storlek(antal) == text.replace(" ", "\u00a0")


def test_namn_i_svensk_ordning():
    ratt = ["Ada", "André", "Zahra", "Åsa-Lill", "Ängskroken", "Österlen"]
    huller_om_buller = [ratt[i] for i in (5, 1, 3, 0, 4, 2)]
    assert sorted(huller_om_buller, key=f.namnordning) == ratt
    assert sorted(["Vera", "Wilma", "Vivi"], key=f.namnordning) == ["Vera", "Vivi", "Wilma"]
    assert sorted(["Müller", "Mustonen", "Myrberg"], key=f.namnordning) == ["Mustonen", "Müller", "Myrberg"]


def test_namn_sorteras_lika_hur_bokstaven_an_ar_kodad():
    sammansatt, delad = "\u00c5sa", "A\u030asa"
    assert f.namnordning(sammansatt)[0] == f.namnordning(delad)[0]
    assert f.namnordning("åsa")[0] == f.namnordning("ÅSA")[0]


def rita(mall: str, **kontext: object) -> str:
    return Template(mall).render(Context(kontext))


def test_filtren_heter_som_reglerna():
    text = rita(
        "{{ dag|datum }} · {{ dag|datum_kort }} · {{ dag|dag_lang }} · {{ nar|klockslag }} · {{ nar|tidpunkt }}"
        ' · {{ t|tal }} · {{ t|tal:2 }} · {{ t|procent }} · {{ n|antal_ord:"en enhet,enheter" }}'
        " · {{ dag|period:nar }} · {{ b|storlek }}",
        dag=date(2026, 9, 24),
        nar=datetime(2027, 1, 11, 9, 14, tzinfo=UTC),
        t=12.5,
        n=3,
        b=1_800_000,
    )
    assert text.replace(f.FAST, " ").split(" · ") == [
        "24 sep 2026",
        "24 sep",
        "torsdag 24 september 2026, v. 39",
        "10:14",
        "11 jan 2027 10:14",
        "12,5",
        "12,50",
        "12,5 %",
        "tre enheter",
        "24 sep 2026–11 jan 2027",
        "1,8 MB",
    ]


def test_filtren_later_det_tomma_vara_tomt():
    assert rita("{{ a|datum }}{{ b|tal }}{{ c|nar_fran_idag }}{{ d|arbetsdagar_sedan }}", a=None, b=None, c="") == ""


def test_period_utan_slut_ar_en_dag():
    assert rita("{{ a|period:b }}", a=date(2026, 9, 24), b=None) == "24 sep 2026"


def test_dagens_avstand_fragar_klockan(settings):
    settings.DEMO, settings.DEMO_IDAG = True, "2027-01-14"
    # Trettondagen (onsdag 6 januari) är ingen arbetsdag.
    assert rita("{{ a|nar_fran_idag }}, {{ b|arbetsdagar_sedan }}", a=date(2027, 1, 22), b=date(2027, 1, 5)) == (
        "om 8 dagar, 6 arbetsdagar sedan"
    )


def test_tal_i_ord_upp_till_tolv():
    assert [f.tal_i_ord(n) for n in (0, 3, 12, 13)] == ["inga", "tre", "tolv", "13"]
