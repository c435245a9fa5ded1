"""Skrivhistoriken: en rad per sittning, vad den ändrade, och att en återställning är en ny lydelse."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.aterstallning import aterstall
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from styrkedja.models import Text, Textversion
from tests.rollista import NU


@pytest.fixture
def avsnitt(rapporter):
    """Avsnittet skrivet av Anna i två sparningar, en timme senare av Bo."""
    rapport = rapporter.rapport(rapporter.skola)
    rad = rapport.avsnitt.select_related("mall", "rapport__lasar", "rapport__enhet").get(nyckel="hem")
    for minuter, vem, text in (
        (0, "rektor", "Vi möts."),
        (5, "rektor", "Vi möts varje månad."),
        (90, "bitradande", "Vi möts varje termin."),
    ):
        spara_avsnitt(
            avsnitt=rad, texter={"text": text}, av=rapporter.personer[vem], nu=NU + timedelta(minutes=minuter)
        )
    return rad


def adress(namn: str, *mer) -> str:
    return reverse(namn, args=["almskolan", "2026-27", "hem", *mer])


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def lydelse(text: str) -> Textversion:
    return Textversion.objects.select_related("text").get(innehall=text)


def test_en_rad_per_sittning_och_skillnaden_ordvis(rapporter, avsnitt):
    rektor = klient(rapporter.rektor)
    sida = rektor.get(adress("rapport-historik"))
    assert [(r["av"].namn, r["sittning"].antal) for r in sida.context["rader"]] == [("Bo Björk", 1), ("Anna Alm", 2)]
    utvecklad = rektor.get(adress("rapport-historik"), {"visa": lydelse("Vi möts varje termin.").pk}).content.decode()
    assert '<del><span class="osynlig">Borttaget: </span>månad</del>' in utvecklad
    assert '<ins><span class="osynlig">Tillagt: </span>termin</ins>' in utvecklad


def test_aterstallt_ar_en_ny_lydelse_och_inget_ar_borta(rapporter, avsnitt):
    svar = klient(rapporter.rektor).post(adress("rapport-aterstall", lydelse("Vi möts varje månad.").pk), follow=True)
    assert "Den tidigare lydelsen gäller nu." in svar.content.decode()
    text = Text.objects.get(agare_id=avsnitt.pk, falt="text")
    assert (text.innehall, text.version) == ("Vi möts varje månad.", 4)
    assert list(text.versioner.order_by("version").values_list("innehall", flat=True)) == [
        "Vi möts.", "Vi möts varje månad.", "Vi möts varje termin.", "Vi möts varje månad.",
    ]  # fmt: skip


def test_den_som_redan_galler_och_ett_falt_som_inte_finns_sags_i_ord(rapporter, avsnitt):
    with pytest.raises(GarInteNu, match="gäller nu"):
        aterstall(avsnitt=avsnitt, lydelse=lydelse("Vi möts varje termin."), av=rapporter.rektor)
    Text.objects.filter(agare_id=avsnitt.pk).update(falt="borttaget")
    with pytest.raises(GarInteNu, match="finns inte längre"):
        aterstall(avsnitt=avsnitt, lydelse=lydelse("Vi möts."), av=rapporter.rektor)


def test_en_annans_lydelse_finns_inte_och_utan_skrivratt_gar_det_inte(rapporter, avsnitt):
    assert klient(rapporter.rektor).post(adress("rapport-aterstall", 0)).status_code == 404
    utgangen = klient(rapporter.utgangen)
    assert utgangen.get(adress("rapport-historik")).status_code == 200
    assert "Återställ" not in utgangen.get(adress("rapport-historik")).content.decode()
    assert utgangen.post(adress("rapport-aterstall", lydelse("Vi möts.").pk)).status_code == 403
