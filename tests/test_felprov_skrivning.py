"""Felproven för det som skrivs: en riktig webb som dödas, sparningar som krockar och sänds om.

Numren (F1, F2, F11, F12) är projektets egna för felen.
"""

import hashlib
import json
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID, uuid4

import pytest

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]


def skrivelse(text: str, version: int) -> dict:
    return {"op": str(uuid4()), "texter": {"text": {"innehall": text, "version": version}}}


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_f1_arbetaren_dodas_fore_commit_och_omsandningen_sparar_en_gang(webb, varv):
    """Varannan gång just före COMMIT, varannan någon gång under begäran."""
    antal, utan_svar, slump = varv(6, 1000), 0, random.Random(1)
    for nr in range(antal):
        kropp = skrivelse(f"Mening {nr}.", nr)
        do = "commit" if nr % 2 else str(slump.randrange(1, 30_000))
        forsta = webb.en_gang("rektor", kropp, do)
        if do == "commit":
            assert forsta is None
            assert len(webb.rader()) == nr, "det som inte hann bekräftas finns inte"
        utan_svar += forsta is None
        status, svar = forsta or webb.tills_svar("rektor", kropp)
        assert (status, svar["versioner"], svar["hash"]) == (200, {"text": nr + 1}, {"text": sha(f"Mening {nr}.")})
    assert utan_svar >= antal // 2
    assert [(r.version, r.hash) for r in webb.rader()] == [(nr + 1, sha(f"Mening {nr}.")) for nr in range(antal)]


def test_f2_arbetaren_dodas_efter_commit_och_omsandningen_far_det_sparade_svaret(webb, varv):
    antal = varv(5, 1000)
    for nr in range(antal):
        kropp = skrivelse(f"Mening {nr}.", nr)
        assert webb.en_gang("rektor", kropp, "svar") is None
        assert webb.rader()[-1].op == UUID(kropp["op"]), "bekräftat fast ingen fick veta det"
        status, svar = webb.tills_svar("rektor", kropp)
        assert (status, svar["versioner"], svar["hash"]) == (200, {"text": nr + 1}, {"text": sha(f"Mening {nr}.")})
    assert max(Counter(r.op for r in webb.rader()).values()) == 1
    assert len(webb.rader()) == antal


def test_f11_tva_som_skriver_om_varandra_har_bada_sina_texter_kvar(webb, varv):
    """Rektor och biträdande i samma avsnitt, utan att läsa varandra: den som krockar väljer sin egen och skriver vidare."""
    antal, skickat = varv(10, 500), {}

    def skriv(vem: str) -> int:
        version = krockar = 0
        for nr in range(antal):
            kropp = skrivelse(f"{vem} {nr}", version)
            status, svar = webb.tills_svar(vem, kropp)
            skickat[UUID(kropp["op"])] = (f"{vem} {nr}", "sparad" if status == 200 else "gren")
            assert status in (200, 409), svar
            krockar += status == 409
            version = svar["versioner"]["text"] if status == 200 else svar["krockar"][0]["version"]
        return krockar

    with ThreadPoolExecutor(2) as tradar:
        krockar = list(tradar.map(skriv, ("rektor", "bitradande")))
    rader = webb.rader()
    assert sum(krockar) > 0
    assert {r.op: (r.innehall, r.slag) for r in rader} == skickat
    assert len(rader) == 2 * antal
    assert [r.version for r in rader if r.slag == "sparad"] == list(
        range(1, 1 + sum(r.slag == "sparad" for r in rader))
    )


def test_f12_samma_sparning_fem_ganger_pa_en_gang_ar_en_version(webb, varv):
    antal = varv(5, 200)
    for nr in range(antal):
        kropp = skrivelse(f"Mening {nr}.", nr)
        with ThreadPoolExecutor(5) as tradar:
            svar = list(tradar.map(lambda _, kropp=kropp: webb.tills_svar("rektor", kropp), range(5)))
        assert {(status, json.dumps([s["versioner"], s["hash"]])) for status, s in svar} == {
            (200, json.dumps([{"text": nr + 1}, {"text": sha(f"Mening {nr}.")}]))
        }
    assert [r.slag for r in webb.rader()] == ["sparad"] * antal
