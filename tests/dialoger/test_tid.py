"""Dialogens tid och gäster: föreslå, svara, avboka, ställa in; natten då klockan ställs om; två som hinner samtidigt."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from dialoger.handlingar.gaster import avsluta_gast, foresla_gast, godkann_gast
from dialoger.handlingar.tid import acceptera_tid, avboka, foresla_tid, planera_om, stall_in
from dialoger.models import Dialog
from dialoger.regler.tid import hinder, tidpunkten, varningar
from dialoger.tidsstart import tidens
from styrkedja.models import Handelse, Utkorg
from styrkedja.regler.dagar import Period

LASARET = Period(date(2026, 7, 1), date(2027, 6, 30))


def _foresla(vd2, av, **mer):
    dag = vd2.lasar.till.replace(month=1, day=20)
    return foresla_tid(**{"dialog": vd2, "dag": dag, "fran": time(9), "till": time(11), "av": av} | mer)


def _bokad(vd2, dialoger) -> Dialog:
    return acceptera_tid(tidsforslag=_foresla(vd2, dialoger.verksamhetschef), av=dialoger.rektor)


@pytest.mark.parametrize(
    ("dag", "klockan", "ord_"),
    [(date(2027, 3, 28), time(2, 30), "finns inte"), (date(2026, 10, 25), time(2, 30), "två gånger")],
)
def test_natten_da_klockan_stalls_om_far_ett_tydligt_svar(dag, klockan, ord_):
    assert ord_ in tidpunkten(dag, klockan)
    assert ord_ in hinder(dag, klockan, time(4), LASARET)["fran"]
    assert isinstance(tidpunkten(dag, time(9)), datetime)


def test_sluttid_fore_borjan_och_utanfor_lasaret_stoppas_lediga_dagar_varnas_for():
    assert set(hinder(date(2028, 1, 10), time(10), time(9), LASARET)) == {"dag", "till"}
    assert hinder(date(2027, 1, 6), time(9), time(10), LASARET) == {}
    lov = [Period(date(2027, 1, 1), date(2027, 1, 10))]
    sagt = varningar(date(2027, 1, 6), time(18), time(19), lov)
    assert len(sagt) == 3
    assert "trettondedag" in sagt[0]
    assert varningar(date(2027, 1, 20), time(9), time(10), lov) == []


@pytest.mark.krav(25)
def test_den_ena_foreslar_den_andra_foreslar_en_annan_och_den_forsta_sager_ja(vd2, dialoger):
    forsta = _foresla(vd2, dialoger.verksamhetschef)
    with pytest.raises(ValidationError, match="Den andra parten svarar"):
        acceptera_tid(tidsforslag=forsta, av=dialoger.verksamhetschef)
    motbud = _foresla(vd2, dialoger.rektor, fran=time(13), till=time(14), lokal="Biblioteket")
    forsta.refresh_from_db()
    assert forsta.svar == "nej"
    with pytest.raises(ValidationError, match="gäller inte längre"):
        acceptera_tid(tidsforslag=forsta, av=dialoger.rektor)
    bokad = acceptera_tid(tidsforslag=motbud, av=dialoger.verksamhetschef)
    assert (bokad.tillstand, bokad.lokal, bokad.borjar, bokad.sekvens) == ("bokad", "Biblioteket", motbud.borjar, 1)
    assert Utkorg.objects.filter(nyckel__startswith="tid-").count() == 2
    assert Utkorg.objects.filter(nyckel__startswith="kallelse-").count() == 2
    assert Handelse.objects.filter(handling="boka_dialog").count() == 1


def test_den_som_svarar_pa_en_gammal_sida_far_veta_att_nagon_hann_fore(vd2, dialoger):
    _foresla(vd2, dialoger.verksamhetschef, last=0)
    with pytest.raises(ValidationError, match="Någon hann före"):
        _foresla(vd2, dialoger.rektor, last=0)
    assert vd2.tidsforslag.count() == 1


@pytest.mark.parametrize("vem", ["bitradande", "direktor", "annan_verksamhetschef"])
def test_bara_parterna_foreslar(vd2, dialoger, vem):
    with pytest.raises(ValidationError, match="Bara parterna"):
        _foresla(vd2, dialoger.personer[vem])
    assert not vd2.tidsforslag.exists()


@pytest.mark.krav(26)
def test_avbokad_installd_och_planerad_igen_behaller_kallelsens_id(vd2, dialoger):
    uid = vd2.uid
    bokad = _bokad(vd2, dialoger)
    with pytest.raises(ValidationError, match="Skriv varför"):
        avboka(dialog=bokad, skal=" ", av=dialoger.rektor)
    ledig = avboka(dialog=bokad, skal="Sjukdom.", av=dialoger.rektor)
    assert (ledig.tillstand, ledig.borjar, ledig.sekvens, ledig.uid) == ("planerad", None, 2, uid)
    with pytest.raises(ValidationError):
        avboka(dialog=ledig, skal="Igen.", av=dialoger.rektor)
    installd = stall_in(dialog=ledig, skal="Enheten läggs ned.", av=dialoger.verksamhetschef)
    with pytest.raises(ValidationError, match="inställd"):
        _foresla(installd, dialoger.rektor)
    assert planera_om(dialog=installd, av=dialoger.verksamhetschef).tillstand == "planerad"
    with pytest.raises(ValidationError, match="Bara parterna"):
        planera_om(dialog=installd, av=dialoger.direktor)


@pytest.mark.krav(10)
def test_gasten_laser_nar_den_andra_har_sagt_ja_och_inte_efter_avslutet(client, vd2, dialoger):
    gast = foresla_gast(
        dialog=vd2, person=dialoger.medarbetare, som="förstelärare", syfte="Matematiken.", av=dialoger.rektor
    )
    client.force_login(dialoger.medarbetare)
    adress = f"/dialoger/{vd2.pk}/"
    assert client.get(adress).status_code == 404
    with pytest.raises(ValidationError, match="Den andra parten svarar"):
        godkann_gast(gast=gast, av=dialoger.rektor)
    with pytest.raises(ValidationError, match="redan"):
        foresla_gast(dialog=vd2, person=gast.person, som="x", syfte="y", av=dialoger.verksamhetschef)
    godkann_gast(gast=gast, av=dialoger.verksamhetschef)
    assert Utkorg.objects.filter(nyckel__startswith="gast-").count() == 1
    assert client.get(adress).status_code == 200
    avsluta_gast(gast=gast, av=dialoger.rektor)
    assert client.get(adress).status_code == 404
    with pytest.raises(ValidationError, match="redan avslutad"):
        avsluta_gast(gast=gast, av=dialoger.rektor)


def test_sidorna_visar_foreslar_och_svarar(client, vd2, dialoger):
    rot = f"/dialoger/{vd2.pk}/"
    client.force_login(dialoger.verksamhetschef)
    fel = client.post(f"{rot}samtal/tid/", {"dag": "2027-03-28", "fran": "02:30", "till": "01:00", "last": 0})
    assert fel.status_code == 400
    assert "finns inte" in fel.content.decode()
    dag = f"{vd2.lasar.till.year}-01-20"
    tid = {"dag": dag, "fran": "09:00", "till": "11:00", "lokal": "", "meddelande": "", "last": 0}
    assert client.post(f"{rot}samtal/tid/", tid).status_code == 302
    forslag = vd2.tidsforslag.get()
    svar = f"{rot}samtal/ja-tid/?rad=tidsforslag-{forslag.pk}"
    assert client.post(svar).status_code == 403
    client.force_login(dialoger.rektor)
    assert "Säg ja till tiden" in client.get(rot).content.decode()
    assert "Almskolan" in client.get(f"{rot}samtal/bjud/").content.decode()
    assert client.post(svar).status_code == 302
    assert "bokad" in client.get(rot).content.decode()
    assert Dialog.objects.get(pk=vd2.pk).borjar == forslag.borjar


def test_startsidan_fragar_bara_den_som_ska_svara(vd2, dialoger):
    forslag = _foresla(vd2, dialoger.verksamhetschef)
    (rad,) = tidens(dialoger.rektor)[0]
    assert rad.adress == f"/dialoger/{vd2.pk}/#tiden"
    assert not [g for g in tidens(dialoger.verksamhetschef)[0] if "Svara" in g.rubrik]
    acceptera_tid(tidsforslag=forslag, av=dialoger.rektor)
    assert tidens(dialoger.rektor)[0] == []
