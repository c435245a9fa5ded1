"""Mellanlager: inloggning krävs överallt, och sidor för inloggade sparas aldrig i någon cache."""

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.utils.cache import add_never_cache_headers, patch_cache_control

from styrkedja.sessioner import fornya, sekunder_kvar

if TYPE_CHECKING:
    from styrkedja.begaran import Begaran

Svar = Callable[[HttpRequest], HttpResponse]

UTLOGGAD = "Du har blivit utloggad. Texten ligger kvar här. Logga in i en ny flik, så sparas den."
ANNAN_PERSON = (
    "En annan person är inloggad i den här webbläsaren. Texten ligger kvar här: logga in som dig själv i en ny flik, "
    "eller kopiera den."
)

UTAN_BEFATTNING = "Du har ingen befattning just nu, så det går inte att spara. Din text är inte borta: kopiera den."


def _vill_ha_json(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def oppen(vy):
    """Märker en vy som får visas utan inloggning. Allt annat kräver den."""
    vy.oppen = True
    return vy


def utan_befattning(vy):
    """Märker en vy som den som är inloggad men saknar befattning får se: start, konto, hjälp."""
    vy.utan_befattning = True
    return vy


def utan_fornyelse(vy):
    """Märker en vy som sidan frågar av sig själv: att den gör det betyder inte att personen är där."""
    vy.utan_fornyelse = True
    return vy


class Sessionstid:
    """Inloggningen tar slut av sig själv: efter åtta timmars vila, och efter tolv timmar vad som än händer."""

    def __init__(self, get_response: Svar):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, args, kwargs) -> None:
        if getattr(view_func, "oppen", False) or not request.user.is_authenticated:
            return
        if not sekunder_kvar(request.session):
            logout(request)
        elif not getattr(view_func, "utan_fornyelse", False):
            fornya(request.session)


class InloggningKravs:
    """Alla vyer kräver inloggning och en befattning, utom de som är märkta. En ny vy är stängd tills någon öppnar den.

    En skrivning (POST) från en utloggad skickas inte till inloggningen: texten den bar visas i stället, kvar att kopiera.
    """

    def __init__(self, get_response: Svar):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view_func, args, kwargs) -> HttpResponse | None:
        if getattr(view_func, "oppen", False):
            return None
        if request.user.is_authenticated:
            return self._fel_person(request) or self._utan_befattning(cast("Begaran", request), view_func)
        if _vill_ha_json(request):
            return JsonResponse({"fel": UTLOGGAD}, status=401)
        if "HX-Request" in request.headers:
            # En bit av en sida: inloggningssidan får inte bytas in mitt i den.
            return HttpResponse(status=401)
        if request.method not in ("GET", "HEAD"):
            from styrkedja.views.fel import skriven_text

            return render(request, "fel/401.html", {"texter": skriven_text(request)}, status=401)
        return redirect_to_login(request.get_full_path(), resolve_url(settings.LOGIN_URL))

    @staticmethod
    def _fel_person(request: HttpRequest) -> HttpResponse | None:
        """Sidan säger vem den ritades för. Har någon annan loggat in i en ny flik sparas inte texten i fel namn."""
        if request.headers.get("X-Person") in (None, "", str(request.user.pk)):
            return None
        return JsonResponse({"fel": ANNAN_PERSON}, status=401)

    def _utan_befattning(self, request: "Begaran", view_func) -> HttpResponse | None:
        """Den som inte längre har någon befattning ser inget nytt, men får behålla det den just skrev."""
        if request.user.befattningar_nu or getattr(view_func, "utan_befattning", False):
            return None
        if _vill_ha_json(request):
            return JsonResponse({"fel": UTAN_BEFATTNING}, status=403)
        from styrkedja.views.fel import skriven_text

        return render(request, "fel/ingen_befattning.html", {"texter": skriven_text(request)}, status=403)


class IngenCache:
    """no-store på allt som en inloggad ser: en delad dator ska inte visa förra personens sidor."""

    def __init__(self, get_response: Svar):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        svar = self.get_response(request)
        if getattr(svar, "lika_for_alla", False):
            return svar
        if getattr(request, "user", None) is not None and request.user.is_authenticated:
            add_never_cache_headers(svar)
            patch_cache_control(svar, no_store=True)
        return svar
