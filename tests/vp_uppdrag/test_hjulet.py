"""Uppdragens tider i årshjulet, och tillbaka: ungefärliga, exakta, flyttade, efter läsåret (krav 85)."""

from datetime import date

import pytest

from styrkedja.handlingar.hjul import skapa_hjul
from styrkedja.handlingar.hjulposter import flytta_post
from styrkedja.klocka import nu
from styrkedja.models import Forum, Hjulpost, Lasar
from vp_uppdrag.arshjul import efter_hjulet
from vp_uppdrag.handlingar.gang import avbryt, besluta
from vp_uppdrag.handlingar.tider import bestam_tid, lagg_aterrapportering, lagg_leverans, markera_klar
from vp_uppdrag.handlingar.uppfoljning import rapportera_lage
from vp_uppdrag.regler.tider import las_tider

LASARET = date(2026, 7, 1)


def tid(text: str):
    return las_tider(text, LASARET)[0]


def poster() -> list[tuple]:
    rader = Hjulpost.objects.filter(nyckel__startswith="uppdrag-").order_by("sorteras")
    return [(p.lasar.namn, p.rubrik, p.fran, p.ungefar, p.roll) for p in rader]


def rapport(kommun, uppdrag, text: str):
    forum = Forum.objects.get(nyckel="ledningsgrupp")
    return lagg_aterrapportering(
        uppdrag=uppdrag, forum=forum, tider=las_tider(text, LASARET), av=kommun.direktor, varfor="prov"
    )[0]


@pytest.mark.krav(85)
def test_ett_beslutat_uppdrags_tider_star_i_hjulet_ocksa_de_ungefarliga(kommun, nytt):
    utkast = nytt(beslutat=False)
    lagg_leverans(uppdrag=utkast, slag="förslag", tid=tid("30 nov"), av=kommun.direktor)
    rapport(kommun, utkast, "april/maj?")
    lagg_leverans(uppdrag=utkast, slag="rutin", av=kommun.direktor)
    assert poster() == []
    besluta(uppdrag=utkast, av=kommun.direktor)
    assert poster() == [
        ("2026/27", "VP-uppdrag 1: förslag klart, Närvaro", date(2026, 11, 30), "", "verksamhetschef"),
        ("2026/27", "VP-uppdrag 1 rapporteras: Närvaro", None, "april/maj?", "verksamhetschef"),
    ]
    ungefarlig = Hjulpost.objects.get(ungefar="april/maj?")
    assert (ungefarlig.sorteras, ungefarlig.forum.nyckel) == (date(2027, 4, 1), "ledningsgrupp")


@pytest.mark.krav(85)
def test_nar_tiden_bestams_foljer_hjulet_och_inget_dubbleras(kommun, uppdrag):
    rad = rapport(kommun, uppdrag, "april/maj?")
    bestam_tid(rad=rad, tid=tid("12 maj"), av=kommun.direktor, varfor="Bokat")
    efter_hjulet(kommun.lasar)
    efter_hjulet(kommun.lasar)
    assert [(p[2], p[3]) for p in poster()] == [(date(2027, 5, 12), "")]


@pytest.mark.krav(85)
def test_en_flytt_i_hjulet_blir_milstolpens_dag(kommun, uppdrag):
    rad = rapport(kommun, uppdrag, "april/maj?")
    post = Hjulpost.objects.get(nyckel__startswith="uppdrag-")
    flytta_post(post=post, fran=date(2027, 4, 20), av=kommun.direktor)
    skapa_hjul(lasar=kommun.lasar)
    efter_hjulet(kommun.lasar, nu())
    rad.refresh_from_db()
    assert rad.nar == "20 apr 2027"
    andring = uppdrag.andringar.first()
    assert (andring.fran, andring.varfor) == ("april/maj?", "flyttad i årshjulet 24 nov 2026")
    # Ett nytt beslut om tiden gäller före flytten.
    bestam_tid(rad=rad, tid=tid("27 april"), av=kommun.direktor, varfor="Mötet flyttades")
    assert [p[2] for p in poster()] == [date(2027, 4, 27)]


@pytest.mark.krav(85)
def test_en_tid_efter_lasaret_star_i_det_hjul_dar_den_faller(kommun, uppdrag):
    rapport(kommun, uppdrag, "30 september 2027")
    assert poster() == [], "nästa läsår är inte upplagt än"
    nasta = Lasar.objects.create(namn="2027/28", slug="2027-28", fran=date(2027, 7, 1), till=date(2028, 6, 30))
    efter_hjulet(nasta)
    assert [(p[0], p[2]) for p in poster()] == [("2027/28", date(2027, 9, 30))]


def test_avbryts_uppdraget_tas_det_som_aterstar_ur_hjulet(kommun, uppdrag):
    klar = lagg_leverans(uppdrag=uppdrag, slag="förslag", tid=tid("30 nov"), av=kommun.direktor, varfor="prov")
    rapport(kommun, uppdrag, "maj")
    markera_klar(rad=klar, av=kommun.verksamhetschef)
    avbryt(uppdrag=uppdrag, varfor="prov", av=kommun.direktor)
    assert [p[2] for p in poster()] == [date(2026, 11, 24)]


@pytest.mark.krav(85)
def test_det_som_ar_klart_star_den_dag_det_blev_klart(kommun, uppdrag):
    """Hjulets nästa steg ska inte vänta på det som redan är gjort."""
    rad = lagg_leverans(uppdrag=uppdrag, slag="förslag", tid=tid("30 nov"), av=kommun.direktor, varfor="prov")
    markera_klar(rad=rad, av=kommun.direktor, nu=nu())
    assert [p[2] for p in poster()] == [date(2026, 11, 24)]
    aterrapportering = rapport(kommun, uppdrag, "april/maj?")
    rapportera_lage(
        uppdrag=uppdrag,
        lage="enligt_plan",
        rubrik="Klart",
        har_hant="Allt",
        aterrapportering=aterrapportering,
        av=kommun.direktor,
        nu=nu(),
    )
    assert [(p[2], p[3]) for p in poster()] == [(date(2026, 11, 24), ""), (date(2026, 11, 24), "")]
