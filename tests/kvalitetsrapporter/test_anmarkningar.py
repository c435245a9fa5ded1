"""Anmärkningarna före inlämning: de kräver ett skäl, hindrar aldrig, och fryses bredvid skälet."""

import pytest

from analysunderlag.referensdata import ladda as ladda_nyckeltalen
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.anmarkningar import anmarkningar, fore_inlamning
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Avsnittsmall, Bedomning, Faltmall
from kvalitetsrapporter.regler import Saknasslag

I = "19 av 72 elever i årskurs 8 saknar godkänt i matematik."  # noqa: E741
P = "Genomgångarna är tydliga, men eleverna får sällan pröva sitt resonemang."
S = "Ämneslaget har ingen gemensam tid för planering."
PERSONNUMMER = "120304-2385"


@pytest.fixture
def rapport(rapporter):
    return rapporter.rapport(rapporter.skola)


@pytest.fixture
def skriv(rapporter, rapport):
    def skriv(nyckel="kunskaper-lgr22", niva=None, underlag=None, annat=None, skal=None, **texter):
        avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel=nyckel)
        spara_avsnitt(
            avsnitt=avsnitt, texter=texter, av=rapporter.rektor,
            niva=niva, underlag=underlag, annat_underlag=annat, skal=skal,
        )  # fmt: skip

    return skriv


def lage(rapport, nyckel="kunskaper-lgr22"):
    return next(a for a in las_rapport(rapport).avsnitt if a.avsnitt.nyckel == nyckel)


def slag(rapport, **kwargs):
    return [(a.slag.value, a.falt) for a in anmarkningar(lage(rapport, **kwargs))]


@pytest.fixture
def hel_del(rapporter, skriv):
    """VD2 färdig så när som på det som provet gäller."""
    skriv("verksamhetsmal", hur_langt="En bra bit.")
    skriv(individ=I, process=P, struktur=S, niva="en_bit_kvar", underlag=["nationella_prov"])
    return rapporter.omgang("vd2")


@pytest.mark.krav(17)
def test_bara_resultat_sags_vid_avsnittet(rapport, skriv):
    skriv(individ=I)
    assert slag(rapport) == [("bara_resultat", "process")]
    skriv(struktur=S)
    assert slag(rapport) == []


def test_markt_text_lases_som_klartext(rapport, skriv):
    skriv(individ=f"<p>{I}</p>", process="<p>Se <strong>ovan</strong>.</p>")
    assert slag(rapport) == [("bara_resultat", "process")]


def test_bedomning_utan_underlag_sags_och_tystnar_nar_det_namns(rapport, skriv):
    skriv(niva="en_bit_kvar")
    assert slag(rapport) == [("utan_underlag", "underlag")]
    skriv(annat="Lektionsbesök i oktober")
    assert slag(rapport) == []
    skriv(annat="", underlag=["nationella_prov"])
    assert slag(rapport) == []


def test_det_som_inte_gar_att_bedoma_behover_inget_underlag(rapport, skriv):
    skriv(niva="kan_inte_bedomas", skal="Betygen är inte satta.")
    assert slag(rapport) == []


def test_annan_forklaring_fragas_dar_faltet_finns(rapport, skriv):
    for mall in Avsnittsmall.objects.filter(nyckel="kunskaper"):
        Faltmall.objects.create(
            avsnitt=mall, nyckel="annan_forklaring", etikett="Annan?", obligatoriskt=False, ordning=9
        )
    skriv(individ=I, process=P)
    assert slag(rapport) == [("en_forklaring", "annan_forklaring")]


def test_en_person_i_vilket_avsnitt_som_helst(rapport, skriv):
    skriv("hem", text=f"Vi träffas ofta.\n\nEleven {PERSONNUMMER} och en elev i 4B.")
    rader = anmarkningar(lage(rapport, "hem"))
    assert {(a.slag.value, a.falt) for a in rader} == {("personuppgift", "text")}
    assert all("Se stycke 2." in a.mening for a in rader)
    assert PERSONNUMMER[:6] not in str(rader)


def test_personen_kan_sta_i_skalet_eller_underlaget(rapport, skriv):
    skriv(niva="kan_inte_bedomas", skal="Väntar på eleven Kalle", annat="Ring 070-123 45 67")
    assert slag(rapport) == [("personuppgift", "skal"), ("personuppgift", "underlag")]


@pytest.mark.krav(17)
def test_med_anmarkning_kravs_ett_skal_och_det_fryses(rapporter, rapport, skriv, hel_del):
    skriv(process="", struktur="", utmaningar="Eleverna måste läsa mer.")
    with pytest.raises(GarInteNu, match="Skriv varför"):
        lamna_in(rapport=rapport, omgang=hel_del, av=rapporter.rektor)
    version = lamna_in(rapport=rapport, omgang=hel_del, av=rapporter.rektor, skal="Arbetslaget tar det i april.")
    fryst = next(a for a in version.innehall["avsnitt"] if a["nyckel"] == "kunskaper-lgr22")
    assert [(a["slag"], a["falt"]) for a in fryst["anmarkningar"]] == [
        ("bara_resultat", "process"),
        ("eleverna_ska_andra_sig", "utmaningar"),
    ]
    assert version.skal == "Arbetslaget tar det i april."


def test_person_i_texten_kraver_ett_svar_men_vagras_inte(rapporter, rapport, skriv, hel_del):
    skriv(individ=f"{I} Eleven Kalle i 4B.")
    (rad,) = fore_inlamning(las_rapport(rapport, hel_del), hel_del)
    assert (rad.slag, rad.falt) == (Saknasslag.PERSONUPPGIFT, "individ")
    with pytest.raises(GarInteNu, match="Läs igenom"):
        lamna_in(rapport=rapport, omgang=hel_del, av=rapporter.rektor)
    version = lamna_in(
        rapport=rapport, omgang=hel_del, av=rapporter.rektor, skal="Jag har läst igenom, det är en fiktiv elev."
    )
    assert "Kalle" not in str([a["anmarkningar"] for a in version.innehall["avsnitt"]])


def test_en_hel_del_gar_in_utan_skal(rapporter, rapport, hel_del):
    ladda_nyckeltalen()
    assert fore_inlamning(las_rapport(rapport, hel_del), hel_del) == []
    version = lamna_in(rapport=rapport, omgang=hel_del, av=rapporter.rektor)
    fryst = next(a for a in version.innehall["avsnitt"] if a["nyckel"] == "kunskaper-lgr22")
    assert (fryst["underlag"], fryst["annat_underlag"], fryst["anmarkningar"]) == (["Nationella prov, minst E"], "", [])


def test_valt_fritt_avsnitt_granskas_ocksa(rapporter, rapport, skriv, hel_del):
    skriv("hem", text="Eleven Kalle")
    with pytest.raises(GarInteNu):
        lamna_in(rapport=rapport, omgang=hel_del, av=rapporter.rektor, egna_val=["hem"])
    assert lamna_in(rapport=rapport, omgang=hel_del, av=rapporter.rektor)


def test_underlaget_hor_till_omgangens_bedomning(rapport, skriv):
    skriv(niva="en_bit_kvar", underlag=["nationella_prov", "meritvarde"], annat="Elevrådets enkät")
    rad = Bedomning.objects.get()
    assert (rad.underlag, rad.annat_underlag) == (["nationella_prov", "meritvarde"], "Elevrådets enkät")
    skriv(individ=I)
    assert Bedomning.objects.get().underlag == ["nationella_prov", "meritvarde"]


@pytest.mark.krav(53)
def test_ett_falt_kan_bli_obligatoriskt_forst_i_en_senare_omgang(rapporter, rapport, skriv):
    Faltmall.objects.filter(avsnitt__nyckel="verksamhetsmal").update(obligatoriskt=False, obligatoriskt_i="vd3")
    vd2, vd3 = rapporter.omgang("vd2"), rapporter.omgang("vd3")
    assert "verksamhetsmal" not in [s.avsnitt_nyckel for s in las_rapport(rapport, vd2).saknas(vd2)]
    assert "verksamhetsmal" in [s.avsnitt_nyckel for s in las_rapport(rapport, vd3).saknas(vd3)]
    skriv("verksamhetsmal", hur_langt="Vi lär oss att börja tidigare.")
    assert "verksamhetsmal" not in [s.avsnitt_nyckel for s in las_rapport(rapport, vd3).saknas(vd3)]
