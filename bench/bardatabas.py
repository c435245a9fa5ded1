"""De bara webbarnas gemensamma: en anslutning per process, och personen som kakan hör till."""

import base64
import json
import os
import zlib

import psycopg

SESSION = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > now()"
PERSON = "SELECT id FROM styrkedja_person WHERE id = %s AND is_active"

_databas: psycopg.Connection | None = None


def databas() -> psycopg.Connection:
    """Processens anslutning, öppnad första gången."""
    global _databas  # noqa: PLW0603  (en anslutning per process, som Djangos)
    if _databas is None:
        _databas = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    return _databas


def personen(fraga: psycopg.Cursor, kakor: str) -> int | None:
    """Nyckeln till den som är inloggad i sessionen, läst ur kakan; None utan session eller för en avstängd."""
    nyckel = dict(par.strip().split("=", 1) for par in kakor.split(";") if "=" in par).get("session", "")
    rad = fraga.execute(SESSION, (nyckel,)).fetchone()
    if rad is None:
        return None
    text = rad[0].split(":")[0]
    raa = base64.urlsafe_b64decode(text.lstrip(".") + "=" * (-len(text.lstrip(".")) % 4))
    session = json.loads(zlib.decompress(raa) if text.startswith(".") else raa)
    person = fraga.execute(PERSON, (session["_auth_user_id"],)).fetchone()
    return person[0] if person else None
