"""Hur länge en inloggning gäller: åtta timmar utan att något görs, tolv timmar i allt.

Tiderna står i sessionen: `inloggad` när den började, `sett` när den senast förnyades. Den förnyas högst var femte minut,
så att en sparning nästan aldrig kostar en skrivning till. Tiden är väggurets, inte demons dag: en session är ingen del
av läsåret. Databasens egen gräns (SESSION_COOKIE_AGE) är densamma som vilotiden.
"""

import time
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

INLOGGAD, SETT = "inloggad", "sett"
#: Sekunder mellan två förnyelser.
FORNYAS_EFTER = 300


def borja(sender: Any, request: HttpRequest, **_: Any) -> None:
    """Mottagare för user_logged_in: sessionen börjar nu, oavsett vilken dörr personen kom genom."""
    request.session[INLOGGAD] = request.session[SETT] = int(time.time())


def sekunder_kvar(session: SessionBase) -> int:
    """Sekunder tills inloggningen tar slut om inget görs; 0 när den är slut."""
    nu = time.time()
    slut = session.get(INLOGGAD, nu) + settings.SESSION_LANGST, session.get(SETT, nu) + settings.SESSION_COOKIE_AGE
    return max(0, int(min(slut) - nu))


def fornya(session: SessionBase) -> None:
    """Räknar det som just hände som att personen är här. Den längsta tiden flyttas aldrig."""
    nu = int(time.time())
    session.setdefault(INLOGGAD, nu)
    if nu - session.get(SETT, 0) >= FORNYAS_EFTER:
        session[SETT] = nu
