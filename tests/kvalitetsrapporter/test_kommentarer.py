"""Kommentarer vid avsnitten: återlämningens, återkopplingen, svaren, och vem som får läsa dem."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.behorighet import hinder_for_att_aterkoppla, hinder_for_att_svara
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.inlamning import lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.kommentarer import (
    aterkoppla,
    svara,
    tradar_for_avsnitt,
    tradar_for_version,
)
from kvalitetsrapporter.models import Inlamning
from styrkedja.models import Handelse, Kommentar, Omgang, Utkorg


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


@pytest.fixture
def version(rapporter) -> Inlamning:
    rapport = rapporter.rapport(rapporter.skola)
    return lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov")


def avsnitt(version, nyckel="samlad_bedomning"):
    return version.rapport.avsnitt.get(nyckel=nyckel)


def adress(namn: str, *mer) -> str:
    return reverse(namn, args=["almskolan", "2026-27", "vd1", 1, *mer])


# --- Handlingarna ----------------------------------------------------------------------------------


def test_aterlamningens_kommentarer_hamnar_vid_avsnitten_och_tomma_hoppas_over(rapporter, version):
    lamna_tillbaka(
        inlamning=version,
        kommentar="Se vid avsnitten.",
        vid_avsnitt={"samlad_bedomning": " Skriv orsaken. ", "verksamhetsmal": " \n"},
        av=rapporter.verksamhetschef,
    )
    (trad,) = tradar_for_avsnitt(avsnitt(version))
    assert (trad.kommentar.text, trad.ar_aterlamning, trad.inlamning.nummer) == ("Skriv orsaken.", True, 1)
    assert tradar_for_avsnitt(avsnitt(version, "verksamhetsmal")) == []
    handelse = Handelse.objects.get(handling="lamna_tillbaka")
    assert handelse.uppgifter["kommentarer"] == 1
    assert "orsaken" not in str(handelse.uppgifter)


def test_gar_inget_av_det_gors_inget_av_det(rapporter, version):
    with pytest.raises(GarInteNu, match="finns inte i den här versionen"):
        lamna_tillbaka(
            inlamning=version, kommentar="Hej", vid_avsnitt={"normer_varden": "x"}, av=rapporter.verksamhetschef
        )
    version.refresh_from_db()
    assert version.aterlamnad is None
    assert not Kommentar.objects.exists()


def test_aterkoppling_lamnar_inte_tillbaka_och_kan_besvaras_at_bada_hall(rapporter, version):
    ting = avsnitt(version)
    rad = aterkoppla(inlamning=version, avsnitt=ting, text="Tydligt om närvaron.", av=rapporter.verksamhetschef)
    svar = svara(inlamning=version, kommentar=rad, text="Tack. Vi fortsätter.", av=rapporter.rektor)
    svara(inlamning=version, kommentar=svar, text="Bra.", av=rapporter.verksamhetschef)
    (trad,) = tradar_for_version(version)[ting.pk]
    assert [s.text for s in trad.svar] == ["Tack. Vi fortsätter.", "Bra."]
    version.refresh_from_db()
    assert version.aterlamnad is None


def test_samma_ord_tva_ganger_ar_en_kommentar_en_handelse_och_ett_brev(rapporter, version):
    for _ in range(2):
        aterkoppla(inlamning=version, avsnitt=avsnitt(version), text="Bra.", av=rapporter.verksamhetschef)
    assert Kommentar.objects.count() == Handelse.objects.filter(handling="aterkoppla").count() == 1
    assert Utkorg.objects.filter(slag="mejl", nyckel__startswith="aterkoppling-").count() == 1


def test_breven_sager_att_men_aldrig_vad(rapporter, version):
    rad = aterkoppla(inlamning=version, avsnitt=avsnitt(version), text="Hemlig synpunkt.", av=rapporter.verksamhetschef)
    svara(inlamning=version, kommentar=rad, text="Hemligt svar.", av=rapporter.rektor)
    brev = [
        u.uppgifter
        for u in Utkorg.objects.filter(slag="mejl").order_by("pk")
        if u.nyckel.startswith(("aterkoppling-", "kommentarsvar-"))
    ]
    assert [b["person"] for b in brev] == [rapporter.rektor.pk, rapporter.verksamhetschef.pk]
    assert brev[0]["text"] == "Vera Videkvist har skrivit återkoppling vid ett eller flera avsnitt."
    assert brev[1]["text"] == "Anna Alm har svarat."
    assert "emlig" not in str(brev)
    assert brev[0]["adress"] == adress("rapport-inlamning")


@pytest.mark.parametrize(("text", "skal"), [(" \u200b", "Skriv något"), ("x" * 4001, "längre än 4 000")])
def test_tom_och_for_lang_sags_i_ord(rapporter, version, text, skal):
    with pytest.raises(GarInteNu, match=skal):
        aterkoppla(inlamning=version, avsnitt=avsnitt(version), text=text, av=rapporter.verksamhetschef)


# --- Rätten ----------------------------------------------------------------------------------------


@pytest.mark.krav(13)
@pytest.mark.parametrize(
    ("vem", "laser", "aterkopplar", "svarar"),
    [
        ("rektor", True, False, True),
        ("bitradande", True, False, True),
        ("utgangen", True, False, False),
        ("verksamhetschef", True, True, True),
        ("direktor", True, False, False),
        ("annan_verksamhetschef", False, False, False),
    ],
)
def test_vem_som_laser_aterkopplar_och_svarar(rapporter, version, vem, laser, aterkopplar, svarar):
    aterkoppla(inlamning=version, avsnitt=avsnitt(version), text="Rakt på sak.", av=rapporter.verksamhetschef)
    Omgang.objects.filter(pk=version.omgang_id).update(till=date(2026, 9, 25))  # rundan har stängt: alla chefer läser
    person = rapporter.personer[vem]
    svaret = klient(person).get(adress("rapport-inlamning"))
    assert svaret.status_code == 200
    assert ("Rakt på sak." in svaret.content.decode()) is laser
    assert (hinder_for_att_aterkoppla(person, version) is None) is aterkopplar
    assert (hinder_for_att_svara(person, version.rapport) is None) is svarar


def test_lasarets_slut_stanger_samtalet(rapporter, version):
    version.rapport.lasar.stangt = True
    assert hinder_for_att_aterkoppla(rapporter.verksamhetschef, version) == "Läsåret är stängt."
    assert hinder_for_att_svara(rapporter.rektor, version.rapport) == "Läsåret är stängt."


# --- Sidorna ---------------------------------------------------------------------------------------


def test_rektor_ser_kommentaren_dar_hen_skriver_och_svarar_darifran(rapporter, version):
    lamna_tillbaka(
        inlamning=version,
        kommentar="Se nedan.",
        vid_avsnitt={"samlad_bedomning": "Vad i undervisningen förklarar det?"},
        av=rapporter.verksamhetschef,
    )
    rektor = klient(rapporter.rektor)
    skrivsida = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "samlad_bedomning"])
    sida = rektor.get(skrivsida).content.decode()
    assert "Vad i undervisningen förklarar det?" in sida
    assert "Svara Vera" in sida
    svar = rektor.post(
        adress("rapport-svara", Kommentar.objects.get().pk) + "?till=avsnitt", {"text": "Det finns nu under Process."}
    )
    assert svar["Location"] == f"{skrivsida}#kommentarer"
    assert "Det finns nu under Process." in rektor.get(skrivsida).content.decode()


def test_formularet_for_att_lamna_tillbaka_behaller_det_skrivna_vid_fel(rapporter, version):
    svar = klient(rapporter.verksamhetschef).post(
        adress("rapport-lamna-tillbaka"), {"kommentar": "", "avsnitt-samlad_bedomning": "Skriv orsaken."}
    )
    sida = svar.content.decode()
    assert svar.status_code == 400
    assert "Skriv vad som behöver ändras." in sida
    assert "Skriv orsaken." in sida
    assert sida.count('<details class="vik" open>') == 1


def test_for_lang_kommentar_namner_avsnittet(rapporter, version):
    svar = klient(rapporter.verksamhetschef).post(
        adress("rapport-lamna-tillbaka"), {"kommentar": "Hej", "avsnitt-samlad_bedomning": "x" * 4001}
    )
    assert svar.status_code == 400
    assert "Kommentar om Samlad bedömning" in svar.content.decode()
    assert "längre än 4 000 tecken" in svar.content.decode()


def test_kommentaren_ar_ren_text(rapporter, version):
    aterkoppla(inlamning=version, avsnitt=avsnitt(version), text="<b onclick=x>hej</b>", av=rapporter.verksamhetschef)
    sida = klient(rapporter.rektor).get(adress("rapport-inlamning")).content.decode()
    assert "&lt;b onclick=x&gt;hej&lt;/b&gt;" in sida


def test_ett_avsnitt_som_inte_ar_i_versionen_och_en_annans_kommentar_finns_inte(rapporter, version):
    chef = klient(rapporter.verksamhetschef)
    assert chef.get(adress("rapport-aterkoppling", "normer_varden")).status_code == 404
    annan = Kommentar.objects.create(
        agare_slag="avsnitt", agare_id=1, galler_slag="inlamning", galler_id=version.pk + 1, slag="aterkoppling",
        text="x", av=rapporter.verksamhetschef, nar=version.nar,
    )  # fmt: skip
    assert chef.get(adress("rapport-svara", annan.pk)).status_code == 404
