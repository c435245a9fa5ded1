"""Dokumentets sida: dispositionens ord, det som står bredvid, året i överblick, och hela utkastet."""

import pytest
from django.test import Client
from django.urls import reverse

from analysunderlag.models import Nyckeltal
from analysunderlag.referensdata import ladda as ladda_nyckeltalen
from kvalitetsrapporter.arsoversikt import laroplansomraden
from kvalitetsrapporter.bredvid import enheten_i_korthet, lyfta_punkter
from kvalitetsrapporter.disposition import att_lamna_in, disposition
from kvalitetsrapporter.handlingar.inlamning import lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Punkt
from kvalitetsrapporter.nyckeltal import i_avsnittet
from kvalitetsrapporter.referensdata import las_mall
from tests.rollista import NU

pytestmark = pytest.mark.django_db


def klient(person) -> Client:
    c = Client()
    c.force_login(person)
    return c


def delar(rapport) -> dict:
    return {d.omgang.nyckel: d for d in rapport.delar.select_related("omgang", "senaste")}


def skriv(rapport, nyckel: str, av, texter: dict[str, str], **bedomning) -> None:
    spara_avsnitt(avsnitt=rapport.avsnitt.get(nyckel=nyckel), texter=texter, av=av, **bedomning)


def raden(rapport, nyckel: str):
    """Avsnittets rad i dispositionen, också när den står under en grupp."""
    kapitel = disposition(las_rapport(rapport), delar(rapport), nyckel)
    rader = [rad for k in kapitel for r in k.rader for rad in (r.under or [r])]
    return next(rad for rad in rader if rad.vald)


@pytest.mark.parametrize(
    ("texter", "niva", "ord_"),
    [
        ({}, "", "inte börjat"),
        ({"individ": "A"}, "", "1 av 4"),
        ({"individ": "A", "process": "B"}, "nara_malet", "strukturdelen kvar"),
        ({"individ": "A", "process": "B", "struktur": "C"}, "", "bedömningen kvar"),
        ({"individ": "A", "process": "B", "struktur": "C"}, "nara_malet", "klart"),
        ({"individ": " \u200b ", "process": ""}, "", "inte börjat"),
    ],
)
def test_dispositionen_sager_vad_som_ar_kvar(rapporter, texter, niva, ord_):
    rapport = rapporter.rapport(rapporter.skola)
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, texter, niva=niva)
    assert raden(rapport, "kunskaper-lgr22").lage == ord_


def test_ett_inlamnat_avsnitt_sags_vara_inlamnat_tills_det_andras(rapporter):
    rapport = rapporter.rapport(rapporter.skola)
    skriv(rapport, "samlad_bedomning", rapporter.rektor, {"slutsatser": "A"}, niva="nara_malet")
    lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov")
    assert raden(rapport, "samlad_bedomning").lage == "inlämnat"
    skriv(rapport, "samlad_bedomning", rapporter.rektor, {"slutsatser": "B"})
    assert raden(rapport, "samlad_bedomning").lage == "klart"


@pytest.mark.krav(48, 72)
def test_gy11_och_gy25_star_bredvid_varandra(rapporter):
    rapport = rapporter.rapport(rapporter.gymnasium)
    kapitel = disposition(las_rapport(rapport), delar(rapport))
    grupp = next(r for k in kapitel for r in k.rader if r.rubrik == "Kunskaper")
    assert [u.rubrik for u in grupp.under] == ["Gy11", "Gy25"]
    sida = klient(rapporter.annan_rektor).get(grupp.under[1].adress).content.decode()
    assert 'aria-label="Samma avsnitt för"' in sida
    assert [g.rubrik for g in laroplansomraden(las_rapport(rapport))] == ["Gymnasieskola, Gy11", "Gymnasieskola, Gy25"]


def test_knappen_sager_sista_dagen_och_hur_mycket_som_aterstar(rapporter):
    rapport = rapporter.rapport(rapporter.skola)
    (att_gora,) = att_lamna_in(las_rapport(rapport), delar(rapport))
    assert att_gora.text == "Lämna in inför VD2"
    assert att_gora.mening.startswith("Senast måndag 11 januari.")
    assert att_gora.mening.endswith("avsnitt återstår.")


def test_vid_avsnittet_star_vem_som_laser_vilken_version_och_vagen_vidare(rapporter):
    """Inlämnad, ändrad efter inlämningen, återlämnad: en mening var, och knappen för avsnittets egen del."""
    rapport = rapporter.rapport(rapporter.skola)
    skriv(rapport, "samlad_bedomning", rapporter.rektor, {"slutsatser": "A"}, niva="nara_malet")
    adress = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "samlad_bedomning"])
    rektor = klient(rapporter.rektor)
    assert "kan läsa version" not in rektor.get(adress).content.decode()
    version = lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov")
    sida = rektor.get(adress).content.decode()
    assert "Inlämnad 24 nov 2026 10:00 av Anna Alm. Vera Videkvist kan läsa version 1." in sida
    assert "Lämna in på nytt inför VD1" not in sida
    skriv(rapport, "samlad_bedomning", rapporter.rektor, {"slutsatser": "B"})
    sida = rektor.get(adress).content.decode()
    assert "Ändrat efter inlämningen. Vera Videkvist ser fortfarande version 1." in sida
    assert "Lämna in på nytt inför VD1" in sida
    assert "Lämna in inför VD2" in sida
    lamna_tillbaka(inlamning=version, kommentar="Skriv orsaken.", av=rapporter.verksamhetschef)
    sida = rektor.get(adress).content.decode()
    assert "Vera Videkvist lämnade tillbaka delen inför VD1 24 nov." in sida
    assert "Skriv orsaken." in sida


def test_dispositionen_lases_om_nar_avsnittets_lage_andras_och_bara_da(rapporter):
    rapport = rapporter.rapport(rapporter.skola)
    delar_ = ["almskolan", "2026-27", "kunskaper-lgr22"]
    rektor, stodet = klient(rapporter.rektor), reverse("rapport-skrivstod", args=delar_)
    sida = rektor.get(reverse("rapport-avsnitt", args=delar_)).content.decode()
    assert f'hx-get="{stodet}?visar=inte+b%C3%B6rjat"' in sida
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, {"individ": "A"})
    svar = rektor.get(stodet, {"visar": "inte börjat"}).content.decode()
    assert '<li id="d-nu" hx-swap-oob="true">' in svar
    assert "1 av 4" in svar
    assert "VD2: 0 av 3 klara" in svar
    assert "avsnitt återstår." in svar
    assert "d-nu" not in rektor.get(stodet, {"visar": "1 av 4"}).content.decode()


@pytest.mark.krav(55, 72, 73)
def test_aret_visar_alla_laroplansomraden_med_runda_och_bedomning_i_ord(rapporter):
    rapport = rapporter.rapport(rapporter.skola)
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, {"individ": "A"}, niva="en_bit_kvar", progression="oforandrat")
    (grupp,) = laroplansomraden(las_rapport(rapport))
    assert [(rad.rubrik, rad.runda) for rad in grupp.rader] == [("Kunskaper", "VD2"), ("Normer och värden", "VD3")]
    sida = klient(rapporter.rektor).get(reverse("rapport", args=["almskolan", "2026-27"])).content.decode()
    for ord_ in ("Läroplansområdena över året", "En bit kvar", "Oförändrat", "inte satt", "Normer och värden"):
        assert ord_ in sida


@pytest.mark.krav(60, 72, 75)
def test_den_som_laser_det_inlamnade_ser_omradenas_bedomning_och_vagen_till_texten(rapporter):
    """Bedömningen så som den lämnades in; det som ändrats sedan dess, och det som inte är inne, syns inte."""
    rapport = rapporter.rapport(rapporter.skola)
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, {"individ": "A"}, niva="en_bit_kvar", progression="framat")
    adress = reverse("rapport", args=["almskolan", "2026-27"])
    chef = klient(rapporter.verksamhetschef)
    sida = chef.get(adress).content.decode()
    assert "En bit kvar" not in sida
    assert "Delen inför VD2 är inte inne än." in sida
    lamna_in(rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="prov")
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, {}, niva="nar_malet")
    sida = chef.get(adress).content.decode()
    assert "En bit kvar" not in sida, "förseglad tills hon har satt sin bild"
    hela = klient(rapporter.direktor).get(adress).content.decode()
    assert "En bit kvar" in hela
    assert "Når målet" not in hela
    assert "1 av 2 inlämnade" in sida
    assert "Delen inför VD2 är inne." in sida
    version = reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", 1])
    assert f'href="{version}#a-kunskaper-lgr22"' in sida
    assert 'id="a-kunskaper-lgr22"' in chef.get(version).content.decode()
    annan = klient(rapporter.annan_verksamhetschef)
    sida = annan.get(adress).content.decode()
    assert "En bit kvar" not in sida
    assert "är inne" not in sida


@pytest.mark.krav(71, 73)
def test_hela_utkastet_gar_att_lasa_och_sager_vad_som_inte_ar_skrivet(rapporter):
    rapport = rapporter.rapport(rapporter.skola)
    adress = reverse("rapport-utkast", args=["almskolan", "2026-27"])
    assert "Inget är skrivet än" in klient(rapporter.rektor).get(adress).content.decode()
    skriv(rapport, "kunskaper-lgr22", rapporter.rektor, {"process": "Gemensamma starter."}, niva="nara_malet")
    sida = klient(rapporter.bitradande).get(adress).content.decode()
    assert "Gemensamma starter." in sida
    assert "Nära målet" in sida
    assert sida.index("Gemensamma starter.") < sida.index("Inte skrivet än") < sida.index("Summerande analys")
    assert klient(rapporter.verksamhetschef).get(adress).status_code == 403
    assert klient(rapporter.medarbetare).get(adress).status_code == 404


def test_enheten_i_korthet_kommer_ur_organisationen(rapporter):
    fakta = dict(enheten_i_korthet(rapporter.rapport(rapporter.gymnasium)))
    assert fakta == {
        "Skolformer": "Gymnasieskola",
        "Läroplaner": "Gy11, Gy25",
        "Verksamhetsområde": "Söder",
        "Rektor": "Cesar Ceder",
    }


@pytest.mark.krav(61)
def test_det_lyfta_star_kvar_nasta_lasar_ocksa_nar_orden_ar_borta(rapporter):
    forra, rapport = rapporter.rapport(rapporter.skola, rapporter.forra), rapporter.rapport(rapporter.skola)
    Punkt.objects.create(
        avsnitt=forra.avsnitt.get(nyckel="kunskaper-lgr22"), slag="utmaning", text="Ingen gemensam tid.",
        ordning=1, lyft=NU, lyft_av=rapporter.rektor, borttagen=NU,
    )  # fmt: skip
    annan = rapporter.rapport(rapporter.gymnasium)
    Punkt.objects.create(
        avsnitt=annan.avsnitt.get(nyckel="kunskaper-gy25"), slag="utmaning", text="Andras", ordning=1, lyft=NU
    )
    lage = next(a for a in las_rapport(rapport).avsnitt if a.avsnitt.nyckel == "kunskaper-lgr22")
    (punkt,) = lyfta_punkter(lage)
    assert (punkt.text, punkt.lasar, punkt.blev) == ("Ingen gemensam tid.", "2025/26", "Står inte längre i texten.")
    adress = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "kunskaper-lgr22"])
    assert "Ingen gemensam tid." in klient(rapporter.rektor).get(adress).content.decode()


def test_mallens_nyckeltal_finns_och_visas_for_sin_skolform(rapporter):
    ladda_nyckeltalen()
    i_mallen = {nyckel for avsnitt in las_mall()["avsnitt"] for nyckel in avsnitt["nyckeltal"]}
    assert i_mallen <= set(Nyckeltal.objects.values_list("nyckel", flat=True))
    avsnitt = rapporter.rapport(rapporter.gymnasium).avsnitt.get(nyckel="kunskaper-gy25")
    avsnitt.mall.nyckeltal = ["gy_betygspoang", "behorighet_yrkesprogram", "finns_inte", "examensgrad"]
    assert [n.nyckel for n in i_avsnittet(avsnitt)] == ["gy_betygspoang", "examensgrad"]
    Nyckeltal.objects.create(
        nyckel="eget",
        namn="Läslust",
        definition="Prov",
        matt="%",
        enhet=rapporter.gymnasium,
        laroplansomrade="Kunskaper",
    )
    assert [n.nyckel for n in i_avsnittet(avsnitt)] == ["gy_betygspoang", "examensgrad", "eget"]


def test_ett_avsnitt_utan_stalld_fraga_finns_inte(rapporter):
    assert rapporter.rapport(rapporter.skola).avsnitt.filter(nyckel="vc_fragor").exists()
    adress = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "vc_fragor"])
    assert klient(rapporter.rektor).get(adress).status_code == 404


def test_nasta_foljer_dispositionen_genom_rundorna(rapporter):
    """Det som skrivs varje gång står i den aktuella rundan; därifrån går Nästa in i nästa runda."""
    rapport = rapporter.rapport(rapporter.skola)
    ordning = [
        rad.adress.split("/")[-2]
        for k in disposition(las_rapport(rapport), delar(rapport))
        for r in k.rader
        for rad in (r.under or [r])
    ]
    gick, nyckel = [ordning[0]], ordning[0]
    while nasta := klient(rapporter.rektor).get(adress_till(nyckel)).context["nasta"]:
        nyckel = nasta.nyckel
        gick.append(nyckel)
    assert gick == ordning


def adress_till(nyckel: str) -> str:
    return reverse("rapport-avsnitt", args=["almskolan", "2026-27", nyckel])
