"""Rundans tider på en sida: alla enheter på en gång, felen vid raden, det ovanliga sagt; och tiden som kalenderfil."""

from datetime import date, time

import pytest
import vobject
from django.urls import reverse

from dialoger.arshjul import efter_hjulet
from dialoger.handlingar.rundans_tider import Radfel, foresla_tider
from dialoger.handlingar.tid import acceptera_tid
from dialoger.models import Dialog, Tidsforslag
from dialoger.regler.tid import fordela
from styrkedja.models import Hjulpost
from tests.dialoger.samtalen import klient, oppna
from tests.rollista import NU

UPPGIFTER = {"dag": date(2027, 1, 19), "fran": time(9), "till": time(10, 30), "lokal": "Rum 3"}


@pytest.mark.parametrize("antal", [1, 4, 20])
def test_rundans_tider_ligger_pa_arbetsdagar_och_krockar_inte(antal):
    tider = fordela(antal, date(2027, 1, 14), date(2027, 1, 29), [])
    assert len(set(tider)) == antal
    assert all(dag.weekday() < 5 for dag, _ in tider)


def test_allt_eller_inget(vd2, dialoger):
    andra = Dialog.objects.get(plats=dialoger.gymnasium, mall__nyckel="vd2")
    with pytest.raises(Radfel) as fel:
        foresla_tider(tider=[{"dialog": d, **UPPGIFTER} for d in (vd2, andra)], av=dialoger.verksamhetschef)
    assert fel.value.rad == 1
    assert not Tidsforslag.objects.exists()


def _rundan(kommun):
    return reverse("boka-runda", args=[kommun.lasar.slug, "vd2"])


def _falten(dialog, **mer):
    rad = {"med": "on", "dag": "2027-01-19", "fran": "09:00", "till": "10:30", "lokal": "Rum 3", "last": "0"} | mer
    return {f"{dialog.pk}-{namn}": varde for namn, varde in rad.items()}


@pytest.mark.krav(25)
def test_chefen_foreslar_for_alla_sina_enheter_pa_en_sida(vd2, dialoger):
    assert "inför VD2 är inte bokade" in oppna(dialoger.verksamhetschef, "/")
    sida = oppna(dialoger.verksamhetschef, _rundan(dialoger))
    assert "Almskolan" in sida
    assert "Cedergymnasiet" not in sida
    assert klient(dialoger.verksamhetschef).post(_rundan(dialoger), _falten(vd2)).status_code == 302
    assert "Svara på tiden för" in oppna(dialoger.rektor, "/")


@pytest.mark.parametrize(
    ("fel", "mening"),
    [
        ({"dag": ""}, "Välj en dag"),
        ({"dag": "2027-02-30"}, "Datumet finns inte"),
        ({"dag": "2027-03-28", "fran": "02:30", "till": "04:00"}, "klockan ställs fram"),
        ({"till": "08:00"}, "före det börjar"),
        ({"dag": "2028-01-19"}, "utanför läsåret"),
        ({"dag": "2027-01-23"}, "lördag"),
        ({"fran": "nio"}, "Skriv klockslaget"),
    ],
)
def test_fel_rad_sags_vid_raden_och_det_skrivna_star_kvar(vd2, dialoger, fel, mening):
    svar = klient(dialoger.verksamhetschef).post(_rundan(dialoger), _falten(vd2, lokal="Biblioteket", **fel))
    assert svar.status_code == 400
    assert mening in svar.content.decode()
    assert "Biblioteket" in svar.content.decode()
    assert not Tidsforslag.objects.exists()


def test_en_ledig_dag_varnas_en_gang_och_gar_sedan(vd2, dialoger):
    klicka, falt = klient(dialoger.verksamhetschef), _falten(vd2, dag="2027-01-23")
    svar = klicka.post(_rundan(dialoger), falt)
    rad = next(r for r in svar.context["blad"].rader if r.dialog.pk == vd2.pk)
    falt[f"{vd2.pk}-varnad"] = rad.data[f"{vd2.pk}-varnad"]
    assert klicka.post(_rundan(dialoger), falt).status_code == 302


def test_krocken_med_en_annan_rad_sags(vd2, dialoger):
    andra = Dialog.objects.get(plats=dialoger.chefsomrade, mall__nyckel="vd2")
    svar = klient(dialoger.verksamhetschef).post(_rundan(dialoger), _falten(vd2) | _falten(andra))
    assert "Krockar med" in svar.content.decode()


def test_tiden_gar_att_hamta_till_kalendern(vd2, dialoger):
    adress = reverse("dialog-kalender", args=[vd2.pk])
    assert klient(dialoger.rektor).get(adress).status_code == 404
    (forslag,) = foresla_tider(tider=[{"dialog": vd2, **UPPGIFTER}], av=dialoger.verksamhetschef)
    acceptera_tid(tidsforslag=forslag, av=dialoger.rektor)
    kalender = vobject.readOne(klient(dialoger.rektor).get(adress).content.decode())
    assert (kalender.method.value, kalender.vevent.location.value) == ("PUBLISH", "Rum 3")


def test_arshjulet_foljer_den_bokade_dagen(vd2, dialoger):
    dag = date(2027, 1, 14)
    post = Hjulpost.objects.create(
        lasar=dialoger.lasar, plats=dialoger.skola, nyckel="vd2", rubrik="VD2", niva="enhet", slag="dialog",
        roll="verksamhetschef", fran=dag, till=dag, sorteras=dag,
    )  # fmt: skip
    efter_hjulet(dialoger.lasar, NU)
    (forslag,) = foresla_tider(tider=[{"dialog": vd2, **UPPGIFTER}], av=dialoger.verksamhetschef)
    acceptera_tid(tidsforslag=forslag, av=dialoger.rektor)
    post.refresh_from_db()
    assert post.fran == UPPGIFTER["dag"]
