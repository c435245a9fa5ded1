"""Kärnans skrivmekanism: operations-id, krock som gren, ofarlig omsändning, och den hemliga texten."""

from uuid import uuid4

import pytest
from cryptography.exceptions import InvalidTag
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from styrkedja import nycklar
from styrkedja.checks import textnyckeln_ar_egen
from styrkedja.handlingar.texter import (
    Sparat,
    UpptagetOp,
    las_hemlig_text,
    las_texter,
    spara_texter,
    text_hash,
    utan_hemliga,
)
from styrkedja.models import Text, Textversion
from styrkedja.models.text import Textslag

TING = {"agare_slag": "prov", "agare_id": 7}
HEMLIGT = "Samtalet var svårt; jag tror att hon slutar."


@transaction.atomic
def spara(av, text="", *, grund=None, op=None, falt="a", **mer) -> Sparat:
    """Som i rummen: i en egen transaktion, som ett nej rullar tillbaka."""
    versioner = None if grund is None else {falt: grund}
    return spara_texter(**TING, texter={falt: text}, av=av, versioner=versioner, op=op, **mer)


def versioner(slag="sparad") -> list[str]:
    return list(Textversion.objects.filter(slag=slag).order_by("pk").values_list("innehall", flat=True))


def test_svaret_bar_version_och_hash_av_det_som_kom(rollista):
    sparat = spara(rollista.rektor, "Ett", grund=0)
    assert (sparat.andrade, sparat.versioner, sparat.hash) == (["a"], {"a": 1}, {"a": text_hash("Ett")})
    assert Text.objects.get().hash == text_hash("Ett")


def test_samma_id_igen_ger_samma_svar_och_inget_dubbelt(rollista):
    op = uuid4()
    forst = spara(rollista.rektor, "Ett", grund=0, op=op)
    spara(rollista.rektor, "Två", grund=1, op=uuid4())
    igen = spara(rollista.rektor, "Ett", grund=0, op=op)
    assert (igen.versioner, igen.hash, igen.andrade) == (forst.versioner, forst.hash, [])
    assert versioner() == ["Ett", "Två"]
    assert Text.objects.get().innehall == "Två"


def test_den_som_kommer_sist_far_en_gren_och_den_forstes_text(rollista):
    spara(rollista.rektor, "Annas", grund=0)
    sparat = spara(rollista.bitradande, "Bos", grund=0, op=uuid4())
    krock = sparat.krockar[0]
    assert (krock.innehall, krock.version, krock.av) == ("Annas", 1, rollista.rektor)
    assert (sparat.versioner, sparat.hash) == ({}, {})
    gren = Textversion.objects.get(slag="gren")
    assert (gren.innehall, gren.version, gren.grund, gren.av) == ("Bos", 1, 0, rollista.bitradande)
    assert Text.objects.get().innehall == "Annas"


def test_en_krock_en_gang_till_ar_samma_krock(rollista):
    spara(rollista.rektor, "Annas", grund=0)
    op = uuid4()
    forst = spara(rollista.bitradande, "Bos", grund=0, op=op)
    spara(rollista.rektor, "Annas senare", grund=1)
    igen = spara(rollista.bitradande, "Bos", grund=0, op=op)
    assert igen.krockar == forst.krockar
    assert versioner("gren") == ["Bos"]


def test_falten_som_inte_krockar_sparas(rollista):
    spara(rollista.rektor, "Annas", grund=0, falt="a")
    sparat = spara_texter(
        **TING, texter={"a": "Bos", "b": "Bos b"}, versioner={"a": 0, "b": 0}, av=rollista.bitradande, op=uuid4()
    )
    assert ([k.falt for k in sparat.krockar], sparat.versioner) == (["a"], {"b": 1})
    assert las_texter("prov", 7)[7, "b"].innehall == "Bos b"


def test_en_version_som_inte_finns_an_blir_en_gren(rollista):
    spara(rollista.rektor, "Annas", grund=0)
    assert spara(rollista.rektor, "Från en annan databas", grund=99).krockar
    assert versioner("gren") == ["Från en annan databas"]


def test_lika_text_fran_tva_ar_ingen_krock(rollista):
    spara(rollista.rektor, "Lika", grund=0)
    assert spara(rollista.bitradande, "Lika", grund=0).versioner == {"a": 1}
    assert Textversion.objects.count() == 1


def test_den_andres_id_eller_en_annan_text_tas_inte_emot(rollista):
    op = uuid4()
    spara(rollista.rektor, "Ett", grund=0, op=op)
    with pytest.raises(UpptagetOp):
        spara(rollista.bitradande, "Ett", grund=1, op=op)
    with pytest.raises(UpptagetOp):
        spara(rollista.rektor, "Något annat", grund=1, op=op)
    assert versioner() == ["Ett"]


def test_utan_jamforelse_skriver_importen_over(rollista):
    spara(rollista.rektor, "Ett")
    assert spara(rollista.rektor, "Två").versioner == {"a": 2}


def test_tomt_falt_som_aldrig_skrivits_blir_ingen_rad(rollista):
    assert spara(rollista.rektor, "", grund=0).versioner == {"a": 0}
    assert not Text.objects.exists()


def test_text_som_tomts_ar_en_version(rollista):
    spara(rollista.rektor, "Ett", grund=0)
    spara(rollista.rektor, "", grund=1)
    assert versioner() == ["Ett", ""]


# --- Hemlig text ------------------------------------------------------------------------------


def hemlig(av, text, grund=0, **mer) -> Sparat:
    return spara(av, text, grund=grund, slag={"a": Textslag.HEMLIG}, **mer)


def alla_kolumner() -> str:
    """Allt som står i de två tabellerna, som text."""
    with connection.cursor() as markor:
        rader = []
        for tabell in (Text._meta.db_table, Textversion._meta.db_table):
            markor.execute(f"SELECT * FROM {tabell}")
            rader += markor.fetchall()
    return repr(rader)


def test_hemlig_text_star_inte_i_klartext_i_nagon_kolumn(rollista):
    hemlig(rollista.rektor, HEMLIGT)
    hemlig(rollista.rektor, f"{HEMLIGT} Igen.", grund=1)
    hemlig(rollista.rektor, f"{HEMLIGT} Gren.", grund=0)
    allt = alla_kolumner()
    for del_ in ("Samtalet", "slutar", text_hash(HEMLIGT), text_hash(f"{HEMLIGT} Igen.")):
        assert del_ not in allt
    assert Textversion.objects.count() == 3


def test_hemlig_text_lases_av_den_som_skrev_och_ingen_annan(rollista):
    hemlig(rollista.rektor, HEMLIGT)
    assert las_hemlig_text(person=rollista.rektor, **TING, falt="a") == HEMLIGT
    for nyckel, person in rollista.personer.items():
        if nyckel != "rektor":
            with pytest.raises(PermissionDenied):
                las_hemlig_text(person=person, **TING, falt="a")


def test_hemlig_text_som_inte_finns_ar_tom_och_en_oppen_lases_inte_den_vagen(rollista):
    assert las_hemlig_text(person=rollista.rektor, **TING, falt="a") == ""
    spara(rollista.rektor, "Öppen")
    with pytest.raises(PermissionDenied):
        las_hemlig_text(person=rollista.rektor, **TING, falt="a")


def test_ingen_annan_skriver_i_en_hemlig_text(rollista):
    hemlig(rollista.rektor, HEMLIGT)
    with pytest.raises(PermissionDenied):
        hemlig(rollista.bitradande, "Jag också", grund=1)
    assert las_hemlig_text(person=rollista.rektor, **TING, falt="a") == HEMLIGT


def test_hemlig_text_kanns_igen_vid_omsandning_och_nar_den_ar_oforandrad(rollista):
    op = uuid4()
    forst = hemlig(rollista.rektor, HEMLIGT, op=op)
    assert hemlig(rollista.rektor, HEMLIGT, op=op).versioner == forst.versioner
    assert hemlig(rollista.rektor, HEMLIGT, grund=1).andrade == []
    assert forst.hash == {"a": text_hash(HEMLIGT)}
    assert Textversion.objects.count() == 1


def test_krock_med_sig_sjalv_i_en_hemlig_text_ger_klartext_tillbaka(rollista):
    hemlig(rollista.rektor, HEMLIGT)
    assert hemlig(rollista.rektor, "Från min andra dator", grund=0).krockar[0].innehall == HEMLIGT


def test_en_oppen_text_blir_aldrig_hemlig_och_tvartom(rollista):
    spara(rollista.rektor, "Öppen")
    with pytest.raises(ValueError, match="kan inte byta"):
        hemlig(rollista.rektor, HEMLIGT, grund=1)


def test_hemliga_texter_foljer_inte_med_det_som_visas(rollista):
    hemlig(rollista.rektor, HEMLIGT)
    spara(rollista.rektor, "Öppen", falt="b")
    assert [t.falt for t in utan_hemliga(las_texter("prov", 7).values())] == ["b"]


def test_chiffret_gar_inte_att_flytta_till_en_annan_plats_eller_person():
    chiffer = nycklar.dolj(HEMLIGT, 1, "prov/7/a")
    assert nycklar.visa(chiffer, 1, "prov/7/a") == HEMLIGT
    for person, plats in ((2, "prov/7/a"), (1, "prov/8/a")):
        with pytest.raises(InvalidTag):
            nycklar.visa(chiffer, person, plats)


def test_samma_text_blir_aldrig_samma_chiffer():
    assert nycklar.dolj(HEMLIGT, 1, "p") != nycklar.dolj(HEMLIGT, 1, "p")
    assert nycklar.nycklad_hash(HEMLIGT, 1, "p") != nycklar.nycklad_hash(HEMLIGT, 2, "p")


@pytest.mark.parametrize("nyckel", ["", "kort", "samma-som-djangos-hemliga-nyckel-i-driften"])
def test_driftkontrollen_kraver_en_egen_lang_textnyckel(settings, nyckel):
    settings.SECRET_KEY = "samma-som-djangos-hemliga-nyckel-i-driften"
    settings.TEXTNYCKEL = nyckel
    assert [fel.id for fel in textnyckeln_ar_egen(None)] == ["styrkedja.E002"]
    settings.TEXTNYCKEL = "en-helt-egen-nyckel-som-ar-lang-nog-for-drift"
    assert textnyckeln_ar_egen(None) == []
