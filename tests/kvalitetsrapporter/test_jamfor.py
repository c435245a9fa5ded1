"""Att jämföra två lydelser av en del: regeln, sidan, och vem som får läsa vad."""

import pytest
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.handlingar.inlamning import lamna_in, lamna_tillbaka, markera_last
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.regler.jamforelse import jamfor
from tests.rollista import Rollista


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def frys(*avsnitt: dict) -> dict:
    return {"avsnitt": list(avsnitt)}


def ett(nyckel: str, text: str, **mer) -> dict:
    falt = [{"nyckel": "text", "etikett": "Hur går det?", "ips": "", "text": text}]
    return {"nyckel": nyckel, "rubrik": nyckel.capitalize(), "falt": falt} | mer


def test_avsnitt_som_ar_nya_borta_andrade_och_lika():
    fore = frys(ett("lika", "Samma."), ett("andrat", "Förut gick det bra."), ett("borta", "Bort."))
    efter = frys(ett("ny", "Ny."), ett("andrat", "Nu går det bra."), ett("lika", "Samma."))
    assert [(a.nyckel, a.lage) for a in jamfor(fore, efter)] == [
        ("ny", "ny"), ("andrat", "andrat"), ("lika", "lika"), ("borta", "borta"),
    ]  # fmt: skip


def test_bedomning_progression_och_skal_jamfors_i_ord():
    gar_inte = {"namn": "Går inte att bedöma än", "skal": "Betygen är inte satta."}
    fore = frys(ett("a", "Samma.", bedomning=gar_inte, progression=None))
    efter = frys(ett("a", "Samma.", bedomning={"namn": "Nära målet"}, progression={"namn": "Framåt"}))
    (avsnitt,) = jamfor(fore, efter)
    assert avsnitt.lage == "andrat"
    assert [(v.vad, v.fore, v.efter) for v in avsnitt.val] == [
        ("Bedömning", "Går inte att bedöma än", "Nära målet"),
        ("Varför det inte går att bedöma", "Betygen är inte satta.", ""),
        ("Progression", "", "Framåt"),
    ]


# --- Sidan -----------------------------------------------------------------------------------------


@pytest.fixture
def tva_versioner(rapporter: Rollista) -> Rollista:
    """Almskolans VD1: version 1 läst och återlämnad av verksamhetschefen, version 2 omskriven; utkastet skrivs vidare."""
    for nummer, text in ((1, "Eleverna har svårt för bråk."), (2, "Planeringstiden föll bort, och bråken med den.")):
        _skriv(rapporter, text)
        version = lamna_in(
            rapport=rapporter.rapport(rapporter.skola), omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov"
        )
        assert version.nummer == nummer
        if nummer == 1:
            markera_last(inlamning=version, av=rapporter.verksamhetschef)
            lamna_tillbaka(inlamning=version, kommentar="Skriv orsaken.", av=rapporter.verksamhetschef)
    _skriv(rapporter, "Planeringstiden föll bort, och bråken med den. Nu är den tillbaka.")
    return rapporter


def _skriv(kommun: Rollista, text: str) -> None:
    rapport = kommun.rapport(kommun.skola)
    avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel="samlad_bedomning")
    spara_avsnitt(avsnitt=avsnitt, texter={"slutsatser": text}, av=kommun.rektor, omgang=kommun.omgang("vd1"))


def adress(**fraga: str) -> str:
    return reverse("rapport-jamfor", args=["almskolan", "2026-27", "vd1"], query=fraga)


@pytest.mark.krav(75)
def test_chefen_ser_vad_som_ar_nytt_sedan_hen_lamnade_tillbaka(tva_versioner):
    chef = klient(tva_versioner.verksamhetschef)
    version = chef.get(reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd1", 2])).content.decode()
    assert "Nytt sedan du lämnade tillbaka version 1" in version
    sida = chef.get(adress(fran="1", till="2")).content.decode()
    assert '<del><span class="osynlig">Borttaget: </span>Eleverna har svårt för bråk.</del>' in sida
    assert '<ins><span class="osynlig">Tillagt: </span>Planeringstiden föll bort, och bråken med den.</ins>' in sida
    assert "Målen i verksamhetsplanen" in sida.split("Oförändrade avsnitt")[1]


def test_utan_val_jamfor_rektor_utkastet_med_det_inlamnade_och_chefen_versionerna(tva_versioner):
    rektor = klient(tva_versioner.rektor).get(adress())
    assert [rektor.context[n].val for n in ("fran", "till")] == ["2", "utkast"]
    assert "Nu är den tillbaka." in rektor.content.decode()
    chef = klient(tva_versioner.verksamhetschef).get(adress())
    assert [chef.context[n].val for n in ("fran", "till")] == ["1", "2"]
    assert "Nu är den tillbaka." not in chef.content.decode()


def test_utkastet_ar_ett_nej_med_skal_for_den_som_inte_leder_enheten(tva_versioner):
    for vem in ("verksamhetschef", "direktor"):
        svar = klient(tva_versioner.personer[vem]).get(adress(fran="1", till="utkast"))
        assert svar.status_code == 403
        assert "Det här är ett utkast." in svar.content.decode()


@pytest.mark.parametrize("fraga", [{"fran": "7"}, {"till": "x"}, {"fran": "1", "till": "'; drop"}, {"till": "½"}])
def test_en_version_som_inte_finns_ar_en_sida_som_inte_finns(tva_versioner, fraga):
    assert klient(tva_versioner.rektor).get(adress(**fraga)).status_code == 404


def test_annat_omrade_laser_forst_nar_rundan_har_stangt(tva_versioner):
    tva_versioner.lasar.omgangar.filter(nyckel="vd1").update(till=tva_versioner.lasar.till)
    svar = klient(tva_versioner.annan_verksamhetschef).get(adress())
    assert svar.status_code == 403
    assert "Rapporter i andra områden läser du när rundan har stängt" in svar.content.decode()


def test_text_fran_manniskor_ar_bara_text(tva_versioner):
    _skriv(tva_versioner, "<script>alert(1)</script> {{ 7|add:7 }}")
    sida = klient(tva_versioner.rektor).get(adress()).content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in sida.replace("</ins>", "")


def test_avsnittet_visar_vagen_till_det_inlamnade(tva_versioner):
    sida = klient(tva_versioner.rektor).get(
        reverse("rapport-avsnitt", args=["almskolan", "2026-27", "samlad_bedomning"])
    )
    assert "/jamfor/vd1/?fran=2&amp;till=utkast" in sida.content.decode()
