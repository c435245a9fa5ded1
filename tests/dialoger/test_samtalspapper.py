"""Papperen: häftet bär det som båda läser och inget annat; minnesanteckningarna som de frystes."""

import pytest

from dialoger.handlingar.forberedelsen import satt_klar, spara_forberedelse
from dialoger.handlingar.minnesanteckningar import faststall_minnen, ordens_hash, spara_minnen
from dialoger.handlingar.privat import FALT, borja_anteckna, spara_anteckning
from dialoger.models import Dialog
from dialoger.samtalspapper import haftet
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.handlingar.utkorg import utfor_rad
from styrkedja.models import Utkorg
from tests.dialoger.samtalen import klient, startad
from tests.rollista import NU


@pytest.fixture
def underlaget(vd2, dialoger) -> Dialog:
    """VD2 med en inlämnad del, båda sidors förberedelser (bara rektors klar) och rektors egen anteckning."""
    skapa_rapporter(lasar=dialoger.lasar)
    rapport = dialoger.rapport(dialoger.skola)
    avsnitt = rapport.avsnitt.get(nyckel="kunskaper-lgr22")
    spara_avsnitt(avsnitt=avsnitt, texter={"individ": "Läsningen går framåt."}, niva="nar_malet", av=dialoger.rektor)
    lamna_in(rapport=rapport, omgang=vd2.omgang, av=dialoger.rektor, skal="prov")
    for roll, person, ord_ in (
        ("rektor", dialoger.rektor, "Tiden."),
        ("verksamhetschef", dialoger.verksamhetschef, "Hemligt än."),
    ):
        rad = vd2.forberedelser.get(part__roll=roll)
        spara_forberedelse(forberedelse=rad, texter={"vill_ta_upp": ord_}, av=person, nu=NU)
    satt_klar(forberedelse=vd2.forberedelser.get(part__roll="rektor"), av=dialoger.rektor, nu=NU)
    egen = borja_anteckna(dialog=vd2, av=dialoger.rektor, nu=NU)
    spara_anteckning(anteckning=egen, texter={FALT: "Kanarie-9"}, av=dialoger.rektor, nu=NU)
    return Dialog.objects.med_det_som_visas().get(pk=vd2.pk)


def test_haftet_bar_det_klara_och_det_inlamnade_men_ingen_bedomning_och_inget_eget(underlaget):
    papper = haftet(underlaget, gjord=NU)
    assert "Tiden." in papper
    assert "Läsningen går framåt." in papper
    assert "Behov av stöd" in papper
    for inte in ("Hemligt än.", "Kanarie-9", "Når målet"):
        assert inte not in papper


def test_haftet_bestalls_gors_och_hamtas_av_parterna(underlaget, dialoger):
    adress = f"/dialoger/{underlaget.pk}/papper/haftet/"
    rektor = klient(dialoger.rektor)
    assert rektor.get(f"{adress}fil/").status_code == 404
    rektor.post(adress)
    rektor.post(adress)
    rad = Utkorg.objects.get(slag="dialoghafte_pdf")
    utfor_rad(rad.pk)
    assert dokument_for(underlaget).sidor >= 2
    fil = rektor.get(f"{adress}fil/")
    assert b"".join(fil)[:4] == b"%PDF"
    assert klient(dialoger.direktor).get(f"{adress}fil/").status_code == 404


def test_minnesanteckningarnas_pdf_finns_nar_de_ar_faststallda(vd2, dialoger):
    samtal = startad(vd2, dialoger.rektor)
    adress = f"/dialoger/{samtal.pk}/papper/minnesanteckningar/"
    minne = samtal.minnesanteckning
    spara_minnen(minne=minne, texter={"beslut": "Vi prövar."}, av=dialoger.rektor, nu=NU)
    assert klient(dialoger.rektor).get(adress).status_code == 404
    faststall_minnen(dialog=samtal, last=ordens_hash(minne), av=dialoger.rektor, nu=NU)
    assert klient(dialoger.direktor).post(adress).status_code == 302
    utfor_rad(Utkorg.objects.get(slag="minnesanteckningar_pdf").pk)
    for vem in (dialoger.rektor, dialoger.direktor, dialoger.bitradande):
        assert klient(vem).get(f"{adress}fil/").status_code == 200
    assert klient(dialoger.annan_rektor).get(f"{adress}fil/").status_code == 404
