"""Att skriva, lämna in, lämna tillbaka och fastställa: handlingarna och deras nej."""

from datetime import timedelta

import pytest

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.inlamning import faststall, lamna_in, lamna_tillbaka, markera_last
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Bedomning, Inlamning
from styrkedja.demotid import klockan
from styrkedja.handlingar.texter import las_texter
from styrkedja.models import Handelse, Textversion


@pytest.fixture
def rapport(rapporter):
    return rapporter.rapport(rapporter.skola)


def avsnitt(rapport, nyckel):
    return rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel=nyckel)


def skriv(rapport, nyckel, av, **texter):
    return spara_avsnitt(avsnitt=avsnitt(rapport, nyckel), texter=texter, av=av)


@pytest.mark.krav(71)
def test_en_rapport_per_enhet_och_lasar_hur_ofta_den_an_skapas(rapporter):
    assert skapa_rapporter(lasar=rapporter.lasar) == 0
    assert rapporter.lasar.rapporter.count() == 3


@pytest.mark.krav(5, 71)
def test_gymnasiet_har_avsnitt_for_gy11_och_gy25_bredvid_varandra(rapporter):
    rubriker = [a.rubrik for a in rapporter.rapport(rapporter.gymnasium).avsnitt.filter(mall__nyckel="kunskaper")]
    assert rubriker == ["Kunskaper, Gy11", "Kunskaper, Gy25"]


def test_en_skolform_behover_ingen_forklaring_i_rubriken(rapport):
    assert avsnitt(rapport, "kunskaper-lgr22").rubrik == "Kunskaper"


def test_varje_andring_blir_en_version_och_oforandrat_ingen(rapporter, rapport):
    forst = skriv(rapport, "hem", rapporter.rektor, text="Ett")
    igen = skriv(rapport, "hem", rapporter.rektor, text="Ett")
    sedan = skriv(rapport, "hem", rapporter.rektor, text="Två")
    assert (forst.andrade, igen.andrade, sedan.versioner) == (["text"], [], {"text": 2})
    assert list(Textversion.objects.order_by("version").values_list("innehall", flat=True)) == ["Ett", "Två"]


def test_samma_falt_av_tva_ar_en_krock_och_inget_skrivs_over(rapporter, rapport):
    skriv(rapport, "hem", rapporter.rektor, text="Annas")
    sparat = spara_avsnitt(
        avsnitt=avsnitt(rapport, "hem"), texter={"text": "Bos"}, versioner={"text": 0}, av=rapporter.bitradande
    )
    assert sparat.krockar[0].innehall == "Annas"
    assert sparat.versioner == {}
    assert list(Textversion.objects.values_list("slag", "version", "innehall").order_by("pk")) == [
        ("sparad", 1, "Annas"),
        ("gren", 1, "Bos"),
    ]


def test_olika_falt_av_tva_stor_aldrig_varandra(rapporter, rapport):
    kunskaper = avsnitt(rapport, "kunskaper-lgr22")
    spara_avsnitt(avsnitt=kunskaper, texter={"individ": "I", "process": ""}, versioner={}, av=rapporter.rektor)
    sparat = spara_avsnitt(
        avsnitt=kunskaper,
        texter={"individ": "", "process": "P"},
        versioner={"individ": 0, "process": 0},
        av=rapporter.bitradande,
    )
    assert sparat.andrade == ["process"]
    # Bo står kvar på den version han läste: nästa gång han ändrar individ ska det märkas.
    assert sparat.versioner == {"individ": 0, "process": 1}
    texter = las_texter("avsnitt", kunskaper.pk)
    assert [texter[kunskaper.pk, f].innehall for f in ("individ", "process")] == ["I", "P"]


def fyll_vd1(rapporter, rapport):
    skriv(rapport, "samlad_bedomning", rapporter.rektor, slutsatser="Tre slutsatser.")
    spara_avsnitt(
        avsnitt=avsnitt(rapport, "samlad_bedomning"),
        texter={},
        av=rapporter.rektor,
        niva="nara_malet",
        annat_underlag="Vårens betyg.",
    )
    skriv(rapport, "verksamhetsmal", rapporter.rektor, hur_langt="En bit.")


@pytest.mark.krav(41, 42)
def test_inlamning_fryser_rundans_avsnitt_och_inget_annat(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, individ="Hör till VD2")
    version = lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor)
    assert [a["nyckel"] for a in version.innehall["avsnitt"]] == ["samlad_bedomning", "verksamhetsmal"]
    assert version.innehall["avsnitt"][0]["bedomning"]["namn"] == "Nära målet"
    skriv(rapport, "samlad_bedomning", rapporter.rektor, slutsatser="Ändrat efteråt.")
    assert Inlamning.objects.get().innehall["avsnitt"][0]["falt"][0]["text"] == "Tre slutsatser."


def test_inlamnad_efter_sista_dagen_ar_sen_men_tas_emot(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    assert lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor).sen
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, individ="I", process="P", struktur="S")
    assert not lamna_in(
        rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="Bedömning kommer."
    ).sen


def test_samma_innehall_tva_ganger_ger_en_version_och_en_handelse(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    vd1 = rapporter.omgang("vd1")
    forst = lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor)
    assert lamna_in(rapport=rapport, omgang=vd1, av=rapporter.bitradande) == forst
    assert Handelse.objects.filter(handling="lamna_in").count() == 1


def test_andrat_innehall_blir_version_tva(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    vd1 = rapporter.omgang("vd1")
    lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor)
    skriv(rapport, "samlad_bedomning", rapporter.rektor, slutsatser="Fyra slutsatser.")
    assert lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor).nummer == 2


@pytest.mark.parametrize("blankt", ["", "   ", "\u200b\u200b", "\n\t"])
def test_utan_skal_gar_det_inte_att_lamna_in_med_luckor(rapporter, rapport, blankt):
    skriv(rapport, "samlad_bedomning", rapporter.rektor, slutsatser=blankt)
    with pytest.raises(GarInteNu):
        lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal=blankt)
    assert not Inlamning.objects.exists()


def test_med_skal_gar_det_att_lamna_in_med_luckor(rapporter, rapport):
    version = lamna_in(
        rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="Vi väntar på betygen."
    )
    assert version.skal == "Vi väntar på betygen."


def test_fria_avsnitt_foljer_med_bara_nar_de_valts(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    skriv(rapport, "hem", rapporter.rektor, text="Föräldramöten")
    version = lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, egna_val=["hem"])
    assert "hem" in [a["nyckel"] for a in version.innehall["avsnitt"]]


@pytest.mark.krav(60)
def test_aterlamnad_och_inlamnad_igen(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    vd1 = rapporter.omgang("vd1")
    version = lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor)
    assert markera_last(inlamning=version, av=rapporter.verksamhetschef)
    assert not markera_last(inlamning=version, av=rapporter.verksamhetschef)
    lamna_tillbaka(inlamning=version, kommentar="Skriv orsaken.", av=rapporter.verksamhetschef)
    assert rapport.delar.get(omgang=vd1).tillstand == "aterlamnad"
    # Samma text igen är en ny inlämning när den förra är tillbaka: rektor säger att den står fast.
    assert lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor).nummer == 2


def test_aterlamning_kraver_kommentar_och_senaste_versionen(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    vd1 = rapporter.omgang("vd1")
    gammal = lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor)
    with pytest.raises(GarInteNu, match="Skriv vad"):
        lamna_tillbaka(inlamning=gammal, kommentar=" ", av=rapporter.verksamhetschef)
    skriv(rapport, "samlad_bedomning", rapporter.rektor, slutsatser="Nytt.")
    ny = lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor)
    with pytest.raises(GarInteNu, match="nyare"):
        lamna_tillbaka(inlamning=gammal, kommentar="Hej", av=rapporter.verksamhetschef)
    lamna_tillbaka(inlamning=ny, kommentar="Hej", av=rapporter.verksamhetschef)
    with pytest.raises(GarInteNu, match="redan"):
        lamna_tillbaka(inlamning=ny, kommentar="Hej igen", av=rapporter.verksamhetschef)


@pytest.mark.krav(30)
def test_faststalld_forst_nar_alla_delar_ar_inne_och_sedan_last(rapporter, rapport):
    with pytest.raises(GarInteNu, match="VD1"):
        faststall(rapport=rapport, av=rapporter.rektor)
    for omgang in rapporter.lasar.omgangar.all():
        lamna_in(rapport=rapport, omgang=omgang, av=rapporter.rektor, skal="prov")
    assert faststall(rapport=rapport, av=rapporter.rektor).faststalld
    with pytest.raises(GarInteNu, match="redan"):
        faststall(rapport=rapport, av=rapporter.rektor)
    with pytest.raises(GarInteNu, match="fastställd"):
        lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov")


@pytest.mark.krav(72)
def test_bedomningen_hor_till_omgangen(rapporter, rapport):
    spara_avsnitt(
        avsnitt=avsnitt(rapport, "kunskaper-lgr22"),
        texter={},
        av=rapporter.rektor,
        niva="en_bit_kvar",
        progression="framat",
    )
    bedomning = Bedomning.objects.get()
    assert (bedomning.omgang.nyckel, bedomning.niva, bedomning.progression) == ("vd2", "en_bit_kvar", "framat")


def test_handelsen_bar_aldrig_texten(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor)
    handelse = Handelse.objects.get(handling="lamna_in")
    assert "slutsatser" not in str(handelse.uppgifter).lower()
    assert handelse.aktor_titel == "rektor, Almskolan"


def test_gar_inte_att_bedoma_kraver_ett_skal(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    samlad = avsnitt(rapport, "samlad_bedomning")
    spara_avsnitt(avsnitt=samlad, texter={}, av=rapporter.rektor, niva="kan_inte_bedomas")
    with pytest.raises(GarInteNu):
        lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor)
    spara_avsnitt(avsnitt=samlad, texter={}, av=rapporter.rektor, skal="Betygen är inte satta.")
    assert lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor).nummer == 1


def test_ny_version_av_det_som_kom_i_tid_ar_inte_sen(rapporter, rapport):
    fyll_vd1(rapporter, rapport)
    omgang = rapporter.omgang("vd1")
    i_tid = klockan(omgang.sista_dag, 10)
    lamna_in(rapport=rapport, omgang=omgang, av=rapporter.rektor, nu=i_tid)
    skriv(rapport, "samlad_bedomning", rapporter.rektor, slutsatser="Omskrivet efter dialogen.")
    andra = lamna_in(rapport=rapport, omgang=omgang, av=rapporter.rektor, nu=i_tid + timedelta(days=20))
    assert (andra.nummer, andra.sen) == (2, False)
