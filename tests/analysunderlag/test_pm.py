"""Analytikerns PM och genomgångar: vad som krävs, var det syns, vem som får vad, och att filen prövas."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pypdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from analysunderlag.handlingar.bilagor import lagg_till_bilaga
from analysunderlag.handlingar.genomgangar import be_om_genomgang, svara_pa_genomgang
from analysunderlag.models import Bilaga, Genomgang
from analysunderlag.start import bidrag
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Handelse, Utkorg
from tests.analysunderlag.varden import for_in, nyckeltal, varde

I_MORGON = timedelta(days=1)


def pdf(**krypterad: str) -> bytes:
    skrivare, ut = pypdf.PdfWriter(), BytesIO()
    skrivare.add_blank_page(100, 100)
    if krypterad:
        skrivare.encrypt(**krypterad)
    skrivare.write(ut)
    return ut.getvalue()


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


@pytest.mark.krav(99)
def test_ett_pm_laggs_till_och_star_dar_talen_star(rollista):
    tal, omgang = nyckeltal(), rollista.lasar.omgangar.get(nyckel="vd2")
    for_in(varde(rollista.skola, 80, 100))
    analytiker = klient(rollista.controller)
    falt = {"titel": "Skoltempen i korthet", "nyckeltal": tal.pk, "oppet": "on", "text": "Vi ser en ökning."}
    svar = analytiker.post("/underlag/pm/nytt/", falt)
    assert svar.status_code == 400
    assert "Skriv en syntolkning" in svar.content.decode()
    assert "Vi ser en ökning." in svar.content.decode(), "det skrivna står kvar"
    falt |= {"syntolkning": "Kurvan stiger.", "fil": SimpleUploadedFile("pm.pdf", pdf())}
    assert analytiker.post("/underlag/pm/nytt/", falt).status_code == 302
    pm = Bilaga.objects.get()
    assert pm.sidor == 1
    for adress in ("", "pm/", f"pm/{pm.pk}/", "nyckeltal/behoriga/", f"omrade/norr/?runda={omgang.nyckel}"):
        html = klient(rollista.rektor).get(f"/underlag/{adress}").content.decode()
        assert ("Skoltempen i korthet" in html) == ("omrade" not in adress), adress
    assert "Kurvan stiger." in klient(rollista.rektor).get("/enheter/almskolan/underlag/").content.decode()
    fil = klient(rollista.rektor).get(f"/underlag/pm/{pm.pk}/fil/")
    assert fil["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert fil["Content-Disposition"] == 'attachment; filename="pm-skoltempen-i-korthet.pdf"'
    assert fil.getvalue().startswith(b"%PDF")
    analytiker.post(f"/underlag/pm/{pm.pk}/bort/")
    assert analytiker.get(f"/underlag/pm/{pm.pk}/").status_code == 404
    pm.refresh_from_db()
    assert not pm.fil
    assert {"lagg_till_bilaga", "hamta_bilaga", "dra_tillbaka_bilaga"} <= set(
        Handelse.objects.values_list("handling", flat=True)
    )


@pytest.mark.parametrize(
    ("andrat", "falt", "mening"),
    [
        ({"titel": " "}, "titel", "Skriv en titel."),
        ({"syntolkning": ""}, "syntolkning", "syntolkning"),
        ({"text": ""}, "fil", "Välj en PDF"),
        ({"omgang": None}, "nyckeltal", "Välj vad PM:et gäller"),
        ({"data": b"MZ"}, "fil", "inte en PDF"),
        ({"data": pdf(user_password="hemligt")}, "fil", "lösenord"),
    ],
)
def test_ett_pm_som_saknar_nagot_laggs_inte_till(rollista, andrat, falt, mening):
    hela = {"titel": "PM", "syntolkning": "Kort.", "text": "Text.", "omgang": rollista.lasar.omgangar.first()}
    with pytest.raises(ValidationError) as nej:
        lagg_till_bilaga(av=rollista.controller, **hela | andrat)
    assert mening in nej.value.message_dict[falt][0]
    assert not Bilaga.objects.exists()


def test_filen_blir_inte_kvar_nar_raden_inte_gar_att_skriva(rollista, monkeypatch):
    sparade = []
    spara = default_storage.save

    def minns(*fil: Any) -> str:
        sparade.append(spara(*fil))
        return sparade[-1]

    monkeypatch.setattr(default_storage, "save", minns)
    with pytest.raises(ValueError, match="unsaved"):
        lagg_till_bilaga(titel="PM", syntolkning="Kort.", data=pdf(), enhet=Enhet(), av=rollista.controller)
    assert sparade
    assert not any(default_storage.exists(fil) for fil in sparade)


@pytest.fixture
def pm(rollista):
    return lagg_till_bilaga(
        titel="Skoltempen", syntolkning="Kort.", text="Text.", omgang=rollista.lasar.omgangar.get(nyckel="vd2"),
        av=rollista.controller,
    )  # fmt: skip


@pytest.mark.krav(99)
def test_en_genomgang_bes_om_bokas_och_syns(rollista, pm):
    vc, analytiker = klient(rollista.verksamhetschef), klient(rollista.controller)
    adress, dag = f"/underlag/pm/{pm.pk}/", idag() + I_MORGON
    assert vc.post(adress, {"omrade": rollista.soder.pk, "onskad_dag": dag}).status_code == 400, "bara egna områden"
    assert vc.post(adress, {"omrade": rollista.norr.pk, "onskad_dag": "2020-01-01"}).status_code == 400
    assert (
        vc.post(adress, {"omrade": rollista.norr.pk, "onskad_dag": dag, "onskan": "Gärna frånvaron."}).status_code
        == 302
    )
    svar = vc.post(adress, {"omrade": rollista.norr.pk, "onskad_dag": dag})
    assert "väntar redan på svar" in svar.content.decode()
    rad = Genomgang.objects.get()
    assert [a.rubrik for a in bidrag(rollista.controller).att_gora] == ["Svara om genomgången i Norr"]
    svarssidan = f"/underlag/genomgang/{rad.pk}/"
    assert "Gärna frånvaron." in analytiker.get(svarssidan).content.decode()
    assert "Skriv varför" in analytiker.post(svarssidan, {"svar": "nej"}).content.decode()
    assert analytiker.post(svarssidan, {"svar": "ja", "svarets_ord": "Jag kommer."}).status_code == 302
    assert "är besvarad" in analytiker.post(svarssidan, {"svar": "ja"}).content.decode()
    assert "Jag kommer." in vc.get(adress).content.decode()
    assert [rad.rubrik for rad in bidrag(rollista.verksamhetschef).laget] == ["Genomgång i ledningsgruppen"]
    assert not bidrag(rollista.rektor).laget
    assert list(Utkorg.objects.filter(slag="mejl").values_list("uppgifter__amne", flat=True)) == [
        "Norr vill ha en genomgång", "Svar om genomgången",
    ]  # fmt: skip


def test_en_dag_som_har_varit_bokas_inte_och_nej_har_inget_datum(rollista, pm):
    rad = be_om_genomgang(bilaga=pm, omrade=rollista.norr, onskad_dag=idag(), av=rollista.verksamhetschef)
    with pytest.raises(ValidationError, match="Dagen har varit"):
        svara_pa_genomgang(genomgang=rad, svar="ja", dag=date(2020, 1, 1), av=rollista.controller)
    with pytest.raises(ValidationError, match="Välj ja eller nej"):
        svara_pa_genomgang(genomgang=rad, svar="kanske", av=rollista.controller)
    nej = svara_pa_genomgang(genomgang=rad, svar="nej", dag=idag(), svarets_ord="Jag är borta.", av=rollista.controller)
    assert nej.dag is None
