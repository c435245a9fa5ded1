"""Rapportens sidor: resan genom kedjan, och varje nej som en mening."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.handlingar.inlamning import faststall, lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Inlamning
from styrkedja.handlingar.dokument import spara_dokument
from styrkedja.models import Handelse, Text, Utkorg
from tests.rollista import NU


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


@pytest.fixture
def rapport(rapporter):
    return rapporter.rapport(rapporter.skola)


def utan_engangskod(svar) -> str:
    """Sidan utan det som byts i varje svar."""
    return re.sub(r"[A-Za-z0-9]{64}", "", svar.content.decode())


def avsnitt_adress(nyckel="hem", enhet="almskolan"):
    return reverse("rapport-avsnitt", args=[enhet, "2026-27", nyckel])


def inlamnad(rapporter, rapport, nyckel="vd1", skal="prov"):
    return lamna_in(rapport=rapport, omgang=rapporter.omgang(nyckel), av=rapporter.rektor, skal=skal)


def version_adress(namn, nyckel="vd1", nummer=1):
    return reverse(namn, args=["almskolan", "2026-27", nyckel, nummer])


@pytest.mark.krav(71, 72)
def test_rektor_skriver_och_ser_att_det_ar_sparat(rapporter, rapport):
    svar = klient(rapporter.rektor).post(
        avsnitt_adress(), {"falt-text": "Vi möts varje månad.", "version-text": 0}, follow=True
    )
    assert "Vi möts varje månad." in svar.content.decode()
    assert "Sparat 10:0" in svar.content.decode()


@pytest.mark.krav(60)
def test_verksamhetschefen_laser_omradets_inlamnade_delar_i_rad(rapporter, rapport):
    """Grannarna är områdets andra inlämnade delar i rundan; den olästa pekas ut, direktören får ingen rad."""
    chef, sida = klient(rapporter.verksamhetschef), version_adress("rapport-inlamning")
    inlamnad(rapporter, rapport)
    assert "Läs i rad" not in chef.get(sida).content.decode()
    backen = rapporter.rapport(rapporter.chefsomrade)
    lamna_in(rapport=backen, omgang=rapporter.omgang("vd1"), av=rapporter.forskolerektor, skal="prov")
    nasta = reverse("rapport-inlamning", args=[rapporter.chefsomrade.slug, "2026-27", "vd1", 1])
    text = chef.get(sida).content.decode()
    assert "0 av 2 inlämnade delar i området är lästa." in text
    assert f'<a class="bladdra-lank nasta" href="{nasta}"' in text
    assert f'<a href="{nasta}">Nästa olästa: {rapporter.chefsomrade.namn}</a>' in text
    chef.post(reverse("rapport-last", args=[rapporter.chefsomrade.slug, "2026-27", "vd1", 1]))
    text = chef.get(sida).content.decode()
    assert "1 av 2 inlämnade delar" in text
    assert "Nästa olästa" not in text
    assert "Läs i rad" not in klient(rapporter.direktor).get(sida).content.decode()


def test_sparning_i_bakgrunden_svarar_med_klockslag_och_versioner(rapporter, rapport):
    svar = klient(rapporter.rektor).post(
        avsnitt_adress(), {"falt-text": "A", "version-text": 0}, headers={"accept": "application/json"}
    )
    assert svar.json()["versioner"] == {"text": 1}
    assert svar.json()["sparat"].startswith("10:0")


def test_krock_visar_bada_texterna_och_skriver_inte_over(rapporter, rapport):
    klient(rapporter.rektor).post(avsnitt_adress(), {"falt-text": "Annas text", "version-text": 0})
    svar = klient(rapporter.bitradande).post(avsnitt_adress(), {"falt-text": "Bos text", "version-text": 0})
    sida = svar.content.decode()
    assert svar.status_code == 409
    assert "Annas text" in sida
    assert "Bos text" in sida
    assert "Anna Alm ändrade det här avsnittet" in sida
    assert Text.objects.get(falt="text").innehall == "Annas text"


def test_krock_i_bakgrunden_bar_den_andres_text(rapporter, rapport):
    klient(rapporter.rektor).post(avsnitt_adress(), {"falt-text": "Annas", "version-text": 0})
    svar = klient(rapporter.bitradande).post(
        avsnitt_adress(), {"falt-text": "Bos", "version-text": 0}, headers={"accept": "application/json"}
    )
    assert svar.status_code == 409
    assert svar.json()["krockar"][0] | {"nar": ""} == {
        "falt": "text",
        "version": 1,
        "innehall": "Annas",
        "vem": "Anna Alm",
        "nar": "",
    }


def test_for_lang_text_sags_vid_faltet_och_finns_kvar(rapporter, rapport):
    svar = klient(rapporter.rektor).post(avsnitt_adress(), {"falt-text": "x" * 500_001, "version-text": 0})
    assert svar.status_code == 400
    assert "längre än 500" in svar.content.decode()
    assert "x" * 500_001 in svar.content.decode()


def test_halv_miljon_tecken_sparas(rapporter, rapport):
    klient(rapporter.rektor).post(avsnitt_adress(), {"falt-text": "å" * 500_000, "version-text": 0})
    assert len(Text.objects.get(falt="text").innehall) == 500_000


@pytest.mark.parametrize("skrivet", ["<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}", "%s", "' OR 1=1--"])
def test_det_skrivna_visas_bokstavligt(rapporter, rapport, skrivet):
    sida = (
        klient(rapporter.rektor)
        .post(avsnitt_adress(), {"falt-text": skrivet, "version-text": 0}, follow=True)
        .content.decode()
    )
    assert "<script>alert" not in sida
    assert Text.objects.get(falt="text").innehall == skrivet


def test_okand_niva_ar_ett_fel_vid_faltet(rapporter, rapport):
    svar = klient(rapporter.rektor).post(avsnitt_adress("samlad_bedomning"), {"falt-slutsatser": "A", "niva": "toppen"})
    assert svar.status_code == 400
    assert "Välj ett av stegen" in svar.content.decode()


def test_extra_falt_ignoreras(rapporter, rapport):
    klient(rapporter.rektor).post(
        avsnitt_adress(), {"falt-text": "A", "version-text": 0, "av": 1, "rapport": 99, "is_staff": 1}
    )
    text = Text.objects.get(falt="text")
    assert text.andrad_av == rapporter.rektor


@pytest.mark.parametrize(
    ("vem", "mening"),
    [
        ("utgangen", "Din delegering gick ut 30 jun 2026. Be Anna Alm om en ny."),
        ("odelegerad", "Rektor har inte delegerat skrivrätten till dig."),
    ],
)
@pytest.mark.krav(7)
def test_bitradande_utan_delegering_laser_och_ser_varfor(rapporter, rapport, vem, mening):
    person = klient(rapporter.personer[vem])
    assert mening in person.get(avsnitt_adress()).content.decode()
    svar = person.post(avsnitt_adress(), {"falt-text": "En mening som är lång nog att rädda."})
    assert svar.status_code == 403
    assert mening in svar.content.decode()
    assert "En mening som är lång nog att rädda." in svar.content.decode()
    assert not Text.objects.exists()


@pytest.mark.krav(7)
def test_delegerad_bitradande_skriver_men_lamnar_inte_in(rapporter, rapport):
    person = klient(rapporter.bitradande)
    assert person.post(avsnitt_adress(), {"falt-text": "A", "version-text": 0}).status_code == 302
    svar = person.post(reverse("rapport-lamna-in", args=["almskolan", "2026-27", "vd1"]), {"skal": "x"})
    assert svar.status_code == 403
    assert "Bara rektor lämnar in" in svar.content.decode()


def test_delegering_som_namner_inlamning_racker(rapporter, rapport):
    delegering = rapporter.bitradande.befattningar.get().delegeringar.get()
    delegering.far_lamna_in = True
    delegering.save()
    adress = reverse("rapport-lamna-in", args=["almskolan", "2026-27", "vd1"])
    assert klient(rapporter.bitradande).post(adress, {"skal": "prov"}).status_code == 302


@pytest.mark.parametrize("vem", ["verksamhetschef", "annan_verksamhetschef", "direktor"])
def test_utkastet_lases_inte_av_den_som_bara_far_veta_laget(rapporter, rapport, vem):
    svar = klient(rapporter.personer[vem]).get(avsnitt_adress())
    assert svar.status_code == 403
    assert "Det här är ett utkast." in svar.content.decode()


@pytest.mark.parametrize(
    "vem", ["annan_rektor", "medarbetare", "namnd", "controller", "avdelningschef", "registrator", "administrator"]
)
def test_framlingen_far_samma_svar_som_om_rapporten_inte_fanns(rapporter, rapport, vem):
    person = klient(rapporter.personer[vem])
    finns, saknas = person.get(avsnitt_adress()), person.get(avsnitt_adress(enhet="finns-inte"))
    assert finns.status_code == saknas.status_code == 404
    assert utan_engangskod(finns) == utan_engangskod(saknas)


def test_den_forra_rektorn_ser_inget(rapporter, rapport):
    svar = klient(rapporter.fore_detta).get(avsnitt_adress())
    assert svar.status_code == 403
    assert "Almskolan" not in svar.content.decode()


@pytest.mark.krav(60, 71)
def test_hela_resan_rektor_chef_rektor_direktor(rapporter, rapport):
    rektor, chef, direktor = (klient(rapporter.personer[v]) for v in ("rektor", "verksamhetschef", "direktor"))
    lamna = reverse("rapport-lamna-in", args=["almskolan", "2026-27", "vd1"])
    assert "Det här saknas" in rektor.get(lamna).content.decode()
    nekad = rektor.post(lamna, {"skal": ""})
    assert nekad.status_code == 400
    assert "Skriv varför" in nekad.content.decode()
    assert "Version 1 är låst" in rektor.post(lamna, {"skal": "Betygen kommer."}, follow=True).content.decode()
    assert "inne 24 nov" in chef.get(reverse("omrade", args=["norr"])).content.decode()
    assert "Betygen kommer." in chef.get(version_adress("rapport-inlamning")).content.decode()
    assert "Läst av dig" in chef.post(version_adress("rapport-last"), follow=True).content.decode()
    tillbaka = chef.post(version_adress("rapport-lamna-tillbaka"), {"kommentar": "Skriv orsaken."}, follow=True)
    assert "Skriv orsaken." in tillbaka.content.decode()
    assert "Skriv orsaken." in rektor.get(lamna).content.decode()
    rektor.post(avsnitt_adress("samlad_bedomning"), {"falt-slutsatser": "Orsaken är schemat.", "niva": "nara_malet"})
    rektor.post(lamna, {"skal": "Målen kommer."})
    assert Inlamning.objects.count() == 2
    assert "inne 24 nov" in direktor.get(reverse("lage")).content.decode()
    assert "Orsaken är schemat." in direktor.get(version_adress("rapport-inlamning", nummer=2)).content.decode()


def test_inlamning_tva_ganger_sags_vara_gjord(rapporter, rapport):
    person = klient(rapporter.rektor)
    lamna = reverse("rapport-lamna-in", args=["almskolan", "2026-27", "vd1"])
    person.post(lamna, {"skal": "prov"})
    assert "Det är redan gjort, av Anna Alm" in person.post(lamna, {"skal": "prov"}, follow=True).content.decode()
    assert Inlamning.objects.count() == 1


def test_efter_inlamning_skriver_bara_skolledningen(rapporter, rapport):
    inlamnad(rapporter, rapport)
    for vem in ("verksamhetschef", "direktor"):
        assert klient(rapporter.personer[vem]).post(avsnitt_adress(), {"falt-text": "Chefens ord"}).status_code == 403
    assert klient(rapporter.annan_rektor).post(avsnitt_adress(), {"falt-text": "Främling"}).status_code == 404
    assert not Text.objects.exists()


def test_annan_verksamhetschef_laser_nar_rundan_har_stangt(rapporter, rapport):
    inlamnad(rapporter, rapport, "vd1")
    inlamnad(rapporter, rapport, "vd2")
    person = klient(rapporter.annan_verksamhetschef)
    assert person.get(version_adress("rapport-inlamning", "vd1")).status_code == 200
    svar = person.get(version_adress("rapport-inlamning", "vd2"))
    assert svar.status_code == 403
    assert "29 jan 2027" in svar.content.decode()


def test_aterlamna_ar_bara_for_den_egna_chefen(rapporter, rapport):
    version = inlamnad(rapporter, rapport)
    for vem in ("annan_verksamhetschef", "direktor", "rektor"):
        svar = klient(rapporter.personer[vem]).post(version_adress("rapport-lamna-tillbaka"), {"kommentar": "Nej"})
        assert svar.status_code == 403
    version.refresh_from_db()
    assert version.aterlamnad is None


def test_aterlamning_utan_kommentar_och_en_gang_till(rapporter, rapport):
    version = inlamnad(rapporter, rapport)
    chef = klient(rapporter.verksamhetschef)
    tom = chef.post(version_adress("rapport-lamna-tillbaka"), {"kommentar": " \u200b "})
    assert tom.status_code == 400
    assert "Skriv vad som behöver ändras." in tom.content.decode()
    lamna_tillbaka(inlamning=version, kommentar="Orsak?", av=rapporter.verksamhetschef)
    assert chef.post(version_adress("rapport-lamna-tillbaka"), {"kommentar": "igen"}).status_code == 403


def test_faststalld_rapport_lases_av_fler_och_skrivs_av_ingen(rapporter, rapport):
    for omgang in rapporter.lasar.omgangar.all():
        lamna_in(rapport=rapport, omgang=omgang, av=rapporter.rektor, skal="prov")
    faststall(rapport=rapport, av=rapporter.rektor)
    for vem in ("medarbetare", "avdelningschef", "controller", "registrator", "annan_verksamhetschef"):
        assert klient(rapporter.personer[vem]).get(version_adress("rapport-inlamning")).status_code == 200, vem
    for vem in ("namnd", "annan_rektor", "administrator"):
        assert klient(rapporter.personer[vem]).get(version_adress("rapport-inlamning")).status_code == 404, vem
    svar = klient(rapporter.rektor).post(avsnitt_adress(), {"falt-text": "Efteråt"})
    assert svar.status_code == 403
    assert "fastställdes" in svar.content.decode()


@pytest.mark.django_db(transaction=True)
def test_pdf_bestalls_en_gang_och_sidan_sager_var_den_ar(rapporter, rapport):
    inlamnad(rapporter, rapport)
    chef = klient(rapporter.verksamhetschef)
    chef.post(version_adress("rapport-pdf"))
    chef.post(version_adress("rapport-pdf"))
    assert Utkorg.objects.filter(slag="rapport_pdf").count() == 1
    assert "står i kö" in chef.get(version_adress("rapport-pdf")).content.decode()
    assert chef.get(version_adress("rapport-pdf-fil")).status_code == 404


def test_forra_aret_star_bredvid(rapporter, rapport):
    forra = rapporter.rapport(rapporter.skola, rapporter.forra)
    spara_avsnitt(
        avsnitt=forra.avsnitt.get(nyckel="summerande_analys"),
        texter={"vidare": "Läsningen tar vi med oss."},
        av=rapporter.rektor,
        omgang=rapporter.forra.omgangar.get(nyckel="lasarsslut"),
    )  # fmt: skip
    lamna_in(rapport=forra, omgang=rapporter.forra.omgangar.get(nyckel="lasarsslut"), av=rapporter.rektor, skal="prov")
    sida = klient(rapporter.rektor).get(avsnitt_adress("samlad_bedomning")).content.decode()
    assert "Så skrev ni 2025/26" in sida
    assert "Läsningen tar vi med oss." in sida


def test_hamtad_pdf_och_inlamning_star_i_loggen(rapporter, rapport):
    inlamnad(rapporter, rapport)
    rad = Handelse.objects.om("inlamning", Inlamning.objects.get().pk).get()
    assert (rad.handling, rad.aktor_namn, rad.plats_id) == ("lamna_in", "Anna Alm", rapporter.skola.pk)
    assert json.dumps(rad.uppgifter)


@pytest.mark.parametrize(("vem", "mening"), [
    ("rektor", "Delen inför VD1 är sen."),
    ("verksamhetschef", "Ingen enhet är inne än inför VD2."),
    ("direktor", "Ingen enhet är inne än inför VD2."),
    ("medarbetare", "Inget väntar på dig."),
])  # fmt: skip
def test_startsidan_sager_laget_i_en_mening(rapporter, vem, mening):
    assert mening in klient(rapporter.personer[vem]).get("/").content.decode()


def test_ett_nekat_forsok_star_i_loggen_utan_texten(rapporter, rapport):
    klient(rapporter.utgangen).post(avsnitt_adress(), {"falt-text": "Hemlig mening som inte ska loggas."})
    rad = Handelse.objects.get(utfall=Handelse.Utfall.NEKAT)
    assert (rad.aktor_namn, rad.uppgifter["vy"]) == ("Sara Sälg", "rapport-avsnitt")
    assert "Hemlig" not in str(rad.uppgifter)


def test_en_annan_persons_flik_sparar_inte_i_fel_namn(rapporter, rapport):
    svar = klient(rapporter.bitradande).post(
        avsnitt_adress(),
        {"falt-text": "Annas text", "version-text": 0},
        headers={"accept": "application/json", "x-person": str(rapporter.rektor.pk)},
    )
    assert svar.status_code == 401
    assert "En annan person är inloggad" in svar.json()["fel"]
    assert not Text.objects.exists()


def test_utloggad_under_skrivande_far_json_och_i_vanlig_form_sin_text_tillbaka(rapporter, rapport):
    utloggad = Client()
    bakgrund = utloggad.post(avsnitt_adress(), {"falt-text": "A"}, headers={"accept": "application/json"})
    assert (bakgrund.status_code, "utloggad" in bakgrund.json()["fel"]) == (401, True)
    vanlig = utloggad.post(avsnitt_adress(), {"falt-text": "En mening som inte får försvinna."})
    assert vanlig.status_code == 401
    assert "En mening som inte får försvinna." in vanlig.content.decode()


def test_gammal_sakerhetskod_visar_texten(rapporter, rapport):
    vaktad = Client(enforce_csrf_checks=True)
    vaktad.force_login(rapporter.rektor)
    svar = vaktad.post(avsnitt_adress(), {"falt-text": "En mening som inte får försvinna."})
    assert svar.status_code == 403
    assert "En mening som inte får försvinna." in svar.content.decode()


def test_pdf_fran_fore_aterlamningen_sags_vara_gammal_och_gors_om(rapporter, rapport):
    version = inlamnad(rapporter, rapport)
    spara_dokument(ting=version, titel="T", filnamn="t.pdf", data=b"%PDF-", sidor=1, nu=NU)
    chef = klient(rapporter.verksamhetschef)
    assert "PDF:en är klar." in chef.get(version_adress("rapport-pdf")).content.decode()
    lamna_tillbaka(inlamning=version, kommentar="Orsak?", av=rapporter.verksamhetschef)
    assert "nytt läge sedan PDF:en gjordes" in chef.get(version_adress("rapport-pdf")).content.decode()
    chef.post(version_adress("rapport-pdf"))
    assert Utkorg.objects.filter(slag="rapport_pdf").count() == 1
