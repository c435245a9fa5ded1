"""Hjälpen: varje roll får sin sida, alla får läsa, och inget påstås om den som inte är inloggad."""

import json

import pytest
from django.conf import settings
from django.urls import reverse

from styrkedja.format import namnordning
from styrkedja.regler.roller import KOLUMN, Roll
from styrkedja.views.hjalp import ORDLISTA, ROLLSIDOR, ordlistan

pytestmark = pytest.mark.django_db


def i_kolumn(rollista, kolumn: str):
    """Den första i rollistan som har en roll i matrisens kolumn."""
    return next(p for p in rollista.personer.values() if any(KOLUMN[Roll(b.roll)] == kolumn for b in p.befattningar_nu))


def test_varje_kolumn_i_matrisen_har_en_hjalpsida():
    assert {sida.kolumn for sida in ROLLSIDOR} == set(KOLUMN.values())


@pytest.mark.parametrize("sida", ROLLSIDOR, ids=lambda s: s.slug)
def test_hjalpen_oppnar_pa_den_egna_rollens_sida(client, rollista, sida):
    client.force_login(i_kolumn(rollista, sida.kolumn))
    svar = client.get(reverse("hjalp"))
    text = svar.content.decode()
    assert svar.status_code == 200
    assert f"Hjälp · {sida.namn}, din roll" in text
    assert text.count('aria-current="page"') >= 1


@pytest.mark.parametrize("sida", ROLLSIDOR, ids=lambda s: s.slug)
def test_alla_far_lasa_allas_hjalp(client, rollista, sida):
    client.force_login(rollista.medarbetare)
    svar = client.get(reverse("hjalp-roll", args=[sida.slug]))
    assert svar.status_code == 200
    assert sida.mall in [m.name for m in svar.templates]


def test_okand_roll_ar_404(client, rollista):
    client.force_login(rollista.rektor)
    assert client.get(reverse("hjalp-roll", args=["kung"])).status_code == 404


def test_rektors_hjalp_sager_arets_dagar(client, rollista):
    client.force_login(rollista.rektor)
    text = client.get(reverse("hjalp")).content.decode()
    assert "lämnas in senast 11 jan 2027" in text


def test_hjalpen_sparas_inte_och_skrivs_inte(client, rollista):
    client.force_login(rollista.rektor)
    assert "no-store" in client.get(reverse("hjalp"))["Cache-Control"]
    assert client.post(reverse("hjalp")).status_code == 405


def test_utan_inloggning_visas_bara_tillganglighetssidan(client, rollista):
    assert client.get(reverse("tillganglighet")).status_code == 200
    assert client.get(reverse("hjalp")).status_code == 302


@pytest.mark.krav(107)
def test_ekonomins_ord_forklaras(client, rollista):
    client.force_login(rollista.rektor)
    text = client.get(reverse("hjalp-ord")).content.decode()
    for term in ("peng per barn och elev", "uppbyggande medel", "tilläggsbelopp", "internbudget", "bokslut"):
        assert f"<dt>{term}</dt>" in text


def test_orden_star_i_svensk_ordning():
    termer = [rad["term"] for rad in json.loads(ORDLISTA.read_text(encoding="utf-8"))["domanen"]]
    assert termer == sorted(termer, key=namnordning)
    bokstaver = [bokstav for bokstav, _ in ordlistan()]
    assert bokstaver[-1] == "Å"
    assert len(bokstaver) == len(set(bokstaver))


@pytest.mark.parametrize("sida", ROLLSIDOR, ids=lambda s: s.slug)
def test_hjalpen_ar_klarsprak(sida):
    """Inga utropstecken, inget som är byggt för en annan kommun, och det som fattas sägs."""
    mall = (settings.BASE_DIR / "templates" / sida.mall).read_text(encoding="utf-8")
    assert "!" not in mall
    assert "inte byggd" in mall


def test_den_som_saknar_befattning_far_hjalp(client, rollista):
    client.force_login(rollista.utan_befattning)
    svar = client.get(reverse("hjalp"))
    assert svar.status_code == 200
    assert "din roll" not in svar.content.decode()


@pytest.mark.parametrize("adress", ["hjalp", "hjalp-ord", "tillganglighet"])
@pytest.mark.parametrize("bredd", [360, 1280])
def test_sidorna_ar_tillgangliga(rollista, sida_som, axe, adress, bredd):
    sida = sida_som(rollista.rektor)
    sida.set_viewport_size({"width": bredd, "height": 900})
    sida.goto(reverse(adress))
    axe(sida)
    sida.wait_for_function("bredd => document.documentElement.scrollWidth <= bredd", arg=bredd)
