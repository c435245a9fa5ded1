"""Punkterna följer texten när den sparas, och lyfts till dialogen."""

import pytest

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.lyft import lyft_punkt, sank_punkt
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Punkt
from styrkedja.models import Handelse

A = "Matematiklärarna saknar gemensam tid."
B = "Anpassningar sätts in sent."
C = "Lokalerna räcker inte."


@pytest.fixture
def rapport(rapporter):
    return rapporter.rapport(rapporter.skola)


@pytest.fixture
def kunskaper(rapport):
    return rapport.avsnitt.select_related("mall", "rapport__lasar", "rapport__enhet").get(nyckel="kunskaper-lgr22")


@pytest.fixture
def skriv(rapporter, kunskaper):
    def skriv(*rader, avsnitt=kunskaper):
        spara_avsnitt(avsnitt=avsnitt, texter={"utmaningar": "\n".join(rader)}, av=rapporter.rektor)
        return list(Punkt.objects.i_texten().order_by("ordning"))

    return skriv


@pytest.mark.krav(74)
def test_varje_rad_blir_en_punkt_med_sin_plats(skriv):
    punkter = skriv(f"- {A}", "", B)
    assert [(p.text, p.slag, p.ordning) for p in punkter] == [(A, "utmaning", 1), (B, "utmaning", 2)]


def test_en_omskriven_rad_ar_samma_punkt(skriv):
    forst = skriv(A, B)
    sedan = skriv(C, A + " Schemat låser.", B)
    assert [p.pk for p in sedan][1:] == [p.pk for p in forst]


def test_andra_falt_och_oforandrad_text_ror_inga_punkter(rapporter, kunskaper, skriv, django_assert_num_queries):
    forst = skriv(A, B)
    spara_avsnitt(avsnitt=kunskaper, texter={"individ": f"{A}\n{B}"}, av=rapporter.rektor)
    assert [p.pk for p in skriv(A, B)] == [p.pk for p in forst]


def test_lopande_text_i_andra_avsnitt_ar_inga_punkter(rapporter, rapport):
    samlad = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel="samlad_bedomning")
    spara_avsnitt(avsnitt=samlad, texter={"utmaningar": "En lång text."}, av=rapporter.rektor)
    assert not Punkt.objects.exists()


def test_den_som_aldrig_lyfts_forsvinner_med_sin_rad(skriv):
    skriv(A, B)
    assert [p.text for p in skriv(B)] == [B]
    assert Punkt.objects.count() == 1


def test_den_lyfta_star_kvar_som_borttagen_och_kommer_tillbaka(rapporter, skriv):
    punkt = skriv(A, B)[0]
    lyft_punkt(punkt=punkt, av=rapporter.rektor)
    skriv(B)
    punkt.refresh_from_db()
    assert punkt.borttagen
    assert not Punkt.objects.lyfta(punkt.avsnitt.rapport, rapporter.omgang("vd2")).exists()
    assert punkt.pk in [p.pk for p in skriv(B, A)]
    assert [p.text for p in Punkt.objects.lyfta(punkt.avsnitt.rapport, rapporter.omgang("vd2"))] == [A]


@pytest.mark.krav(62)
def test_lyft_infor_avsnittets_dialog_och_nedtagen(rapporter, skriv):
    punkt = lyft_punkt(punkt=skriv(A)[0], av=rapporter.rektor)
    assert (punkt.lyft_infor.nyckel, punkt.lyft_av) == ("vd2", rapporter.rektor)
    punkt = sank_punkt(punkt=punkt, av=rapporter.rektor)
    assert (punkt.lyft, punkt.lyft_infor) == (None, None)


def test_att_lyfta_ar_en_handelse_utan_text_och_en_gang(rapporter, skriv):
    punkt = skriv(A)[0]
    for _ in range(2):
        lyft_punkt(punkt=punkt, av=rapporter.rektor)
    handelse = Handelse.objects.get(handling="lyft_punkt")
    assert handelse.uppgifter == {"punkt": punkt.pk, "slag": "utmaning", "omgang": "vd2"}
    assert "Matematik" not in handelse.objekt_namn + str(handelse.uppgifter)
    sank_punkt(punkt=punkt, av=rapporter.rektor)
    assert Handelse.objects.get(handling="sank_punkt").uppgifter["omgang"] == "vd2"


def test_sparning_ar_ingen_handelse(skriv):
    fore = Handelse.objects.count()
    skriv(A, B)
    skriv(B)
    assert Handelse.objects.count() == fore


def test_en_punkt_som_inte_star_kvar_gar_inte_att_lyfta(rapporter, skriv):
    punkt = skriv(A, B)[0]
    skriv(B)
    with pytest.raises(GarInteNu, match="står inte längre"):
        lyft_punkt(punkt=punkt, av=rapporter.rektor)


def test_inlamningen_fryser_punkterna_och_vad_som_ar_lyft(rapporter, rapport, skriv):
    punkter = skriv(A, B)
    lyft_punkt(punkt=punkter[1], av=rapporter.rektor)
    version = lamna_in(rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="Prov.")
    falt = next(f for a in version.innehall["avsnitt"] for f in a["falt"] if f["nyckel"] == "utmaningar")
    assert falt["punkter"] == [{"text": A, "lyft": ""}, {"text": B, "lyft": "lyft inför VD2"}]
    sank_punkt(punkt=punkter[1], av=rapporter.rektor)
    version.refresh_from_db()
    assert next(f for a in version.innehall["avsnitt"] for f in a["falt"] if f["nyckel"] == "utmaningar") == falt


def test_manga_punkter_sparas_i_lika_manga_fragor(skriv, django_assert_max_num_queries):
    skriv(*(f"Punkt nummer {i} om skolan" for i in range(5)))
    with django_assert_max_num_queries(16):
        skriv(*(f"Rad {i} i en ny text om något annat {i * 7}" for i in range(60)))
