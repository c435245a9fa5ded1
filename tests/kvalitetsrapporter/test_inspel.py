"""Medarbetares inspel: lämnas, ändras och dras tillbaka av den egna, läses och citeras av skolledningen."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter import utskrift
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.inspel import (
    andra_inspel,
    citera_inspel,
    dra_tillbaka_inspel,
    lamna_inspel,
    oppna_avsnitt,
)
from kvalitetsrapporter.handlingar.medskrivning import lat_skriva
from kvalitetsrapporter.medverkan import medverkan_i_ord
from kvalitetsrapporter.models import Avsnittsmall, Faltmall, Inspel, Rapport
from kvalitetsrapporter.regler.medverkan import INSPEL_TECKEN
from styrkedja.models import Arbetslag, Befattning, Handelse, Person
from styrkedja.regler.roller import Roll

SIDA = reverse("inspel", args=["almskolan"])
AVSNITT = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "kunskaper-lgr22"])
TEXT = "Arbetslaget ser att läsningen lossnar när vi läser högt varje dag."


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


@pytest.fixture
def rapport(rapporter) -> Rapport:
    return rapporter.rapport(rapporter.skola)


@pytest.fixture
def kunskaper(rapport):
    return rapport.avsnitt.select_related("rapport__enhet", "rapport__lasar", "mall").get(nyckel="kunskaper-lgr22")


@pytest.fixture
def inspel(rapporter, kunskaper) -> Inspel:
    return lamna_inspel(av=rapporter.medarbetare, avsnitt=kunskaper, text=TEXT)


def citera_adress(inspel) -> str:
    return reverse("rapport-inspel-citera", args=["almskolan", "2026-27", inspel.pk])


def andra_adress(vy, inspel) -> str:
    return reverse(vy, args=["almskolan", inspel.pk])


# --- Handlingarna -----------------------------------------------------------------------------
def test_oppna_for_inspel_ar_omgangens_textavsnitt(rapport):
    assert [a.nyckel for a in oppna_avsnitt(rapport)] == ["verksamhetsmal", "kunskaper-lgr22"]


@pytest.mark.krav(59)
def test_medarbetaren_lamnar_ett_inspel_och_loggen_minns_att_men_inte_vad(rapporter, inspel):
    assert (inspel.text, inspel.roll, inspel.med_namn) == (TEXT, "medarbetare", False)
    handelse = Handelse.objects.get(handling="lamna_inspel")
    assert handelse.uppgifter == {"inspel": inspel.pk, "avsnitt": "kunskaper-lgr22"}


@pytest.mark.parametrize("vem", ["rektor", "bitradande", "annan_rektor", "verksamhetschef", "direktor", "namnd"])
def test_bara_medarbetare_pa_enheten_lamnar_inspel(rapporter, kunskaper, vem):
    with pytest.raises(PermissionDenied, match="Inspel lämnas av medarbetarna"):
        lamna_inspel(av=rapporter.personer[vem], avsnitt=kunskaper, text=TEXT)


def test_den_som_arbetar_i_ett_arbetslag_lamnar_inspel(rapporter, kunskaper):
    lag = Arbetslag.objects.create(namn="Arbetslag Blå", pa_enhet=rapporter.skola)
    bla = Person.objects.create(epost="bla@ekby.example", namn="Blenda Blå")
    Befattning.objects.create(person=bla, roll=Roll.ARBETSLAGSLEDARE, plats=lag, fran=rapporter.forra.fran)
    assert lamna_inspel(av=bla, avsnitt=kunskaper, text=TEXT).avsandare == "arbetslagsledare"
    assert f'href="{SIDA}"' in klient(bla).get("/").content.decode()


@pytest.mark.parametrize(
    ("text", "mening"), [(" \u200b\n", "Skriv ditt inspel."), ("å" * (INSPEL_TECKEN + 1), "för långt")]
)
def test_tomt_och_for_langt_tas_inte_emot(rapporter, kunskaper, text, mening):
    with pytest.raises(ValidationError, match=mening):
        lamna_inspel(av=rapporter.medarbetare, avsnitt=kunskaper, text=text)


def test_avsnitt_i_en_annan_runda_tar_inte_emot_inspel(rapporter, rapport):
    annat = rapport.avsnitt.get(nyckel="normer_varden-lgr22")
    with pytest.raises(ValidationError, match="tar inte emot inspel just nu"):
        lamna_inspel(av=rapporter.medarbetare, avsnitt=annat, text=TEXT)


def test_en_person_lamnar_hogst_sa_manga(rapporter, kunskaper, inspel, monkeypatch):
    monkeypatch.setattr("kvalitetsrapporter.handlingar.inspel.INSPEL_HOGST", 1)
    with pytest.raises(ValidationError, match="redan lämnat 1 inspel"):
        lamna_inspel(av=rapporter.medarbetare, avsnitt=kunskaper, text=TEXT)


def test_i_en_last_rapport_lamnas_inget(rapporter, kunskaper, inspel):
    Rapport.objects.update(faststalld="2027-06-30T10:00Z", faststalld_av=rapporter.rektor)
    kunskaper.rapport.refresh_from_db()
    for gor in (
        lambda: lamna_inspel(av=rapporter.medarbetare, avsnitt=kunskaper, text=TEXT),
        lambda: andra_inspel(av=rapporter.medarbetare, inspel=inspel, text="Nytt", med_namn=True),
        lambda: dra_tillbaka_inspel(av=rapporter.medarbetare, inspel=inspel),
        lambda: citera_inspel(av=rapporter.rektor, inspel=inspel),
    ):
        with pytest.raises(PermissionDenied, match="är låst"):
            gor()


def test_det_citerade_star_kvar_som_det_var(rapporter, inspel):
    for _ in range(2):
        assert citera_inspel(av=rapporter.rektor, inspel=inspel).citerat
    assert Handelse.objects.filter(handling="citera_inspel").count() == 1
    for gor in (
        lambda: andra_inspel(av=rapporter.medarbetare, inspel=inspel, text="Nytt", med_namn=True),
        lambda: dra_tillbaka_inspel(av=rapporter.medarbetare, inspel=inspel),
    ):
        with pytest.raises(PermissionDenied, match="citerades 24 nov 2026"):
            gor()


@pytest.mark.parametrize("vem", ["odelegerad", "utgangen", "medarbetare", "verksamhetschef", "annan_rektor"])
def test_bara_den_som_skriver_i_avsnittet_citerar(rapporter, inspel, vem):
    with pytest.raises(PermissionDenied):
        citera_inspel(av=rapporter.personer[vem], inspel=inspel)


@pytest.mark.parametrize(("med_namn", "avsandare"), [(False, "medarbetare"), (True, "Mia Mispel, medarbetare")])
def test_namnet_star_vid_citatet_bara_nar_den_som_lamnade_vill(rapporter, inspel, med_namn, avsandare):
    andrat = andra_inspel(av=rapporter.medarbetare, inspel=inspel, text=TEXT, med_namn=med_namn)
    assert andrat.citat == f"”{TEXT}” ({avsandare})"


# --- Medarbetarens sida -----------------------------------------------------------------------
def test_hela_vagen_lamna_andra_dra_tillbaka(rapporter, rapport):
    mia = klient(rapporter.medarbetare)
    sida = mia.get(SIDA).content.decode()
    assert "Vad i undervisningen förklarar det?" in sida
    data = {"avsnitt": "kunskaper-lgr22", "text": TEXT, "med_namn": "on"}
    assert "Ditt inspel till Kunskaper är lämnat." in mia.post(SIDA, data, follow=True).content.decode()
    lamnat = Inspel.objects.get()
    assert TEXT in mia.get(andra_adress("inspel-andra", lamnat)).content.decode()
    sida = mia.post(andra_adress("inspel-andra", lamnat), {"text": "Omskrivet."}, follow=True).content.decode()
    assert "Omskrivet." in sida
    assert "Citeras som medarbetare." in sida
    assert "borttaget" in mia.post(andra_adress("inspel-dra-tillbaka", lamnat), follow=True).content.decode()
    assert not Inspel.objects.exists()


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        ({}, "Välj vilket avsnitt det gäller."),
        ({"avsnitt": "normer_varden-lgr22", "text": TEXT}, "Avsnittet tar inte emot inspel just nu."),
        ({"avsnitt": "kunskaper-lgr22", "text": " "}, "Skriv ditt inspel."),
        ({"avsnitt": "kunskaper-lgr22", "text": "x" * 4001}, "Korta det till högst"),
    ],
)
def test_fel_sags_vid_faltet_och_texten_star_kvar(rapporter, rapport, data, mening):
    svar = klient(rapporter.medarbetare).post(SIDA, data)
    assert svar.status_code == 400
    assert mening in svar.content.decode()
    assert data.get("text", "").strip() in svar.content.decode()


def test_radbrytningar_ryms_i_gransen(rapporter, rapport):
    data = {"avsnitt": "kunskaper-lgr22", "text": "a\r\n" * 2000}
    assert klient(rapporter.medarbetare).post(SIDA, data).status_code == 302


def test_text_som_pekar_ut_en_person_sags_till_om_och_kan_lamnas_anda(rapporter, rapport):
    mia = klient(rapporter.medarbetare)
    data = {"avsnitt": "kunskaper-lgr22", "text": "Ring 070-123 45 67 om läsningen."}
    svar = mia.post(SIDA, data)
    assert svar.status_code == 400
    assert "ser ut som ett telefonnummer" in svar.content.decode()
    assert "lämnar texten som den är" in svar.content.decode()
    assert mia.post(SIDA, data | {"anda": "on"}).status_code == 302


def test_ingen_annan_ror_mitt_inspel(rapporter, inspel):
    annan = Person.objects.create(epost="annan@ekby.example", namn="Annan Asp")
    Befattning.objects.create(person=annan, roll=Roll.FORSTELARARE, plats=rapporter.skola, fran=rapporter.forra.fran)
    for vy in ("inspel-andra", "inspel-dra-tillbaka"):
        assert klient(annan).post(andra_adress(vy, inspel), {"text": "Nytt"}).status_code == 404
        assert klient(rapporter.rektor).post(andra_adress(vy, inspel), {"text": "Nytt"}).status_code == 403
    assert TEXT not in klient(annan).get(SIDA).content.decode()
    assert Inspel.objects.get().text == TEXT


def test_menyn_visar_inspel_for_medarbetare_men_inte_for_rektor(rapporter, rapport):
    assert f'href="{SIDA}"' in klient(rapporter.medarbetare).get("/").content.decode()
    assert f'href="{SIDA}"' not in klient(rapporter.rektor).get("/").content.decode()


# --- Skolledningens citat ---------------------------------------------------------------------
def test_skolledningen_laser_inspelet_vid_avsnittet_och_citerar(rapporter, inspel):
    rektor = klient(rapporter.rektor)
    sida = rektor.get(AVSNITT).content.decode()
    assert f"”{TEXT}” (medarbetare)" in sida
    assert "Mia Mispel, 24 nov 2026. Citeras utan namn" in sida
    svar = rektor.post(citera_adress(inspel), headers={"accept": "application/json"})
    assert svar.json() == {"citat": f"”{TEXT}” (medarbetare)"}
    assert "märkt som citerat" in rektor.post(citera_adress(inspel), follow=True).content.decode()
    egna = klient(rapporter.medarbetare).get(SIDA).content.decode()
    assert "citerat" in egna
    assert "Dra tillbaka" not in egna
    assert klient(rapporter.medarbetare).post(andra_adress("inspel-andra", inspel), {"text": "Nytt"}).status_code == 403


def test_medskrivaren_ser_inte_andras_inspel(rapporter, rapport, kunskaper, inspel):
    lat_skriva(av=rapporter.rektor, rapport=rapport, person=rapporter.medarbetare, avsnitt=[kunskaper])
    assert TEXT not in klient(rapporter.medarbetare).get(AVSNITT).content.decode()
    assert klient(rapporter.medarbetare).post(citera_adress(inspel)).status_code == 403


def test_bitradande_utan_delegering_laser_men_citerar_inte(rapporter, inspel):
    olle = klient(rapporter.odelegerad)
    sida = olle.get(AVSNITT).content.decode()
    assert TEXT in sida
    assert "data-citera " not in sida
    assert olle.post(citera_adress(inspel)).status_code == 403


# --- Delaktighet ------------------------------------------------------------------------------
def test_delaktigheten_i_ord(rapporter, rapport, kunskaper):
    assert medverkan_i_ord(rapport).startswith("Ingen medarbetare har lämnat inspel här än")
    for text in ("Ett", "Två"):
        lamna_inspel(av=rapporter.medarbetare, avsnitt=kunskaper, text=text)
    assert medverkan_i_ord(rapport) == "En medarbetare har lämnat två inspel."
    lat_skriva(av=rapporter.rektor, rapport=rapport, person=rapporter.odelegerad, avsnitt=[kunskaper])
    assert medverkan_i_ord(rapport) == (
        "En medarbetare har lämnat två inspel. En kollega skriver eller har skrivit i rapporten."
    )


def test_avsnittet_delaktighet_visar_raden(rapporter, rapport, inspel):
    mall = Avsnittsmall.objects.create(
        mall=rapport.mall, nr=26, nyckel="delaktighet", rubrik="Delaktighet", typ="text", runda="varje"
    )
    Faltmall.objects.create(avsnitt=mall, nyckel="personal", etikett="Personalen", ordning=1)
    rapport.avsnitt.create(mall=mall, nyckel="delaktighet", rubrik="Delaktighet", ordning=2600)
    adress = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "delaktighet"])
    rektor = klient(rapporter.rektor)
    assert "En medarbetare har lämnat ett inspel." in rektor.get(adress).content.decode()
    assert "har lämnat ett inspel" not in rektor.get(AVSNITT).content.decode()
    lamna = rektor.get(reverse("rapport-lamna-in", args=["almskolan", "2026-27", "vd2"])).content.decode()
    assert "”Personalen” är inte besvarad" in lamna


@pytest.mark.krav(12)
def test_raden_om_delaktigheten_fryses_och_star_i_versionen_och_pa_papperet(rapporter, rapport, inspel, kunskaper):
    """Ett inspel efter inlämningen ändrar inte det som lämnades in."""
    mall = Avsnittsmall.objects.create(
        mall=rapport.mall, nr=26, nyckel="delaktighet", rubrik="Delaktighet", typ="text", runda="varje"
    )
    rapport.avsnitt.create(mall=mall, nyckel="delaktighet", rubrik="Delaktighet", ordning=2600)
    vd2 = rapporter.omgang("vd2")
    version = lamna_in(rapport=rapport, omgang=vd2, av=rapporter.rektor, skal="prov")
    lamna_inspel(av=rapporter.medarbetare, avsnitt=kunskaper, text="Ett till.")
    rad = "Ur systemet vid inlämningen: En medarbetare har lämnat ett inspel."
    sida = klient(rapporter.verksamhetschef).get(reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", 1]))
    assert rad in sida.content.decode()
    assert rad in utskrift.html(version, gjord=version.nar)
