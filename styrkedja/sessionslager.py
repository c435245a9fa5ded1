"""Djangos sessioner i databasen, lästa med en skriven sats: varje sida och varje sparning börjar med den."""

import re
from datetime import UTC, datetime
from time import time
from typing import Any

from django.contrib.sessions.backends import db
from django.db import InterfaceError, OperationalError, connection

from styrkedja.skriven_sql import rader

#: Djangos nycklar, och Djangos gräns nedåt.
_NYCKEL = re.compile(r"[a-z0-9]{8,}")
LAS = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """SESSION_ENGINE väntar sig namnet. Allt utom läsningen är Djangos."""

    def load(self) -> dict[str, Any]:
        """Sessionens innehåll; tomt, och utan nyckel, när den inte finns eller har gått ut."""
        funna = _las(self.session_key)
        if not funna:
            self._session_key = None
            return {}
        return self.decode(funna[0][0])

    def _validate_session_key(self, key: str | None) -> bool:
        """En kaka som inte kan vara en nyckel är ingen session, och når aldrig databasen: den tar inte emot allt (NUL)."""
        return key is not None and bool(_NYCKEL.fullmatch(key))


def _las(nyckel: str | None) -> list[tuple[Any, ...]]:
    """Begärans första fråga är själv provet på att anslutningen lever, i stället för Djangos egen (CONN_HEALTH_CHECKS).

    Har databasen startats om frågar den en gång till, på en ny anslutning. Frågan bara läser: två gånger är en gång.
    """
    nu = connection.ops.adapt_datetimefield_value(datetime.fromtimestamp(time(), UTC))
    connection.health_check_done = True  # type: ignore[attr-defined]  # fattas i django-stubs
    try:
        return rader(LAS, nyckel, nu)
    except (OperationalError, InterfaceError):
        if connection.in_atomic_block:
            raise
        connection.close()
        return rader(LAS, nyckel, nu)
