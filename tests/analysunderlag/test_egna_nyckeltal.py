"""Enhetens egna nyckeltal och de gemensamma: läggs till, ändras och avslutas; tal för hand, med samma skydd som alla."""

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from analysunderlag.handlingar.egna_varden import skriv_eget_varde, ta_bort_eget_varde
from analysunderlag.handlingar.nyckeltal import andra_nyckeltal, avsluta_nyckeltal, skapa_nyckeltal
from analysunderlag.models import Nyckeltal, Varde
from analysunderlag.referensdata import ladda_kallor
from analysunderlag.regler.om_vad import OmVad, till_skydd, ur_skydd
from analysunderlag.regler.perioder import las_period
from analysunderlag.regler.skydd_ord import Raknar, Skydd
from styrkedja.models import Handelse
from tests.analysunderlag.varden import for_in, kalla, nyckeltal, varde

EGET = {
    "namn": "Läsklubben", "definition": "Elever i åk 4–6 som lånar minst en bok i veckan.", "om": "andel", "matt": "%",
    "decimaler": "0", "riktning": "hogre", "period": "termin", "omgangar": ["vd2"],
}  # fmt: skip


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


@pytest.mark.parametrize("om", OmVad.values)
def test_det_som_talet_raknar_gar_fram_och_tillbaka(om):
    raknar, minsta = till_skydd(om, 12)
    assert ur_skydd(raknar, minsta) == om
    assert minsta == (None if om == OmVad.ANNAT else 12)


@pytest.mark.krav(96)
def test_rektor_lagger_till_skriver_in_rattar_tar_bort_och_avslutar(rollista):
    ladda_kallor()
    rektor = klient(rollista.rektor)
    svar = rektor.post("/enheter/almskolan/underlag/egna/nytt/", EGET | {"definition": ""})
    assert "Skriv vad talet mäter." in svar.content.decode()
    assert rektor.post("/enheter/almskolan/underlag/egna/nytt/", EGET).status_code == 302
    rad = Nyckeltal.objects.get()
    assert (rad.nyckel, rad.enhet, rad.raknar, rad.minsta_grupp) == ("lasklubben", rollista.skola, Raknar.MANNISKOR, 10)
    adress = "/underlag/nyckeltal/lasklubben/tal/"
    egen = rad.kallor.get(nyckel="egen")
    tal = {"period": "vt 2026", "tal": "62", "antal": "80", "kalla": egen.pk}
    for fel, mening in (({"period": "i våras"}, "är ingen period"), ({"tal": "162"}, "större än 100"),
                        ({"antal": ""}, "skydda små grupper"), ({"period": "ht 2040"}, "har inte börjat")):  # fmt: skip
        svar = rektor.post(adress, tal | fel)
        assert svar.status_code == 400
        assert mening in svar.content.decode()
    assert not Varde.objects.exists()
    assert rektor.post(adress, tal).status_code == 302
    assert rektor.post(adress, tal | {"tal": "64,2"}).status_code == 302
    assert rektor.post(adress, tal | {"period": "ht 2025", "antal": "6"}).status_code == 302
    versioner = Varde.objects.filter(period="vt 2026").order_by("version")
    assert [(v.version, v.tal, v.galler) for v in versioner] == [(1, 62, False), (2, Decimal("64.2"), True)]
    html = rektor.get("/enheter/almskolan/underlag/").content.decode()
    assert "Läsklubben" in html
    assert "64\xa0%" in html
    assert Varde.objects.get(period="ht 2025").skydd == Skydd.FA
    rektor.post(f"{adress}{Varde.objects.get(period='ht 2025').pk}/")
    assert not Varde.objects.gallande().filter(period="ht 2025").exists()
    rektor.post("/underlag/nyckeltal/lasklubben/avsluta/")
    assert "Nyckeltalet är avslutat." in rektor.get(adress).content.decode()
    assert rektor.post(adress, tal).status_code == 400
    verb = Handelse.objects.om("nyckeltal", rad.pk).order_by("pk").values_list("handling", flat=True)
    assert list(verb) == [
        "skapa_nyckeltal",
        "skriv_varde",
        "ratta_varde",
        "skriv_varde",
        "ta_bort_varde",
        "avsluta_nyckeltal",
    ]
    assert "64" not in str(list(Handelse.objects.values_list("uppgifter", flat=True))), "talet står aldrig i loggen"


def test_huvudmannen_lagger_till_och_andrar_ett_gemensamt_med_historik(rollista):
    ladda_kallor()
    controller = klient(rollista.controller)
    falt = EGET | {"kallor": [kalla("beslutsstodet").pk], "publiceras_manad": "6"}
    assert "Välj minst en källa." in controller.post("/underlag/nytt-nyckeltal/", EGET).content.decode()
    assert controller.post("/underlag/nytt-nyckeltal/", falt).status_code == 302
    rad = Nyckeltal.objects.get()
    assert rad.nivaer == ["enhet", "skolform", "huvudman"]
    andra = f"/underlag/nyckeltal/{rad.nyckel}/andra/"
    assert 'value="Läsklubben"' in controller.get(andra).content.decode()
    assert controller.post(andra, falt | {"namn": "Läsning", "riktning": "lagre"}).status_code == 302
    rad.refresh_from_db()
    assert (rad.namn, rad.hogre_ar_battre) == ("Läsning", False)
    html = klient(rollista.rektor).get(f"/underlag/nyckeltal/{rad.nyckel}/").content.decode()
    assert "ändrade högre är bättre och namn" in html
    assert klient(rollista.administrator).get("/underlag/nyckeltal/").status_code == 200
    assert klient(rollista.rektor).get(f"/underlag/nyckeltal/{rad.nyckel}/tal/").status_code == 403


def test_namnet_ar_upptaget_och_mattet_gar_inte_att_byta_med_tal(rollista):
    tal = nyckeltal(namn="Behöriga")
    for_in(varde(rollista.skola, 80, 100))
    falt = {"namn": "behöriga", "definition": "Samma.", "matt": "%"}
    with pytest.raises(ValidationError, match="heter behöriga"):
        skapa_nyckeltal(av=rollista.rektor, enhet=rollista.skola, **falt)
    with pytest.raises(ValidationError, match="Det finns tal i det måttet"):
        andra_nyckeltal(nyckeltal=tal, av=rollista.controller, matt="poäng")
    with pytest.raises(TypeError, match="nyckel"):
        andra_nyckeltal(nyckeltal=tal, av=rollista.controller, nyckel="annat")


def test_hogre_grans_skyddar_genast_det_som_finns(rollista):
    tal = nyckeltal()
    (rad,) = for_in(varde(rollista.skola, 50, 20))
    assert rad.skydd == Skydd.VISAS
    andra_nyckeltal(nyckeltal=tal, av=rollista.controller, minsta_grupp=30)
    rad.refresh_from_db()
    assert rad.skydd == Skydd.FA


def test_gemensamma_tal_skrivs_och_tas_inte_bort_for_hand(rollista):
    tal = nyckeltal()
    (rad,) = for_in(varde(rollista.skola, 80, 100))
    with pytest.raises(ValidationError, match="läses in ur källorna"):
        skriv_eget_varde(
            nyckeltal=tal, period=las_period("2025/26"), tal=Decimal(1), kalla=rad.kalla, av=rollista.rektor
        )
    with pytest.raises(ValidationError, match="ångras i inläsningen"):
        ta_bort_eget_varde(varde=rad, av=rollista.controller)
    avsluta_nyckeltal(nyckeltal=tal, av=rollista.controller, nu=datetime.fromisoformat("2026-11-24T10:00+01:00"))
    with pytest.raises(ValidationError, match="redan avslutat"):
        avsluta_nyckeltal(nyckeltal=tal, av=rollista.controller)
