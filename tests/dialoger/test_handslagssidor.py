"""Handslagens sidor: dialogens del, bekräftelsen, uppföljningen, listan, startsidan och papperet."""

from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from django.test import Client
from django.urls import reverse

from dialoger.handlingar.handslag import andra
from dialoger.handlingar.handslagsgang import borja
from dialoger.models import Dialog, Dialogpart, Handslag
from dialoger.sedan_sist import sedan_sist
from styrkedja.handlingar import utkorg
from styrkedja.models import Befattning, Enhet, Tillhorighet, Utkorg
from styrkedja.regler.roller import Roll
from styrkedja.start import startsida_for
from tests.dialoger.handslagen import bekraftat, farskt, ford, handslag, ja, uppgift
from tests.rollista import DAG, NU


def som(person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def text(svar) -> str:
    return svar.content.decode()


@pytest.fixture
def vd3(dialoger) -> Dialog:
    return Dialog.objects.med_det_som_visas().get(plats=dialoger.skola, mall__nyckel="vd3")


# --- Att skriva och bekräfta ---------------------------------------------------------------------
def test_det_skrivna_star_kvar_nar_nagot_fattas(dialoger, vd2):
    klient, vart = som(dialoger.rektor), reverse("handslag-nytt", args=[vd2.pk])
    svar = klient.post(vart, {"riktning": "sluta", "vad": "Temadagar som inte svarar mot något", "stallning": "atgard"})
    assert svar.status_code == 400
    assert "Temadagar som inte svarar mot något" in text(svar)
    assert "Välj vem som svarar" in text(svar)
    assert "skriv i ord när" in text(svar)
    assert not Handslag.objects.exists()


@pytest.mark.parametrize(
    "fel",
    [{"riktning": "hoppa"}, {"stallning": "x"}, {"ansvarig": "999999"}, {"galler": "mal-999999"}, {"senast": "2027-02-30"},
     {"vad": "x" * 401}, {"vad": "a\x00b"}, {"galler": "mal-x"}],
)  # fmt: skip
def test_dalig_inmatning_ar_ett_tydligt_nej(dialoger, vd2, fel):
    falt = {"riktning": "borja", "vad": "Ring", "stallning": "ogonen_pa", **fel}
    svar = som(dialoger.rektor).post(reverse("handslag-nytt", args=[vd2.pk]), falt)
    assert svar.status_code == 400
    assert not Handslag.objects.exists()


def test_med_htmx_byts_bara_handslagen(dialoger, vd2):
    klient, vart = som(dialoger.rektor), reverse("handslag-nytt", args=[vd2.pk])
    htmx = {"headers": {"HX-Request": "true"}}
    assert text(klient.get(vart, {"riktning": "sluta"}, **htmx)).lstrip().startswith('<section class="handslag"')
    punkt = vd2.dagordning.first()
    svar = klient.post(
        vart,
        {"riktning": "sluta", "vad": "Temadagar", "stallning": "ingen", "galler": f"dagordningspunkt-{punkt.pk}"},
        **htmx,
    )
    assert "Temadagar" in text(svar)
    assert "<html" not in text(svar)
    assert Handslag.objects.get().dagordningspunkt == punkt


@pytest.mark.krav(57)
def test_bekraftelsen_sager_vad_den_gor_och_409_vad_som_andrats(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    klient, vart = som(dialoger.verksamhetschef), reverse("handslag-bekrafta", args=[vd2.pk])
    sida = text(klient.get(vart))
    assert "När båda har sagt ja är handslagen en allmän handling" in sida
    last = {f"last-{rad.pk}": farskt(rad).summa}
    andra(handslag=rad, uppgift=uppgift(vd2, vad="Två personer ringer."), av=dialoger.rektor)
    svar = klient.post(vart, last)
    assert svar.status_code == 409
    assert "”En person ringer samma dag.” blev ”Två personer ringer.”" in text(svar)
    assert not rad.ja.exists()
    klient.post(vart, {f"last-{rad.pk}": farskt(rad).summa})
    assert "Bekräftat av dig. Väntar på Anna Alm." in text(klient.get(reverse("dialog", args=[vd2.pk])))


def test_ett_borttaget_handslag_ar_ocksa_en_andring(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    last = {f"last-{rad.pk}": farskt(rad).summa}
    rad.delete()
    svar = som(dialoger.verksamhetschef).post(reverse("handslag-bekrafta", args=[vd2.pk]), last)
    assert (svar.status_code, "Ett handslag är borttaget." in text(svar)) == (409, True)


def test_den_vars_befattning_slutade_i_gar_nar_inget(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    Befattning.objects.filter(person=dialoger.rektor).update(till=DAG - timedelta(days=1))
    klient = som(dialoger.rektor)
    for vart in (reverse("handslag-bekrafta", args=[vd2.pk]), reverse("handslag-gor", args=[vd2.pk, rad.pk, "andra"])):
        assert klient.post(vart, {f"last-{rad.pk}": rad.summa}).status_code in (302, 403, 404)
    assert not rad.ja.exists()


# --- Vem som läser -------------------------------------------------------------------------------
def test_direktoren_laser_bara_det_bekraftade(dialoger, vd2):
    bekraftat(dialoger, vd2, vad="Det bekräftade")
    handslag(vd2, dialoger.rektor, vad="Det föreslagna")
    for vart in (reverse("handslag", args=[vd2.pk]), reverse("dialog", args=[vd2.pk]), reverse("handslagen")):
        sida = text(som(dialoger.direktor).get(vart))
        assert ("Det bekräftade" in sida, "Det föreslagna" in sida) == (True, False), vart
    assert "Det föreslagna" in text(som(dialoger.bitradande).get(reverse("handslag", args=[vd2.pk])))


# --- Nästa dialog --------------------------------------------------------------------------------
@pytest.mark.krav(61)
def test_handslaget_oppnar_av_sig_sjalvt_i_nasta_dialog(dialoger, vd2, vd3):
    rad = bekraftat(dialoger, vd2)
    assert sedan_sist(vd3) == [rad]
    sida = text(som(dialoger.rektor).get(reverse("dialog", args=[vd3.pk])))
    assert "Sedan sist" in sida
    vart = reverse("handslag-gor", args=[vd3.pk, rad.pk, "folj-upp"])
    assert vart in sida
    svar = som(dialoger.rektor).post(vart, {"hur": "slapp", "utfall": "inte", "text": ""})
    assert (svar.status_code, "Skälet står kvar" in text(svar)) == (400, True)
    som(dialoger.verksamhetschef).post(
        vart, {"hur": "fortsatt", "utfall": "delvis", "text": "Bara åttan.", "nar_i_ord": "i höst"}
    )
    nytt = Handslag.objects.get(foregaende=rad)
    assert (nytt.dialog_id, nytt.nar) == (vd3.pk, "i höst")
    sida = text(som(dialoger.rektor).get(reverse("dialog", args=[vd3.pk])))
    assert "delvis, förs vidare" in sida
    assert "Bara åttan." in sida


def test_ord_skrivs_bara_i_sin_egen_dialog_och_en_okand_handling_finns_inte(dialoger, vd2, vd3):
    rad = bekraftat(dialoger, vd2)
    klient = som(dialoger.rektor)
    for dialog, handling in ((vd3, "andra"), (vd3, "ta-bort"), (vd2, "finns-inte")):
        assert klient.get(reverse("handslag-gor", args=[dialog.pk, rad.pk, handling])).status_code == 404
    vd1 = Dialog.objects.get(plats=dialoger.skola, mall__nyckel="vd1")
    assert klient.get(reverse("handslag-gor", args=[vd1.pk, rad.pk, "folj-upp"])).status_code == 404, (
        "en tidigare dialog"
    )


# --- Startsidan, listan och frågorna -------------------------------------------------------------
def vantar(person) -> list[str]:
    return [a.rubrik for a in startsida_for(person).att_gora]


def test_startsidan_sager_vad_som_vantar_pa_var_och_en(dialoger, vd2):
    rad = handslag(ford(vd2), dialoger.rektor)
    ja(dialoger.verksamhetschef, rad)
    assert "Bekräfta handslaget från VD2" in vantar(dialoger.farsk(dialoger.rektor))
    assert not any("handslag" in v for v in vantar(dialoger.farsk(dialoger.verksamhetschef)))
    ja(dialoger.rektor, rad)
    rektor = startsida_for(dialoger.farsk(dialoger.rektor))
    folj_upp = next(a for a in rektor.att_gora if a.rubrik == "Följ upp handslaget från VD2 2026/27")
    assert "Det öppnar av sig självt i VD3 2026/27" in folj_upp.varfor
    assert {(r.rubrik, r.text) for r in rektor.laget if r.rubrik == "Handslagen"} == {("Handslagen", "1 öppet")}


def test_det_sena_star_forst_och_sags(dialoger, vd2):
    rad = bekraftat(dialoger, vd2)
    Handslag.objects.filter(pk=rad.pk).update(senast=DAG - timedelta(days=3), nar_i_ord="")
    assert "skulle vara gjort 21 nov" in text(som(dialoger.rektor).get(reverse("handslagen")))
    folj_upp = next(a for a in startsida_for(dialoger.farsk(dialoger.rektor)).att_gora if "Följ upp" in a.rubrik)
    assert folj_upp.ton == "brist"


@pytest.mark.krav(61)
def test_det_som_en_dialog_gick_forbi_ar_ocksa_sent(dialoger, vd2, vd3):
    rad = bekraftat(dialoger, vd2)
    ford(vd3, NU + timedelta(days=120))
    sida = text(som(dialoger.rektor).get(reverse("dialog", args=[vd3.pk])))
    assert ("inte följt upp" in sida, reverse("handslag-gor", args=[vd3.pk, rad.pk, "folj-upp"]) in sida) == (
        True,
        True,
    )
    assert "1 öppet, 1 sent" in text(som(dialoger.verksamhetschef).get("/omrade/norr/"))


def _manga(kommun, antal: int) -> None:
    """Lägger upp enheter i området, var och en med en förd dialog och två handslag."""
    borjan = Enhet.objects.count()
    for nr in range(antal):
        enhet = Enhet.objects.create(namn=f"Skola {borjan + nr}")
        Tillhorighet.objects.create(enhet=enhet, lasar=kommun.lasar, omrade=kommun.norr)
        dialog = Dialog.objects.create(
            slag="verksamhetsdialog", lasar=kommun.lasar, omgang=kommun.omgang("vd2"), plats=enhet, rubrik="VD2",
            tillstand="genomford", genomford=NU, skapad=NU,
        )  # fmt: skip
        chef, _ = (
            Dialogpart.objects.create(dialog=dialog, roll=roll, plats_id=plats, ordning=i)
            for i, (roll, plats) in enumerate(((Roll.VERKSAMHETSCHEF, kommun.norr.pk), (Roll.REKTOR, enhet.pk)))
        )
        grund = {
            "dialog": dialog,
            "vad": "Ring",
            "ansvarig": chef,
            "nar_i_ord": "snart",
            "skapat": NU,
            "skapat_av": kommun.rektor,
        }
        Handslag.objects.create(tillstand="bekraftat", bekraftat=NU, ordning=1, **grund)
        Handslag.objects.create(ordning=2, **grund)


def test_manga_som_vantar_pa_ja_star_i_en_rad(dialoger):
    _manga(dialoger, 5)
    chef = dialoger.farsk(dialoger.verksamhetschef)
    assert [v for v in vantar(chef) if "andslag" in v] == ["Bekräfta handslagen i 5 dialoger", "Följ upp 5 handslag"]
    sida = text(som(chef).get(reverse("handslagen")))
    assert "Väntar på ditt ja" in sida
    assert sida.count("ett handslag</p>") == 5


def test_fragorna_ar_lika_manga_for_24_och_240_enheter(dialoger, django_assert_max_num_queries):
    """Startsidan och listan, för verksamhetschefen och direktören."""
    antal: dict[tuple[str, int], int] = {}
    for enheter, till in ((24, 24), (240, 216)):
        _manga(dialoger, till)
        for vem in ("verksamhetschef", "direktor"):
            klient = som(dialoger.personer[vem])
            for vart in ("/", reverse("handslagen")):
                klient.get(vart)
                with django_assert_max_num_queries(60) as fragor:
                    assert klient.get(vart).status_code == 200
                antal[f"{vem} {vart}", enheter] = len(fragor)
    for (namn, enheter), n in antal.items():
        assert n <= antal[namn, 24], f"{namn} med {enheter} enheter"


# --- Papperet ------------------------------------------------------------------------------------
def test_papperet_bar_det_bekraftade_pa_en_sida(dialoger, vd2):
    bekraftat(dialoger, vd2, vad="Det bekräftade")
    handslag(vd2, dialoger.rektor, vad="Det föreslagna")
    klient, sida = som(dialoger.direktor), reverse("handslag-pdf", args=[vd2.pk])
    klient.post(sida)
    klient.post(sida)
    assert utkorg.utfor_rad(Utkorg.objects.get(slag="handslag_pdf").pk) == "klart"
    svar = klient.get(reverse("handslag-pdf-fil", args=[vd2.pk]))
    papper = pypdf.PdfReader(BytesIO(b"".join(svar)))
    orden = "".join(blad.extract_text() for blad in papper.pages)
    assert len(papper.pages) == 1
    assert ("Det bekräftade" in orden, "Det föreslagna" in orden) == (True, False)
    assert "PDF:en är klar" in text(klient.get(sida))
    borja(handslag=Handslag.objects.get(vad="Det bekräftade"), av=dialoger.rektor)
    assert "Handslagen har ändrats sedan" in text(klient.get(sida))
    Handslag.objects.filter(vad="Det bekräftade").update(tillstand="bekraftat")
    andra(
        handslag=Handslag.objects.get(vad="Det bekräftade"), uppgift=uppgift(vd2, vad="Omskrivet"), av=dialoger.rektor
    )
    assert klient.get(sida).status_code == 404, "inget är bekräftat längre"
    assert som(dialoger.annan_rektor).get(sida).status_code == 404
