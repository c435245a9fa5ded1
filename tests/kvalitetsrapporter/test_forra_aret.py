"""Förra årets slut blir årets början: knappen, de två åren bredvid varandra, och vad som aldrig skrivs över."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import TidigareRapport
from kvalitetsrapporter.regler.forra_aret import borjan
from kvalitetsrapporter.regler.tidigare import TECKEN, utdrag
from styrkedja.models import Text, Textversion
from tests.rollista import NU


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def adress(namn: str, *mer) -> str:
    return reverse(namn, args=["almskolan", "2026-27", *mer])


def skriv(rapport, nyckel: str, av, **texter) -> None:
    avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel=nyckel)
    spara_avsnitt(avsnitt=avsnitt, texter=texter, av=av)


@pytest.fixture
def forra_aret(rapporter):
    """Almskolans förra läsår är summerat och inlämnat."""
    rapport = rapporter.rapport(rapporter.skola, rapporter.forra)
    skriv(rapport, "summerande_analys", rapporter.rektor, vidare="Tidiga insatser i matematik.")
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, individ="Åttiosju procent nådde målen.")
    for nyckel in ("vd2", "lasarsslut"):
        lamna_in(
            rapport=rapport, omgang=rapporter.forra.omgangar.get(nyckel=nyckel), av=rapporter.rektor, skal="prov",
            nu=NU - timedelta(days=160),
        )  # fmt: skip
    return rapporter


def test_svaren_hamnar_dar_de_hor_hemma_och_bara_i_tomma_falt():
    analys = [
        {"nyckel": "vad_blev", "etikett": "Vad blev det?", "text": "Två mål av tre."},
        {"nyckel": "lart", "etikett": "Vad har vi lärt?", "text": " "},
        {"nyckel": "vidare", "etikett": "Vidare", "text": "<p>Matematik.</p>"},
    ]
    assert borjan(analys, ["slutsatser", "styrkor", "utmaningar"]) == {
        "slutsatser": "Vad blev det?\n\nTvå mål av tre.",
        "utmaningar": "Vidare\n\nMatematik.",
    }
    assert list(borjan(analys, ["styrkor"])) == ["styrkor"]
    assert borjan(analys, []) == {}


@pytest.mark.krav(30, 42)
def test_rektor_borjar_i_forra_arets_summerande_analys(forra_aret):
    rektor = klient(forra_aret.rektor)
    sida = rektor.get(adress("rapport-avsnitt", "samlad_bedomning")).content.decode()
    assert "Börja i förra årets summerande analys" in sida
    svar = rektor.post(adress("rapport-borja", "samlad_bedomning"), follow=True)
    assert "är inlagd" in svar.content.decode()
    text = Text.objects.get(falt="slutsatser")
    assert text.innehall == "Det här tar vi med\n\nTidiga insatser i matematik."
    assert Textversion.objects.get(text=text).av == forra_aret.rektor
    assert "Börja i förra årets summerande analys" not in svar.content.decode()


def test_det_som_redan_ar_skrivet_rors_inte(forra_aret):
    skriv(forra_aret.rapport(forra_aret.skola), "samlad_bedomning", forra_aret.rektor, slutsatser="Eget.")
    svar = klient(forra_aret.rektor).post(adress("rapport-borja", "samlad_bedomning"), follow=True)
    assert "Fälten har redan text." in svar.content.decode()
    assert Text.objects.get(falt="slutsatser", innehall="Eget.").version == 1


def test_utan_forra_ar_och_i_andra_avsnitt_sags_varfor_inte(rapporter):
    rektor = klient(rapporter.rektor)
    svar = rektor.post(adress("rapport-borja", "samlad_bedomning"), follow=True)
    assert "ingen inlämnad summerande analys" in svar.content.decode()
    svar = rektor.post(adress("rapport-borja", "hem"), follow=True)
    assert "Bara den samlade bedömningen" in svar.content.decode()


@pytest.mark.krav(60)
def test_aren_star_bredvid_varandra_utkastet_bara_for_skolledningen(forra_aret):
    skriv(forra_aret.rapport(forra_aret.skola), "kunskaper-lgr22", forra_aret.rektor, individ="Nittio procent i år.")
    for vem, ser_utkastet in (("rektor", True), ("verksamhetschef", False)):
        sida = klient(forra_aret.personer[vem]).get(adress("rapport-bredvid")).content.decode()
        assert "Åttiosju procent nådde målen." in sida
        assert ("Nittio procent i år." in sida) is ser_utkastet
        assert "2025/26: Summerande analys" in sida


@pytest.mark.parametrize(
    ("text", "om", "borjar"),
    [
        (
            "Inledning\n\nAllt gick bra.\n\n2.2 Kunskaper:\n\nÅttiosju procent nådde målen i år.",
            "Kunskaper",
            "Åttiosju",
        ),
        ("Innehåll\nKunskaper\nNormer\n\nKUNSKAPER\nResultaten i matematik föll igen.", "Kunskaper", "Resultaten"),
        ("Kunskaper ........ 4\nVi skriver om annat.", "", "Kunskaper ....."),
    ],
)
def test_utdraget_ar_stycket_om_avsnittet_annars_borjan(text, om, borjar):
    ur = utdrag(text, ["Kunskaper"])
    assert (ur.om, ur.text.startswith(borjar)) == (om, True)


def test_utdraget_slutar_dar_nasta_avsnitt_borjar():
    text = "Kunskaper\nTvå av tre nådde målen i år.\n\nNormer och värden\nTryggheten har ökat i alla årskurser."
    assert utdrag(text, ["Kunskaper"], ["Kunskaper", "Normer och värden"]).text == "Två av tre nådde målen i år."


def test_utdraget_kapas_mellan_tva_ord():
    ur = utdrag("ord " * 1000, [])
    assert len(ur.text) <= TECKEN + 2
    assert ur.text.endswith("ord …")


@pytest.mark.krav(112)
def test_en_intagen_rapport_ar_forra_aret_nar_ingen_finns_i_systemet(rapporter):
    """I fliken står stycket om avsnittet, bredvid årets rapport hela texten; finns förra året i systemet gäller det."""
    rektor = klient(rapporter.rektor)
    kunskaper = adress("rapport-avsnitt", "kunskaper-lgr22")
    assert "Ta in den som PDF eller text" in rektor.get(kunskaper).content.decode()
    tidigare = TidigareRapport.objects.create(
        enhet=rapporter.skola, lasar=rapporter.forra, av=rapporter.rektor, nar=NU,
        text="Rapporten i Word.\n\nKunskaper\nTvå av tre nådde <b>målen</b> i svenska.",
    )  # fmt: skip
    bredvid = rektor.get(adress("rapport-bredvid")).content.decode()
    assert "Rapporten i Word." in bredvid
    assert bredvid.count("Två av tre nådde") > 1
    sida = rektor.get(kunskaper).content.decode()
    assert "Två av tre nådde &lt;b&gt;målen&lt;/b&gt; i svenska." in sida
    assert "Rapporten i Word." not in sida
    assert "Rapporten i Word." in rektor.get(adress("rapport-avsnitt", "hem")).content.decode()
    TidigareRapport.objects.filter(pk=tidigare.pk).update(text="", fil="tidigare/2025/r.pdf", filnamn="r.pdf")
    sida = rektor.get(kunskaper).content.decode()
    assert "inskannad" in sida
    assert reverse("tidigare-fil", args=["almskolan", "2025-26"]) in sida
    assert (
        reverse("tidigare-fil", args=["almskolan", "2025-26"]) in rektor.get(adress("rapport-bredvid")).content.decode()
    )
    rapport = rapporter.rapport(rapporter.skola, rapporter.forra)
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, individ="Åttiosju procent nådde målen.")
    vd2 = rapporter.forra.omgangar.get(nyckel="vd2")
    lamna_in(rapport=rapport, omgang=vd2, av=rapporter.rektor, skal="prov", nu=NU - timedelta(days=300))
    sida = rektor.get(kunskaper).content.decode()
    assert "Åttiosju procent" in sida
    assert "inskannad" not in sida
