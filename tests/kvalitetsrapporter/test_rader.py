"""Listans rader ritas i Python: text från människor är alltid flydd, och varje enhet har sin egen adress."""

from datetime import date
from html import escape

import pytest

from kvalitetsrapporter.handlingar.listor import Delrad, Enhetsrad
from kvalitetsrapporter.rader import enhetsrader_html
from kvalitetsrapporter.regler import Delfakta, Tillstand
from styrkedja.models import Omgang

DAG = date(2026, 11, 24)
INNE = Delrad(Delfakta(Tillstand.INLAMNAD, DAG, DAG, inlamnad=DAG), version=2, last=True)
ELAKT = ["<script>alert(1)</script>", "Al\"m'skolan", "{slug} {0} %s {{ 7*7 }}", "A & O"]


def omgang(namn: str) -> Omgang:
    return Omgang(pk=1, nyckel="vd1", namn=namn)


def rad(namn: str = "Almskolan", rektor: str = "Rut Ek", slug: str = "almskolan", delar=None) -> Enhetsrad:
    return Enhetsrad(namn, slug, "Norr", "norr", rektor, {"vd1": INNE} if delar is None else delar)


@pytest.mark.parametrize("text", ELAKT)
def test_text_fran_manniskor_ar_alltid_flydd(text):
    html = enhetsrader_html([rad(namn=text, rektor=text)], [omgang(text)], "2026-27", DAG)
    assert html.count(escape(text)) == 3
    assert "<script>" not in html


def test_enheter_i_samma_lage_har_var_sin_adress():
    html = enhetsrader_html([rad(), rad(slug="bokskolan")], [omgang("VD1")], "2026-27", DAG)
    forsta, andra = html.split("\n")
    assert 'href="/enheter/almskolan/rapport/2026-27/inlamnad/vd1/2/"' in forsta
    assert 'href="/enheter/bokskolan/rapport/2026-27/inlamnad/vd1/2/"' in andra
    assert 'href="/enheter/bokskolan/rapport/2026-27/"' in andra
    assert "almskolan" not in andra


def test_en_del_som_inte_finns_ar_ett_streck_utan_lank():
    html = enhetsrader_html([rad(delar={})], [omgang("VD1")], "2026-27", DAG)
    assert '<td data-k="VD1">–</td>' in html
    assert "inlamnad" not in html
