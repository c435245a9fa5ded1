"""Stödbehoven: skrivs i rapporten, sänds vid inlämningen med sina ord, tas emot av mottagaren."""

import json
import uuid

import pytest
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.behorighet import ar_behovets_mottagare
from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.handlingar.stodbehov import lagg_till_behov, ta_bort_behov, ta_emot_behov
from kvalitetsrapporter.models import Stodbehov
from styrkedja.models import Handelse, Text

ADRESS = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "stodbehov"])


def behov_till(person) -> list[Stodbehov]:
    return list(Stodbehov.objects.sanda().stallda_till(person))


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


@pytest.fixture
def rapport(rapporter):
    return rapporter.rapport(rapporter.skola)


@pytest.fixture
def avsnitt(rapport):
    avsnittet = rapport.avsnitt.get(nyckel="stodbehov")
    avsnittet.rapport = rapport
    return avsnittet


def behov(
    kommun,
    avsnitt,
    vad="Handledning i samtal om frånvaro.",
    for_vem="Arbetslag 7–9.",
    mottagare="avdelning",
    nyckel="vd2",
):
    till = getattr(kommun, mottagare) if mottagare else None
    rad = lagg_till_behov(avsnitt=avsnitt, omgang=kommun.omgang(nyckel), av=kommun.rektor, mottagare=till)
    texter = {f"behov-{rad.pk}-vad": vad, f"behov-{rad.pk}-for": for_vem}
    spara_avsnitt(avsnitt=avsnitt, texter=texter, av=kommun.rektor)
    return rad


def lamna(kommun, rapport, nyckel="vd2"):
    return lamna_in(rapport=rapport, omgang=kommun.omgang(nyckel), av=kommun.rektor, skal="prov")


@pytest.mark.krav(57)
def test_behovet_sands_vid_inlamningen_med_orden_frysta(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt)
    assert behov_till(rapporter.avdelningschef) == []
    version = lamna(rapporter, rapport)
    rad.refresh_from_db()
    assert (rad.tillstand, rad.vad, rad.for_vem) == ("sant", "Handledning i samtal om frånvaro.", "Arbetslag 7–9.")
    assert behov_till(rapporter.avdelningschef) == [rad]
    assert behov_till(rapporter.verksamhetschef) == []
    assert Handelse.objects.filter(handling="sand_stodbehov", objekt_id=str(rad.pk)).count() == 1
    frusen = next(a for a in version.innehall["avsnitt"] if a["nyckel"] == "stodbehov")
    assert [(f["etikett"], f["text"]) for f in frusen["falt"]] == [
        ("Behov 1: vad behöver ni?", "Handledning i samtal om frånvaro."),
        ("Behov 1: för vem?", "Arbetslag 7–9."),
        ("Behov 1: från vem?", "Elevhälsan"),
    ]


@pytest.mark.krav(57)
def test_vet_inte_gar_till_omradets_verksamhetschef(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt, mottagare=None)
    lamna(rapporter, rapport)
    assert behov_till(rapporter.verksamhetschef) == [rad]
    assert behov_till(rapporter.annan_verksamhetschef) == []
    assert behov_till(rapporter.avdelningschef) == []


def test_ett_nytt_sandt_behov_skrivs_om_tills_det_ar_mottaget(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt)
    lamna(rapporter, rapport)
    spara_avsnitt(avsnitt=avsnitt, texter={f"behov-{rad.pk}-vad": "Handledning, två gånger."}, av=rapporter.rektor)
    lamna(rapporter, rapport)
    rad.refresh_from_db()
    assert rad.vad == "Handledning, två gånger."
    ta_emot_behov(behov=rad, av=rapporter.avdelningschef)
    spara_avsnitt(avsnitt=avsnitt, texter={f"behov-{rad.pk}-vad": "Något annat."}, av=rapporter.rektor)
    version = lamna(rapporter, rapport)
    rad.refresh_from_db()
    assert (rad.tillstand, rad.vad) == ("mottaget", "Handledning, två gånger.")
    assert "Något annat." in str(version.innehall)


def test_en_ny_inlamning_utan_andring_sander_inget_igen(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt)
    lamna(rapporter, rapport)
    spara_avsnitt(avsnitt=rapport.avsnitt.get(nyckel="hem"), texter={"text": "Nytt."}, av=rapporter.rektor)
    lamna(rapporter, rapport)
    assert Handelse.objects.filter(handling="sand_stodbehov", objekt_id=str(rad.pk)).count() == 1


def test_ett_behov_utan_ord_saknas_och_sands_inte(rapporter, rapport, avsnitt):
    vd2 = rapporter.omgang("vd2")
    assert "stodbehov" not in {s.avsnitt_nyckel for s in las_rapport(rapport, vd2).saknas(vd2)}
    rad = behov(rapporter, avsnitt, vad=" ", for_vem="")
    assert "”Behov 1: vad behöver ni?” är inte besvarad" in [s.vad for s in las_rapport(rapport, vd2).saknas(vd2)]
    lamna(rapporter, rapport)
    rad.refresh_from_db()
    assert rad.tillstand == "uttryckt"


def test_ett_behov_fran_en_runda_som_aldrig_kom_in_foljer_med_nasta(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt, nyckel="vd1")
    lamna(rapporter, rapport, "vd2")
    rad.refresh_from_db()
    assert (rad.tillstand, rad.omgang.nyckel) == ("sant", "vd2")


def test_bara_ett_uttryckt_behov_tas_bort(rapporter, rapport, avsnitt):
    forsta = behov(rapporter, avsnitt)
    ta_bort_behov(behov=forsta, av=rapporter.rektor)
    assert not Stodbehov.objects.exists()
    assert Text.objects.filter(falt=f"behov-{forsta.pk}-vad").exists(), "orden ligger kvar i historiken"
    rad = behov(rapporter, avsnitt)
    lamna(rapporter, rapport)
    with pytest.raises(GarInteNu, match="sänt"):
        ta_bort_behov(behov=rad, av=rapporter.rektor)


def test_det_osanda_tas_inte_emot_och_det_mottagna_bara_en_gang(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt)
    with pytest.raises(GarInteNu, match="inte sänt"):
        ta_emot_behov(behov=rad, av=rapporter.avdelningschef)
    lamna(rapporter, rapport)
    forst = ta_emot_behov(behov=rad, av=rapporter.avdelningschef)
    assert ta_emot_behov(behov=rad, av=rapporter.avdelningschef).mottaget == forst.mottaget
    assert Handelse.objects.filter(handling="ta_emot_stodbehov").count() == 1


def test_mottagaren_ar_den_som_behovet_ar_stallt_till(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt)
    assert not ar_behovets_mottagare(rapporter.avdelningschef, rad), "inte sänt"
    lamna(rapporter, rapport)
    rad.refresh_from_db()
    ja = {namn for namn, p in rapporter.personer.items() if ar_behovets_mottagare(p, rad)}
    assert ja == {"avdelningschef"}


# --- Genom sidan ------------------------------------------------------------------------------------
def test_lagg_till_sparar_forst_det_som_ar_skrivet(rapporter, avsnitt):
    rad = behov(rapporter, avsnitt, vad="")
    falt = f"behov-{rad.pk}-vad"
    version = Text.objects.filter(falt=falt).values_list("version", flat=True).first() or 0
    svar = klient(rapporter.rektor).post(
        reverse("rapport-behov-nytt", args=["almskolan", "2026-27", "stodbehov"]),
        {f"falt-{falt}": "Skrivet men inte sparat.", f"version-{falt}": version, f"mottagare-{rad.pk}": ""},
        follow=True,
    )
    assert "Behov 2" in svar.content.decode()
    assert Text.objects.get(falt=falt).innehall == "Skrivet men inte sparat."
    rad.refresh_from_db()
    assert rad.mottagare is None


def test_ta_bort_genom_sidan(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt)
    bort = reverse("rapport-behov-bort", args=["almskolan", "2026-27", "stodbehov", rad.pk])
    assert "Behovet är borttaget." in klient(rapporter.rektor).post(bort, follow=True).content.decode()
    rad = behov(rapporter, avsnitt)
    lamna(rapporter, rapport)
    bort = reverse("rapport-behov-bort", args=["almskolan", "2026-27", "stodbehov", rad.pk])
    assert "Behovet är sänt" in klient(rapporter.rektor).post(bort, follow=True).content.decode()


def test_ett_annat_avsnitt_har_inga_behov(rapporter):
    assert (
        klient(rapporter.rektor).post(reverse("rapport-behov-nytt", args=["almskolan", "2026-27", "hem"])).status_code
        == 404
    )


def test_sparning_i_bakgrunden_bar_falt_och_mottagare(rapporter, avsnitt):
    rad = behov(rapporter, avsnitt, vad="")
    version = Text.objects.filter(falt=f"behov-{rad.pk}-vad").values_list("version", flat=True).first() or 0

    def spara(mottagare: str):
        kropp = {
            "op": str(uuid.uuid4()),
            "texter": {f"behov-{rad.pk}-vad": {"innehall": "Läsverkstad.", "version": version}},
            "val": {f"mottagare-{rad.pk}": mottagare},
        }
        return klient(rapporter.rektor).post(
            f"{ADRESS}spara/",
            json.dumps(kropp),
            content_type="application/json",
            headers={"accept": "application/json"},
        )

    assert spara("").status_code == 200
    rad.refresh_from_db()
    assert rad.mottagare is None
    nej = spara("999999")
    assert nej.status_code == 400
    assert "Avdelningen finns inte" in nej.json()["fel"]


def test_sidan_sager_vad_det_blev(rapporter, rapport, avsnitt):
    rad = behov(rapporter, avsnitt)
    sida = klient(rapporter.rektor)
    assert "Sänds när du lämnar in delen." in sida.get(ADRESS).content.decode()
    lamna(rapporter, rapport)
    assert "Sänt 24 nov till Elevhälsan. Inte mottaget än." in sida.get(ADRESS).content.decode()
    ta_emot_behov(behov=rad, av=rapporter.avdelningschef)
    assert "Mottaget 24 nov." in sida.get(ADRESS).content.decode()
