"""Vem som ser en dialog, och vad: parten är befattningen, gästen är bjuden, direktören ser tiden."""

from datetime import timedelta

import pytest

from dialoger.behorighet.dialog import hinder_fore_samtalet, hinder_i_dialogen, insynen
from dialoger.models import Dialog, Gast
from dialoger.regler.dialog import Dialoglage, Insyn, nasta_dialoglage
from dialoger.regler.handslag import Handslagslage, nasta_handslagslage
from tests.rollista import DAG, NU


def ser(person, dialog) -> Insyn:
    return insynen(person, dialog) if Dialog.objects.synliga_for(person).filter(pk=dialog.pk).exists() else Insyn.INGEN


@pytest.mark.parametrize(
    ("vem", "vad"),
    [
        ("rektor", Insyn.PART),
        ("verksamhetschef", Insyn.PART),
        ("bitradande", Insyn.LASER),
        ("direktor", Insyn.TID),
        ("annan_rektor", Insyn.INGEN),
        ("annan_verksamhetschef", Insyn.INGEN),
        ("avdelningschef", Insyn.INGEN),
        ("controller", Insyn.INGEN),
        ("medarbetare", Insyn.INGEN),
        ("administrator", Insyn.INGEN),
        ("fore_detta", Insyn.INGEN),
        ("utan_befattning", Insyn.INGEN),
    ],
)
def test_insynen_per_roll(vd2, dialoger, vem, vad):
    assert ser(dialoger.personer[vem], vd2) == vad


def _bjud(vd2, person, **falt):
    chef, rektor = vd2.parter.all()
    return Gast.objects.create(
        **{"dialog": vd2, "person": person, "som": "förstelärare", "syfte": "Matematiken.", "foreslagen_av": rektor,
           "foreslagen": NU, "godkand": NU, "godkand_av": chef} | falt
    )  # fmt: skip


@pytest.mark.krav(10)
@pytest.mark.parametrize(
    ("falt", "vad"),
    [
        ({}, Insyn.LASER),
        ({"godkand": None, "godkand_av": None}, Insyn.INGEN),
        ({"till": DAG}, Insyn.LASER),
        ({"till": DAG - timedelta(days=1)}, Insyn.INGEN),
        ({"avslutad": NU}, Insyn.INGEN),
    ],
)
def test_gasten_ser_bara_sa_lange_bada_har_sagt_ja(vd2, dialoger, falt, vad):
    _bjud(vd2, dialoger.medarbetare, **falt)
    dialog = Dialog.objects.med_det_som_visas().get(pk=vd2.pk)
    assert ser(dialoger.medarbetare, dialog) == vad


def test_bara_parterna_skriver(vd2, dialoger):
    assert hinder_i_dialogen(dialoger.rektor, vd2) is None
    assert hinder_i_dialogen(dialoger.bitradande, vd2) == "Bara parterna i dialogen gör det här."
    assert hinder_i_dialogen(dialoger.direktor, vd2) is not None
    vd2.tillstand = Dialoglage.INSTALLD
    assert hinder_i_dialogen(dialoger.rektor, vd2) == "Dialogen är inställd."


def test_det_fordas_forberedelse_andras_inte(vd2, dialoger):
    assert hinder_fore_samtalet(dialoger.rektor, vd2) is None
    vd2.tillstand = Dialoglage.GENOMFORD
    assert "Samtalet är fört" in hinder_fore_samtalet(dialoger.rektor, vd2)
    vd2.lasar.stangt = True
    assert "stängt" in hinder_fore_samtalet(dialoger.rektor, vd2)


@pytest.mark.parametrize(
    ("fran", "handling", "till"),
    [
        (Dialoglage.PLANERAD, "boka", Dialoglage.BOKAD),
        (Dialoglage.PLANERAD, "genomfor", None),
        (Dialoglage.BOKAD, "genomfor", Dialoglage.GENOMFORD),
        (Dialoglage.GENOMFORD, "boka", None),
        (Dialoglage.BEKRAFTAD, "andra_handslag", Dialoglage.GENOMFORD),
    ],
)
def test_dialogens_gang(fran, handling, till):
    assert nasta_dialoglage(fran, handling) == till


def test_handslagets_gang():
    assert nasta_handslagslage(Handslagslage.BEKRAFTAT, "andra") == Handslagslage.FORESLAGET
    assert nasta_handslagslage(Handslagslage.FORESLAGET, "klart") is None
    assert nasta_handslagslage(Handslagslage.PAGAR, "fortsatt") == Handslagslage.FORTSATTER


def test_sidan_visar_tiden_for_direktoren_men_inte_samtalet(client, vd2, dialoger):
    client.force_login(dialoger.direktor)
    svar = client.get(f"/dialoger/{vd2.pk}/").content.decode()
    assert "Almskolan" in svar
    assert "Behov av stöd" not in svar
    client.force_login(dialoger.rektor)
    assert "Behov av stöd" in client.get(f"/dialoger/{vd2.pk}/").content.decode()


def test_listans_antal_fragor_beror_inte_pa_antalet_dialoger(client, dialoger, django_assert_max_num_queries):
    client.force_login(dialoger.direktor)
    client.get("/dialoger/")
    with django_assert_max_num_queries(18):
        svar = client.get("/dialoger/")
    assert svar.content.decode().count("<tr>") == 1 + 12
