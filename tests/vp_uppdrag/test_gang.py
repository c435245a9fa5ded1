"""Uppdragets gång: en övergång i taget, grinden före genomförandet, och vem som får (krav 82, 84)."""

import pytest
from django.core.exceptions import ValidationError

from styrkedja.models import Forum, Handelse
from styrkedja.regler.roller import Roll
from tests.vp_uppdrag.conftest import farskt
from vp_uppdrag import behorighet
from vp_uppdrag.handlingar import GarInteNu, gang
from vp_uppdrag.regler.parter import Partroll, Partuppgift
from vp_uppdrag.regler.tillstand import UPPDRAGETS_OVERGANGAR, Uppdragslage, nasta_uppdragslage


@pytest.fixture
def med_grind(nytt):
    return nytt(godkanns_av=Forum.objects.get(nyckel="ledningsgrupp"), godkanns_fore=True, forankras_lopande=True)


@pytest.mark.krav(82)
def test_hela_vagen_utan_grind(kommun, uppdrag):
    vc = kommun.verksamhetschef
    gang.borja_planera(uppdrag=uppdrag, av=vc)
    gang.starta(uppdrag=uppdrag, av=vc)
    slut = gang.slutrapportera(uppdrag=uppdrag, slutrapport="Fler är här.", av=vc)
    assert (slut.tillstand, slut.slutrapport, slut.avslutat_av) == ("slutrapporterat", "Fler är här.", vc)
    gjort = Handelse.objects.om("uppdrag", uppdrag.pk).order_by("pk").values_list("handling", flat=True)
    assert list(gjort)[-4:] == ["besluta_uppdrag", "borja_planera", "starta_uppdrag", "slutrapportera"]


@pytest.mark.krav(84)
def test_grinden_gar_inte_att_ga_runt(kommun, med_grind):
    vc, ud = kommun.verksamhetschef, kommun.direktor
    gang.borja_planera(uppdrag=med_grind, av=vc)
    hinder = behorighet.hinder_for_att_starta(vc, farskt(med_grind))
    assert hinder == "Förslaget ska godkännas av ledningsgrupp för skolorna innan det genomförs."
    with pytest.raises(GarInteNu, match="godkännas innan"):
        gang.starta(uppdrag=med_grind, av=vc)
    with pytest.raises(ValidationError, match="förankrats"):
        gang.begar_godkannande(uppdrag=med_grind, forankring=" ", av=vc)
    gang.begar_godkannande(uppdrag=med_grind, forankring="Alla rektorer har läst.", av=vc)
    with pytest.raises(ValidationError, match="Skriv varför"):
        gang.lamna_tillbaka(uppdrag=med_grind, varfor="", av=ud)
    gang.lamna_tillbaka(uppdrag=med_grind, varfor="Kostnaden fattas", av=ud)
    assert med_grind.andringar.get().varfor == "Kostnaden fattas"
    gang.begar_godkannande(uppdrag=med_grind, forankring="Nu med kostnad.", av=vc)
    klart = gang.godkann(uppdrag=med_grind, av=ud)
    assert (klart.tillstand, klart.godkant_av, klart.forankring) == ("genomfors", ud, "Nu med kostnad.")


def test_utan_grind_begars_inget_godkannande(kommun, uppdrag):
    gang.borja_planera(uppdrag=uppdrag, av=kommun.verksamhetschef)
    with pytest.raises(GarInteNu, match="inget godkännande"):
        gang.begar_godkannande(uppdrag=uppdrag, forankring="Ja", av=kommun.verksamhetschef)


@pytest.mark.parametrize(
    ("parter", "mening"),
    [
        ([], "vem som får uppdraget"),
        ([("medverkande", "norr"), ("medverkande", "soder")], "Välj en av dem som sammankallande"),
        ([("projektgrupp", "")], "vem som svarar"),
    ],
)
def test_ett_uppdrag_beslutas_forst_nar_parterna_racker(kommun, nytt, parter, mening):
    rader = [
        Partuppgift(roll, plats=getattr(kommun, plats).pk) if plats else Partuppgift(roll, namn="gruppen")
        for roll, plats in parter
    ]
    utkast = nytt(beslutat=False, parter=rader)
    assert mening in str(behorighet.hinder_for_att_besluta(kommun.direktor, utkast))
    with pytest.raises(GarInteNu, match=mening):
        gang.besluta(uppdrag=utkast, av=kommun.direktor)


def test_tva_ganger_gar_inte_och_sager_det(kommun, uppdrag):
    with pytest.raises(GarInteNu, match="redan gjort"):
        gang.besluta(uppdrag=uppdrag, av=kommun.direktor)
    assert "redan beslutat" in str(behorighet.hinder_for_att_besluta(kommun.direktor, uppdrag))
    gang.borja_planera(uppdrag=uppdrag, av=kommun.verksamhetschef)
    with pytest.raises(GarInteNu):
        gang.borja_planera(uppdrag=uppdrag, av=kommun.verksamhetschef)
    assert Handelse.objects.filter(handling="borja_planera").count() == 1


def test_ett_avbrutet_uppdrag_star_kvar_med_skalet(kommun, uppdrag):
    with pytest.raises(ValidationError, match="Skriv varför"):
        gang.avbryt(uppdrag=uppdrag, varfor="", av=kommun.direktor)
    gang.avbryt(uppdrag=uppdrag, varfor="Pengarna tog slut", av=kommun.direktor)
    assert uppdrag.andringar.get().varfor == "Pengarna tog slut"
    slut = farskt(uppdrag)
    for hinder in (
        behorighet.hinder_for_att_rapportera,
        behorighet.hinder_for_att_skriva,
        behorighet.hinder_for_att_planera,
    ):
        assert "avbröts 24 nov 2026" in str(hinder(kommun.verksamhetschef, slut))
    with pytest.raises(GarInteNu):
        gang.starta(uppdrag=uppdrag, av=kommun.verksamhetschef)


def test_tabellen_ar_hela_sanningen():
    """Varje övergång har en handling i gången, och ett avslutat uppdrag går ingenstans."""
    assert {o.handling for o in UPPDRAGETS_OVERGANGAR} <= set(vars(gang))
    for slut in (Uppdragslage.SLUTRAPPORTERAT, Uppdragslage.AVBRUTET):
        assert all(nasta_uppdragslage(slut, o.handling) is None for o in UPPDRAGETS_OVERGANGAR)


# --- Vem -----------------------------------------------------------------------------------------
#: fråga → de i rollistan som får, i ett uppdrag som Norr kallar samman och Elevhälsan medverkar i.
FAR = {
    "hinder_for_att_planera": {"verksamhetschef", "direktor"},
    "hinder_for_att_rapportera": {"verksamhetschef", "direktor"},
    "hinder_for_att_mata": {"verksamhetschef", "direktor"},
    "hinder_for_att_skala_upp": {"verksamhetschef", "direktor"},
    "hinder_for_att_valja_uppfoljning": {"verksamhetschef", "direktor"},
    "hinder_for_att_skriva": {"verksamhetschef", "avdelningschef", "direktor"},
    "hinder_for_att_lara": {"verksamhetschef", "avdelningschef", "direktor"},
    "hinder_for_att_andra_ordern": {"direktor"},
    "hinder_for_att_avbryta": {"direktor"},
}


@pytest.mark.parametrize("fraga", FAR)
def test_vem_som_far(kommun, uppdrag, fraga):
    svar = {namn for namn, person in kommun.personer.items() if getattr(behorighet, fraga)(person, uppdrag) is None}
    assert svar == FAR[fraga]
    for namn in set(kommun.personer) - svar:
        assert str(getattr(behorighet, fraga)(kommun.personer[namn], uppdrag)).endswith(".")


@pytest.mark.krav(83)
def test_styrgruppen_valjer_uppfoljningen_nar_uppdraget_har_en(kommun, nytt):
    parter = [
        Partuppgift(Partroll.MOTTAGARE, grupp=Roll.VERKSAMHETSCHEF),
        Partuppgift(Partroll.STYRGRUPP, plats=kommun.avdelning.pk),
    ]
    uppdrag = nytt(parter=parter)
    assert behorighet.hinder_for_att_valja_uppfoljning(kommun.avdelningschef, uppdrag) is None
    assert behorighet.hinder_for_att_valja_uppfoljning(kommun.verksamhetschef, uppdrag) is not None
    # Alla verksamhetschefer håller ihop ett uppdrag som är ställt till dem alla.
    assert behorighet.haller_ihop(kommun.annan_verksamhetschef, uppdrag)
