"""Verksamhetsmålen i rapporten: en text per mål och runda, bedömningen av vart och ett, och vägen mellan punkt och mål."""

import json
import uuid
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.handlingar import GarInteNu
from kvalitetsrapporter.handlingar.inlamning import lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.innehall import las_rapport
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.handlingar.till_planen import det_som_kan_bli_mal, gor_punkt_till_mal, gor_slutsats_till_mal
from kvalitetsrapporter.models import Avsnittsmall, Bedomning, Faltmall, Punkt, Rapport
from styrkedja.models import Person
from tests.vp_uppdrag.planer import faststalld, helt_mal, plan_for
from vp_uppdrag.handlingar.malen import ta_bort_mal
from vp_uppdrag.handlingar.plangang import revidera_plan
from vp_uppdrag.handlingar.progression import oppna_progression
from vp_uppdrag.models import Mal, Progression

RAPPORT = ["almskolan", "2026-27"]


@pytest.fixture
def plan(rapporter):
    """Almskolans plan med två mål, fastställd före VD2; avsnittet om målen bedöms."""
    mall = Avsnittsmall.objects.filter(nyckel="verksamhetsmal")
    mall.update(bedoms=True, progression=True)
    for ett in mall:
        Faltmall.objects.create(
            avsnitt=ett,
            nyckel="lardom",
            etikett="Vad lär vi oss?",
            obligatoriskt=False,
            obligatoriskt_i="vd3",
            ordning=4,
        )
    plan = plan_for(rapporter)
    for text in ("Matematiken börjar på samma sätt", "Fler läser på fritiden"):
        helt_mal(plan, rapporter.rektor, text)
    return faststalld(rapporter, plan)


@pytest.fixture
def rapport(rapporter) -> Rapport:
    return rapporter.rapport(rapporter.skola)


def malavsnittet(rapport: Rapport) -> Any:
    return rapport.avsnitt.select_related("mall", "rapport__lasar", "rapport__enhet").get(nyckel="verksamhetsmal")


def som(person: Person) -> Client:
    klient = Client()
    klient.force_login(person)
    return klient


def text(svar: Any) -> str:
    return " ".join(svar.content.decode().split())


def avsnittet(vy: str = "rapport-avsnitt") -> str:
    return reverse(vy, args=[*RAPPORT, "verksamhetsmal"])


def spara(klient: Client, texter: dict[str, str], val: dict | None = None) -> Any:
    rader = {n: {"innehall": t, "version": 0} for n, t in texter.items()}
    kropp = json.dumps({"op": str(uuid.uuid4()), "texter": rader, "val": val or {}})
    return klient.post(avsnittet("rapport-avsnitt-spara"), kropp, "application/json")


# --- Avsnittet om målen ---------------------------------------------------------------------------
@pytest.mark.krav(47, 54)
def test_en_text_per_mal_runda_och_falt_och_planen_laser_den_forst_nar_delen_ar_inne(rapporter, plan, rapport):
    forst, andra = Mal.objects.order_by("gallande_nr")
    rektor, annan = som(rapporter.rektor), som(rapporter.medarbetare)
    planen = reverse("plan", args=["enheter", *RAPPORT])
    sida = text(rektor.get(avsnittet()))
    for ord_ in (
        "Mål 1: hur långt har vi kommit?",
        "Mål 2: hur långt har vi kommit?",
        forst.text,
        "Gemensamma starter av 36",
    ):
        assert ord_ in sida
    nyckel = f"mal-{forst.pk}-vd2-hur_langt"
    svar = spara(
        rektor, {nyckel: "<p>Halvvägs, i tre av sex klasser.</p>"},
        {f"niva-{forst.pk}": "en_bit_kvar", f"progression-{forst.pk}": "framat", f"niva-{andra.pk}": ""},
    )  # fmt: skip
    assert svar.status_code == 200
    (bedomning,) = Bedomning.objects.all()
    assert (bedomning.mal, bedomning.niva, bedomning.progression) == (forst, "en_bit_kvar", "framat")
    assert "Halvvägs" not in text(annan.get(planen)), "det som skrivs är rektors tills delen är inlämnad"
    vd2 = rapporter.omgang("vd2")
    saknas = {(s.vad, s.falt) for s in las_rapport(rapport, vd2).saknas(vd2) if s.avsnitt_nyckel == "verksamhetsmal"}
    assert saknas == {
        ("”Mål 2: hur långt har vi kommit?” är inte besvarad", f"mal-{andra.pk}-vd2-hur_langt"),
        ("mål 2: bedömningen är inte vald", f"niva-{andra.pk}"),
    }
    version = lamna_in(rapport=rapport, omgang=vd2, av=rapporter.rektor, skal="Mål 2 väntar på enkäten.")
    (fryst,) = [a for a in version.innehall["avsnitt"] if a["nyckel"] == "verksamhetsmal"]
    assert [(m["nr"], m["bedomning"] and m["bedomning"]["namn"]) for m in fryst["mal"]] == [
        (1, "En bit kvar"),
        (2, None),
    ]
    (rad,) = Progression.objects.filter(mal=forst)
    assert (rad.omgang, rad.progression["namn"], rad.falt[0]["etikett"]) == (vd2, "Framåt", "Hur långt har vi kommit?")
    sida = text(annan.get(planen))
    for ord_ in ("Halvvägs, i tre av sex klasser.", "vid VD2", "bedömningen är förseglad"):
        assert ord_ in sida
    assert "En bit kvar" not in sida, "stegen läses när bilderna är öppna"
    oppna_progression(plats=rapport.enhet, omgang=vd2)
    sida = text(annan.get(planen))
    for ord_ in ("En bit kvar", "Två mål. Ett går framåt."):
        assert ord_ in sida
    inne = text(som(rapporter.verksamhetschef).get(reverse("rapport-inlamning", args=[*RAPPORT, "vd2", 1])))
    assert "Mål 1: hur långt har vi kommit?" in inne
    assert "Fler läser på fritiden" in inne


def test_ett_okant_mal_och_ett_okant_steg_tas_inte_emot(rapporter, plan, rapport):
    forst = Mal.objects.earliest("pk")
    rektor = som(rapporter.rektor)
    assert spara(rektor, {f"mal-{forst.pk}-vd1-hur_langt": "x"}).status_code == 400, "VD1 hölls före planen"
    assert spara(rektor, {"mal-999999-vd2-hur_langt": "x"}).status_code == 400
    nej = spara(rektor, {}, {f"niva-{forst.pk}": "toppen"})
    assert nej.status_code == 400
    assert nej.json()["falt"] == f"niva-{forst.pk}"
    assert spara(rektor, {}, {"niva-999999": "en_bit_kvar"}).status_code == 200
    assert not Bedomning.objects.exists()


@pytest.mark.krav(54)
def test_lardomen_kravs_infor_vd3_och_ett_slappt_mal_foljs_inte_upp_mer(rapporter, plan, rapport, time_machine):
    forst, andra = Mal.objects.order_by("gallande_nr")
    time_machine.move_to("2027-02-10T08:00:00Z")
    revidera_plan(plan=plan, varfor="VD2", av=rapporter.rektor)
    ta_bort_mal(mal=andra, varfor="Nåddes redan.", av=rapporter.rektor)
    helt_mal(plan, rapporter.rektor, "Planeringstiden är skyddad")
    faststalld(rapporter, plan)
    vd2, vd3 = rapporter.omgang("vd2"), rapporter.omgang("vd3")

    def malen(omgang):
        (lage,) = [a for a in las_rapport(rapport, omgang).avsnitt if a.avsnitt.nyckel == "verksamhetsmal"]
        return lage, [m.mal.text for m in lage.malen]

    assert malen(vd2)[1] == [forst.text, andra.text], "VD2 gällde målen som fanns då"
    lage, namn = malen(vd3)
    assert namn == [forst.text, "Planeringstiden är skyddad"]
    kravs = {f.nyckel.rpartition("-")[2]: lage.kravs(f) for f in lage.falt}
    assert kravs == {"hur_langt": True, "lardom": True}
    assert not malen(vd2)[0].kravs(malen(vd2)[0].falt[1])


def test_utan_faststalld_plan_ar_avsnittet_som_forut(rapporter, rapport):
    plan = plan_for(rapporter)
    helt_mal(plan, rapporter.rektor)
    sida = text(som(rapporter.rektor).get(avsnittet()))
    assert "Planen är inte fastställd än" in sida
    assert 'name="falt-hur_langt"' in sida
    spara_avsnitt(avsnitt=malavsnittet(rapport), texter={"hur_langt": "En bit."}, av=rapporter.rektor)
    version = lamna_in(rapport=rapport, omgang=rapporter.omgang("vd2"), av=rapporter.rektor, skal="prov")
    (fryst,) = [a for a in version.innehall["avsnitt"] if a["nyckel"] == "verksamhetsmal"]
    assert "mal" not in fryst
    assert not Progression.objects.exists()


# --- Från punkt till mål --------------------------------------------------------------------------
@pytest.fixture
def punkt(rapporter, rapport) -> Punkt:
    avsnitt = rapport.avsnitt.select_related("mall", "rapport__lasar").get(nyckel="kunskaper-lgr22")
    texter = {"utmaningar": "Vår uppföljning kom för sent", "process": "<p>Vi följer upp var för sig.</p>"}
    spara_avsnitt(avsnitt=avsnitt, texter=texter, av=rapporter.rektor)
    return Punkt.objects.select_related("avsnitt__rapport__lasar").get()


@pytest.mark.krav(30, 77)
def test_en_utmaning_blir_ett_mal_och_vagen_finns_at_bada_hall(rapporter, rapport, punkt):
    plan = plan_for(rapporter)
    rektor = som(rapporter.rektor)
    planen, mal_sida = reverse("plan", args=["enheter", *RAPPORT]), reverse("rapport-till-planen", args=RAPPORT)
    assert mal_sida in text(rektor.get(planen)), "den tomma planen visar vägen till rapporten"
    kunskaper = reverse("rapport-avsnitt", args=[*RAPPORT, "kunskaper-lgr22"])
    assert "Gör till verksamhetsmål" in text(rektor.get(kunskaper))
    assert "Vår uppföljning kom för sent" in text(rektor.get(mal_sida))
    svar = rektor.post(mal_sida, {"punkt": punkt.pk})
    mal = Mal.objects.get()
    assert svar["Location"] == reverse("plan-mal", args=["enheter", *RAPPORT, mal.pk])
    rektor.post(mal_sida, {"punkt": punkt.pk})
    assert Mal.objects.count() == 1, "samma punkt igen är samma mål"
    blad = text(rektor.get(svar["Location"]))
    for ord_ in (
        "Svarar på utmaningen",
        "Vår uppföljning kom för sent",
        "Vi följer upp var för sig.",
        f'href="{kunskaper}#falt-utmaningar"',
    ):
        assert ord_ in blad
    assert "Blev ett mål i verksamhetsplanen 2026/27." in text(rektor.get(kunskaper))
    spara_avsnitt(avsnitt=punkt.avsnitt, texter={"utmaningar": ""}, av=rapporter.rektor)
    punkt.refresh_from_db()
    assert punkt.borttagen, "punkten står kvar som borttagen, så att målet hittar tillbaka"
    with pytest.raises(GarInteNu, match="står inte längre i texten"):
        gor_punkt_till_mal(punkt=punkt, plan=plan, av=rapporter.rektor)
    assert "Vår uppföljning kom för sent" in text(rektor.get(planen))


def test_bara_den_som_skriver_i_planen_gor_mal_och_bara_av_sin_egen_rapport(rapporter, rapport, punkt):
    plan = plan_for(rapporter)
    mal_sida = reverse("rapport-till-planen", args=RAPPORT)
    assert som(rapporter.verksamhetschef).post(mal_sida, {"punkt": punkt.pk}).status_code == 403
    assert som(rapporter.annan_rektor).post(mal_sida, {"punkt": punkt.pk}).status_code == 404
    rektor = som(rapporter.rektor)
    for fel in ({"punkt": "0"}, {"punkt": "x"}, {}):
        assert rektor.post(mal_sida, fel).status_code == 404
    helt_mal(plan, rapporter.rektor)
    faststalld(rapporter, plan)
    assert rektor.get(mal_sida).status_code == 403
    kunskaper = text(rektor.get(reverse("rapport-avsnitt", args=[*RAPPORT, "kunskaper-lgr22"])))
    assert "Gör till verksamhetsmål" not in kunskaper, "en fastställd plan revideras först"
    with pytest.raises(ValidationError, match="Revidera den först"):
        gor_punkt_till_mal(punkt=punkt, plan=plan, av=rapporter.rektor)


@pytest.mark.krav(14, 30)
def test_forra_arets_summerande_analys_blir_mal_i_arets_plan(rapporter):
    forra = rapporter.rapport(rapporter.skola, rapporter.forra)
    avsnitt = forra.avsnitt.select_related("mall", "rapport__lasar").get(nyckel="summerande_analys")
    spara_avsnitt(
        avsnitt=avsnitt,
        texter={"vidare": "<ul><li>Läsgrupperna</li><li>Planeringstiden</li></ul>"},
        av=rapporter.rektor,
    )
    plan = plan_for(rapporter)
    (ursprung,) = det_som_kan_bli_mal(plan.plats, plan.lasar)
    assert ursprung.slutsatser == ["Läsgrupperna", "Planeringstiden"]
    rektor = som(rapporter.rektor)
    mal_sida = reverse("rapport-till-planen", args=RAPPORT)
    for _ in range(2):
        rektor.post(mal_sida, {"slutsats": "Läsgrupperna", "lasar": "2025-26"})
    mal = Mal.objects.get()
    assert (mal.svarar_pa, mal.svarar_pa_slag) == ("Läsgrupperna", "slutsats")
    assert "Svarar på slutsatsen" in text(rektor.get(reverse("plan", args=["enheter", *RAPPORT])))
    fel = rektor.post(mal_sida, {"slutsats": "Något annat", "lasar": "2025-26"})
    assert fel.status_code == 400
    assert "Raden står inte längre i analysen." in text(fel)
    with pytest.raises(GarInteNu):
        gor_slutsats_till_mal(rapport=forra, rad="Borta", plan=plan, av=rapporter.rektor)


@pytest.mark.krav(47)
def test_en_aterlamnad_del_delar_inte_malens_ord_forran_den_ar_inne_igen(rapporter, plan, rapport):
    """Orden skrivs om: utanför rapporten läses de inte, och de som arbetar med planen får veta varför."""
    mal, vd2 = Mal.objects.earliest("gallande_nr"), rapporter.omgang("vd2")
    planen = reverse("plan", args=["enheter", *RAPPORT])
    falt = f"mal-{mal.pk}-vd2-hur_langt"

    def lamna(ord_: str) -> Any:
        spara_avsnitt(avsnitt=malavsnittet(rapport), texter={falt: ord_}, av=rapporter.rektor, omgang=vd2)
        return lamna_in(rapport=rapport, omgang=vd2, av=rapporter.rektor, skal="Resten kommer.")

    forsta = lamna("<p>Eleverna måste skärpa sig.</p>")
    assert "skärpa sig" in text(som(rapporter.medarbetare).get(planen))
    lamna_tillbaka(inlamning=forsta, kommentar="Vad gör ni?", av=rapporter.verksamhetschef)
    for person in (rapporter.medarbetare, rapporter.rektor, rapporter.verksamhetschef, rapporter.direktor):
        sida = text(som(person).get(planen))
        assert "skärpa sig" not in sida
        assert ("delen är återlämnad" in sida) == (person != rapporter.medarbetare)
    assert not Progression.objects.delade().exists()
    lamna("<p>Vi börjar alla lektioner lika.</p>")
    sida = text(som(rapporter.medarbetare).get(planen))
    assert "Vi börjar alla lektioner lika." in sida
    assert "återlämnad" not in sida
