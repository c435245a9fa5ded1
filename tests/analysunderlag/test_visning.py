"""Det enda stället som visar ett värde: varje tecken, varje slag av ögon, och vad som aldrig följer med."""

import pytest

from analysunderlag.models import Niva, Varde
from analysunderlag.regler.skydd_ord import Insyn, Skydd
from analysunderlag.visning import visa
from styrkedja.handlingar.organisation import andra_huvudman
from styrkedja.handlingar.utkorg import utfor_rad
from styrkedja.models import Utkorg
from tests.analysunderlag.varden import for_in, kalla, nyckeltal, varde


@pytest.mark.parametrize(
    "falt, text, kort, skal",
    [
        ({"tal": 82, "antal": 61}, "82,0 %", "82,0 %", ""),
        ({"tecken": ".", "antal": 61}, "uppgift saknas", "saknas", "Uppgift saknas."),
        ({"tecken": "~100", "antal": 61}, "nästan alla", "nästan alla", "Nästan alla. En till fyra elever når inte."),
        ({"tecken": "-", "antal": 61}, "uppgift saknas", "saknas", "Källan skriver ”-”. Vad det betyder är inte klarlagt."),
        ({"tecken": "..", "antal": 61}, "skyddat", "skyddat", "För få elever. Källan visar inte talet, för att ingen ska gå att känna igen."),
        ({"tal": 50, "antal": 9}, "skyddat", "skyddat", "För få elever (färre än 10). Talet visas inte för att ingen ska gå att känna igen."),
        ({"tal": 50}, "skyddat", "skyddat", "Antalet bakom talet är inte känt. Talet visas när antalet är angett."),
    ],
)  # fmt: skip
def test_varje_slag_av_varde(rollista, falt, text, kort, skal):
    (visat,) = [visa(v, Insyn.OPPEN) for v in for_in(varde(rollista.skola, **falt))]
    assert (visat.text.replace("\u00a0", " "), visat.kort.replace("\u00a0", " "), visat.skal) == (text, kort, skal)
    assert visat.skyddat == (text == "skyddat")
    assert (visat.tal is not None) == ("%" in text)
    assert (visat.antal, visat.n) == ((None, "") if visat.skyddat else (61, "61 i gruppen"))


def test_matten_i_ord(rollista):
    def text(matt: str, tal, **falt) -> str:
        matten = nyckeltal(nyckel=f"n{matt}", matt=matt, raknar="annat")
        (lasta,) = for_in(varde(rollista.skola, tal, 430, nyckeltal=matten, **falt))
        return visa(lasta, Insyn.OPPEN).text.replace("\u00a0", " ")

    assert text("poäng", 213.44) == "213,4 poäng"
    assert text("procentenheter", -2) == "−2,0 procentenheter"
    assert text("antal per 100", 3.2) == "3,2 per 100"
    assert text("kr", 178000) == "178 000 kr"
    assert text("antal", 430, tecken="cirka") == "cirka 430"
    assert text("index 0–100", 72) == "72,0"


def test_ogonen_avgor(rollista):
    """Den egna kedjan ser från fem, den vars uppgift det är ser allt som källan har lämnat ut."""
    sju, fyra, dold = for_in(
        varde(rollista.skola, 57.1, 7),
        varde(rollista.gymnasium, 50, 4),
        varde(rollista.skola, None, 30, uppdelning="amne=bild", tecken=".."),
    )
    assert [visa(sju, insyn).skyddat for insyn in Insyn] == [True, False, False]
    assert [visa(fyra, insyn).skyddat for insyn in Insyn] == [True, True, False]
    assert [visa(dold, insyn).skyddat for insyn in Insyn] == [True, True, True]
    assert "färre än 5" in visa(fyra, Insyn.EGEN_KEDJA).skal


def test_en_ny_grans_galler_ocksa_det_som_redan_ar_inlast(rollista):
    """Administratören höjer gränsen; arbetaren räknar om, och talet om tolv visas inte längre. Det citerade står kvar."""
    (tolv,) = for_in(varde(rollista.skola, 50, 20))
    andra_huvudman(av=rollista.administrator, huvudman=rollista.huvudman, minsta_grupp=25)
    assert utfor_rad(Utkorg.objects.get(slag="rakna_om_skyddet").pk) == Utkorg.Utfall.KLART
    assert visa(Varde.objects.for_visning().get(pk=tolv.pk), Insyn.OPPEN).skyddat
    andra_huvudman(av=rollista.administrator, huvudman=rollista.huvudman, kortnamn="Ekbys skolor")
    assert Utkorg.objects.filter(slag="rakna_om_skyddet").count() == 1, "andra inställningar rör inga tal"


def test_kommunen_har_grans_fem_och_kommunens_egen_grans_galler(rollista):
    rollista.huvudman.minsta_grupp = 15
    rollista.huvudman.save()
    kommunen, skolan = for_in(
        varde(rollista.huvudman, 50, 12, niva=Niva.HUVUDMAN), varde(rollista.skola, 50, 12, uppdelning="amne=bild")
    )
    assert visa(kommunen, Insyn.OPPEN).text.startswith("50,0")
    assert "färre än 15" in visa(skolan, Insyn.OPPEN).skal


@pytest.mark.parametrize(
    "tal, antal, skydd",
    [
        (90, 20, Skydd.FA_KVAR),  # två når inte
        (10, 20, Skydd.FA_KVAR),  # två når
        (100, 20, Skydd.VISAS),
        (0, 20, Skydd.VISAS),
        (75, 20, Skydd.VISAS),  # fem når inte
        (99.9, 3000, Skydd.FA_KVAR),
        (99.5, 3000, Skydd.VISAS),
    ],
)
def test_en_till_fyra_och_resten(rollista, tal, antal, skydd):
    (lasta,) = for_in(varde(rollista.skola, tal, antal))
    assert Skydd(lasta.skydd) == skydd
    assert lasta.har_visats == (skydd == Skydd.VISAS)


def test_det_som_inte_ar_manniskor_i_grupp_visas_alltid(rollista):
    pengar = nyckeltal(nyckel="ekonomi", minsta_grupp=None)
    tid = nyckeltal(nyckel="franvaro", raknar="annat")
    lasta = for_in(
        varde(rollista.skola, -1.5, nyckeltal=pengar),
        varde(rollista.skola, 2.0, 100, nyckeltal=tid),
        varde(rollista.skola, 82.6, kalla=kalla("kolada", eget_skydd=True)),
    )
    assert [visa(v, Insyn.OPPEN).skyddat for v in lasta] == [False] * 3


def test_enkatens_varning_och_kallan(rollista):
    (lasta,) = for_in(varde(rollista.skola, 76, 50, svarsfrekvens=58, preliminart=True, kalla=kalla("skoltempen")))
    visat = visa(lasta, Insyn.OPPEN)
    assert visat.varning.replace("\u00a0", " ") == "Bara 58 % svarade. Läs med försiktighet."
    assert (visat.kalla, visat.period, visat.preliminart) == ("Källa: skoltempen", "2025/26", True)


def test_den_som_laser_kan_inte_skilja_en_till_fyra_fran_det_som_skyddar():
    assert Skydd.FA_KVAR.label == Skydd.UR_SUMMA.label
