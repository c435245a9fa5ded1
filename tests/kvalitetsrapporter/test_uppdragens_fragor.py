"""VP-uppdragens frågor i rapporten: vilka enheter de når, det som krävs, och svaren som uppdragets sida samlar (krav 76)."""

import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.inlamning import lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.innehall import las_avsnitt, las_rapport
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Avsnittsmall, Faltmall, Rapport, Rapportmall
from styrkedja.models import Person, Skolform, Text
from vp_uppdrag.handlingar.gang import besluta
from vp_uppdrag.handlingar.uppdrag import satt_parter, skapa_uppdrag
from vp_uppdrag.handlingar.uppfoljning import valj_uppfoljning
from vp_uppdrag.models import Uppdrag, Uppdragssvar
from vp_uppdrag.regler.parter import Partroll, Partuppgift

pytestmark = pytest.mark.krav(76)
FRAGAN = "I vilka ämnen läser eleverna längre texter?"
SVARET = "I sju av tio ämnen."


@pytest.fixture
def rapport(rapporter) -> Rapport:
    """Almskolans rapport, med mallens avsnitt om uppdragen tillagt under läsåret: det fylls på i rapporter som finns."""
    for mall in Rapportmall.objects.filter(lasar=rapporter.lasar):
        avsnitt = Avsnittsmall.objects.create(
            mall=mall,
            nr=90,
            nyckel="vp_uppdrag_fragor",
            rubrik="VP-uppdrag som rapporteras här",
            typ="fragor",
            runda="varje",
        )
        Faltmall.objects.create(avsnitt=avsnitt, nyckel="vad_gor_vi", etikett="Vad gör vi?", ordning=1)
    skapa_rapporter(lasar=rapporter.lasar)
    return rapporter.rapport(rapporter.skola)


@pytest.fixture
def uppdrag(rapporter) -> Uppdrag:
    """Grundskolornas uppdrag, som rapporteras i kvalitetsrapporterna; beslutat i god tid före VD3."""
    ett = skapa_uppdrag(
        lasar=rapporter.lasar, rubrik="Läsa i alla ämnen", text="Läs.", av=rapporter.direktor, urval="alla",
        skolformer=list(Skolform.objects.filter(nyckel="grundskola")),
    )  # fmt: skip
    satt_parter(uppdrag=ett, parter=[Partuppgift(Partroll.MOTTAGARE, plats=rapporter.norr.pk)], av=rapporter.direktor)
    ett = besluta(uppdrag=ett, av=rapporter.direktor)
    return valj_uppfoljning(uppdrag=ett, uppfoljning=["kvalitetsrapport"], fraga=FRAGAN, av=rapporter.direktor)


def avsnittet(rapport: Rapport) -> Any:
    return rapport.avsnitt.select_related("mall", "rapport__lasar", "rapport__enhet").get(nyckel="vp_uppdrag_fragor")


def falten(rapport: Rapport, omgang: Any) -> list[Any]:
    return [f for a in las_rapport(rapport, omgang).avsnitt for f in a.falt if f.uppdrag]


def svara(kommun: Any, rapport: Rapport, uppdrag: Uppdrag, text: str = SVARET) -> None:
    nyckel = f"uppdrag-{uppdrag.pk}"
    spara_avsnitt(avsnitt=avsnittet(rapport), texter={nyckel: text}, av=kommun.rektor, omgang=kommun.omgang("vd3"))


def sidan(person: Person) -> str:
    klient = Client()
    klient.force_login(person)
    svar = klient.get(reverse("uppdrag", args=["2026-27", 1]))
    assert svar.status_code == 200
    return " ".join(svar.content.decode().split())


def test_fragan_nar_de_enheter_som_uppdraget_galler_och_kravs(rapporter, rapport, uppdrag):
    vd3 = rapporter.omgang("vd3")
    [falt] = falten(rapport, vd3)
    assert falt.mall.etikett == FRAGAN
    assert falt.mall.obligatoriskt
    assert not falten(rapporter.rapport(rapporter.gymnasium), vd3), "gymnasiet berörs inte"
    assert not falten(rapport, rapporter.omgang("vd1")), "beslutat efter rundans sista dag"
    with pytest.raises(GarInteNu):
        lamna_in(rapport=rapport, omgang=vd3, av=rapporter.rektor)


def test_bara_det_som_rapporteras_har_fragar_och_ett_skrivet_svar_star_kvar(rapporter, rapport, uppdrag):
    vd3 = rapporter.omgang("vd3")
    svara(rapporter, rapport, uppdrag)
    valj_uppfoljning(uppdrag=uppdrag, uppfoljning=["natverk"], av=rapporter.direktor)
    [falt] = falten(rapport, vd3)
    assert falt.klartext == SVARET
    assert not falt.mall.obligatoriskt
    svara(rapporter, rapport, uppdrag, "")
    assert not falten(rapport, vd3), "inget tomt avsnitt"


def test_ett_falt_som_inget_uppdrag_har_sparas_inte(rapporter, rapport, uppdrag):
    klient = Client()
    klient.force_login(rapporter.rektor)
    vart = reverse("rapport-avsnitt-spara", args=[rapporter.skola.slug, rapport.lasar.slug, "vp_uppdrag_fragor"])
    texter = {f"uppdrag-{nr}": {"innehall": SVARET, "version": 0} for nr in (uppdrag.pk, 0)}
    svar = klient.post(vart, json.dumps({"op": str(uuid4()), "texter": texter}), "application/json")
    assert svar.status_code == 400
    assert "Fältet ”uppdrag-0” finns inte här." in svar.json()["fel"]
    assert not Text.objects.filter(falt__startswith="uppdrag-").exists(), "inget är halvsparat"


def test_svaret_samlas_pa_uppdragets_sida_fran_inlamningen_och_inte_som_utkast(rapporter, rapport, uppdrag):
    vd3 = rapporter.omgang("vd3")
    svara(rapporter, rapport, uppdrag)
    for person in (rapporter.direktor, rapporter.verksamhetschef, rapporter.rektor):
        assert SVARET not in sidan(person), "ett utkast visas aldrig"
    assert "0 av" in sidan(rapporter.direktor)
    version = lamna_in(rapport=rapport, omgang=vd3, av=rapporter.rektor, skal="Prov.")
    for person in (rapporter.direktor, rapporter.verksamhetschef, rapporter.rektor):
        assert SVARET in sidan(person)
    for person in (rapporter.annan_verksamhetschef, rapporter.medarbetare):
        assert SVARET not in sidan(person), "rundan har inte stängt, eller rapporten är inte hennes att läsa"
        assert "1 av" in sidan(person)
        assert "Orden läses av direktören" in sidan(person)
    svara(rapporter, rapport, uppdrag, "Omskrivet efter inlämningen.")
    assert SVARET in sidan(rapporter.direktor), "det frusna, inte det som skrivs vidare"
    lamna_tillbaka(inlamning=version, kommentar="Skriv mer.", av=rapporter.verksamhetschef)
    assert SVARET not in sidan(rapporter.direktor)
    lamna_in(rapport=rapport, omgang=vd3, av=rapporter.rektor, skal="Prov.")
    assert "Omskrivet efter inlämningen." in sidan(rapporter.direktor)
    assert Uppdragssvar.objects.count() == 1


def test_versionen_bar_fragan_och_uppdragets_namn(rapporter, rapport, uppdrag):
    svara(rapporter, rapport, uppdrag)
    version = lamna_in(rapport=rapport, omgang=rapporter.omgang("vd3"), av=rapporter.rektor, skal="Prov.")
    [avsnitt] = [a for a in version.innehall["avsnitt"] if a["nyckel"] == "vp_uppdrag_fragor"]
    [falt] = avsnitt["falt"]
    assert (falt["etikett"], falt["fragar"]) == (FRAGAN, "VP-uppdrag 1: Läsa i alla ämnen")
    assert las_avsnitt(avsnittet(rapport)).falt[0].klartext == SVARET


def test_sidan_dar_fragan_besvaras_pekar_pa_uppdraget(rapporter, rapport, uppdrag):
    klient = Client()
    klient.force_login(rapporter.rektor)
    svar = klient.get(reverse("rapport-avsnitt", args=["almskolan", "2026-27", "vp_uppdrag_fragor"]))
    text = " ".join(svar.content.decode().split())
    assert FRAGAN in text
    assert reverse("uppdrag", args=["2026-27", 1]) in text
    assert "Vad gör vi?" in text
