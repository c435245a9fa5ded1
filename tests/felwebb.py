"""En riktig webb (gunicorn, två arbetare) för felproven: den dödas, stängs och startas om medan någon skriver i den.

Den skriver i provets databas, på SQLite och PostgreSQL. Hur en arbetare dör står i tests/felserver.py.
"""

import http.client
import json
import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.urls import reverse

from skript.processer import Barn, ledig_port, stang, starta, vanta_tills

ROT = Path(__file__).resolve().parent.parent
MARKE = "m" * 32
AVSNITTET = ["almskolan", "2026-27", "hem"]
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
    logg: Path
    barn: Barn | None = None

    def starta(self, **miljo: str) -> None:
        """Startar en ny webb på samma port. Klar när den svarar."""
        kommando = [sys.executable, "-m", "gunicorn", "tests.felserver:app", "--preload", "--workers", "2"]
        kommando += ["--bind", f"127.0.0.1:{self.port}", "--no-control-socket", "--log-level", "critical"]
        egen = {"DATABASE_URL": databasens_adress(), "LOGGNIVA": "CRITICAL", **miljo}
        self.barn = starta("webben", kommando, miljo={**os.environ, **egen}, logg=self.logg, mapp=ROT)
        svarar = vanta_tills(lambda: self.en_gang("rektor", {}) is not None, sekunder=60)
        assert svarar, self.barn.sista_raderna()

    def stang(self) -> None:
        """Ber den sluta: det som pågår görs klart, inget nytt tas emot."""
        if self.barn:
            stang([self.barn])
            self.barn = None

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
        with connection.cursor() as markor:
            markor.execute(RADER)
            rader = markor.fetchall()
        return [Rad(op if isinstance(op, UUID) else UUID(op), *resten) for op, *resten in rader]


def databasens_adress() -> str:
    db = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{db['NAME']}"
    return f"postgres://{db['USER']}:{db['PASSWORD']}@{db['HOST']}:{db['PORT']}/{db['NAME']}"


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
    """Webben igång, med kakor för rektor och biträdande."""
    kakor = {vem: inloggad(rapporter.personer[vem]) for vem in ("rektor", "bitradande")}
    webb = Webb(ledig_port(), reverse("rapport-avsnitt-spara", args=AVSNITTET), kakor, tmp_path / "webb.log")
    try:
        webb.starta()
        yield webb
    finally:
        webb.stang()
