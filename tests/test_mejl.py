"""Breven: ett per händelse, utan innehåll, aldrig två gånger, och ett okänt utfall sägs."""

import pytest
from django.core import mail

from kvalitetsrapporter.handlingar.inlamning import lamna_in, lamna_tillbaka
from styrkedja.handlingar import utkorg
from styrkedja.models import Utkorg
from tests.rollista import NU


@pytest.fixture
def version(rapporter):
    return lamna_in(
        rapport=rapporter.rapport(rapporter.skola),
        omgang=rapporter.omgang("vd1"),
        av=rapporter.rektor,
        skal="Hemligt skäl.",
    )


def rad() -> Utkorg:
    return Utkorg.objects.get(slag="mejl")


def test_verksamhetschefen_far_ett_brev_med_lank_och_utan_innehall(rapporter, version):
    assert utkorg.utfor_rad(rad().pk) == "klart"
    (brev,) = mail.outbox
    assert brev.to == [rapporter.verksamhetschef.epost]
    assert brev.subject == "Delen inför VD1 är inlämnad: Almskolan"
    assert "/enheter/almskolan/rapport/2026-27/inlamnad/vd1/1/" in brev.body
    assert "Hemligt" not in brev.body


def test_den_som_lamnade_in_far_veta_att_den_kom_tillbaka(rapporter, version):
    utkorg.utfor_rad(rad().pk)
    lamna_tillbaka(inlamning=version, kommentar="Orsak?", av=rapporter.verksamhetschef)
    utkorg.utfor_rad(Utkorg.objects.get(nyckel__startswith="aterlamnad").pk)
    assert mail.outbox[-1].to == [rapporter.rektor.epost]
    assert "Orsak?" not in mail.outbox[-1].body


def test_historien_skickar_inga_brev(rapporter):
    rapport, vd1 = rapporter.rapport(rapporter.skola), rapporter.omgang("vd1")
    version = lamna_in(rapport=rapport, omgang=vd1, av=rapporter.rektor, skal="prov", nu=NU)
    lamna_tillbaka(inlamning=version, kommentar="Orsak?", av=rapporter.verksamhetschef, nu=NU)
    assert not Utkorg.objects.exists()


def test_levererat_fem_ganger_ar_ett_brev(version):
    for _ in range(5):
        utkorg.utfor_rad(rad().pk)
    assert len(mail.outbox) == 1


def test_dor_arbetaren_mitt_i_sandningen_skickas_inget_igen_och_det_sags(version, settings):
    utkorg.spara_uppgift(utkorg.ta(rad().pk), borjad=True)
    Utkorg.objects.update(lan_till=NU)
    assert utkorg.utfor_rad(rad().pk) == "misslyckat"
    assert rad().fel.startswith("Okänt utfall")
    assert mail.outbox == []


def test_servern_borta_da_vantar_brevet(version, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    assert utkorg.utfor_rad(rad().pk) == "vantar"
    assert not rad().uppgifter.get("borjad")


def test_den_som_slutat_far_inget_brev(rapporter, version):
    befattning = rapporter.verksamhetschef.befattningar.get()
    befattning.till = befattning.fran
    befattning.save()
    assert utkorg.utfor_rad(rad().pk) == "misslyckat"
    assert mail.outbox == []


def test_samma_id_i_varje_forsok(version):
    fore = rad().uppgifter["id"]
    utkorg.utfor_rad(rad().pk)
    assert mail.outbox[0].extra_headers["Message-ID"] == fore
