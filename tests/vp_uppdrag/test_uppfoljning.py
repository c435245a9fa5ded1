"""Lägesrapport, GLL, effektmål, uppföljningens form och uppskalning (krav 22, 35, 83, 84, 100)."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from analysunderlag.models import Nyckeltal
from styrkedja.models import Forum, Handelse
from vp_uppdrag.handlingar import GarInteNu, gang, uppfoljning
from vp_uppdrag.handlingar.tider import lagg_aterrapportering
from vp_uppdrag.models import Larande
from vp_uppdrag.regler.lage import Lage, form_for, sen_start, sen_start_i_ord

LAGET = {"lage": Lage.RISK, "rubrik": "Handledarna räcker inte", "har_hant": "Nio ämneslag är i gång."}


@pytest.mark.krav(35, 84)
def test_en_lagesrapport_gor_aterrapporteringen(kommun, uppdrag):
    forum = Forum.objects.get(nyckel="ledningsgrupp")
    (rad,) = lagg_aterrapportering(uppdrag=uppdrag, forum=forum, av=kommun.direktor, varfor="prov")
    rapport = uppfoljning.rapportera_lage(
        uppdrag=uppdrag, aterrapportering=rad, nasta_steg="Två förslag.", av=kommun.verksamhetschef, **LAGET
    )
    rad.refresh_from_db()
    assert rad.klar == rapport.nar
    assert (rapport.form.ord, rapport.form.ikon) == ("risk", "risk")
    with pytest.raises(ValidationError, match="redan gjord"):
        uppfoljning.rapportera_lage(
            uppdrag=uppdrag, aterrapportering=rad, av=kommun.verksamhetschef, **LAGET | {"rubrik": "Igen"}
        )
    # Dubbelklick: samma ord av samma person är samma rapport.
    assert uppfoljning.rapportera_lage(
        uppdrag=uppdrag, nasta_steg="Två förslag.", av=kommun.verksamhetschef, **LAGET
    ) == rapport  # fmt: skip
    assert Handelse.objects.filter(handling="rapportera_lage").count() == 1


def test_en_lagesrapport_kraver_ord_och_ett_beslutat_uppdrag(kommun, nytt):
    beslutat = nytt()
    with pytest.raises(ValidationError) as fel:
        uppfoljning.rapportera_lage(uppdrag=beslutat, lage=Lage.RISK, rubrik="", har_hant=" ", av=kommun.direktor)
    assert set(fel.value.message_dict) == {"rubrik", "har_hant"}
    with pytest.raises(ValidationError, match="Välj ett läge"):
        uppfoljning.rapportera_lage(uppdrag=beslutat, av=kommun.direktor, **LAGET | {"lage": "toppen"})
    with pytest.raises(GarInteNu, match="när uppdraget är beslutat"):
        uppfoljning.rapportera_lage(uppdrag=nytt(beslutat=False), av=kommun.direktor, **LAGET)
    annans = nytt()
    (rad,) = lagg_aterrapportering(
        uppdrag=annans, forum=Forum.objects.get(nyckel="styrgrupp"), av=kommun.direktor, varfor="prov"
    )
    with pytest.raises(ValidationError, match="hör inte till"):
        uppfoljning.rapportera_lage(uppdrag=beslutat, aterrapportering=rad, av=kommun.direktor, **LAGET)


@pytest.mark.krav(22)
def test_gll_skrivs_av_parterna_ocksa_nar_uppdraget_ar_slut(kommun, uppdrag):
    gang.borja_planera(uppdrag=uppdrag, av=kommun.verksamhetschef)
    gang.starta(uppdrag=uppdrag, av=kommun.verksamhetschef)
    gang.slutrapportera(uppdrag=uppdrag, slutrapport="Klart.", av=kommun.verksamhetschef)
    uppdrag.refresh_from_db()
    gll = {"handlar_om": "Ämnestid", "gjort": "Kartlagt.", "lart": "Utan TID blir det papper.", "lurt": "Börja i maj."}
    rad = uppfoljning.lagg_larande(uppdrag=uppdrag, gora_mer="gemensam tid", av=kommun.avdelningschef, **gll)
    assert uppfoljning.lagg_larande(uppdrag=uppdrag, gora_mer="gemensam tid", av=kommun.avdelningschef, **gll) == rad
    assert Larande.objects.count() == 1
    assert "utan tid" in rad.sok
    with pytest.raises(ValidationError) as fel:
        uppfoljning.lagg_larande(uppdrag=uppdrag, handlar_om="", gjort="", av=kommun.avdelningschef)
    assert set(fel.value.message_dict) == {"handlar_om", "gjort"}
    kommun.lasar.stangt = True
    kommun.lasar.save()
    uppdrag.lasar.refresh_from_db()
    with pytest.raises(ValidationError, match="stängt"):
        uppfoljning.lagg_larande(uppdrag=uppdrag, handlar_om="Ett", gjort="Ett", av=kommun.avdelningschef)


@pytest.mark.krav(100)
def test_ett_effektmal_har_matmetod_nyckeltal_och_matvarden(kommun, uppdrag):
    nyckeltal = Nyckeltal.objects.create(nyckel="franvaro", namn="Frånvaro", definition="x", matt="%")
    with pytest.raises(ValidationError, match="hur effektmålet mäts"):
        uppfoljning.satt_effektmal(uppdrag=uppdrag, text="Färre borta", matmetod="", av=kommun.direktor)
    mal = uppfoljning.satt_effektmal(
        uppdrag=uppdrag, text="Högst 7 % är borta ofta", matmetod="Frånvaroregistret", matt="%", malvarde=Decimal(7),
        nyckeltal=[nyckeltal], av=kommun.verksamhetschef,
    )  # fmt: skip
    for varde in ("9.7", "9.5"):
        uppfoljning.lagg_matvarde(
            effektmal=mal, dag=date(2026, 10, 1), varde=Decimal(varde), kalla="Registret", av=kommun.verksamhetschef
        )
    assert [m.varde for m in mal.matvarden.all()] == [Decimal("9.5")], "samma dag igen rättar värdet"
    with pytest.raises(ValidationError, match="inte varit än"):
        uppfoljning.lagg_matvarde(
            effektmal=mal, dag=date(2027, 1, 1), varde=Decimal(1), kalla="x", av=kommun.verksamhetschef
        )
    assert list(mal.nyckeltal.all()) == [nyckeltal]


@pytest.mark.krav(83)
def test_uppfoljningen_valjs_och_andringen_star_i_historiken(kommun, uppdrag):
    vald = uppfoljning.valj_uppfoljning(
        uppdrag=uppdrag, uppfoljning=["natverk", "kvalitetsrapport"], fraga="Vad ser ni?", av=kommun.verksamhetschef
    )
    assert vald.uppfoljning == ["kvalitetsrapport", "natverk"]
    assert (vald.rapporteras_i_rapporterna, vald.rapportfraga) == (True, "Vad ser ni?")
    assert vald.andringar.get().till == "kvalitetsrapporterna och nätverk"
    with pytest.raises(ValidationError, match="sätten i listan"):
        uppfoljning.valj_uppfoljning(uppdrag=uppdrag, uppfoljning=["gissning"], av=kommun.verksamhetschef)


@pytest.mark.krav(100)
def test_uppskalningens_steg_tas_i_ordning(kommun, uppdrag):
    def ta(steg: int):
        return uppfoljning.ta_uppskalningssteg(
            uppdrag=uppdrag, steg=steg, text=f"Steg {steg}", av=kommun.verksamhetschef
        )

    with pytest.raises(ValidationError, match="i ordning"):
        ta(2)
    for steg in (1, 2, 3, 4, 4):
        ta(steg)
    assert [str(s) for s in uppdrag.uppskalning.all()] == [
        "Se effektmålen", "Summera försöket", "Underlag och införande", "Beslut",
    ]  # fmt: skip
    with pytest.raises(ValidationError):
        ta(5)


def test_laget_har_ord_och_form_och_sen_start_raknas_i_veckor():
    assert all(form_for(lage).ord and form_for(lage).ikon for lage in Lage)
    assert form_for("").ord == "inte bedömt än"
    skulle = date(2026, 9, 15)
    assert sen_start(skulle, None, date(2026, 11, 3)) == 7
    assert sen_start(skulle, None, skulle) == 0
    assert sen_start_i_ord(7, har_borjat=True) == "startade sju veckor sent"
    assert sen_start_i_ord(1, har_borjat=False) == "skulle ha startat för en vecka sedan"
    assert sen_start_i_ord(0, har_borjat=True) == ""
