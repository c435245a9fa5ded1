"""Det som varje skrivsida behöver av kärnan: nyckeln till datorns kopia, och pulsen som säger vem mer som är här."""

import base64
import json
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from styrkedja.begaran import Begaran
from styrkedja.handlingar.narvaro import andra_har, ar_har
from styrkedja.middleware import utan_fornyelse
from styrkedja.nycklar import datorns_nyckel
from styrkedja.samla import ur_rummen
from styrkedja.sessioner import fornya, sekunder_kvar
from styrkedja.skrivning import Nej, skrivvy

FINNS_INTE = "Det du skriver i finns inte, eller inte för dig."


@require_safe
def nyckel(request: Begaran) -> HttpResponse:
    """Nyckeln som datorns kopia krypteras med: bara för den inloggade, och samma varje gång."""
    return JsonResponse(
        {"nyckel": base64.b64encode(datorns_nyckel(request.user.pk)).decode(), "person": request.user.pk}
    )


@utan_fornyelse
@skrivvy
def puls(request: Begaran) -> HttpResponse:
    """Jag är här, i det här fältet. Svaret: vilka andra som är här, och hur länge inloggningen räcker.

    En puls håller inte inloggningen vid liv; det gör `"stanna": true`, som sidan skickar när människan ber om det.
    """
    kropp = _kropp(request)
    if kropp.get("stanna") is True:
        fornya(request.session)
    har: list[dict[str, str]] = []
    if "agare" in kropp:
        agare, agare_id = _tinget(request, kropp)
        ar_har(agare_slag=agare, agare_id=agare_id, falt=_falt(kropp), av=request.user)
        har = andra_har(agare, agare_id, utom=request.user)
    return JsonResponse({"har": har, "kvar": sekunder_kvar(request.session), "person": request.user.pk})


def _kropp(request: Begaran) -> dict[str, Any]:
    try:
        kropp = json.loads(request.body)
    except (ValueError, RecursionError):
        kropp = None
    if not isinstance(kropp, dict):
        raise Nej(400, "Pulsen gick inte att läsa.")
    return kropp


def _tinget(request: Begaran, kropp: dict[str, Any]) -> tuple[str, int]:
    """Tinget som pulsen gäller. Rätten frågas i rummet som äger det.

    Raises:
        Nej: 404, lika för det som inte finns och det som personen inte får skriva i.
    """
    agare, agare_id = kropp["agare"], kropp.get("id")
    if not isinstance(agare, str) or type(agare_id) is not int or not 0 < agare_id < 2**63:
        raise Nej(404, FINNS_INTE)
    ratt = {slag: far for rum in ur_rummen("texter", "SKRIVRATT") for slag, far in rum.items()}
    if agare not in ratt or not ratt[agare](request.user, agare_id):
        raise Nej(404, FINNS_INTE)
    return agare, agare_id


def _falt(kropp: dict[str, Any]) -> str:
    """Fältets nyckel. Bara för att visas; det som inte är en kort nyckel blir tomt."""
    falt = kropp.get("falt")
    return falt if isinstance(falt, str) and len(falt) <= 60 and falt.replace("-", "_").isidentifier() else ""
