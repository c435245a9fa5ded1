"""Driftens två frågor: lever webben (/healthz), och är allt den behöver på plats (/readyz).

Svaren säger bara ok eller fel per del: de är öppna för den som övervakar och ska inte berätta mer än så.
"""

import logging
from collections.abc import Callable

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from styrkedja.celery import app
from styrkedja.handlingar import puls
from styrkedja.middleware import oppen

log = logging.getLogger(__name__)


@oppen
@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """Processen svarar. Rör varken databas eller kö: en död databas botas inte av att webben startas om."""
    return HttpResponse("ok", content_type="text/plain")


@oppen
@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """200 när databas, migreringar, kö och bakgrundsarbete är på plats, annars 503. JSON: del → "ok" eller "fel"."""
    svar = {namn: "ok" if _gar(namn, prova) else "fel" for namn, prova in DELAR.items()}
    return JsonResponse(svar, status=200 if set(svar.values()) == {"ok"} else 503)


def _gar(namn: str, prova: Callable[[], bool]) -> bool:
    try:
        return prova()
    except Exception as fel:
        log.warning("readyz: %s föll (%s)", namn, type(fel).__name__)
        return False


def _databas() -> bool:
    with connection.cursor() as markor:
        markor.execute("SELECT 1")
        return markor.fetchone() == (1,)


def _migrerad() -> bool:
    """Sant när databasen har alla migreringar som koden har."""
    korning = MigrationExecutor(connection)
    return not korning.migration_plan(korning.loader.graph.leaf_nodes())


def _ko() -> bool:
    with app.connection_for_write() as ko:
        ko.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    return True


DELAR: dict[str, Callable[[], bool]] = {
    "databas": _databas,
    "migreringar": _migrerad,
    "ko": _ko,
    "bakgrund": puls.lever,
}
