"""Sparningen i bakgrunden: skrivprotokollet, och varje felaktig skrivelse som en mening med texten kvar."""

import hashlib
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from kvalitetsrapporter.handlingar.skrivning import spara_avsnitt
from kvalitetsrapporter.models import Bedomning
from styrkedja.handlingar.narvaro import ar_har
from styrkedja.models import Text, Textversion
from tests.rollista import NU

JSON = {"accept": "application/json"}
OP = "0b1f7f4e-5d0c-4c1e-9a51-9f1d3a2b4c5d"


@pytest.fixture
def rapport(rapporter):
    return rapporter.rapport(rapporter.skola)


def klient(person, **mer) -> Client:
    klient = Client(**mer)
    klient.force_login(person)
    return klient


def adress(nyckel="hem", enhet="almskolan") -> str:
    return reverse("rapport-avsnitt-spara", args=[enhet, "2026-27", nyckel])


def skicka(person, texter=None, *, op=None, val=None, nyckel="hem", kropp=None, **mer) -> Any:
    if kropp is None:
        rader = {falt: {"innehall": text, "version": version} for falt, (text, version) in (texter or {}).items()}
        kropp = {"op": str(op or uuid4()), "texter": rader, "val": val or {}}
    raa = kropp if isinstance(kropp, (str, bytes)) else json.dumps(kropp)
    return klient(person).post(adress(nyckel), raa, content_type="application/json", headers=JSON | mer)


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.krav(72)
def test_sparat_sags_med_klockslag_hash_och_version(rapporter, rapport):
    svar = skicka(rapporter.rektor, {"text": ("Vi möts.", 0)})
    kropp = svar.json()
    assert (svar.status_code, kropp["sparat"][:4], kropp["nar"][:10]) == (200, "10:0", "2026-11-24")
    assert (kropp["hash"], kropp["versioner"], kropp["har"]) == ({"text": sha("Vi möts.")}, {"text": 1}, [])
    assert Text.objects.get(falt="text").innehall == "Vi möts."


@pytest.mark.krav(72)
def test_samma_sparning_igen_far_samma_svar_och_blir_en_version(rapporter, rapport):
    forst, igen = (skicka(rapporter.rektor, {"text": ("A", 0)}, op=OP).json() for _ in range(2))
    assert {k: forst[k] for k in ("hash", "versioner")} == {k: igen[k] for k in ("hash", "versioner")}
    assert Textversion.objects.count() == 1


def test_krock_sparar_bada_och_svarar_med_den_andres(rapporter, rapport):
    skicka(rapporter.rektor, {"text": ("Annas", 0)})
    svar = skicka(rapporter.bitradande, {"text": ("Bos", 0)})
    kropp = svar.json()
    assert (svar.status_code, kropp["hash"], kropp["versioner"]) == (409, {}, {})
    assert kropp["krockar"][0] | {"nar": ""} == {
        "falt": "text", "version": 1, "innehall": "Annas", "vem": "Anna Alm", "nar": "",
    }  # fmt: skip
    assert "Anna Alm ändrade det här avsnittet" in kropp["fel"]
    assert set(Textversion.objects.values_list("slag", "innehall")) == {("sparad", "Annas"), ("gren", "Bos")}


def test_krock_i_ett_falt_sparar_de_andra(rapporter, rapport):
    skicka(rapporter.rektor, {"individ": ("Annas", 0)}, nyckel="kunskaper-lgr22")
    svar = skicka(rapporter.bitradande, {"individ": ("Bos", 0), "process": ("P", 0)}, nyckel="kunskaper-lgr22")
    assert svar.status_code == 409
    assert svar.json()["versioner"] == {"process": 1}
    assert svar.json()["hash"] == {"process": sha("P")}


def test_utan_skript_sparas_det_som_inte_krockar_och_nasta_sparning_galler(rapporter, rapport):
    skicka(rapporter.rektor, {"individ": ("Annas", 0)}, nyckel="kunskaper-lgr22")
    sida = reverse("rapport-avsnitt", args=["almskolan", "2026-27", "kunskaper-lgr22"])
    form = {"falt-individ": "Bos", "version-individ": 0, "falt-process": "P", "version-process": 0}
    svar = klient(rapporter.bitradande).post(sida, form)
    assert svar.status_code == 409
    assert set(Textversion.objects.filter(slag="gren").values_list("innehall", flat=True)) == {"Bos"}
    visade = {falt: svar.context["formular"][f"version-{falt}"].value() for falt in ("individ", "process")}
    assert {falt: int(version) for falt, version in visade.items()} == {"individ": 1, "process": 1}
    igen = form | {f"version-{falt}": version for falt, version in visade.items()}
    assert klient(rapporter.bitradande).post(sida, igen).status_code == 302
    assert Text.objects.get(falt="individ").innehall == "Bos"


def test_valen_sparas_med_texten_och_det_som_inte_hor_hit_lamnas(rapporter, rapport):
    val = {"niva": "nara_malet", "progression": "framat", "is_staff": "1", "av": ["1"]}
    assert skicka(rapporter.rektor, {"individ": ("I", 0)}, val=val, nyckel="kunskaper-lgr22").status_code == 200
    bedomning = Bedomning.objects.get()
    assert (bedomning.niva, bedomning.progression, bedomning.av) == ("nara_malet", "framat", rapporter.rektor)


def test_bara_ett_val_ar_ocksa_en_sparning(rapporter, rapport):
    assert skicka(rapporter.rektor, val={"niva": "nara_malet"}, nyckel="samlad_bedomning").json()["sparat"]
    assert Bedomning.objects.get().niva == "nara_malet"


@pytest.mark.parametrize(
    ("val", "mening"),
    [
        ({"niva": "toppen"}, "Välj ett av stegen"),
        ({"skal": "x" * 401}, "högst 400 tecken"),
        ({"niva": 3}, "Valen kom inte"),
    ],
)
def test_val_som_inte_gar_ar_en_mening_och_inget_sparas(rapporter, rapport, val, mening):
    svar = skicka(rapporter.rektor, {"slutsatser": ("A", 0)}, val=val, nyckel="samlad_bedomning")
    assert svar.status_code == 400
    assert mening in svar.json()["fel"]
    assert not Text.objects.exists()


def rad(innehall="Lång mening.", version=0) -> dict:
    return {"text": {"innehall": innehall, "version": version}}


@pytest.mark.parametrize(
    ("kropp", "mening"),
    [
        ({"texter": rad()}, "saknar ett eget id"),
        ({"op": "17", "texter": rad()}, "saknar ett eget id"),
        ({"op": "a8098c1a-f86e-11da-bd1a-00112444be1e", "texter": rad()}, "saknar ett eget id"),  # en uuid1
        ({"op": ["x"], "texter": rad()}, "saknar ett eget id"),
        ({"op": OP, "texter": {"text": {"innehall": "Lång mening."}}}, "vilken version"),
        ({"op": OP, "texter": rad(version=-1)}, "vilken version"),
        ({"op": OP, "texter": rad(version="1")}, "vilken version"),
        ({"op": OP, "texter": rad(version=True)}, "vilken version"),
        ({"op": OP, "texter": rad(version=10**12)}, "vilken version"),
        ({"op": OP, "texter": {**rad(), "annat": {"innehall": "B", "version": 0}}}, "”annat” finns inte här"),
    ],
)
def test_felaktig_skrivelse_far_en_mening_och_texten_tillbaka(rapporter, rapport, kropp, mening):
    """Katalogens rad 37: saknat, gammalt eller främmande id eller version."""
    svar = skicka(rapporter.rektor, kropp=kropp)
    assert svar.status_code == 400
    assert mening in svar.json()["fel"]
    assert svar.json()["texter"]["text"] == "Lång mening."
    assert not Text.objects.exists()


@pytest.mark.parametrize(
    "kropp",
    ["", "inte json", b"\xff\xfe", "[1]", "[" * 100_000, '{"texter": [1]}', '{"texter": {"text": "A"}}',
     '{"texter": {"text": {"innehall": 1}}}', '{"texter": {"text": {"innehall": "\\ud800"}}}',
     '{"texter": {"text": {"innehall": "\\u0000"}}}'],
)  # fmt: skip
def test_det_som_inte_gar_att_lasa_ar_en_mening(rapporter, rapport, kropp):
    svar = skicka(rapporter.rektor, kropp=kropp)
    assert svar.status_code == 400
    assert "inte borta" in svar.json()["fel"]


def test_id_som_hor_till_nagon_annan_tas_inte_emot(rapporter, rapport):
    skicka(rapporter.rektor, {"text": ("A", 0)}, op=OP)
    svar = skicka(rapporter.bitradande, {"text": ("B", 1)}, op=OP)
    assert svar.status_code == 400
    assert "redan använt" in svar.json()["fel"]


def test_en_halv_miljon_tecken_sparas_och_mer_sags_vara_for_langt(rapporter, rapport):
    assert skicka(rapporter.rektor, {"text": ("å" * 500_000, 0)}).status_code == 200
    svar = skicka(rapporter.rektor, {"text": ("å" * 500_001, 1)})
    assert svar.status_code == 413
    assert "500 000" in svar.json()["fel"]


def test_en_orimligt_stor_kropp_ar_ocksa_en_mening(rapporter, rapport, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    svar = skicka(rapporter.rektor, {"text": ("x" * 1001, 0)})
    assert (svar.status_code, "500 000" in svar.json()["fel"]) == (413, True)


def test_get_ar_fel_metod(rapporter, rapport):
    svar = klient(rapporter.rektor).get(adress(), headers=JSON)
    assert (svar.status_code, svar.headers["Allow"], list(svar.json())) == (405, "POST", ["fel"])


def test_utan_sakerhetsmarke_svaras_json(rapporter, rapport):
    person = klient(rapporter.rektor, enforce_csrf_checks=True)
    svar = person.post(adress(), "{}", content_type="application/json", headers=JSON)
    assert (svar.status_code, list(svar.json())) == (401, ["fel"])


def test_utloggad_svaras_json(rapporter, rapport):
    svar = Client().post(adress(), "{}", content_type="application/json", headers=JSON)
    assert (svar.status_code, list(svar.json())) == (401, ["fel"])


def test_sparas_inte_i_nagon_annans_namn(rapporter, rapport):
    svar = skicka(rapporter.bitradande, {"text": ("A", 0)}, **{"X-Person": str(rapporter.rektor.pk)})
    assert svar.status_code == 401
    assert not Text.objects.exists()


def test_utan_befattning_svaras_json(rapporter, rapport):
    svar = skicka(rapporter.fore_detta, {"text": ("A", 0)})
    assert svar.status_code == 403
    assert "inte borta" in svar.json()["fel"]


@pytest.mark.parametrize(
    ("vem", "status", "mening"),
    [
        ("utgangen", 403, "Din delegering gick ut 30 jun 2026."),
        ("verksamhetschef", 403, "Det här är ett utkast."),
        ("annan_rektor", 404, "Sidan finns inte"),
    ],
)
@pytest.mark.krav(7)
def test_utan_ratt_sags_varfor_och_att_texten_finns_kvar(rapporter, rapport, vem, status, mening):
    svar = skicka(rapporter.personer[vem], {"text": ("A", 0)})
    assert svar.status_code == status
    assert svar.json()["fel"].startswith(mening)
    assert svar.json()["fel"].endswith("Din text är inte borta: kopiera den.")


def test_fastslagen_rapport_tar_inte_emot_men_texten_ar_inte_borta(rapporter, rapport):
    rapport.faststalld = NU
    rapport.save()
    svar = skicka(rapporter.rektor, {"text": ("Sent", 0)})
    assert (svar.status_code, "låst för läsåret. Din text är inte borta" in svar.json()["fel"]) == (403, True)


@pytest.mark.krav(72)
def test_sen_skrivning_tas_alltid_emot(rapporter, rapport):
    """VD1 stängde i september; i november skrivs det ändå."""
    assert skicka(rapporter.rektor, {"slutsatser": ("Sent.", 0)}, nyckel="samlad_bedomning").status_code == 200


def test_svaret_sager_vem_mer_som_ar_har(rapporter, rapport):
    avsnitt = rapport.avsnitt.get(nyckel="hem")
    for person in (rapporter.rektor, rapporter.bitradande):
        ar_har(agare_slag="avsnitt", agare_id=avsnitt.pk, falt="text", av=person)
    assert skicka(rapporter.rektor, {"text": ("A", 0)}).json()["har"] == [{"namn": "Bo Björk", "falt": "text"}]


def test_sparningen_laser_ett_fast_litet_antal_rader(rapporter, rapport, django_assert_max_num_queries):
    avsnitt = rapport.avsnitt.select_related("mall").get(nyckel="hem")
    spara_avsnitt(avsnitt=avsnitt, texter={"text": "A"}, av=rapporter.rektor)
    person = klient(rapporter.rektor)
    kropp = json.dumps({"op": OP, "texter": {"text": {"innehall": "B", "version": 1}}})
    with django_assert_max_num_queries(16):
        assert person.post(adress(), kropp, content_type="application/json", headers=JSON).status_code == 200
