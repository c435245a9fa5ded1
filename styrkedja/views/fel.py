"""Felsidorna: varje sida säger vad som har hänt och vägen tillbaka. Det som någon skrivit följer med."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from styrkedja.handlingar.logg import logga
from styrkedja.menyer import menyn_i_html, personens_meny
from styrkedja.middleware import oppen
from styrkedja.models import Handelse


class SkrivenText(NamedTuple):
    falt: str
    text: str


def skriven_text(request: HttpRequest) -> list[SkrivenText]:
    """Texterna i en skrivning som inte kunde tas emot, så att sidan kan visa dem att kopiera."""
    return [
        SkrivenText(falt, varde)
        for falt in request.POST
        if falt not in ("csrfmiddlewaretoken", "password", "version") and not falt.startswith("version-")
        for varde in request.POST.getlist(falt)
        if len(varde) > 12
    ]


@oppen
def csrf_nekad(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF-skyddet sade nej, oftast för att inloggningen bytts i en annan flik. Skriptet försöker igen med ny kod."""
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"fel": "Inloggningen har bytts i en annan flik. Texten ligger kvar här."}, status=401)
    return render(request, "fel/csrf.html", {"texter": skriven_text(request)}, status=403)


@oppen
def nekad(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: sidan finns för den som frågar, men just detta får den inte. Skälet är en mening.

    Ett försök att ändra något blir en händelse med utfallet nekat; att bara läsa fel sida blir det inte.
    """
    if request.method == "POST" and request.user.is_authenticated:
        vy = request.resolver_match.view_name if request.resolver_match else ""
        logga("nekad", av=request.user, pa=request.user, utfall=Handelse.Utfall.NEKAT, vy=vy, adress=request.path[:200])
    return render(request, "fel/403.html", {"skal": str(exception or ""), "texter": skriven_text(request)}, status=403)


@oppen
def finns_inte(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: samma svar, tecken för tecken, när sidan saknas som när rätten saknas. Därför utan aktivt menyval."""
    meny = menyn_i_html(personens_meny(request.user)) if request.user.is_authenticated else ""
    return render(request, "fel/404.html", {"meny": meny}, status=404)


@oppen
def trasig_begaran(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "fel/400.html", status=400)


@oppen
def fel_hos_oss(request: HttpRequest) -> HttpResponse:
    """500: utan databas, utan sidram, så att den går att visa också när allt annat är trasigt."""
    return render(request, "fel/500.html", status=500)
