"""Felproven för det som skrivs: en riktig webb (gunicorn, två arbetare) som dödas, sparningar som krockar och sänds om.

Numren (F1, F2, F11, F12) är projektets egna för felen. På PostgreSQL skriver webben i provets databas; på SQLite i en
fil, en kopia av provets.
"""

import hashlib
import http.client
import json
import os
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from skript.processer import ledig_port, stang, starta, vanta_tills

pytestmark = [pytest.mark.drill, pytest.mark.django_db(transaction=True)]
ROT = Path(__file__).resolve().parent.parent
MARKE = "m" * 32
RADER = """SELECT v.op, v.slag, v.version, v.hash, v.innehall FROM styrkedja_textversion v
    JOIN styrkedja_text t ON t.id = v.text_id WHERE t.agare_slag = 'avsnitt' ORDER BY v.id"""


@dataclass
class Rad:
    """En lydelse i databasen, läst utan produktens kod."""

    op: UUID
    slag: str
    version: int
    hash: str
    innehall: str


@dataclass
class Webb:
    """En riktig webb och databasen den skriver i."""

    port: int
    adress: str
    kakor: dict[str, str]
    fil: Path | None

    def en_gang(self, vem: str, kropp: dict, do: str = "") -> tuple[int, Any] | None:
        """Skickar en gång. None när det inte kom något svar."""
        huvuden = {
            "Cookie": self.kakor[vem], "X-CSRFToken": MARKE, "Accept": "application/json",
            "Content-Type": "application/json", "X-Prov-Do": do,
        }  # fmt: skip
        server = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            server.request("POST", self.adress, json.dumps(kropp), huvuden)
            svar = server.getresponse()
            return svar.status, json.loads(svar.read())
        except (OSError, http.client.HTTPException, ValueError):
            return None
        finally:
            server.close()

    def tills_svar(self, vem: str, kropp: dict) -> tuple[int, Any]:
        """Skickar, och sänder om samma sparning tills någon svarar."""
        svar = [self.en_gang(vem, kropp)]

        def igen() -> bool:
            svar.append(svar[-1] or self.en_gang(vem, kropp))
            return svar[-1] is not None

        assert vanta_tills(igen, sekunder=30), "webben svarar inte"
        return svar[-1]

    def rader(self) -> list[Rad]:
        if self.fil is None:
            with connection.cursor() as markor:
                markor.execute(RADER)
                rader = markor.fetchall()
        else:
            databas = sqlite3.connect(self.fil)
            rader = databas.execute(RADER).fetchall()
            databas.close()
        return [Rad(op if isinstance(op, UUID) else UUID(op), *resten) for op, *resten in rader]


def databasens_adress(mapp: Path) -> tuple[str, Path | None]:
    if connection.vendor == "sqlite":
        fil = mapp / "kopia.sqlite3"
        connection.ensure_connection()
        kopia = sqlite3.connect(fil)
        connection.connection.backup(kopia)
        kopia.close()
        return f"sqlite:///{fil}", fil
    db = connection.settings_dict
    return f"postgres://{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT']}/{db['NAME']}", None


def inloggad(person) -> str:
    """Kakorna för personen, med en session som räcker vad klockan i webben än är."""
    klient = Client()
    klient.force_login(person)
    session = klient.session
    session["inloggad"] = session["sett"] = int(datetime(2099, 1, 1, tzinfo=UTC).timestamp())
    session.save()
    Session.objects.update(expire_date=datetime(2099, 1, 1, tzinfo=UTC))
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}; {settings.CSRF_COOKIE_NAME}={MARKE}"


@pytest.fixture
def webb(rapporter, tmp_path) -> Iterator[Webb]:
    kakor = {vem: inloggad(rapporter.personer[vem]) for vem in ("rektor", "bitradande")}
    (databas, fil), port = databasens_adress(tmp_path), ledig_port()
    kommando = [sys.executable, "-m", "gunicorn", "tests.felserver:app", "--preload", "--workers", "2"]
    kommando += ["--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "critical"]
    barn = starta(
        "webben", kommando, miljo={**os.environ, "DATABASE_URL": databas, "LOGGNIVA": "CRITICAL"},
        logg=tmp_path / "webb.log", mapp=ROT,
    )  # fmt: skip
    adress = reverse("rapport-avsnitt-spara", args=["almskolan", "2026-27", "hem"])
    webb = Webb(port, adress, kakor, fil)
    try:
        assert vanta_tills(lambda: webb.en_gang("rektor", {}) is not None, sekunder=60), barn.sista_raderna()
        yield webb
    finally:
        stang([barn])


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
