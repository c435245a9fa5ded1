"""Skrivstödet på sidorna: anmärkningarna vid avsnittet och före inlämning, punkternas knappar, underlaget."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from analysunderlag.referensdata import ladda as ladda_nyckeltalen
from kvalitetsrapporter.models import Avsnittsmall, Bedomning, Inlamning, Punkt
from styrkedja.models import EnhetSkolform

I = "19 av 72 elever i årskurs 8 saknar godkänt i matematik."  # noqa: E741
AVSNITT = ["almskolan", "2026-27", "kunskaper-lgr22"]
SIDA = "/enheter/almskolan/rapport/2026-27/avsnitt/kunskaper-lgr22/"


@pytest.fixture
def rektor(rapporter):
    ladda_nyckeltalen()
    Avsnittsmall.objects.filter(nyckel="kunskaper").update(nyckeltal=["nationella_prov", "meritvarde", "examensgrad"])
    klient = Client()
    klient.force_login(rapporter.rektor)
    return klient


def text(svar) -> str:
    return svar.content.decode()


def spara(klient, **falt):
    return klient.post(SIDA, {f"falt-{n}": t for n, t in falt.items()}, follow=True)


@pytest.mark.krav(17)
def test_anmarkningen_star_vid_avsnittet_med_vagen_dit(rektor):
    assert "<h2>Att läsa igenom" not in text(rektor.get(SIDA))
    sida = text(spara(rektor, individ=I))
    assert "Du har beskrivit resultatet." in sida
    assert 'href="#falt-process"' in sida
    assert "1 att läsa igenom" in sida


def test_skrivstodet_hamtas_for_sig_utan_falten(rektor):
    spara(rektor, individ=I, utmaningar="Lokalerna räcker inte.")
    delen = text(rektor.get(reverse("rapport-skrivstod", args=AVSNITT), headers={"HX-Request": "true"}))
    assert "Du har beskrivit resultatet." in delen
    assert 'id="punkter-utmaningar" hx-swap-oob="true"' in delen
    assert "<textarea" not in delen


def test_det_funna_star_aldrig_i_anmarkningen(rektor):
    spara(rektor, individ=f"{I} Eleven 120304-2385.")
    delen = text(rektor.get(reverse("rapport-skrivstod", args=AVSNITT)))
    assert "personnummer" in delen
    assert "120304" not in delen


@pytest.mark.krav(43)
def test_ett_avsnitt_om_hela_enheten_visar_nyckeltalen_for_enhetens_skolformer(rektor, rapporter):
    """Almskolan har grundskola i år; gymnasiet lades ned före läsåret. Bara grundskolans tal går att bygga på."""
    nycklar = ["meritvarde", "examensgrad", "elevantal"]
    Avsnittsmall.objects.filter(nyckel="samlad_bedomning").update(nyckeltal=nycklar)
    gymnasiet = EnhetSkolform.objects.filter(skolform__nyckel="gymnasieskola").first()
    EnhetSkolform.objects.create(
        enhet=rapporter.skola, skolform=gymnasiet.skolform, laroplan=gymnasiet.laroplan, till=rapporter.forra.till
    )
    adress = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "samlad_bedomning"])
    sida = text(rektor.get(adress))
    assert "Meritvärde årskurs 9" in sida
    assert "Antal barn eller elever" in sida
    assert "Examensgrad" not in sida
    svar = rektor.post(adress, {"underlag": ["examensgrad"]})
    assert (svar.status_code, "Välj bland avsnittets nyckeltal." in text(svar)) == (400, True)
    EnhetSkolform.objects.filter(enhet=rapporter.skola).update(till=None)
    assert "Examensgrad" in text(rektor.get(adress))


@pytest.mark.krav(62, 74)
def test_punkten_lyfts_och_tas_ned_utan_skript(rektor):
    spara(rektor, utmaningar="Lokalerna räcker inte.")
    punkt = Punkt.objects.get()
    adress = reverse("rapport-punkt", args=[*AVSNITT, punkt.pk])
    svar = rektor.post(adress, {"lage": "lyft"})
    assert svar["Location"] == SIDA + "#falt-utmaningar"
    assert "lyft inför VD2" in text(rektor.get(SIDA))
    rektor.post(adress, {"lage": "ned"})
    assert "lyft inför VD2" not in text(rektor.get(SIDA))


def test_med_htmx_kommer_bara_listan(rektor):
    spara(rektor, utmaningar="Lokalerna räcker inte.\nTiden räcker inte.")
    punkt = Punkt.objects.first()
    adress = reverse("rapport-punkt", args=[*AVSNITT, punkt.pk])
    delen = text(rektor.post(adress, {"lage": "lyft"}, headers={"HX-Request": "true"}))
    assert delen.strip().startswith('<div class="punktlista" id="punkter-utmaningar"')
    assert delen.count("<li>") == 2


def test_punkten_som_hann_tas_bort_sags_i_ord(rektor, rapporter):
    spara(rektor, utmaningar="Lokalerna räcker inte.")
    punkt = Punkt.objects.get()
    adress = reverse("rapport-punkt", args=[*AVSNITT, punkt.pk])
    rektor.post(adress, {"lage": "lyft"})
    Punkt.objects.update(borttagen=punkt.avsnitt.rapport.skapad)
    assert "står inte längre i texten" in text(rektor.post(adress, {"lage": "ned"}, follow=True))
    assert "står inte längre i texten" in text(rektor.post(adress, {"lage": "ned"}, headers={"HX-Request": "true"}))


def test_punkter_i_ett_annat_avsnitt_finns_inte_har(rektor):
    spara(rektor, utmaningar="Lokalerna räcker inte.")
    fel = reverse("rapport-punkt", args=["almskolan", "2026-27", "hem", Punkt.objects.get().pk])
    assert rektor.post(fel, {"lage": "lyft"}).status_code == 404


@pytest.mark.krav(72)
def test_underlaget_valjs_bland_avsnittets_nyckeltal(rektor):
    sida = text(rektor.get(SIDA))
    assert "Nationella prov, minst E" in sida
    assert "Examensgrad" not in sida  # gymnasieskolans
    rektor.post(SIDA, {"niva": "en_bit_kvar", "underlag": ["nationella_prov"], "annat_underlag": "Lektionsbesök"})
    rad = Bedomning.objects.get()
    assert (rad.underlag, rad.annat_underlag) == (["nationella_prov"], "Lektionsbesök")
    assert 'value="nationella_prov" id="id_underlag_0" checked' in text(rektor.get(SIDA))


def test_okant_underlag_sags_vid_faltet_och_det_skrivna_star_kvar(rektor):
    svar = rektor.post(SIDA, {"falt-individ": I, "underlag": ["finns-inte"]})
    assert svar.status_code == 400
    assert "Välj bland avsnittets nyckeltal." in text(svar)
    assert I in text(svar)


def skicka(klient, **val):
    kropp = {"op": str(uuid.uuid4()), "texter": {}, "val": val}
    return klient.post(SIDA + "spara/", json.dumps(kropp), content_type="application/json")


def test_underlaget_i_skrivprotokollet(rektor):
    assert skicka(rektor, underlag=["meritvarde", "nationella_prov"], annat_underlag="Enkät").status_code == 200
    assert Bedomning.objects.get().underlag == ["nationella_prov", "meritvarde"]
    assert skicka(rektor, underlag="meritvarde").status_code == 200
    assert Bedomning.objects.get().underlag == ["meritvarde"]
    assert skicka(rektor, underlag=[]).status_code == 200
    assert Bedomning.objects.get().underlag == []
    assert skicka(rektor, underlag=["finns-inte"]).status_code == 400
    assert skicka(rektor, annat_underlag="x" * 401).status_code == 400


@pytest.mark.krav(17)
def test_fore_inlamning_star_listan_med_vagen_dit_och_skalet_fryses(rektor, rapporter):
    spara(rektor, individ=f"{I} Eleven Kalle i 4B.", utmaningar="Eleverna måste läsa mer.")
    lamna = reverse("rapport-lamna-in", args=["almskolan", "2026-27", "vd2"])
    sida = text(rektor.get(lamna))
    assert "Läs igenom innan du lämnar in" in sida
    assert "Det ser ut som att eleverna ska ändra sig." in sida
    assert f"{SIDA}#falt-utmaningar" in sida
    nekad = rektor.post(lamna, {"skal": " "})
    assert nekad.status_code == 400
    assert "Skriv varför du lämnar in ändå" in text(nekad)
    rektor.post(lamna, {"skal": "Jag har läst igenom. Kalle är ett påhittat exempel."})
    version = Inlamning.objects.get()
    assert version.skal.startswith("Jag har läst igenom.")
    chef = Client()
    chef.force_login(rapporter.verksamhetschef)
    fryst = text(chef.get(reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", 1])))
    assert "Lämnade in ändå." in fryst
    assert "Vid inlämningen: Du har beskrivit resultatet." in fryst


def test_den_frusna_visar_underlag_och_lyfta_punkter(rektor, rapporter):
    rektor.post(
        SIDA, {"falt-utmaningar": "Lokalerna räcker inte.", "niva": "en_bit_kvar", "underlag": ["nationella_prov"]}
    )
    rektor.post(reverse("rapport-punkt", args=[*AVSNITT, Punkt.objects.get().pk]), {"lage": "lyft"})
    rektor.post(reverse("rapport-lamna-in", args=["almskolan", "2026-27", "vd2"]), {"skal": "Prov."})
    sida = text(rektor.get(reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", 1])))
    assert "Bedömningen bygger på: Nationella prov, minst E" in sida
    assert "lyft inför VD2" in sida


def test_skrivstodet_laser_inte_hela_rapporten(rektor, django_assert_max_num_queries):
    spara(rektor, individ=I, utmaningar="Lokalerna räcker inte.")
    adress = reverse("rapport-skrivstod", args=AVSNITT)
    rektor.get(adress)
    with django_assert_max_num_queries(14):
        rektor.get(adress)
