"""De egna anteckningarna: bara den som skrev dem, på varje väg in; chiffer i databasen; egen hämtning, borttagning, gallring."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from dialoger.handlingar.privat import (
    FALT,
    PRIVAT,
    borja_anteckna,
    gallra_anteckningar,
    las_egna,
    spara_anteckning,
    ta_bort_anteckning,
)
from dialoger.models import Gast, PrivatAnteckning
from dialoger.regler.privat import EFTER_SLUT, gallringsdag
from dialoger.tasks import gallra_egna_anteckningar
from dialoger.texter import SKRIVRATT
from styrkedja.handlingar.skrivhistorik import las_historik
from styrkedja.handlingar.texter import utan_hemliga
from styrkedja.models import Handelse, Huvudman, Text, Textversion
from tests.rollista import DAG, NU

ORD = "Vem täcker när ämneslaget planerar? Kanarie-41."


@pytest.fixture
def egen(vd2, dialoger) -> PrivatAnteckning:
    anteckning = borja_anteckna(dialog=vd2, av=dialoger.rektor, nu=NU)
    spara_anteckning(anteckning=anteckning, texter={FALT: ORD}, av=dialoger.rektor, nu=NU)
    return anteckning


def klient(person) -> Client:
    ny = Client()
    ny.force_login(person)
    return ny


@pytest.mark.parametrize(
    ("samtalet", "manader", "gallras"),
    [
        (date(2027, 1, 19), 12, date(2028, 1, 19)),
        (date(2027, 1, 31), 1, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
    ],
)
def test_gallringsdagen(samtalet, manader, gallras):
    assert gallringsdag(samtalet, manader) == gallras


@pytest.mark.krav(65)
def test_databasen_bar_bara_chiffer(egen, dialoger):
    rad = Text.objects.get(agare_slag=PRIVAT, agare_id=egen.pk)
    lydelser = list(Textversion.objects.filter(text=rad).values_list("innehall", "hash"))
    assert lydelser
    assert ORD not in json.dumps([rad.innehall, rad.hash, lydelser], ensure_ascii=False)
    assert [e.ord for e in las_egna(dialoger.rektor)] == [ORD]


def test_ingen_annan_kan_skriva_i_den_ens_genom_handlingen(egen, dialoger):
    for vem in ("verksamhetschef", "direktor", "administrator"):
        with pytest.raises(PermissionDenied):
            spara_anteckning(anteckning=egen, texter={FALT: "mitt"}, av=dialoger.personer[vem], nu=NU)
        assert las_egna(dialoger.personer[vem]) == []


def test_historik_jamforelse_och_export_av_texter_har_den_inte(egen):
    assert las_historik(PRIVAT, egen.pk) == []
    assert utan_hemliga(list(Text.objects.filter(agare_slag=PRIVAT))) == []


def test_pulsen_och_skrivratten_ar_bara_skribentens(egen, dialoger):
    for vem, far in (("rektor", True), ("verksamhetschef", False), ("bitradande", False), ("administrator", False)):
        person = dialoger.farsk(dialoger.personer[vem])
        assert SKRIVRATT[PRIVAT](person, egen.pk) is far
        kropp = {"agare": PRIVAT, "id": egen.pk, "falt": FALT}
        svar = klient(person).post(
            "/skriv/puls/", kropp, content_type="application/json", headers={"Accept": "application/json"}
        )
        assert svar.status_code == (200 if far else 404)


def test_parten_ser_inte_den_andras_ord_pa_dialogens_sida(egen, vd2, dialoger):
    for vem in ("verksamhetschef", "bitradande", "direktor"):
        assert "Kanarie-41" not in klient(dialoger.personer[vem]).get(f"/dialoger/{vd2.pk}/").content.decode()
    assert "Kanarie-41" in klient(dialoger.rektor).get(f"/dialoger/{vd2.pk}/").content.decode()


def test_sparar_genom_skrivprotokollet_och_en_krock_ar_bara_min_egen(egen, dialoger):
    def skicka(version):
        kropp = {"op": str(uuid4()), "texter": {FALT: {"innehall": f"nytt {version}", "version": version}}}
        return klient(dialoger.rektor).post(
            f"/konto/anteckningar/{egen.pk}/spara/", kropp, content_type="application/json"
        )

    assert skicka(1).status_code == 200
    krock = skicka(0)
    assert krock.status_code == 409
    assert krock.json()["krockar"][0]["innehall"] == "nytt 1"
    assert "nytt" not in json.dumps(list(Textversion.objects.values_list("innehall", flat=True)))


def test_utan_skript_gar_det_att_borja_skriva_och_lasa(vd2, dialoger):
    rektor = klient(dialoger.rektor)
    svar = rektor.post(f"/dialoger/{vd2.pk}/anteckning/")
    assert svar["Location"] == f"/dialoger/{vd2.pk}/#privat"
    rektor.post(f"/dialoger/{vd2.pk}/anteckning/")
    den = PrivatAnteckning.objects.get()
    rektor.post(f"/konto/anteckningar/{den.pk}/", {f"falt-{FALT}": ORD, f"version-{FALT}": "0"})
    assert ORD in rektor.get(f"/konto/anteckningar/{den.pk}/").content.decode()
    assert ORD in rektor.get("/konto/anteckningar/").content.decode()


@pytest.mark.krav(65)
def test_hamtas_och_tas_bort_av_den_som_skrev_och_loggen_bar_inga_ord(egen, dialoger):
    rektor = klient(dialoger.rektor)
    fil = rektor.get("/konto/anteckningar/fil/")
    assert fil["Content-Disposition"].startswith("attachment")
    assert ORD in fil.content.decode()
    assert "Ta bort" in rektor.get(f"/konto/anteckningar/{egen.pk}/bort/").content.decode()
    rektor.post(f"/konto/anteckningar/{egen.pk}/bort/")
    assert not PrivatAnteckning.objects.exists()
    assert not Text.objects.filter(agare_slag=PRIVAT).exists()
    rader = json.dumps(list(Handelse.objects.values("handling", "objekt_namn", "uppgifter")), ensure_ascii=False)
    assert "ta_bort_egen_anteckning" in rader
    assert "Kanarie-41" not in rader


def test_gasten_antecknar_och_behaller_sitt_nar_ratten_har_gatt_ut(vd2, dialoger):
    chef, rektor = vd2.parter.all()
    gast = Gast.objects.create(
        dialog=vd2, person=dialoger.medarbetare, som="förstelärare", syfte="Matematiken.", foreslagen_av=rektor,
        foreslagen=NU, godkand=NU, godkand_av=chef,
    )  # fmt: skip
    person = klient(dialoger.medarbetare)
    person.post(f"/dialoger/{vd2.pk}/anteckning/")
    den = PrivatAnteckning.objects.get()
    spara_anteckning(anteckning=den, texter={FALT: ORD}, av=dialoger.medarbetare, nu=NU)
    gast.avslutad = NU
    gast.save()
    assert person.get(f"/dialoger/{vd2.pk}/").status_code == 404
    assert person.get(f"/konto/anteckningar/{den.pk}/").status_code == 403
    assert ORD in person.get("/konto/anteckningar/").content.decode()


# --- Gallringen ----------------------------------------------------------------------------------
def test_gallras_en_tid_efter_samtalet_sa_som_det_blev(egen, vd2):
    vd2.genomford = datetime(2027, 1, 19, 13, 0, tzinfo=UTC)
    vd2.save()
    assert gallra_anteckningar(idag=date(2028, 1, 18)) == 0
    assert PrivatAnteckning.objects.get().gallras == date(2028, 1, 19)
    assert gallra_anteckningar(idag=date(2028, 1, 19)) == 1
    assert gallra_anteckningar(idag=date(2028, 1, 19)) == 0
    assert not Text.objects.filter(agare_slag=PRIVAT).exists()
    assert not Textversion.objects.filter(text__agare_slag=PRIVAT).exists()


def test_kommunens_manader_galler(egen):
    Huvudman.objects.update(privata_manader=1)
    assert gallra_anteckningar(idag=date(2027, 3, 1)) == 1


def test_gallras_en_manad_efter_att_personen_slutat(egen, dialoger):
    dialoger.rektor.befattningar.update(till=DAG)
    assert gallra_anteckningar(idag=DAG + EFTER_SLUT) == 0
    assert gallra_anteckningar(idag=DAG + EFTER_SLUT + timedelta(days=1)) == 1


def test_den_som_har_slutat_hinner_hamta_och_ta_bort(egen, dialoger):
    dialoger.rektor.befattningar.update(till=DAG - timedelta(days=1))
    rektor = klient(dialoger.rektor)
    assert ORD in rektor.get("/konto/anteckningar/fil/").content.decode()
    assert rektor.get("/dialoger/").status_code == 403
    assert rektor.post(f"/konto/anteckningar/{egen.pk}/bort/").status_code == 302


def test_nattens_uppgift_gallrar_och_gar_att_kora_igen(egen):
    assert [gallra_egna_anteckningar(), gallra_egna_anteckningar()] == [0, 0]
    ta_bort_anteckning(anteckning=egen, av=egen.person, nu=NU)
    assert gallra_egna_anteckningar() == 0
