"""Två bilder, ett samtal: rektors bedömning är täckt för den egna verksamhetschefen tills hon har satt sin."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter import utskrift
from kvalitetsrapporter.behorighet.sigill import hinder_for_att_satta_bild, tackta_omgangar
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.bilder import bedomt_i, satt_min_bild, spara_min_bild
from kvalitetsrapporter.handlingar.inlamning import lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Bild, Inlamning, TacktInlamning
from kvalitetsrapporter.regler.sigill import rektors_tackt, skillnaden, tack
from kvalitetsrapporter.tvabilder import tva_bilder
from styrkedja.models import Handelse
from tests.behorighet.matrisen import RADER
from tests.behorighet.ting import adress
from tests.rollista import DAG, NU

#: Rektors skäl: står bara där bedömningen står.
HENNES = "Kanariefågeln sjunger i struktur."


@pytest.fixture
def version(rapporter) -> Inlamning:
    """Rektors del inför VD2 med en bedömning av Kunskaper, inlämnad medan rundan pågår."""
    rapport = rapporter.rapport(rapporter.skola)
    avsnitt = rapport.avsnitt.select_related("mall").get(nyckel="kunskaper-lgr22")
    avsnitt.rapport = rapport
    spara_avsnitt(
        avsnitt=avsnitt, texter={"individ": "Läsningen går framåt."}, av=rapporter.rektor,
        niva="kan_inte_bedomas", progression="framat", skal=HENNES,
    )  # fmt: skip
    return lamna_in(rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="prov")


def rader(version: Inlamning, niva="en_bit_kvar", progression="framat", skal="") -> dict:
    return {ett.nyckel: {"niva": niva, "progression": progression, "skal": skal} for ett in bedomt_i(version)}


def sida(person, vart: str, **post) -> str:
    klient = Client()
    klient.force_login(person)
    return (klient.post(vart, post, follow=True) if post else klient.get(vart)).content.decode()


def vag(namn: str, *mer) -> str:
    return reverse(namn, args=["almskolan", "2026-27", *mer])


# --- Reglerna ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("egen_chef", "satt", "dagar", "tackt"),
    [(True, False, 0, True), (True, True, 0, False), (False, False, 0, False), (True, False, 1, False)],
)
def test_bara_den_egna_chefen_laser_tackt_och_bara_tills_hon_satt_sin_bild(egen_chef, satt, dagar, tackt):
    assert rektors_tackt(egen_chef=egen_chef, satt=satt, rundan_till=DAG, idag=DAG + timedelta(days=dagar)) == tackt


def test_det_tackta_har_texten_men_inga_steg():
    steg = {"namn": "Nära målet", "form": "trekvart", "skal": "Prov"}
    mal = {"id": 1, "nr": 1, "text": "Läsa", "bedomning": steg, "progression": steg}
    avsnitt = {"nyckel": "k", "falt": [{"text": "Ord."}], "bedomning": steg, "progression": None, "mal": [mal]}
    tackt = tack({"avsnitt": [avsnitt]})
    assert "Nära målet" not in str(tackt)
    assert "Prov" not in str(tackt)
    assert tackt["avsnitt"][0]["falt"] == [{"text": "Ord."}]
    assert avsnitt["bedomning"] == steg, "det frusna är orört"


@pytest.mark.parametrize(
    ("rektors", "chefens", "ord_"),
    [(("A", "B"), ("A", "B"), ""), (("A", "B"), ("C", "B"), "olika nivå"), (("A", "B"), ("A", "C"), "olika riktning"),
     (("A", "B"), ("C", "D"), "olika nivå och riktning"), ((None, "B"), (None, "B"), "")],
)  # fmt: skip
def test_skillnaden_i_ord(rektors, chefens, ord_):
    def bild(par):
        return {n: {"namn": v} if v else None for n, v in zip(("bedomning", "progression"), par, strict=True)}

    assert skillnaden(bild(rektors), bild(chefens)) == ord_


# --- Vem som läser täckt -------------------------------------------------------------------------
def test_bara_enhetens_verksamhetschef_laser_tackt(rapporter, version):
    vd2 = rapporter.omgang("vd2").pk
    tackta = {n for n, p in rapporter.personer.items() if vd2 in tackta_omgangar(p, version.rapport)}
    assert tackta == {"verksamhetschef"}


def test_ingen_adress_i_huset_visar_rektors_bedomning_for_verksamhetschefen(rapporter, version):
    """Varje GET i matrisen: sidan, listorna, jämförelsen, historiken, planen, papperen."""
    klient = Client()
    klient.force_login(rapporter.verksamhetschef)
    provade = 0
    for vy, rad in {r["vy"]: r for r in RADER if r["metod"] == "GET" and r["ting"] in ("egen", "")}.items():
        svar = klient.get(adress(vy, rad["ting"], rapporter))
        if svar.status_code == 200 and not svar.streaming:
            provade += 1
            assert HENNES not in svar.content.decode(errors="ignore"), vy
    assert provade > 60
    sidan = sida(rapporter.verksamhetschef, vag("rapport-inlamning", "vd2", version.nummer))
    assert "Läsningen går framåt." in sidan
    assert "förseglad" in sidan
    assert HENNES in sida(rapporter.direktor, vag("rapport-inlamning", "vd2", version.nummer)), (
        "direktören är ingen part"
    )
    assert HENNES in sida(rapporter.rektor, vag("rapport-inlamning", "vd2", version.nummer))


def test_papperet_for_den_som_laser_tackt_ar_ett_annat(rapporter, version):
    tackt = TacktInlamning.objects.get(pk=version.pk)
    assert HENNES in utskrift.html(version, gjord=NU)
    assert HENNES not in utskrift.html(tackt, gjord=NU)
    klient = Client()
    klient.force_login(rapporter.verksamhetschef)
    klient.post(vag("rapport-pdf", "vd2", version.nummer))
    from styrkedja.models import Utkorg

    assert Utkorg.objects.get(slag="rapport_pdf").uppgifter == {"inlamning": version.pk, "tackt": True}
    assert klient.get(vag("rapport-ar-pdf")).status_code == 403


def test_nar_rundan_har_stangt_faller_forseglingen(rapporter, version):
    med = vag("rapport-inlamning", "vd2", version.nummer)
    with time_machine.travel(rapporter.omgang("vd2").till + timedelta(days=1), tick=True):
        chef = rapporter.farsk(rapporter.verksamhetschef)
        assert HENNES in sida(chef, med)
        assert "Rundan stängde" in hinder_for_att_satta_bild(chef, version)


# --- Att sätta sin bild --------------------------------------------------------------------------
def test_bilden_sparas_for_henne_och_satts_for_bada(rapporter, version):
    vd2, rapport = rapporter.omgang("vd2"), version.rapport
    spara_min_bild(version=version, rader=rader(version), av=rapporter.verksamhetschef)
    assert "förseglade" in tva_bilder(rapport, vd2, rapporter.rektor).forseglat
    assert not tva_bilder(rapport, vd2, rapporter.rektor).rader
    satt_min_bild(version=version, rader=rader(version), av=rapporter.verksamhetschef)
    for part in (rapporter.rektor, rapporter.verksamhetschef):
        (rad,) = tva_bilder(rapport, vd2, part).rader
        assert (rad.rektors["bedomning"]["namn"], rad.chefens["bedomning"]["namn"], rad.skillnad) == (
            "Går inte att bedöma än", "En bit kvar", "olika nivå",
        )  # fmt: skip
    assert tva_bilder(rapport, vd2, rapporter.annan_rektor) is None
    assert HENNES in sida(rapporter.verksamhetschef, vag("rapport-inlamning", "vd2", version.nummer))
    assert Handelse.objects.filter(handling="satt_min_bild").count() == 1


@pytest.mark.parametrize(
    ("varden", "falt"),
    [({"niva": ""}, "niva"), ({"progression": ""}, "progression"), ({"niva": "kan_inte_bedomas"}, "skal"),
     ({"niva": "finns_inte"}, "niva"), ({"skal": "x" * 401}, "skal")],
)  # fmt: skip
def test_en_ofullstandig_bild_satts_inte(rapporter, version, varden, falt):
    with pytest.raises(ValidationError) as fel:
        satt_min_bild(version=version, rader=rader(version, **varden), av=rapporter.verksamhetschef)
    assert next(iter(fel.value.message_dict)).startswith(falt)
    assert not Bild.objects.filter(satt__isnull=False).exists()


def test_den_satta_bilden_andras_inte_och_en_ny_inlamning_andrar_den_inte(rapporter, version):
    satt_min_bild(version=version, rader=rader(version), av=rapporter.verksamhetschef)
    with pytest.raises(GarInteNu, match="redan satt"):
        spara_min_bild(version=version, rader=rader(version, niva="nar_malet"), av=rapporter.verksamhetschef)
    avsnitt = version.rapport.avsnitt.select_related("mall").get(nyckel="kunskaper-lgr22")
    avsnitt.rapport = version.rapport
    spara_avsnitt(avsnitt=avsnitt, texter={}, niva="en_bit_kvar", skal="", av=rapporter.rektor)
    lamna_in(rapport=version.rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="prov")
    bilder = tva_bilder(version.rapport, rapporter.omgang("vd2"), rapporter.rektor)
    assert [r.skillnad for r in bilder.rader] == ["olika nivå"], "jämförelsen gäller versionen som hon läste"
    assert "ny version sedan dess" in bilder.not_


def test_bara_verksamhetschefen_satter_bilden_och_inte_av_en_aterlamnad(rapporter, version):
    far = {n for n, p in rapporter.personer.items() if hinder_for_att_satta_bild(p, version) is None}
    assert far == {"verksamhetschef"}
    lamna_tillbaka(inlamning=version, kommentar="Skriv mer.", av=rapporter.verksamhetschef)
    version.refresh_from_db()
    assert "återlämnad" in hinder_for_att_satta_bild(rapporter.verksamhetschef, version)


def test_bilden_genom_sidan(rapporter, version):
    vart = vag("rapport-bild", "vd2", version.nummer)
    (ett,) = bedomt_i(version)
    nej = sida(rapporter.verksamhetschef, vart, gor="satt", **{f"niva-{ett.nyckel}": "nar_malet"})
    assert "välj en riktning" in nej
    spara = {f"niva-{ett.nyckel}": "nar_malet", f"progression-{ett.nyckel}": "framat", f"skal-{ett.nyckel}": ""}
    assert "Bara du ser den." in sida(rapporter.verksamhetschef, vart, gor="spara", **spara)
    assert HENNES not in sida(rapporter.verksamhetschef, vart)
    assert "Båda bilderna är öppna." in sida(rapporter.verksamhetschef, vart, gor="satt", **spara)
    klient = Client()
    klient.force_login(rapporter.verksamhetschef)
    assert klient.get(vart).status_code == 403
    klient.force_login(rapporter.rektor)
    assert klient.get(vart).status_code == 404


def test_en_vag_till_det_frusna():
    """Ingen fil utanför listan läser `Inlamning.innehall` rakt av: en ny vy kan inte glömma förseglingen."""
    from pathlib import Path

    from django.conf import settings

    far = {
        "kvalitetsrapporter/frysta.py", "kvalitetsrapporter/utskrift.py", "kvalitetsrapporter/handlingar/bilder.py",
        # Rubriker och nycklar, inga steg:
        "kvalitetsrapporter/handlingar/kommentarer.py", "kvalitetsrapporter/views/inlamning.py",
        "kvalitetsrapporter/views/jamfor.py",
        # Bara skolledningens egna sidor:
        "kvalitetsrapporter/bredvid.py",
        # Täcker själva:
        "dialoger/punktens.py", "dialoger/samtalspapper.py",
    }  # fmt: skip
    monster = re.compile(r"(?:inlamning|version|senaste)\.innehall\b(?!\s+import)")
    laser = {
        str(fil.relative_to(settings.BASE_DIR))
        for rum in ("kvalitetsrapporter", "dialoger")
        for fil in (Path(settings.BASE_DIR) / rum).rglob("*.py")
        if any(monster.search(rad) and "import" not in rad for rad in fil.read_text(encoding="utf-8").splitlines())
    }
    assert laser == far
