"""Webben så som gunicorn kör den i felproven, med ett sätt att dö: begäran säger själv när arbetaren ska dödas (kill -9).

`X-Prov-Do: commit` dör när allt är skrivet men inte bekräftat, `svar` när det är bekräftat men inte besvarat, och ett
tal så många mikrosekunder efter att begäran kom.
"""

import os
import signal
import threading
from typing import Any

from django.db import connection

from styrkedja.wsgi import application


def _do() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _do_fore_commit(execute: Any, sql: str, *resten: Any) -> Any:
    svar = execute(sql, *resten)
    if sql.startswith("INSERT") and "styrkedja_textversion" in sql:
        _do()
    return svar


def app(miljo: dict[str, Any], borja: Any) -> Any:
    nar = miljo.get("HTTP_X_PROV_DO", "")
    if nar.isdigit():
        threading.Timer(int(nar) / 1e6, _do).start()
    if nar != "commit":
        svar = application(miljo, borja)
        if nar == "svar":
            _do()
        return svar
    with connection.execute_wrapper(_do_fore_commit):
        return application(miljo, borja)
