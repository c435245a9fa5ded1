"""Delarna som alla sidor byggs av: ikoner, lägen, knappar, formulär, ramen."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from styrkedja.models import Skalsteg
from styrkedja.templatetags.delar import felfalt

ROT = Path(__file__).resolve().parent.parent
SPRITE = ROT / "static" / "ikoner.svg"
BEDOMNINGENS_FORMER = {"hel", "trekvart", "halv", "tom", "streckad"}
PROGRESSIONENS_FORMER = {"dubbelupp", "upp", "streck", "ned", "prickar"}


def rita(mall: str, **sammanhang) -> str:
    return Template(mall).render(Context(sammanhang)).strip()


def ikonnamn() -> set[str]:
    return {s.get("id") for s in ElementTree.parse(SPRITE).iter("{http://www.w3.org/2000/svg}symbol")}


def test_ikon_ar_for_ogat_och_pekar_pa_spriten():
    assert rita('{% ikon "klar" %}') == (
        '<svg class="form" aria-hidden="true"><use href="/static/ikoner.svg#klar"/></svg>'
    )


def test_skalans_former_finns_i_spriten():
    assert ikonnamn() >= BEDOMNINGENS_FORMER | PROGRESSIONENS_FORMER


def test_alla_ikoner_som_mallarna_namner_finns():
    namnda = {
        namn
        for mall in (ROT / "templates").rglob("*.html")
        for namn in re.findall(r'{% (?:ikon|lage "\w*") "([\w-]+)"', mall.read_text(encoding="utf-8"))
    }
    assert namnda <= ikonnamn()


def test_spriten_har_inga_farger_och_inga_stilar():
    text = SPRITE.read_text(encoding="utf-8")
    assert "style" not in text
    assert not re.search(r"#[0-9a-f]{3,6}\b", text)


def test_lage_ar_ord_och_form_och_skyddar_texten():
    html = rita('{% lage "brist" "sen" text %}', text="<b>3 dagar</b> sen")
    assert 'class="lage brist"' in html
    assert "#sen" in html
    assert "&lt;b&gt;3 dagar" in html


def test_ett_steg_visas_med_sitt_ord():
    steg = Skalsteg(namn="En bit kvar", form="halv")
    assert "En bit kvar" in rita('{% steg s "vakta" %}', s=steg)
    assert rita("{% steg s %}", s=None) == ""


def test_knapp_utan_hinder_skickar():
    html = rita('{% knapp "Lämna in" namn="gor" varde="lamna_in" %}')
    assert 'type="submit" name="gor" value="lamna_in"' in html


def test_knapp_med_hinder_gar_att_na_och_sager_skalet():
    html = rita('{% knapp "Lämna in" hinder=skal %}', skal="Bara rektor lämnar in.")
    nyckel = re.search(r'aria-describedby="([\w-]+)"', html)[1]
    assert 'aria-disabled="true"' in html
    assert " disabled" not in html
    assert 'type="button"' in html
    assert f'id="{nyckel}">Bara rektor lämnar in.' in html


class Handslag(forms.Form):
    vad = forms.CharField(label="Handslag", help_text="Sluta, börja eller fortsätta.")
    dag = forms.DateField(label="Följs upp", error_messages={"invalid": "Datumet finns inte."})
    slag = forms.ChoiceField(label="Slag", choices=[("a", "sluta")], widget=forms.RadioSelect)
    kommentar = forms.CharField(label="Kommentar", required=False, widget=forms.Textarea)
    overens = forms.BooleanField(label="Båda är överens", required=False)


def test_faltet_bar_etikett_hjalp_och_ar_valfritt_i_ord():
    html = str(Handslag())
    assert '<label for="id_vad">Handslag</label>' in html
    assert 'aria-describedby="id_vad_helptext"' in html
    assert 'id="id_vad_helptext"' in html
    assert re.search(r"Kommentar <span[^>]*>\(valfritt\)", html)
    assert "<legend>Slag</legend>" in html
    assert "felsammanfattning" not in html


def test_felet_star_vid_faltet_och_i_sammanfattningen_och_det_ifyllda_ar_kvar():
    form = Handslag({"vad": "Ring samma dag", "dag": "31 feb 2027", "slag": ""})
    html = str(form)
    assert [f.name for f in felfalt(form)] == ["dag", "slag"]
    assert "Två fält behöver rättas" in html
    assert '<a href="#id_dag">Följs upp</a>' in html
    assert '<a href="#id_slag">Slag</a>' in html
    assert 'id="id_dag_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="31 feb 2027"' in html
    assert 'value="Ring samma dag"' in html
    assert re.search(r'id="felsammanfattning"[^>]*tabindex="-1" autofocus', html)


def test_formularets_id_forekommer_en_gang():
    html = str(Handslag({}))
    alla = re.findall(r'\bid="([^"]+)"', html)
    assert len(alla) == len(set(alla))


def test_formularets_egna_fel_star_overst():
    form = Handslag({"vad": "x", "dag": "2027-02-28", "slag": "a"})
    form.add_error(None, "Handslaget finns redan.")
    assert "Handslaget finns redan." in str(form)


@pytest.mark.parametrize(("niva", "klass"), [(25, "gott"), (20, "klammer"), (30, "obs"), (40, "larm")])
def test_notis_har_ord_form_och_ton(niva, klass):
    html = render_to_string("delar/_notiser.html", {"messages": [Message(niva, "Datumet är <flyttat>.")]})
    assert f'class="lagesremsa {klass}"' in html
    assert "<use href=" in html
    assert "&lt;flyttat&gt;" in html


def test_tomt_sager_varfor_och_vagen_vidare():
    html = render_to_string(
        "delar/tomt.html", {"rubrik": "Planen är tom", "text": "Ta en utmaning.", "adress": "/x/", "knapp": "Välj"}
    )
    assert "Planen är tom" in html
    assert 'href="/x/">Välj' in html


def test_fragan_har_fokus_pa_det_ofarliga():
    request = RequestFactory().get("/")
    varden = {
        "id": "f",
        "adress": "/ta-bort/",
        "rubrik": "Ta bort?",
        "text": "Det följer med.",
        "ja": "Ta bort",
        "nej": "Behåll",
    }
    html = render_to_string("delar/dialog.html", varden, request=request)
    assert re.search(r'type="button" data-stang autofocus>Behåll', html)
    assert 'method="post" action="/ta-bort/"' in html
    assert "csrfmiddlewaretoken" in html


def test_framsteg_fragar_igen_och_visar_procent():
    html = render_to_string("delar/framsteg.html", {"adress": "/pdf/", "procent": 64})
    assert 'hx-get="/pdf/" hx-trigger="every 2s"' in html
    assert 'value="64"' in html


@pytest.fixture
def startsidan(rapporter) -> str:
    klient = Client()
    klient.force_login(rapporter.rektor)
    return klient.get("/").content.decode()


def test_ramen(startsidan):
    assert '<html lang="sv">' in startsidan
    assert 'class="hoppa" href="#innehall"' in startsidan
    assert "Ekby kommun" in startsidan
    assert "Läsåret 2026/27" in startsidan
    assert re.search(r'<a href="/" aria-current="page">Start</a>', startsidan)
    assert "Anna Alm" in startsidan
    assert "rektor, Almskolan" in startsidan
    assert re.search(r'<form method="post" action="/logga-ut/" data-utloggning>', startsidan)
    assert '"allowEval": false' in startsidan
    assert "hx-headers" in startsidan


def test_inget_inbaddat_skript_och_ingen_inbaddad_stil(startsidan):
    assert not re.search(r"<script(?![^>]*\bsrc=)", startsidan)
    assert not re.search(r"<style|\sstyle=|\son\w+=", startsidan)


def test_inga_mallar_har_inbaddad_stil_eller_osaker_text():
    for mall in (ROT / "templates").rglob("*.html"):
        text = mall.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son(click|change|input|submit|load)=", text), mall
        assert not re.search(r"\|safe\b|autoescape off", text), mall
        if "papper" not in mall.parts:
            assert "<style" not in text, mall


def test_temat_foljer_kakan_men_bara_kanda_varden(rollista):
    klient = Client()
    klient.cookies["tema"] = "morkt"
    assert 'data-tema="morkt"' in klient.get("/finns-inte/").content.decode()
    klient.cookies["tema"] = '"><script>'
    assert "data-tema" not in klient.get("/finns-inte/").content.decode()


def test_allt_som_ramen_hamtar_finns(startsidan):
    for adress in re.findall(r'(?:href|src)="(/static/[^"#]+)', startsidan):
        delar = adress.removeprefix("/static/")
        from django.contrib.staticfiles import finders

        assert finders.find(delar), delar
