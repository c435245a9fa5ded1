"""Det som samtalet visar om en punkt: den inlämnade delens text, målen med egna indikatorer, och inga bedömningar."""

import pytest

from dialoger.models import Dialog, Gast
from kvalitetsrapporter.handlingar.inlamning import lamna_in, lamna_tillbaka
from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from styrkedja.models import Laroplan, Laroplansomrade
from tests.dialoger.samtalen import oppna, startad
from tests.rollista import NU
from tests.vp_uppdrag.planer import helt_mal
from vp_uppdrag.handlingar import plangang
from vp_uppdrag.handlingar.avstamning import stam_av
from vp_uppdrag.handlingar.planer import planen_for


@pytest.fixture
def samtal(rollista) -> Dialog:
    """Almskolans startade VD2 med en inlämnad del om kunskaper, bedömd."""
    from dialoger.arshjul import efter_hjulet

    Laroplansomrade.objects.create(laroplan=Laroplan.objects.get(nyckel="lgr22"), nummer="2.2", namn="Kunskaper")
    skapa_rapporter(lasar=rollista.lasar)
    efter_hjulet(rollista.lasar, NU)
    vd2 = Dialog.objects.get(plats=rollista.skola, mall__nyckel="vd2")
    rapport = rollista.rapport(rollista.skola)
    avsnitt = rapport.avsnitt.get(nyckel="kunskaper-lgr22")
    spara_avsnitt(avsnitt=avsnitt, texter={"individ": "Läsningen går framåt."}, niva="nar_malet", av=rollista.rektor)
    lamna_in(rapport=rapport, omgang=vd2.omgang, av=rollista.rektor, skal="prov")
    spara_avsnitt(avsnitt=avsnitt, texter={"individ": "Ett senare utkast."}, av=rollista.rektor)
    return startad(vd2, rollista.rektor)


def punkten(samtal: Dialog, **villkor) -> str:
    return f"/dialoger/{samtal.pk}/?punkt={samtal.dagordning.get(**villkor).pk}"


def test_punktens_text_ar_den_inlamnade_delens_och_bedomningen_visas_inte(samtal, rollista):
    for vem in (rollista.rektor, rollista.verksamhetschef):
        sida = oppna(vem, punkten(samtal, omrade__isnull=False))
        assert "Läsningen går framåt." in sida
        assert "Ett senare utkast." not in sida
        assert "Når målet" not in sida


def test_en_aterlamnad_del_lases_inte(samtal, rollista):
    inlamning = rollista.rapport(rollista.skola).inlamningar.get()
    lamna_tillbaka(inlamning=inlamning, kommentar="Skriv om.", av=rollista.verksamhetschef)
    sida = oppna(rollista.verksamhetschef, punkten(samtal, omrade__isnull=False))
    assert "Läsningen går framåt." not in sida
    assert "Texten är inte inlämnad än." in sida


def test_gasten_ser_samtalet_men_inte_rapportens_text(samtal, rollista):
    chef, rektor = samtal.parter.all()
    Gast.objects.create(
        dialog=samtal, person=rollista.medarbetare, som="förstelärare", syfte="Matematiken.", foreslagen_av=rektor,
        foreslagen=NU, godkand=NU, godkand_av=chef,
    )  # fmt: skip
    sida = oppna(rollista.medarbetare, punkten(samtal, omrade__isnull=False))
    assert "Gemensamma anteckningar" in sida
    assert "Läsningen går framåt." not in sida


@pytest.mark.krav(111)
def test_malen_star_med_enhetens_egna_indikatorer(samtal, rollista):
    plan = planen_for(plats=rollista.skola, lasar=rollista.lasar)
    mal = helt_mal(plan, rollista.rektor)
    sand = plangang.be_om_avstamning(plan=plan, av=rollista.rektor, nu=NU)
    stam_av(plan=plan, last_version=sand.framlagd.nummer, av=rollista.verksamhetschef, nu=NU)
    plangang.faststall_plan(plan=plan, av=rollista.rektor, nu=NU)
    sida = oppna(rollista.verksamhetschef, punkten(samtal, slag="progression"))
    assert mal.text in sida
    assert str(mal.indikatorer.first()) in sida
