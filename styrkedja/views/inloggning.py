"""Logga in, logga ut, mitt konto. I demon leder inloggningen till sidan med påhittade människor."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from styrkedja.begaran import Begaran
from styrkedja.forms.konto import Inloggning, Utseende
from styrkedja.handlingar.inloggning import anteckna_inloggning, anteckna_utloggning
from styrkedja.klocka import idag
from styrkedja.middleware import oppen, utan_befattning
from styrkedja.models import Befattning, Delegering
from styrkedja.samla import ur_rummen

ETT_AR = 365 * 24 * 3600


def vart_nu(request: HttpRequest) -> str:
    """Dit den som just loggat in ville, om det är en egen adress; annars start. Följer aldrig med till någon annans."""
    vidare = request.POST.get("next") or request.GET.get("next") or ""
    egen = url_has_allowed_host_and_scheme(
        vidare, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return vidare if egen else resolve_url(settings.LOGIN_REDIRECT_URL)


@oppen
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def logga_in(request: HttpRequest) -> HttpResponse:
    """E-post och lösenord. I demon finns inga lösenord: där leder sidan vidare till demons dörr."""
    if settings.DEMO:
        return HttpResponseRedirect(_demons_dorr(request))
    form = Inloggning(request, request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _slapp_in(request, form)
    status = 400 if form.is_bound else 200
    return render(request, "konto/logga_in.html", {"form": form, "vidare": request.GET.get("next", "")}, status=status)


@oppen
@require_POST
def logga_ut(request: HttpRequest) -> HttpResponse:
    """Avslutar sessionen. Bara POST: en länk i ett brev ska inte kunna logga ut någon."""
    if request.user.is_authenticated:
        anteckna_utloggning(av=request.user)
    logout(request)
    return HttpResponseRedirect(resolve_url(settings.LOGOUT_REDIRECT_URL))


@utan_befattning
@require_safe
def konto(request: Begaran) -> HttpResponse:
    """Mina befattningar (vad jag får göra och till när), delegeringar åt båda hållen, och hur sidan ser ut."""
    befattningar = request.user.befattningar.select_related("plats").order_by("-fran", "pk")
    dag = idag()
    sida = {
        "nu": [b for b in befattningar if _galler(b, dag)],
        "forr": [b for b in befattningar if not _galler(b, dag)],
        "fatt": Delegering.objects.filter(befattning__person=request.user).select_related("befattning__plats", "av"),
        "gett": request.user.givna_delegeringar.select_related("befattning__plats", "befattning__person"),
        "dag": dag,
        "lankar": [lank for rum in ur_rummen("konto", "LANKAR") for lank in rum],
        "form": Utseende(initial={"tema": request.COOKIES.get("tema", "")}),
    }
    return render(request, "konto/konto.html", sida)


@utan_befattning
@require_POST
def utseende(request: HttpRequest) -> HttpResponse:
    """Sparar ljust eller mörkt läge i en kaka på den här datorn; tomt följer datorns inställning."""
    form = Utseende(request.POST)
    svar = HttpResponseRedirect(reverse("konto"))
    if form.is_valid():
        svar.set_cookie(
            "tema", form.cleaned_data["tema"], max_age=ETT_AR, samesite="Lax", secure=settings.HTTPS, httponly=True
        )
    return svar


def _slapp_in(request: HttpRequest, form: AuthenticationForm) -> HttpResponse:
    person = form.get_user()
    login(request, person)
    anteckna_inloggning(av=person, satt="lösenord")
    return HttpResponseRedirect(vart_nu(request))


def _demons_dorr(request: HttpRequest) -> str:
    vidare = request.GET.get("next", "")
    return f"{reverse('demo')}?{urlencode({'next': vidare})}" if vidare else reverse("demo")


def _galler(befattning: Befattning, dag) -> bool:
    return befattning.fran <= dag and (befattning.till is None or befattning.till >= dag)
