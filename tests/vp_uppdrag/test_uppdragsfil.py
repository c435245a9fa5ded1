"""Källornas tjugoett uppdrag: alla läses in, säger det källan säger, och det den inte säger är tomt (krav 84–86)."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from styrkedja.models import Avdelning, Enhet, EnhetSkolform, Forum, Lasar, Skolform, Tillhorighet, Verksamhetsomrade
from tests.vp_uppdrag.conftest import lagg_forum
from vp_uppdrag.handlingar.las import med_parter
from vp_uppdrag.models import Aterrapportering, Leverans, Part, Uppdrag
from vp_uppdrag.models.uppdrag import parternas_uppgifter
from vp_uppdrag.regler.parter import Partroll, hinder_att_besluta
from vp_uppdrag.regler.uppdragsfil import Filfel, las_uppdragsfil

DATA = Path(settings.BASE_DIR) / "vp_uppdrag" / "data"
F19, F24 = DATA / "vp_uppdrag_2019.json", DATA / "vp_uppdrag_2024.json"
PROV = json.loads(F19.read_text(encoding="utf-8"))["prov"]
PARTER = [f"--part=verksamhetschef {b}={slug}" for b, slug in zip("ABCDE", ("norr", "soder", "oster", "vaster", "mitt"), strict=True)]  # fmt: skip


@pytest.fixture
def kommun(rollista):
    """Fem områden, åtta avdelningar, och ett läsår 2019/20 där gymnasiet hör till Söder."""
    lagg_forum()
    Skolform.objects.filter(nyckel="gymnasieskola").update(namn="gymnasieskola")
    for namn in ("Öster", "Väster", "Mitt"):
        Verksamhetsomrade.objects.create(namn=namn)
    for namn in (
        "Pedagogiskt center", "Resultat- och verksamhetsuppföljning (RVU)", "Flerspråkighet", "HR", "Ekonomi",
        "Kommunikation", "Administration och juridik",
    ):  # fmt: skip
        Avdelning.objects.create(namn=namn)
    lasar = Lasar.objects.create(namn="2019/20", slug="2019-20", fran="2019-07-01", till="2020-06-30")
    Tillhorighet.objects.create(enhet=rollista.gymnasium, lasar=lasar, omrade=rollista.soder)
    Tillhorighet.objects.create(enhet=rollista.skola, lasar=lasar, omrade=rollista.norr)
    return rollista


def ladda(fil: Path, *mer: str) -> None:
    call_command("ladda_uppdrag", str(fil), "2019-20", *mer, verbosity=0)


def nummer(uppdrag) -> list[int]:
    return sorted({u.nr for u in uppdrag})


@pytest.mark.krav(82, 84, 85)
def test_de_femton_sager_det_som_kallan_sager(kommun):
    ladda(F19, *PARTER)
    alla = Uppdrag.objects.filter(lasar__slug="2019-20")
    fick = {
        "antal": alla.count(),
        "fran_KF": nummer(alla.filter(ursprung="kf")),
        "rapporteras_i_kvalitetsrapport": nummer(u for u in alla if u.rapporteras_i_rapporterna),
        "foljs_upp_i_verksamhetsdialog": nummer(u for u in alla if "verksamhetsdialog" in u.uppfoljning),
        "forslag_klart_2019-11-30": nummer(
            r.uppdrag for r in Leverans.objects.filter(slag="förslag", senast="2019-11-30")
        ),
        "obestamt_datum": nummer(
            r.uppdrag for r in Aterrapportering.objects.all() if r.tid and r.tid["typ"] == "obestamd"
        ),
        "tva_mottagande_forum": nummer(u for u in alla if u.aterrapporteringar.values("forum").distinct().count() == 2),
        "extern_part": nummer(p.uppdrag for p in Part.objects.som(Partroll.EXTERN)),
        "utan_sammankallande": nummer(alla.exclude(parter__roll=Partroll.SAMMANKALLANDE)),
    }
    assert fick == PROV


@pytest.mark.krav(84, 85)
def test_varje_part_ar_en_plats_en_grupp_eller_nagon_utanfor_huset(kommun):
    """Ingen fritext som omväg: bara projektgruppen och den externa parten är namn."""
    ladda(F19, *PARTER)
    namn = Part.objects.exclude(namn="").values_list("uppdrag__nr", "roll", "namn", "inom")
    assert sorted(namn) == [
        (5, "projektgrupp", "projektgrupp H22", "stadens utvecklingssatsning H22"),
        (9, "extern", "socialnämnden", ""),
    ]
    nio = med_parter(Uppdrag.objects.all()).get(nr=9)
    assert [(p.roll, p.vem) for p in nio.parter.all()] == [
        ("sammankallande", "Elevhälsan"),
        ("medverkande", "verksamhetscheferna"),
        ("extern", "socialnämnden"),
        ("ansvarig", "Elevhälsan"),
        ("ansvarig", "Mitt"),
    ]
    assert Part.objects.get(uppdrag__nr=8, roll="mottagare").plats == kommun.soder.plats_ptr
    fem = Uppdrag.objects.get(nr=5)
    assert (fem.ansvarsform, fem.styrgrupp) == ("styrgrupp", "förvaltningens styrgrupp för H22")
    # Alla femton går att besluta: parterna räcker.
    for ett in med_parter(Uppdrag.objects.all()):
        assert hinder_att_besluta(parternas_uppgifter(ett.parter.all())) is None, ett.nr


@pytest.mark.krav(85)
def test_tolvan_har_tva_tider_och_nian_en_efter_lasaret(kommun):
    ladda(F19, *PARTER)
    tolv = Aterrapportering.objects.filter(uppdrag__nr=12)
    assert [rad.nar for rad in tolv] == ["april/maj?", "november 2020"]
    assert Aterrapportering.objects.get(uppdrag__nr=9).nar == "senast 30 sep 2020"
    assert Leverans.objects.get(uppdrag__nr=5).nar == "inte bestämt"
    assert Uppdrag.objects.get(nr=1).kraver_godkannande
    assert Uppdrag.objects.get(nr=1).godkanns_av == Forum.objects.get(nyckel="ledningsgrupp")


@pytest.mark.krav(86)
def test_de_sex_har_bara_det_som_kallan_sager(kommun):
    ladda(F24)
    assert list(Uppdrag.objects.values_list("nr", "text"))[:2] == [
        (1, "Närvaro/frånvaro"),
        (2, "SUS – stimulans, anpassningar, högpresterande"),
    ]
    assert Uppdrag.objects.count() == 6
    tomt = Uppdrag(rubrik="", text="", nr=0)
    for ett in Uppdrag.objects.all():
        for falt in ("ursprung", "ursprung_text", "ansvarsform", "styrgrupp", "urval", "malgrupp", "delaktighet",
                     "forankras_lopande", "godkanns_av", "godkanns_fore", "uppfoljning", "fraga", "anmarkning"):  # fmt: skip
            assert getattr(ett, falt) == getattr(tomt, falt), falt
        assert not ett.parter.exists()
        assert not ett.skolformer.exists()
        assert not ett.leveranser.exists()
        assert not ett.aterrapporteringar.exists()


@pytest.mark.krav(84, 85, 86)
@pytest.mark.parametrize(("fil", "antal"), [(F19, 15), (F24, 6)])
def test_varje_uppdrags_sida_sager_det_kallan_sager_och_inget_annat(kommun, client, fil, antal):
    ladda(fil, *(PARTER if fil == F19 else ()))
    client.force_login(kommun.direktor)
    alla = Uppdrag.objects.filter(lasar__slug="2019-20").prefetch_related("leveranser", "aterrapporteringar")
    assert len(alla) == antal
    for ett in alla:
        svar = client.get(reverse("uppdrag", args=["2019-20", ett.nr]))
        assert svar.status_code == 200, ett
        html = svar.content.decode()
        ord_ = unescape(re.sub(r"<[^>]+>", " ", html[html.index("<main") : html.index("</main>")]))
        assert not re.search(r"<(h[1-6]|dt|dd|th|li)[^>]*>\s*</\1>", html), f"tom rubrik eller rad, {ett}"
        assert not re.search(r"\bNone\b|[Oo]känd|\bnull\b|\{\{|\[\]|  ,", ord_), ett
        sidan = " ".join(ord_.split())
        for mening in (ett.rubrik, ett.anmarkning, ett.delaktighet, ett.malgrupp, *(p.vem for p in ett.parter.all())):
            assert " ".join(mening.split()) in sidan, ett
        for rad in (*ett.leveranser.all(), *ett.aterrapporteringar.all()):
            assert rad.nar[:1].upper() + rad.nar[1:] in sidan, f"{ett}: {rad.nar}"


def test_tva_ganger_ger_samma_uppdrag(kommun, capsys):
    ladda(F24)
    ladda(F24)
    assert Uppdrag.objects.count() == 6
    assert "Fanns redan: 1, 2, 3, 4, 5, 6." in capsys.readouterr().out


def test_allt_eller_inget_och_felen_pa_en_gang(kommun, tmp_path):
    with pytest.raises(CommandError, match=r"verksamhetschef A.*verksamhetschef E"):
        ladda(F19)
    Forum.objects.filter(nyckel="styrgrupp").delete()
    with pytest.raises(CommandError, match="forumet styrgrupp"):
        ladda(F19, *PARTER)
    Lasar.objects.filter(slug="2019-20").update(stangt=True)
    with pytest.raises(CommandError, match="stängt"):
        ladda(F24)
    with pytest.raises(CommandError, match="finns inte"):
        ladda(tmp_path / "ingen.json")
    trasig = tmp_path / "trasig.json"
    trasig.write_text("{", encoding="utf-8")
    with pytest.raises(CommandError, match="inte JSON"):
        ladda(trasig)
    with pytest.raises(CommandError, match="ETIKETT=PLATS"):
        ladda(F24, "--part=fel")
    assert not Uppdrag.objects.exists()


@pytest.mark.parametrize(
    ("andra", "mening"),
    [
        (lambda d: d.update(uppdrag=[]), "inga uppdrag"),
        (lambda d: d["uppdrag"][0].update(rubrik=""), "Uppdrag 1 i filen"),
        (lambda d: d["uppdrag"][1].update(nr=1), "två gånger"),
        (lambda d: d["uppdrag"][3].pop("text"), "Uppdrag 4 i filen.*text"),
        (lambda d: d["uppdrag"][0]["leveranser"][0].update(klart={"typ": "datum", "datum": "2019-13-01"}), "Uppdrag 1"),
        (lambda d: d["uppdrag"][0].update(ursprung="hittepå"), "hittepå"),
        (lambda d: d.update(uppdrag=d["uppdrag"] * 20), "Högst 200"),
    ],
)
def test_en_fil_med_fel_sager_var(andra, mening):
    data = json.loads(F19.read_text(encoding="utf-8"))
    andra(data)
    with pytest.raises(Filfel, match=mening):
        las_uppdragsfil(data)


def test_gymnasiets_chef_maste_sagas_nar_flera_omraden_har_gymnasium(kommun):
    enhet = Enhet.objects.create(namn="Andra gymnasiet")
    mall = EnhetSkolform.objects.filter(skolform__nyckel="gymnasieskola").first()
    EnhetSkolform.objects.create(enhet=enhet, skolform=mall.skolform, laroplan=mall.laroplan)
    Tillhorighet.objects.create(enhet=enhet, lasar=Lasar.objects.get(slug="2019-20"), omrade=kommun.norr)
    with pytest.raises(CommandError, match="verksamhetschef_gymnasieskola"):
        ladda(F19, *PARTER)
    ladda(F19, *PARTER, "--part=verksamhetschef_gymnasieskola=soder")
    assert Uppdrag.objects.count() == 15
