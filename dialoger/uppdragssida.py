"""Rummets del av uppdragets sida: det som dialogerna kom fram till om det."""

from django.db.models import Q

from dialoger.enhetsrum import Rumsdel
from dialoger.vagen_tillbaka import handslag_om, ritade
from styrkedja.begaran import Begaran
from vp_uppdrag.models import Uppdrag


def delar(request: Begaran, uppdrag: Uppdrag) -> list[Rumsdel]:
    """Handslagen som är bundna till uppdraget, för dem som läser dem."""
    rader = handslag_om(request.user, Q(uppdrag=uppdrag))
    html = ritade(request.user, rader) if rader else ""
    return [Rumsdel("handslag", "Det här kom dialogerna fram till", html)] if rader else []
