"""Kollegor som skriver i utvalda avsnitt: vem som får låta dem, vad de ser, och att rätten upphör genast."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.behorighet import hinder_for_att_skriva_i
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.medskrivning import avsluta_skrivratt, kollegor, lat_skriva
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Bedomning, Medskrivare, Rapport
from kvalitetsrapporter.regler import medverkan
from styrkedja.models import Arbetslag, Befattning, Forskola, Handelse, Person, Text, Utkorg
from styrkedja.regler.roller import Roll

RAPPORT = reverse("rapport", args=["almskolan", "2026-27"])
MEDSKRIVARE = reverse("rapport-medskrivare", args=["almskolan", "2026-27"])


def klient(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def adress(nyckel: str) -> str:
    return reverse("rapport-avsnitt", args=["almskolan", "2026-27", nyckel])


@pytest.fixture
def rapport(rapporter) -> Rapport:
    return rapporter.rapport(rapporter.skola)


@pytest.fixture
def avsnitt(rapport):
    """Avsnitten efter nyckel."""
    return {a.nyckel: a for a in rapport.avsnitt.select_related("rapport", "mall")}


def bjud_in(kommun, rapport, *avsnitt, vem="medarbetare") -> list[Medskrivare]:
    return lat_skriva(av=kommun.rektor, rapport=rapport, person=kommun.personer[vem], avsnitt=avsnitt)


# --- Handlingarna -----------------------------------------------------------------------------
@pytest.mark.krav(59)
def test_rektor_later_en_kollega_skriva(rapporter, rapport, avsnitt):
    rader = bjud_in(rapporter, rapport, avsnitt["hem"], avsnitt["kunskaper-lgr22"])
    assert [m.avsnitt.nyckel for m in rader] == ["hem", "kunskaper-lgr22"]
    handelse = Handelse.objects.get(handling="lat_skriva")
    assert handelse.uppgifter == {"person": rapporter.medarbetare.pk, "avsnitt": ["hem", "kunskaper-lgr22"]}
    mia = rapporter.farsk(rapporter.medarbetare)
    assert hinder_for_att_skriva_i(mia, avsnitt["hem"]) is None
    assert (
        hinder_for_att_skriva_i(mia, avsnitt["samlad_bedomning"])
        == "Rektor har inte bett dig skriva i det här avsnittet."
    )


def test_brevet_sager_vem_och_var_men_inget_innehall(rapporter, rapport, avsnitt):
    spara_avsnitt(avsnitt=avsnitt["hem"], texter={"text": "Hemlig mening."}, av=rapporter.rektor)
    bjud_in(rapporter, rapport, avsnitt["hem"], avsnitt["kunskaper-lgr22"])
    brev = Utkorg.objects.get(slag="mejl")
    assert brev.uppgifter["person"] == rapporter.medarbetare.pk
    assert brev.uppgifter["text"] == "Anna Alm har bett dig skriva i kvalitetsrapporten för Almskolan."
    assert brev.uppgifter["adress"] == RAPPORT
    assert "Hemlig" not in str(brev.uppgifter)


def test_en_kollega_till_i_samma_avsnitt_gar_men_inte_samma_kollega_en_gang_till(rapporter, rapport, avsnitt):
    bjud_in(rapporter, rapport, avsnitt["hem"])
    bjud_in(rapporter, rapport, avsnitt["hem"], vem="odelegerad")
    with pytest.raises(ValidationError, match="Mia Mispel skriver redan där"):
        bjud_in(rapporter, rapport, avsnitt["hem"])
    assert len(bjud_in(rapporter, rapport, avsnitt["hem"], avsnitt["normer_varden-lgr22"])) == 1


@pytest.mark.parametrize(
    ("vem", "falt", "mening"),
    [
        ("rektor", "person", "Du skriver redan i hela rapporten"),
        ("annan_rektor", "person", "Cesar Ceder har ingen befattning på Almskolan i dag."),
        ("fore_detta", "person", "Folke Fläder har ingen befattning på Almskolan i dag."),
        ("utan_befattning", "person", "Ingen Idegran har ingen befattning"),
        ("verksamhetschef", "person", "Vera Videkvist har ingen befattning"),
    ],
)
def test_vem_som_helst_kan_inte_bli_medskrivare(rapporter, rapport, avsnitt, vem, falt, mening):
    with pytest.raises(ValidationError) as fel:
        bjud_in(rapporter, rapport, avsnitt["hem"], vem=vem)
    assert mening in fel.value.message_dict[falt][0]
    assert not Medskrivare.objects.exists()


def test_avsnittet_maste_hora_till_rapporten_och_minst_ett_valjas(rapporter, rapport):
    annans = rapporter.rapport(rapporter.gymnasium).avsnitt.first()
    with pytest.raises(ValidationError, match="hör inte till rapporten"):
        bjud_in(rapporter, rapport, annans)
    with pytest.raises(ValidationError, match="Välj minst ett avsnitt"):
        bjud_in(rapporter, rapport)


def test_hogst_trettio_skriver_samtidigt(rapporter, rapport, avsnitt, monkeypatch):
    monkeypatch.setattr("kvalitetsrapporter.handlingar.medskrivning.MEDSKRIVARE_HOGST", 1)
    bjud_in(rapporter, rapport, avsnitt["hem"])
    with pytest.raises(ValidationError, match="1 personer skriver redan"):
        bjud_in(rapporter, rapport, avsnitt["hem"], vem="odelegerad")
    bjud_in(rapporter, rapport, avsnitt["normer_varden-lgr22"])
    assert medverkan.MEDSKRIVARE_HOGST == 30


@pytest.mark.parametrize("vem", ["bitradande", "annan_rektor", "verksamhetschef", "medarbetare"])
def test_bara_rektor_later_andra_skriva(rapporter, rapport, avsnitt, vem):
    with pytest.raises(PermissionDenied, match="Bara rektor väljer"):
        lat_skriva(av=rapporter.personer[vem], rapport=rapport, person=rapporter.odelegerad, avsnitt=[avsnitt["hem"]])


def test_ingen_later_nagon_skriva_i_en_faststalld_rapport(rapporter, rapport, avsnitt):
    rapport.faststalld = rapporter.lasar.fran
    with pytest.raises(PermissionDenied, match="är låst"):
        bjud_in(rapporter, rapport, avsnitt["hem"])


def test_kollegorna_ar_de_pa_enheten_i_arbetslagen_och_pa_forskolorna(rapporter, rapport):
    arbetslag = Arbetslag.objects.create(namn="Arbetslag Blå", pa_enhet=rapporter.skola)
    bla = Person.objects.create(epost="bla@ekby.example", namn="Blenda Blå")
    Befattning.objects.create(person=bla, roll=Roll.MEDARBETARE, plats=arbetslag, fran=date(2025, 8, 1))
    assert {b.person.namn for b in kollegor(rapport)} == {
        "Blenda Blå",
        "Bo Björk",
        "Sara Sälg",
        "Olle Oxel",
        "Mia Mispel",
    }
    forskola = Forskola.objects.create(namn="Dungen", chefsomrade=rapporter.chefsomrade)
    Befattning.objects.create(person=bla, roll=Roll.MEDARBETARE, plats=forskola, fran=date(2025, 8, 1))
    assert [b.person for b in kollegor(rapporter.rapport(rapporter.chefsomrade))] == [bla]


@pytest.mark.parametrize("roll_pa", ["enheten", "arbetslaget"])
def test_ratten_upphor_nar_befattningen_tar_slut(rapporter, rapport, avsnitt, roll_pa):
    mia = rapporter.medarbetare
    if roll_pa == "arbetslaget":
        lag = Arbetslag.objects.create(namn="Arbetslag Blå", pa_enhet=rapporter.skola)
        mia.befattningar.update(plats=lag)
    bjud_in(rapporter, rapport, avsnitt["hem"])
    assert klient(mia).get(adress("hem")).status_code == 200
    mia.befattningar.update(till=date(2026, 11, 23))
    Befattning.objects.create(person=mia, roll=Roll.MEDARBETARE, plats=rapporter.gymnasium, fran=date(2026, 11, 24))
    assert klient(mia).get(adress("hem")).status_code == 404
    assert klient(mia).post(adress("hem"), {"falt-text": "Sent"}).status_code == 404


def test_avslutad_ratt_ar_borta_vid_nasta_klick_och_avslutas_en_gang(rapporter, rapport, avsnitt):
    (rad,) = bjud_in(rapporter, rapport, avsnitt["hem"])
    mia = klient(rapporter.medarbetare)
    assert mia.get(RAPPORT).status_code == 200
    for _ in range(2):
        avsluta_skrivratt(
            av=rapporter.rektor, medskrivare=Medskrivare.objects.select_related("avsnitt__rapport").get(pk=rad.pk)
        )
    assert Handelse.objects.filter(handling="avsluta_skrivratt").count() == 1
    assert mia.get(RAPPORT).status_code == mia.get(adress("hem")).status_code == 404
    bjud_in(rapporter, rapport, avsnitt["hem"])
    assert mia.get(adress("hem")).status_code == 200


# --- Rektors sida -----------------------------------------------------------------------------
def test_rektor_valjer_pa_sidan_ser_vem_som_skriver_och_avslutar(rapporter, rapport, avsnitt):
    rektor = klient(rapporter.rektor)
    svar = rektor.post(
        MEDSKRIVARE, {"person": rapporter.medarbetare.pk, "avsnitt": ["hem", "kunskaper-lgr22"]}, follow=True
    )
    sida = svar.content.decode()
    assert "Mia Mispel får skriva i Kunskaper och Samverkan med hemmen." in sida
    assert "En kollega skriver med er" in sida
    assert "sedan 24 nov 2026" in sida
    rad = Medskrivare.objects.get(avsnitt=avsnitt["hem"])
    bort = reverse("rapport-medskrivare-avsluta", args=["almskolan", "2026-27", rad.pk])
    assert "får inte längre skriva i Samverkan med hemmen." in rektor.post(bort, follow=True).content.decode()


@pytest.mark.parametrize(
    ("data", "mening"),
    [
        ({}, "Välj en kollega."),
        ({"person": "rektor", "avsnitt": ["hem"]}, "Personen har ingen befattning på enheten i dag."),
        ({"person": "fore_detta", "avsnitt": ["hem"]}, "Personen har ingen befattning på enheten i dag."),
        ({"person": "x", "avsnitt": ["hem"]}, "Personen har ingen befattning på enheten i dag."),
        ({"person": "medarbetare"}, "Välj minst ett avsnitt."),
        ({"person": "medarbetare", "avsnitt": ["finns-inte"]}, "Avsnittet hör inte till rapporten."),
    ],
)
def test_fel_sags_vid_faltet(rapporter, rapport, data, mening):
    data = data | {"person": getattr(rapporter.personer.get(data.get("person")), "pk", data.get("person", ""))}
    svar = klient(rapporter.rektor).post(MEDSKRIVARE, data)
    assert svar.status_code == 400
    assert mening in svar.content.decode()


def test_bitradande_ser_listan_men_valjer_inte(rapporter, rapport, avsnitt):
    bjud_in(rapporter, rapport, avsnitt["hem"])
    sida = klient(rapporter.bitradande).get(MEDSKRIVARE).content.decode()
    assert "Mia Mispel" in sida
    assert "Bara rektor väljer vilka som skriver i rapporten." in sida
    assert "Avsluta" not in sida


# --- Medskrivarens sidor ----------------------------------------------------------------------
@pytest.fixture
def mia(rapporter, rapport, avsnitt) -> Client:
    """Mia skriver i Kunskaper och Samverkan med hemmen; resten av utkastet har text som hon inte ska se."""
    for nyckel, falt in (
        ("samlad_bedomning", "slutsatser"),
        ("normer_varden-lgr22", "individ"),
        ("verksamhetsmal", "hur_langt"),
    ):
        spara_avsnitt(avsnitt=avsnitt[nyckel], texter={falt: "Bara för skolledningen."}, av=rapporter.rektor)
    spara_avsnitt(
        avsnitt=avsnitt["kunskaper-lgr22"],
        texter={"individ": "Läsningen går framåt."},
        niva="nara_malet",
        av=rapporter.rektor,
    )
    bjud_in(rapporter, rapport, avsnitt["hem"], avsnitt["kunskaper-lgr22"])
    return klient(rapporter.medarbetare)


@pytest.mark.krav(59)
def test_medskrivaren_ser_sina_avsnitt_och_inget_mer(mia):
    sida = mia.get(RAPPORT).content.decode()
    assert "Du skriver i Kunskaper och Samverkan med hemmen." in sida
    for annat in ("Samlad bedömning", "Normer och värden", "Målen i verksamhetsplanen", "Årets delar", "Bara för"):
        assert annat not in sida
    avsnittet = mia.get(adress("kunskaper-lgr22")).content.decode()
    assert "Läsningen går framåt." in avsnittet
    for annat in ("Samlad bedömning", "Normer och värden", "Bara för", "Lämna in", 'class="disposition"'):
        assert annat not in avsnittet


@pytest.mark.parametrize("nyckel", ["samlad_bedomning", "normer_varden-lgr22", "verksamhetsmal", "summerande_analys"])
def test_medskrivaren_laser_och_skriver_inte_i_andra_avsnitt(mia, nyckel):
    for svar in (mia.get(adress(nyckel)), mia.post(adress(nyckel), {"falt-slutsatser": "Intrång"})):
        assert svar.status_code == 403
        assert "Rektor har inte bett dig skriva i det här avsnittet." in svar.content.decode()
        assert "Bara för skolledningen." not in svar.content.decode()
    assert not Text.objects.filter(innehall="Intrång").exists()


def test_medskrivaren_skriver_och_rektor_laser(rapporter, mia):
    svar = mia.post(adress("hem"), {"falt-text": "Vi möter hemmen varje månad.", "version-text": 0}, follow=True)
    assert "Sparat 10:0" in svar.content.decode()
    assert "Vi möter hemmen varje månad." in klient(rapporter.rektor).get(adress("hem")).content.decode()
    assert Text.objects.get(falt="text").andrad_av == rapporter.medarbetare


def test_medskrivaren_andrar_inte_bedomningen(mia):
    data = {"falt-individ": "Ny text", "version-individ": 1, "niva": "langt_kvar", "progression": "bakat"}
    assert mia.post(adress("kunskaper-lgr22"), data).status_code == 302
    bedomning = Bedomning.objects.get()
    assert (bedomning.niva, bedomning.progression) == ("nara_malet", "")
    assert Text.objects.get(falt="individ", innehall="Ny text")


def spara(person: Client, nyckel: str, falt: str, innehall: str, version: int = 0, **val):
    """En sparning i bakgrunden, så som sidan gör den."""
    skrivet = {"op": str(uuid4()), "texter": {falt: {"innehall": innehall, "version": version}}, "val": val}
    return person.post(f"{adress(nyckel)}spara/", skrivet, content_type="application/json")


def test_sparningen_i_bakgrunden_har_samma_ratt_per_avsnitt(rapporter, rapport, mia):
    assert spara(mia, "hem", "text", "Sparat i bakgrunden.").status_code == 200
    svar = spara(mia, "samlad_bedomning", "slutsatser", "Intrång", 1)
    assert svar.status_code == 403
    assert svar.json()["fel"].startswith("Rektor har inte bett dig skriva i det här avsnittet.")
    assert spara(klient(rapporter.verksamhetschef), "hem", "text", "Intrång", 1).status_code == 403
    assert spara(klient(rapporter.annan_rektor), "hem", "text", "Intrång", 1).status_code == 404
    Medskrivare.objects.filter(avsnitt__nyckel="hem").update(till="2026-11-24T08:00Z")
    assert spara(mia, "hem", "text", "Intrång", 1).status_code == 403
    Medskrivare.objects.update(till="2026-11-24T08:00Z")
    assert spara(mia, "hem", "text", "Intrång", 1).status_code == 404
    assert Text.objects.get(falt="text").innehall == "Sparat i bakgrunden."


def test_pulsen_har_samma_ratt_per_avsnitt(mia, avsnitt):
    def puls(nyckel: str) -> int:
        kropp = {"agare": "avsnitt", "id": avsnitt[nyckel].pk, "falt": "text"}
        return mia.post(reverse("skriv-puls"), kropp, content_type="application/json").status_code

    assert puls("hem") == 200
    assert puls("samlad_bedomning") == 404
    Medskrivare.objects.update(till="2026-11-24T08:00Z")
    assert puls("hem") == 404


def test_sparningen_i_bakgrunden_later_bedomningen_vara(mia):
    assert spara(mia, "kunskaper-lgr22", "individ", "Ny text", 1, niva="langt_kvar").status_code == 200
    assert Bedomning.objects.get().niva == "nara_malet"


@pytest.mark.parametrize(
    ("vy", "argument"),
    [
        ("rapport-lamna-in", ["vd2"]),
        ("rapport-faststall", []),
        ("rapport-medskrivare", []),
    ],
)
def test_medskrivaren_lamnar_inte_in_faststaller_inte_och_bjuder_inte_in(mia, vy, argument):
    vart = reverse(vy, args=["almskolan", "2026-27", *argument])
    assert mia.get(vart).status_code == mia.post(vart, {"skal": "x"}).status_code == 403


def test_medskrivaren_laser_inte_det_inlamnade_forran_det_ar_faststallt(rapporter, rapport, mia):
    lamna_in(rapport=rapport, omgang=rapporter.omgang("vd1"), av=rapporter.rektor, skal="prov")
    version = reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd1", 1])
    assert mia.get(version).status_code == 404
    assert "Version 1" not in mia.get(RAPPORT).content.decode()
    Rapport.objects.filter(pk=rapport.pk).update(faststalld="2027-06-30T10:00Z", faststalld_av=rapporter.rektor)
    assert mia.get(version).status_code == 200
    assert "Rapporten är fastställd." in mia.get(RAPPORT).content.decode()
    assert "är låst för läsåret" in mia.get(adress("hem")).content.decode()
    svar = mia.post(adress("hem"), {"falt-text": "En mening som är lång nog att rädda."})
    assert svar.status_code == 403
    assert "En mening som är lång nog att rädda." in svar.content.decode()


@pytest.mark.parametrize(
    "vem", ["annan_rektor", "namnd", "controller", "avdelningschef", "registrator", "administrator"]
)
def test_framlingen_ar_fortfarande_en_framling(rapporter, mia, vem):
    for vart in (RAPPORT, adress("hem"), MEDSKRIVARE):
        assert klient(rapporter.personer[vem]).get(vart).status_code == 404


def test_startsidan_och_menyn_visar_vad_kollegan_ar_ombedd_att_skriva(rapporter, mia):
    sida = mia.get("/").content.decode()
    assert "Anna Alm har bett dig skriva i Kunskaper och Samverkan med hemmen" in sida
    assert f'href="{RAPPORT}"' in sida
    Medskrivare.objects.update(till="2026-11-24T08:00Z")
    assert "bett dig skriva" not in mia.get("/").content.decode()
    assert f'href="{RAPPORT}"' not in mia.get("/").content.decode()


def test_bitradande_utan_delegering_skriver_i_sitt_avsnitt_men_laser_resten(rapporter, rapport, avsnitt):
    bjud_in(rapporter, rapport, avsnitt["hem"], vem="odelegerad")
    olle = klient(rapporter.odelegerad)
    assert olle.post(adress("hem"), {"falt-text": "Olles text", "version-text": 0}).status_code == 302
    svar = olle.post(adress("samlad_bedomning"), {"falt-slutsatser": "Olles text"})
    assert svar.status_code == 403
    assert "Rektor har inte delegerat skrivrätten till dig." in svar.content.decode()
