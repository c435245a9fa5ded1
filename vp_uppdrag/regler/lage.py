"""Hur det går för ett uppdrag, i ord och form, och när det började för sent. Färgen är bara den tredje rösten."""

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import TextChoices

from styrkedja.format import lokal_dag, tal_i_ord


class Lage(TextChoices):
    """Läget i en lägesrapport."""

    ENLIGT_PLAN = "enligt_plan", "går enligt plan"
    RISK = "risk", "risk"
    BEHOVER_BESLUT = "behover_beslut", "behöver beslut"
    FORSENAT = "forsenat", "försenat"


class Form(NamedTuple):
    """Tonen, ikonen och ordet som mallordet `lage` tar."""

    ton: str
    ikon: str
    ord: str


FORM: dict[str, Form] = {
    Lage.ENLIGT_PLAN: Form("god", "plan", Lage.ENLIGT_PLAN.label),
    Lage.RISK: Form("vakta", "risk", Lage.RISK.label),
    Lage.BEHOVER_BESLUT: Form("vakta", "vanta", Lage.BEHOVER_BESLUT.label),
    Lage.FORSENAT: Form("brist", "sen", Lage.FORSENAT.label),
}
OBEDOMT = Form("lugnt", "streckad", "inte bedömt än")


def form_for(lage: str) -> Form:
    """Läget som det visas; tomt är inte bedömt än."""
    return FORM.get(lage, OBEDOMT)


def sen_start(skulle: date | None, borjade: datetime | None, idag: date) -> int:
    """Hur många hela veckor efter sin dag planeringen började, eller har väntat hittills. Noll: inte sen (krav 40)."""
    if skulle is None:
        return 0
    dag = lokal_dag(borjade) if borjade else idag
    return max((dag - skulle).days // 7, 0)


def sen_start_i_ord(veckor: int, *, har_borjat: bool) -> str:
    """Startade sju veckor sent · skulle ha startat för två veckor sedan · tomt."""
    if not veckor:
        return ""
    i_ord = "en vecka" if veckor == 1 else f"{tal_i_ord(veckor)} veckor"
    return f"startade {i_ord} sent" if har_borjat else f"skulle ha startat för {i_ord} sedan"
