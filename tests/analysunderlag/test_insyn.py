"""Vem ser vad: den egna kedjan, det oskyddade, det publicerade, och vem som läser in. Matrisens rader Statistik."""

import pytest
from django.core.exceptions import PermissionDenied

from analysunderlag.behorighet.inlasning import (
    hinder_for_att_andra_nyckeltal,
    hinder_for_att_angra,
    hinder_for_att_lasa_in,
    hinder_for_att_lasa_inlasningar,
)
from analysunderlag.behorighet.insyn import hinder_for_att_se_oskyddat, insyn_for, insyn_i, laser_underlaget
from analysunderlag.handlingar.skydd import se_oskyddat
from analysunderlag.models import Nyckeltal, Varde
from analysunderlag.regler.skydd_ord import Insyn
from styrkedja.models import Arbetslag, Befattning, Handelse
from styrkedja.regler.roller import Roll
from tests.analysunderlag.varden import for_in, kalla, nyckeltal, varde

I_KEDJAN = {"rektor", "bitradande", "verksamhetschef", "controller", "direktor"}


def test_den_egna_kedjan(rollista):
    sedda = {namn for namn, p in rollista.personer.items() if insyn_for(p, rollista.skola) == Insyn.EGEN_KEDJA}
    assert sedda == I_KEDJAN
    assert {n for n, p in rollista.personer.items() if insyn_for(p, None) != Insyn.OPPEN} == {"controller", "direktor"}


def test_listans_insyn_ar_densamma(rollista, django_assert_max_num_queries):
    platser = [rollista.skola, rollista.gymnasium, rollista.chefsomrade]
    for person in rollista.personer.values():
        with django_assert_max_num_queries(5):
            insyn = insyn_i(rollista.farsk(person))
            sedda = [insyn(p.pk) for p in platser]
        assert sedda == [insyn_for(person, p) for p in platser]


def test_det_oskyddade_visas_for_kedjan_och_varje_visning_loggas(rollista):
    nekade = {n for n, p in rollista.personer.items() if hinder_for_att_se_oskyddat(p, rollista.skola)}
    assert nekade == set(rollista.personer) - I_KEDJAN
    tal = nyckeltal()
    for_in(varde(rollista.skola, 50, 4, nyckeltal=tal))
    assert se_oskyddat(av=rollista.rektor, plats=rollista.skola, nyckeltal=[tal]) == Insyn.OSKYDDAD
    handelse = Handelse.objects.get(handling="se_oskyddat")
    assert (handelse.aktor_namn, handelse.plats_id, handelse.uppgifter) == (
        "Anna Alm", rollista.skola.pk, {"nyckeltal": ["behoriga"]},
    )  # fmt: skip
    with pytest.raises(PermissionDenied, match="Almskolan visas för den egna kedjan"):
        se_oskyddat(av=rollista.annan_rektor, plats=rollista.skola, nyckeltal=[tal])
    with pytest.raises(PermissionDenied, match="för kommunen"):
        se_oskyddat(av=rollista.rektor, plats=None, nyckeltal=[tal])
    assert Handelse.objects.filter(handling="se_oskyddat").count() == 1


def test_vem_som_laser_vilka_varden(rollista):
    publicerat = kalla("skolverket", eget_skydd=True)
    for_in(
        varde(rollista.skola, 80, 50),
        varde(rollista.gymnasium, 80, 50),
        varde(rollista.gymnasium, 80, 50, kalla=publicerat),
    )
    antal = {n: Varde.objects.synliga_for(p).count() for n, p in rollista.personer.items()}
    inget = {"administrator", "annan_administrator", "utan_befattning", "fore_detta"}
    assert {n for n, a in antal.items() if a == 0} == inget
    assert {n for n, a in antal.items() if a == 1} == {"namnd", "registrator"}
    assert {n for n, a in antal.items() if a == 2} == {"medarbetare"}
    assert {n for n, p in rollista.personer.items() if not laser_underlaget(p)} == inget
    arbetslag = Arbetslag.objects.create(namn="Lag 7", pa_enhet=rollista.skola)
    Befattning.objects.create(
        person=rollista.utan_befattning, roll=Roll.ARBETSLAGSLEDARE, plats=arbetslag, fran=rollista.forra.fran
    )
    assert Varde.objects.synliga_for(rollista.farsk(rollista.utan_befattning)).count() == 2


def test_vem_som_laser_in_och_angrar(rollista):
    def far(hinder, *args) -> set[str]:
        return {namn for namn, p in rollista.personer.items() if hinder(p, *args) is None}

    egen = kalla("elevhalsan", avdelning=rollista.avdelning)
    assert far(hinder_for_att_lasa_in) == {"controller", "avdelningschef"}
    assert far(hinder_for_att_lasa_in, egen) == {"controller", "avdelningschef"}
    assert far(hinder_for_att_lasa_in, kalla("skolverket")) == {"controller"}
    assert far(hinder_for_att_angra) == {"controller"}
    assert far(hinder_for_att_lasa_inlasningar) == {"controller", "avdelningschef", "direktor"}


def test_vem_som_andrar_nyckeltal(rollista):
    def far(tal: Nyckeltal) -> set[str]:
        return {namn for namn, p in rollista.personer.items() if hinder_for_att_andra_nyckeltal(p, tal) is None}

    assert far(nyckeltal()) == {"controller", "administrator", "annan_administrator"}
    assert far(nyckeltal(nyckel="eget", enhet=rollista.skola)) == {"rektor"}
