"""Referensdata: två laddningar ger samma, alla skolformer har avsnitt, läroplaner löper bredvid varandra."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from kvalitetsrapporter.models import Avsnittsmall, Faltmall, Rapportmall
from kvalitetsrapporter.referensdata import ladda_rapportmall
from styrkedja.handlingar.lasar import Ledighet, Steg, Terminer, satt_skala, skapa_lasar
from styrkedja.models import Forum, Forumlank, Laroplan, Laroplansomrade, Lasar, Niva, Skalsteg, Skolform

pytestmark = pytest.mark.django_db

TABELLER = (Skolform, Laroplan, Laroplansomrade, Niva, Forum, Forumlank, Rapportmall, Avsnittsmall, Faltmall, Skalsteg)


def ett_lasar(ar: int = 2026) -> Lasar:
    return skapa_lasar(namn=f"{ar}/{(ar + 1) % 100}", fran=date(ar, 7, 1), till=date(ar + 1, 6, 30), av=None)


def innehall() -> dict[str, list]:
    return {t.__name__: list(t.objects.order_by("pk").values()) for t in TABELLER}


def test_tva_laddningar_ger_samma_som_en(capsys):
    ett_lasar()
    call_command("ladda_referensdata")
    fore = innehall()
    call_command("ladda_referensdata")
    assert innehall() == fore
    assert all(fore.values())


def test_alla_skolformer_har_en_laroplan_med_de_omraden_som_mallen_namner():
    mall = ladda_allt(ett_lasar())
    omraden = {
        (o.laroplan.skolform.nyckel, o.namn) for o in Laroplansomrade.objects.select_related("laroplan__skolform")
    }
    for avsnitt in mall.avsnitt.all():
        assert set(avsnitt.omraden.items()) <= omraden, avsnitt.nyckel
    for skolform in Skolform.objects.all():
        assert mall.avsnitt.filter(omraden__has_key=skolform.nyckel).count() >= 4, skolform


def test_internationella_skolans_omraden_kommer_ur_rapportmallen():
    ladda_allt(ett_lasar())
    namn = list(Laroplan.objects.get(nyckel="ib").omraden.values_list("namn", flat=True))
    assert namn == ["Lärande enligt IB PYP/MYP", "Normer och värden", "Elevernas ansvar och inflytande", "Bedömning"]


def test_gy11_och_gy25_star_bredvid_varandra():
    call_command("ladda_referensdata")
    gy11, gy25 = Laroplan.objects.get(nyckel="gy11"), Laroplan.objects.get(nyckel="gy25")
    assert gy11.skolform == gy25.skolform
    assert gy11.galler_fran < gy25.galler_fran < gy11.galler_till
    assert {o.namn for o in gy11.omraden.all()} == {o.namn for o in gy25.omraden.all()}


def test_pms_namn_pa_omradena_finns_som_alias():
    ladda_allt(ett_lasar())
    omrade = Laroplansomrade.objects.get(laroplan__nyckel="lgr22", namn="Bedömning och betyg")
    assert (omrade.nummer, omrade.alias) == ("2.7", ["Betyg och bedömning"])


def test_de_fem_rapporterna_till_namnden_har_alla_skolformer():
    call_command("ladda_referensdata")
    rapporter = set(Skolform.objects.values_list("rapport", flat=True))
    assert rapporter == {"forskola", "grundskola", "gymnasieskola", "anpassad", "internationell"}


def test_normer_och_varden_galler_alla_skolformer_och_har_egen_anvisning_for_forskolan():
    mall = ladda_allt(ett_lasar())
    avsnitt = mall.avsnitt.get(nyckel="normer_varden")
    assert set(avsnitt.omraden) == set(Skolform.objects.values_list("nyckel", flat=True))
    assert set(avsnitt.falt.get(nyckel="individ").anvisning_per_skolform) == {"forskola", "fritidshem"}


def test_nytt_lasar_kopierar_forra_lasarets_mall_och_skalor():
    forra = ladda_allt(ett_lasar(2025))
    forra.avsnitt.filter(nyckel="resurser").update(rubrik="Pengar och tid")
    satt_skala(lasar=forra.lasar, slag="bedomning", steg=[Steg("ja", "Ja", "hel", niva=1), Steg("nej", "Nej", "tom")])
    ny = ladda_rapportmall(ett_lasar(2026))
    assert ny.avsnitt.get(nyckel="resurser").rubrik == "Pengar och tid"
    assert Faltmall.objects.filter(avsnitt__mall=ny).count() == Faltmall.objects.filter(avsnitt__mall=forra).count()
    assert list(ny.lasar.skalsteg.filter(slag="bedomning").values_list("nyckel", flat=True)) == ["ja", "nej"]
    assert forra.avsnitt.count() == ny.avsnitt.count() == 28


def test_skalorna_star_i_ord_och_form():
    steg = ladda_allt(ett_lasar()).lasar.skalsteg
    assert list(steg.filter(slag="bedomning").values_list("form", "niva")) == [
        ("hel", 4), ("trekvart", 3), ("halv", 2), ("tom", 1), ("streckad", None),
    ]  # fmt: skip
    assert list(steg.filter(slag="progression").values_list("form", flat=True)) == [
        "dubbelupp", "upp", "streck", "ned", "prickar",
    ]  # fmt: skip
    assert steg.get(nyckel="kan_inte_bedomas").kraver_skal


def test_lasar_som_slutar_fore_sin_borjan_nekas():
    with pytest.raises(ValidationError, match="slutar före sin början"):
        skapa_lasar(namn="2026/27", fran=date(2026, 7, 1), till=date(2026, 6, 30), av=None)
    assert not Lasar.objects.exists()


def test_lasar_som_krockar_med_ett_annat_nekas():
    ett_lasar(2026)
    with pytest.raises(ValidationError, match="hör redan till läsåret 2026/27"):
        skapa_lasar(namn="2027", fran=date(2027, 6, 1), till=date(2028, 6, 30), av=None)
    with pytest.raises(ValidationError, match="finns redan"):
        ett_lasar(2026)


@pytest.mark.parametrize(
    ("terminer", "lov", "mening"),
    [
        (Terminer(date(2026, 12, 1), date(2026, 8, 1)), [], "Höstterminen slutar före sin början"),
        (Terminer(vt_till=date(2027, 8, 1)), [], "Vårterminen ligger utanför läsåret"),
        (None, [Ledighet("höstlov", date(2026, 10, 30), date(2026, 10, 26))], "höstlov slutar före sin början"),
        (None, [Ledighet("sommarlov", date(2027, 6, 12), date(2027, 8, 12))], "sommarlov ligger utanför läsåret"),
    ],
)
def test_terminer_och_lov_provas(terminer, lov, mening):
    with pytest.raises(ValidationError, match=mening):
        skapa_lasar(namn="2026/27", fran=date(2026, 7, 1), till=date(2027, 6, 30), av=None, terminer=terminer, lov=lov)


def ladda_allt(lasar: Lasar) -> Rapportmall:
    call_command("ladda_referensdata")
    return lasar.rapportmall
