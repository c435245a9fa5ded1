"""Orderns ord, parter och tider: skapa, ändra med historik, flytta, ta bort (krav 84, 85, 87)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from styrkedja.models import Forum, Handelse
from styrkedja.regler.roller import Roll
from tests.vp_uppdrag.conftest import farskt
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.tider import (
    bestam_tid,
    lagg_aterrapportering,
    lagg_leverans,
    markera_klar,
    ta_bort_milstolpe,
)
from vp_uppdrag.handlingar.uppdrag import andra_uppdrag, flytta_uppdrag, satt_parter, skapa_uppdrag, ta_bort_utkast
from vp_uppdrag.models import Part, Uppdrag
from vp_uppdrag.regler.parter import Partroll, Partuppgift
from vp_uppdrag.regler.tider import las_tider

LASARET = date(2026, 7, 1)


def tid(text: str):
    return las_tider(text, LASARET)[0]


def test_ett_utkast_far_nasta_nummer_och_kraver_ord(kommun, nytt):
    forsta, andra = nytt(beslutat=False), nytt(beslutat=False)
    assert (forsta.nr, andra.nr) == (1, 2)
    with pytest.raises(ValidationError) as fel:
        skapa_uppdrag(lasar=kommun.lasar, rubrik=" ", text="\u200b", av=kommun.direktor)
    assert set(fel.value.message_dict) == {"rubrik", "text"}
    with pytest.raises(ValidationError, match="redan ett uppdrag med nummer 2"):
        skapa_uppdrag(lasar=kommun.lasar, rubrik="Två", text="Två", nr=2, av=kommun.direktor)
    assert Handelse.objects.filter(handling="skapa_uppdrag").count() == 2


@pytest.mark.krav(87)
def test_ett_utkast_skrivs_om_fritt_men_ett_beslutat_andras_med_skal_och_historik(kommun, nytt):
    utkast = nytt(beslutat=False)
    andra_uppdrag(uppdrag=utkast, rubrik="Närvaro varje dag", av=kommun.direktor)
    assert not utkast.andringar.exists()
    beslutat = nytt()
    with pytest.raises(ValidationError) as fel:
        andra_uppdrag(uppdrag=beslutat, rubrik="Annat", av=kommun.direktor)
    assert "varfor" in fel.value.message_dict
    andra_uppdrag(
        uppdrag=beslutat, rubrik="Annat", ursprung="kf", av=kommun.direktor, varfor="Fullmäktige vill", enheter=[kommun.skola]
    )  # fmt: skip
    historik = {a.vad: (a.fran, a.till, a.varfor, a.av) for a in beslutat.andringar.all()}
    assert historik["rubrik"] == ("Närvaro", "Annat", "Fullmäktige vill", kommun.direktor)
    assert historik["ursprung"][:2] == ("", "kommunfullmäktige")
    assert historik["enheter"][:2] == ("", "Almskolan")
    # Samma värden igen ändrar inget och skriver inget.
    andra_uppdrag(uppdrag=beslutat, rubrik="Annat", av=kommun.direktor)
    assert beslutat.andringar.count() == 3


@pytest.mark.krav(84)
def test_bara_en_part_ar_sammankallande(kommun, nytt):
    utkast = nytt(beslutat=False)
    tva = [Partuppgift(Partroll.SAMMANKALLANDE, plats=p.pk) for p in (kommun.norr, kommun.soder)]
    with pytest.raises(ValidationError, match="Bara en part är sammankallande"):
        satt_parter(uppdrag=utkast, parter=tva, av=kommun.direktor)
    assert utkast.parter.count() == 2, "inget är halvsparat"
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.create(uppdrag=utkast, roll=Partroll.SAMMANKALLANDE, plats=kommun.soder)


@pytest.mark.parametrize(
    ("parter", "mening"),
    [
        ([Partuppgift("medverkande")], "en plats, en grupp eller ett namn"),
        ([Partuppgift("ansvarig", namn="Kalle")], "skrivs som namn"),
        ([Partuppgift("medverkande", grupp=Roll.REKTOR)] * 2, "två gånger"),
        (
            [Partuppgift("sammankallande", grupp=Roll.REKTOR), Partuppgift("medverkande", grupp=Roll.REKTOR)],
            "både sammankallande och medverkande",
        ),
    ],
)
def test_parter_som_inte_gar_ihop(kommun, uppdrag, parter, mening):
    with pytest.raises(ValidationError, match=mening):
        satt_parter(uppdrag=uppdrag, parter=parter, av=kommun.direktor, varfor="prov")


@pytest.mark.krav(87)
def test_parterna_i_ett_beslutat_uppdrag_andras_med_skal(kommun, uppdrag):
    nya = [
        Partuppgift(Partroll.MOTTAGARE, grupp=Roll.VERKSAMHETSCHEF),
        Partuppgift(Partroll.EXTERN, namn="socialnämnden"),
    ]
    with pytest.raises(ValidationError, match="Skriv varför"):
        satt_parter(uppdrag=uppdrag, parter=nya, av=kommun.direktor)
    satt_parter(uppdrag=uppdrag, parter=nya, av=kommun.direktor, varfor="Alla behövs")
    with pytest.raises(ValidationError, match="vem som får uppdraget"):
        satt_parter(uppdrag=uppdrag, parter=nya[1:], av=kommun.direktor, varfor="prov")
    assert [p.vem for p in farskt(uppdrag).parter.all()] == ["verksamhetscheferna", "socialnämnden"]
    andring = uppdrag.andringar.get()
    assert "Norr (sammankallande)" in andring.fran
    assert "socialnämnden (extern part)" in andring.till


@pytest.mark.krav(85)
def test_april_maj_blir_en_dag_och_historien_star_kvar(kommun, uppdrag):
    forum = Forum.objects.get(nyckel="ledningsgrupp")
    tva = lagg_aterrapportering(
        uppdrag=uppdrag, forum=forum, tider=las_tider("(april/maj?) och november 2027", LASARET), varfor="Ny", av=kommun.direktor
    )  # fmt: skip
    assert [rad.nar for rad in tva] == ["april/maj?", "november 2027"]
    rad = bestam_tid(rad=tva[0], tid=tid("12 maj"), av=kommun.direktor, varfor="Mötet är bokat")
    assert (rad.nar, rad.tidigast, rad.senast) == ("12 maj 2027", date(2027, 5, 12), date(2027, 5, 12))
    assert uppdrag.andringar.first().fran == "april/maj?"
    bestam_tid(rad=rad, tid=tid("12 maj"), av=kommun.direktor)
    assert uppdrag.andringar.count() == 3, "samma tid igen ändrar inget"
    with pytest.raises(ValidationError, match="varför"):
        bestam_tid(rad=rad, tid=None, av=kommun.direktor)


def test_en_leverans_blir_klar_en_gang_och_tas_bort_med_skal(kommun, uppdrag):
    with pytest.raises(ValidationError, match="förslag eller rutin"):
        lagg_leverans(uppdrag=uppdrag, slag="", av=kommun.direktor, varfor="prov")
    rad = lagg_leverans(uppdrag=uppdrag, slag="förslag", tid=tid("30 nov"), av=kommun.direktor, varfor="prov")
    annan = lagg_leverans(uppdrag=uppdrag, slag="rutin", av=kommun.direktor, varfor="prov")
    forst = markera_klar(rad=rad, av=kommun.verksamhetschef).klar
    assert markera_klar(rad=rad, av=kommun.verksamhetschef).klar == forst
    assert Handelse.objects.filter(handling="markera_klar").count() == 1
    with pytest.raises(ValidationError, match="är klar"):
        bestam_tid(rad=rad, tid=None, av=kommun.direktor, varfor="prov")
    ta_bort_milstolpe(rad=annan, av=kommun.direktor, varfor="Behövs inte")
    assert [r.slag for r in uppdrag.leveranser.all()] == ["förslag"]
    assert uppdrag.andringar.first().till == "borttagen"


@pytest.mark.krav(87)
def test_ett_uppdrag_flyttas_inte_till_ett_stangt_lasar(kommun, uppdrag):
    kommun.forra.stangt = True
    kommun.forra.save()
    with pytest.raises(ValidationError) as fel:
        flytta_uppdrag(uppdrag=uppdrag, lasar=kommun.forra, varfor="prov", av=kommun.direktor)
    assert "stängt" in fel.value.message_dict["lasar"][0]
    kommun.forra.stangt = False
    kommun.forra.save()
    with pytest.raises(ValidationError, match="varför"):
        flytta_uppdrag(uppdrag=uppdrag, lasar=kommun.forra, varfor="", av=kommun.direktor)
    flyttat = flytta_uppdrag(uppdrag=uppdrag, lasar=kommun.forra, varfor="Hör dit", av=kommun.direktor)
    assert (flyttat.lasar, flyttat.nr) == (kommun.forra, 1)
    assert flyttat.andringar.get().fran == "nr 1, 2026/27"
    with pytest.raises(ValidationError, match="hör redan till"):
        flytta_uppdrag(uppdrag=uppdrag, lasar=kommun.forra, varfor="prov", av=kommun.direktor)


def test_i_ett_stangt_lasar_andras_inget(kommun, nytt):
    utkast, beslutat = nytt(beslutat=False), nytt()
    kommun.lasar.stangt = True
    kommun.lasar.save()
    for handling, mer in (
        (andra_uppdrag, {"rubrik": "Annat"}),
        (satt_parter, {"parter": []}),
        (lagg_leverans, {"slag": "förslag"}),
        (flytta_uppdrag, {"lasar": kommun.forra, "varfor": "prov"}),
        (ta_bort_utkast, {}),
    ):
        for ett in (utkast, beslutat):
            with pytest.raises(ValidationError, match="stängt"):
                handling(uppdrag=ett, av=kommun.direktor, **mer)
    with pytest.raises(ValidationError, match="stängt"):
        skapa_uppdrag(lasar=kommun.lasar, rubrik="Ett", text="Ett", av=kommun.direktor)
    assert farskt(beslutat).rubrik == "Närvaro"


def test_bara_ett_utkast_tas_bort(kommun, nytt):
    with pytest.raises(GarInteNu, match="Avbryt det"):
        ta_bort_utkast(uppdrag=nytt(), av=kommun.direktor)
    ta_bort_utkast(uppdrag=nytt(beslutat=False), av=kommun.direktor)
    assert Uppdrag.objects.count() == 1
