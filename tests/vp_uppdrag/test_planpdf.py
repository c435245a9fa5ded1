"""PDF av en fastställd plan: beställs på sidan, görs av arbetaren, hämtas. Bara det som är öppet står på papperet."""

from decimal import Decimal

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from styrkedja.handlingar import utkorg
from styrkedja.handlingar.dokument import dokument_for
from styrkedja.klocka import nu
from styrkedja.models import Dokument, Handelse, Utkorg
from tests.analysunderlag.varden import for_in, kalla, nyckeltal, varde
from tests.vp_uppdrag.planer import faststalld, helt_mal, plan_for
from vp_uppdrag.handlingar.maldelar import satt_indikator
from vp_uppdrag.handlingar.progression import Delad, dela_progression, sluta_dela_progression

DELAR = ["enheter", "almskolan", "2026-27", 1]


def test_planen_blir_ett_papper_som_alla_far_lasa(kommun):
    plan = plan_for(kommun)
    mal = helt_mal(plan, kommun.rektor)
    for_in(
        varde(kommun.skola, 78.0, 59, taljare=46),
        varde(kommun.skola, 91.0, 59, nyckeltal=nyckeltal(nyckel="oppen", namn="Öppen andel"), taljare=54,
              kalla=kalla("kolada", eget_skydd=True)),
    )  # fmt: skip
    for nyckel in ("behoriga", "oppen"):
        satt_indikator(mal=mal, nyckeltal=nyckeltal(nyckel=nyckel), malvarde=Decimal(95), av=kommun.rektor)
    plan = faststalld(kommun, plan)
    klient = Client()
    klient.force_login(kommun.medarbetare)
    sida = reverse("plan-pdf", args=DELAR)
    klient.post(sida)
    klient.post(sida)
    assert utkorg.utfor_rad(Utkorg.objects.get(slag="plan_pdf").pk) == "klart"
    assert "klar" in klient.get(sida).content.decode()
    svar = klient.get(reverse("plan-pdf-fil", args=DELAR))
    dokument = dokument_for(plan.gallande)
    assert dokument is not None
    assert dokument.filnamn == "verksamhetsplan-2026-27-almskolan-version-1.pdf"
    assert svar.getvalue().startswith(b"%PDF-1.7")
    assert Handelse.objects.filter(handling="hamta_pdf").exists()
    lasare = pypdf.PdfReader(dokument.fil.open("rb"))
    assert lasare.trailer["/Root"]["/MarkInfo"]["/Marked"]
    papper = " ".join(" ".join(s.extract_text() for s in lasare.pages).split())
    for ord_ in (
        "Ekby kommun", "Verksamhetsplan 2026/27", "Almskolan", "24 nov 2026 10:00 av Anna Alm", "Om handlingen",
        "Matematiken börjar på samma sätt", "Orsaken, process", "Lärarna planerar var för sig", "1.1 Alla börjar i samma uppgift",
        "Gemensamma starter av 36", "Planera de första tio lektionerna", "Bidrar till: Nämndmål N4", "91,0",
    ):  # fmt: skip
        assert ord_ in papper, ord_
    assert "78,0" not in papper, "ett tal ur en källa utan eget skydd står inte på ett papper för alla"


@pytest.mark.krav(47)
def test_ett_papper_fran_fore_rundan_ar_gammalt(kommun):
    plan = plan_for(kommun)
    mal = helt_mal(plan, kommun.rektor)
    plan = faststalld(kommun, plan)
    Dokument.objects.create(
        agare_slag="planversion", agare_id=plan.gallande.pk, titel="x", filnamn="x.pdf", sidor=1, storlek=1, skapad=nu()
    )
    falt = [{"nyckel": "hur_langt", "etikett": "Hur långt har vi kommit?", "text": "Halvvägs."}]
    dela_progression(rader=[Delad(mal.pk, falt)], omgang=kommun.omgang("vd2"), av=kommun.rektor)
    klient = Client()
    klient.force_login(kommun.rektor)
    assert (
        "En runda har lämnats in eller tillbaka sedan PDF:en gjordes."
        in klient.get(reverse("plan-pdf", args=DELAR)).content.decode()
    )
    sida = klient.get(reverse("plan", args=DELAR[:3])).content.decode()
    assert "Halvvägs." in sida
    sluta_dela_progression(plats=plan.plats, omgang=kommun.omgang("vd2"))
    svar = klient.get(reverse("plan-pdf-fil", args=DELAR))
    assert svar["Location"] == reverse("plan-pdf", args=DELAR), "ett papper med ord ur en återlämnad del lämnas inte ut"
