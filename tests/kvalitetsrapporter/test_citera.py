"""Att citera ett tal: det följer med rättningar till inlämningen, fryses där, och säger efteråt att det har rättats."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from analysunderlag.handlingar.skydd import rakna_om
from analysunderlag.handlingar.varden import skriv_varden
from analysunderlag.models import Varde
from kvalitetsrapporter.handlingar.anmarkningar import anmarkningar
from kvalitetsrapporter.handlingar.inlamning import lamna_in
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Avsnittsmall
from kvalitetsrapporter.regler.ips import Anmarkningsslag
from kvalitetsrapporter.utskrift import kontext
from styrkedja.handlingar.hanvisningar import GarInteAttCitera, hanvisa
from styrkedja.models import Handelse, Hanvisning
from tests.analysunderlag.varden import for_in, kalla, nyckeltal, varde
from tests.rollista import NU

KUNSKAPER = ["almskolan", "2026-27", "kunskaper-lgr22"]


def klient(person) -> Client:
    c = Client()
    c.force_login(person)
    return c


def text(svar) -> str:
    return svar.content.decode().replace("&nbsp;", " ").replace("\xa0", " ")


@pytest.fixture
def talet(rapporter) -> Varde:
    """50 av 61 behöriga, ur beslutsstödet, på rektors enhet; nyckeltalet står i mallens Kunskaper."""
    Avsnittsmall.objects.filter(nyckel="kunskaper").update(nyckeltal=["behoriga"])
    gr = rapporter.skola.skolformer.get().skolform
    kalla("beslutsstodet", namn="beslutsstödet")
    return for_in(varde(rapporter.skola, 82.0, 61, taljare=50, skolform=gr))[0]


@pytest.fixture
def avsnitt(rapporter):
    return rapporter.rapport(rapporter.skola).avsnitt.get(nyckel="kunskaper-lgr22")


@pytest.fixture
def citera(rapporter, talet, avsnitt):
    """Ger `citera()`: rektor citerar talet och sparar texten med det i."""

    def gor(varde_: Varde = talet) -> Hanvisning:
        svar = klient(rapporter.rektor).post(
            reverse("rapport-citera", args=KUNSKAPER),
            {"varde": varde_.identitet, "falt": "individ"},
            headers={"Accept": "application/json"},
        )
        assert svar.status_code == 200, svar.content
        lank = f'<a href="{svar.json()["adress"]}">{svar.json()["text"]}</a>'
        spara_avsnitt(
            avsnitt=avsnitt, texter={"individ": f"<p>Av niorna blev {lank} behöriga.</p>"}, av=rapporter.rektor
        )
        return Hanvisning.objects.get()

    return gor


def ratta(talet: Varde, taljare: int) -> None:
    """Källan rättar talet: en ny version, så som en inläsning skriver den."""
    ny = varde(talet.plats, round(100 * taljare / 61, 4), 61, taljare=taljare, skolform=talet.skolform)
    skriv_varden([ny])
    rakna_om({(talet.nyckeltal_id, talet.period)})


def las_in(rapporter, omgang="vd2"):
    rapport = rapporter.rapport(rapporter.skola)
    return lamna_in(rapport=rapport, omgang=rapporter.omgang(omgang), av=rapporter.rektor, skal="prov")


@pytest.mark.krav(95)
def test_avsnittets_sida_har_talen_bredvid_texten(rapporter, talet):
    html = text(klient(rapporter.rektor).get(reverse("rapport-avsnitt", args=KUNSKAPER)))
    assert "Talen till avsnittet" in html
    assert "Källa: beslutsstödet, 2025/26, 61 i gruppen." in html
    assert "Citera 82,0 %" in html
    Avsnittsmall.objects.filter(nyckel="kunskaper").update(nyckeltal=["behoriga", "tomt"])
    nyckeltal(nyckel="tomt", namn="Meritvärde", publiceras="september")
    html = text(klient(rapporter.rektor).get(reverse("rapport-avsnitt", args=KUNSKAPER)))
    assert "Utan tal för er än: Meritvärde (september)." in html


def test_det_citerade_foljer_med_en_rattning_tills_delen_lamnas_in(rapporter, talet, citera):
    rad = citera()
    assert (rad.visning, rad.kalla_slag, rad.fryst) == ("82,0\xa0%", "varde", None)
    utkastet = reverse("rapport-utkast", args=KUNSKAPER[:2])
    rektor = klient(rapporter.rektor)
    assert "blev 82,0 % behöriga" in _utan_taggar(text(rektor.get(utkastet)))
    ratta(talet, 49)
    assert "blev 80,3 % behöriga" in _utan_taggar(text(rektor.get(utkastet)))
    sidan = text(rektor.get(reverse("rapport-avsnitt", args=KUNSKAPER)))
    assert "Du citerar 82,0 %. Talet är nu 80,3 %, och det är så texten läses." in sidan
    version = las_in(rapporter)
    fryst = next(a for a in version.innehall["avsnitt"] if a["nyckel"] == "kunskaper-lgr22")
    assert "80,3" in fryst["falt"][0]["text"]
    (frysta,) = fryst["hanvisningar"].values()
    assert (frysta["ord"], frysta["version"]) == ("80,3\xa0%", 2)
    rad.refresh_from_db()
    assert (rad.visning, rad.kalla_version, rad.fryst is not None) == ("80,3\xa0%", 2, True)


def test_efter_inlamningen_behaller_versionen_sitt_tal_och_sager_att_det_har_rattats(rapporter, talet, citera):
    citera()
    version = las_in(rapporter)
    adress = reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", version.nummer])
    fore = text(klient(rapporter.verksamhetschef).get(adress))
    assert "Behöriga, Almskolan, 2025/26, beslutsstödet, 61 i gruppen" in fore
    assert "rättats" not in fore
    ratta(talet, 49)
    efter = _utan_taggar(text(klient(rapporter.verksamhetschef).get(adress)))
    assert "blev 82,0 % (Talet har rättats efter inlämningen: 80,3 %) behöriga" in efter
    (kapitel,) = [k for k in kontext(version, gjord=NU)["kapitel"] if k.citerat]
    assert "http://localhost:8000/hanvisning/" in kapitel.falt[0]["text"]
    assert "Talet har rättats efter inlämningen" in kapitel.falt[0]["text"]
    ny = las_in(rapporter)
    assert ny.nummer == version.nummer + 1, "utkastet följer med talet, och blir en ny version"
    assert las_in(rapporter).pk == ny.pk, "samma innehåll igen är samma version"


def test_ett_tal_som_tas_bort_sags_vara_borta(rapporter, talet, citera):
    citera()
    version = las_in(rapporter)
    Varde.objects.update(galler=False)
    adress = reverse("rapport-inlamning", args=["almskolan", "2026-27", "vd2", version.nummer])
    assert "82,0 % (Källan till talet finns inte längre)" in _utan_taggar(text(klient(rapporter.rektor).get(adress)))
    utkastet = text(klient(rapporter.rektor).get(reverse("rapport-utkast", args=KUNSKAPER[:2])))
    assert "blev talet finns inte längre behöriga" in _utan_taggar(utkastet)


def test_bara_det_som_alla_far_se_gar_att_citera(rapporter, talet, avsnitt):
    skyddat = for_in(varde(rapporter.skola, 75, 8, period="2024/25", skolform=talet.skolform))[0]
    svar = klient(rapporter.rektor).post(
        reverse("rapport-citera", args=KUNSKAPER), {"varde": skyddat.identitet}, headers={"Accept": "application/json"}
    )
    assert (svar.status_code, svar.json()["fel"]) == (400, "Talet visas inte för alla, och kan därför inte citeras.")
    for slag, id_ in (("varde", "finns-inte"), ("okant", talet.identitet)):
        with pytest.raises(GarInteAttCitera):
            hanvisa(
                agare_slag="avsnitt", agare_id=avsnitt.pk, falt="", kalla_slag=slag, kalla_id=id_, av=rapporter.rektor
            )
    assert not Hanvisning.objects.exists()


def test_blir_ett_citerat_tal_skyddat_star_det_inte_kvar_i_utkastet(rapporter, talet, citera):
    citera()
    Varde.objects.update(skydd="fa")
    html = _utan_taggar(text(klient(rapporter.rektor).get(reverse("rapport-utkast", args=KUNSKAPER[:2]))))
    assert "blev skyddat behöriga" in html
    assert "82,0" not in html


@pytest.mark.krav(17)
def test_ips_sparren_raknar_det_citerade_som_namngivet_underlag(rapporter, avsnitt, citera):
    spara_avsnitt(avsnitt=avsnitt, texter={}, av=rapporter.rektor, niva="nara_malet", omgang=rapporter.omgang("vd2"))
    assert Anmarkningsslag.UTAN_UNDERLAG in _slag(rapporter)
    citera()
    assert Anmarkningsslag.UTAN_UNDERLAG not in _slag(rapporter)


def _slag(rapporter) -> set:
    lage = next(
        a for a in las_rapport(rapporter.rapport(rapporter.skola)).avsnitt if a.avsnitt.nyckel == "kunskaper-lgr22"
    )
    return {a.slag for a in anmarkningar(lage)}


def test_adressen_leder_till_kallan_for_den_som_far_se_den(rapporter, citera):
    rad = citera()
    adress = reverse("hanvisning", args=[rad.pk])
    assert (
        klient(rapporter.verksamhetschef).get(adress)["Location"]
        == "/enheter/almskolan/underlag/#n-behoriga-grundskola"
    )
    for vem in ("namnd", "administrator"):
        assert klient(rapporter.personer[vem]).get(adress).status_code == 404
    Varde.objects.update(galler=False)
    assert klient(rapporter.rektor).get(adress).status_code == 404


def test_utan_skript_far_man_talet_att_kopiera_och_samma_tal_tva_ganger_ar_en_hanvisning(rapporter, talet):
    rektor = klient(rapporter.rektor)
    for _ in range(2):
        svar = rektor.post(reverse("rapport-citera", args=KUNSKAPER), {"varde": talet.identitet}, follow=True)
        assert "Talet att kopiera in i texten: 82,0 %" in text(svar)
    assert Hanvisning.objects.count() == 1
    assert Handelse.objects.filter(handling="citera").count() == 1


def test_det_citerade_kostar_lika_manga_fragor_hur_mycket_det_an_ar(rapporter, talet, avsnitt, citera):
    citera()
    adress = reverse("rapport-utkast", args=KUNSKAPER[:2])
    rektor = klient(rapporter.rektor)

    def fragor() -> int:
        with CaptureQueriesContext(connection) as fangade:
            rektor.get(adress)
        return len(fangade)

    fragor()
    ett = fragor()
    fler = for_in(
        *(varde(rapporter.skola, 80, 60, period=f"{ar}", skolform=talet.skolform) for ar in range(2010, 2020))
    )
    lankar = []
    for rad in fler:
        h = hanvisa(
            agare_slag="avsnitt",
            agare_id=avsnitt.pk,
            falt="",
            kalla_slag="varde",
            kalla_id=rad.identitet,
            av=rapporter.rektor,
        )
        lankar.append(f'<p><a href="/hanvisning/{h.pk}/">x</a></p>')
    spara_avsnitt(avsnitt=avsnitt, texter={"process": "".join(lankar)}, av=rapporter.rektor)
    assert fragor() == ett


def test_en_medarbetare_far_inte_citera(rapporter, talet):
    assert klient(rapporter.medarbetare).post(reverse("rapport-citera", args=KUNSKAPER)).status_code == 404
    assert klient(rapporter.verksamhetschef).post(reverse("rapport-citera", args=KUNSKAPER)).status_code == 403


def _utan_taggar(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))
