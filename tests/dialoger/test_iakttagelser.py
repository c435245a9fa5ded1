"""Iakttagelserna: skrivna medan man läser, råa i gruppen, delade med rektor och tillbakatagna (krav 68, 102)."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.iakttagelser import (
    andra_iakttagelse,
    dela_iakttagelse,
    skriv_iakttagelse,
    spara_likvardigt,
    ta_bort_iakttagelse,
    ta_tillbaka_iakttagelse,
)
from dialoger.models import Iakttagelse
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import Handelse, Laroplan, Laroplansomrade, Utkorg


@pytest.fixture
def kommun(dialoger):
    skapa_rapporter(lasar=dialoger.lasar)
    return dialoger


def skriv(kommun, av=None, **falt) -> Iakttagelse:
    grund = {"enhet": kommun.skola, "omgang": kommun.omgang("vd2"), "slag": "utmaning", "text": "Sent upptäckt."}
    return skriv_iakttagelse(**{**grund, **falt}, av=av or kommun.verksamhetschef)


def som(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def text(svar) -> str:
    return svar.content.decode()


@pytest.mark.krav(68)
def test_iakttagelsen_hor_till_avsnittets_laroplansomrade(kommun):
    omrade = Laroplansomrade.objects.create(
        laroplan=Laroplan.objects.get(nyckel="lgr22"), nummer="2.2", namn="Kunskaper"
    )
    avsnitt = Avsnitt.objects.get(rapport=kommun.rapport(kommun.skola), mall__nyckel="kunskaper")
    rad = skriv(kommun, avsnitt=avsnitt)
    assert (rad.omrade, rad.av) == (omrade, kommun.verksamhetschef)
    assert skriv(kommun, avsnitt=avsnitt) == rad, "samma ord två gånger är en gång"
    andra_iakttagelse(iakttagelse=rad, slag="styrka", text="Tidigt upptäckt.", av=kommun.verksamhetschef)
    rad.refresh_from_db()
    assert (rad.slag, rad.text, rad.omrade, bool(rad.andrad)) == ("styrka", "Tidigt upptäckt.", None, True)
    assert not Handelse.objects.filter(uppgifter__icontains="upptäckt").exists()


@pytest.mark.parametrize("fel", [{"text": "  "}, {"slag": "annat"}, {"text": "x" * 2001}])
def test_dalig_inmatning(kommun, fel):
    with pytest.raises(ValidationError):
        skriv(kommun, **fel)
    assert not Iakttagelse.objects.exists()


def test_bara_den_som_skrev_andrar_och_inget_i_ett_stangt_lasar(kommun):
    rad = skriv(kommun)
    annan = kommun.annan_verksamhetschef
    for gor in (
        lambda: andra_iakttagelse(iakttagelse=rad, slag="styrka", text="Annat", av=annan),
        lambda: dela_iakttagelse(iakttagelse=rad, av=annan),
        lambda: ta_bort_iakttagelse(iakttagelse=rad, av=annan),
    ):
        with pytest.raises(GarInteNu, match="Bara den som skrev"):
            gor()
    kommun.lasar.stangt = True
    kommun.lasar.save()
    for gor in (lambda: skriv(kommun, text="Ny"), lambda: dela_iakttagelse(iakttagelse=rad, av=kommun.verksamhetschef)):
        with pytest.raises(ValidationError, match="stängt"):
            gor()


@pytest.mark.krav(68)
def test_rektor_laser_det_som_delas_och_ser_att_det_togs_tillbaka(kommun, vd2):
    rad, chef, dialog = (
        skriv(kommun, text="Språket är genomtänkt."),
        kommun.verksamhetschef,
        reverse("dialog", args=[vd2.pk]),
    )
    skriv(kommun, text="Rått om ledningen.")
    rektor = som(kommun.rektor)
    assert "genomtänkt" not in text(rektor.get(dialog))
    dela_iakttagelse(iakttagelse=rad, av=chef)
    dela_iakttagelse(iakttagelse=rad, av=chef)
    assert [u.uppgifter["amne"] for u in Utkorg.objects.all()] == ["En iakttagelse är delad med dig"]
    sida = text(rektor.get(dialog))
    assert ("Delat med dig" in sida, "genomtänkt" in sida, "Rått om" in sida) == (True, True, False)
    assert "Rått om" in text(som(chef).get(dialog))
    assert "genomtänkt" not in text(som(kommun.bitradande).get(dialog))
    with pytest.raises(GarInteNu, match="Ta tillbaka delningen först"):
        ta_bort_iakttagelse(iakttagelse=rad, av=chef)
    ta_tillbaka_iakttagelse(iakttagelse=rad, av=chef)
    sida = text(rektor.get(dialog))
    assert ("genomtänkt" in sida, "En delad iakttagelse har tagits tillbaka" in sida) == (False, True)
    assert Handelse.objects.filter(handling="ta_tillbaka_iakttagelse").exists()
    with pytest.raises(GarInteNu, match="inte delad"):
        ta_tillbaka_iakttagelse(iakttagelse=rad, av=chef)
    ta_bort_iakttagelse(iakttagelse=rad, av=chef)


# --- Sidorna -------------------------------------------------------------------------------------
@pytest.mark.krav(60, 68)
def test_de_skrivs_bredvid_rapporten_utan_att_sidan_byts(kommun):
    lamna_in(rapport=kommun.rapport(kommun.skola), omgang=kommun.omgang("vd1"), av=kommun.rektor, skal="prov")
    version = reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd1", 1])
    chef, vart = som(kommun.verksamhetschef), reverse("iakttagelser-enhet", args=["almskolan", "2026-27", "vd1"])
    assert vart in text(chef.get(version))
    assert "iakttagelse" not in text(som(kommun.rektor).get(version)).lower().replace("css/sidor/iakttagelser", "")
    htmx = {"headers": {"HX-Request": "true"}}
    svar = chef.post(vart, {"slag": "styrka", "text": "De läser samma böcker."}, **htmx)
    assert ("<html" in text(svar), "De läser samma böcker." in text(svar)) == (False, True)
    svar = chef.post(vart, {"slag": "styrka", "text": "x" * 2001}, **htmx)
    assert "Högst 2 000 tecken" in text(svar)
    assert chef.post(vart, {"slag": "", "text": "Kvar i fältet"}).status_code == 400
    assert "De läser samma böcker." in text(chef.get(version))


def test_listan_sallas_och_tva_chefer_skriver_samtidigt(kommun, django_assert_max_num_queries):
    skriv(kommun, text="Om Almskolan")
    skriv(kommun, kommun.annan_verksamhetschef, enhet=kommun.gymnasium, slag="styrka", text="Om gymnasiet")
    lista, klient = reverse("iakttagelser", args=["2026-27", "vd2"]), som(kommun.verksamhetschef)
    assert all(t in text(klient.get(lista)) for t in ("Om Almskolan", "Om gymnasiet"))
    for val in ({"slag": "styrka"}, {"omrade": "soder"}):
        sida = text(klient.get(lista, val))
        assert ("Om Almskolan" in sida, "Om gymnasiet" in sida) == (False, True)
    assert "Inga iakttagelser att visa" in text(klient.get(lista, {"om": "Finns inte", "slag": "hoppa"}))
    with django_assert_max_num_queries(40) as fore:
        klient.get(lista)
    for nr in range(30):
        skriv(kommun, text=f"Nummer {nr}")
    with django_assert_max_num_queries(len(fore)):
        klient.get(lista)


@pytest.mark.krav(102)
def test_verksamhetscheferna_skriver_hur_de_bedomer_likvardigt(kommun):
    omgang = kommun.omgang("vd2")
    for chef, ord_ in (
        (kommun.verksamhetschef, "Nära målet är ändrad undervisning."),
        (kommun.annan_verksamhetschef, "Annat."),
    ):
        sparat = spara_likvardigt(omgang=omgang, texter={"text": f"<p>{ord_}</p>"}, versioner={"text": 0}, av=chef)
    assert [k.falt for k in sparat.krockar] == ["text"], "den andras ord skrivs inte över"
    lista = reverse("iakttagelser", args=["2026-27", "vd2"])
    for vem in ("annan_verksamhetschef", "direktor"):
        assert "Nära målet är ändrad undervisning." in text(som(kommun.personer[vem]).get(lista))
    assert som(kommun.rektor).get(lista).status_code == 404
    kommun.lasar.stangt = True
    kommun.lasar.save()
    with pytest.raises(ValidationError, match="stängt"):
        spara_likvardigt(omgang=kommun.omgang("vd2"), texter={"text": "<p>Sent</p>"}, av=kommun.verksamhetschef)
