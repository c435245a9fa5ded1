"""Kommunens färg som stilblad: byter accentens betydelser, inget annat."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from styrkedja.middleware import oppen
from styrkedja.models import Huvudman
from styrkedja.regler.farg import PETROL, Palett, fel_i_farg, palett

#: Nyanserna i samma ordning som styrkedja.regler.farg.Nyanser.
BETYDELSER = ("--accent", "--accent-stark", "--accent-ton", "--accent-linje", "--pa-accent")
EN_TIMME = 3600


@oppen
@require_safe
def kommunens_stil(request: HttpRequest) -> HttpResponse:
    """CSS som sätter accenten. Tom för husets egen färg (redan avstämd i tokens.css) och för det som inte är en färg."""
    accent = Huvudman.objects.values_list("accent", flat=True).first() or PETROL
    svar = HttpResponse(_css(accent), content_type="text/css; charset=utf-8")
    # Lika för alla, inloggad eller inte: mellanlagret IngenCache lämnar den i fred.
    svar.lika_for_alla = True  # type: ignore[attr-defined]
    patch_cache_control(svar, public=True, max_age=EN_TIMME)
    return svar


def _css(accent: str) -> str:
    if fel_i_farg(accent) or accent.lower() == PETROL:
        return "/* Husets egen accent. */\n"
    return _regel(palett(accent))


def _regel(farger: Palett) -> str:
    """Betydelserna i ljust och mörkt läge. Utan lager, och därmed starkare än tokens.css."""
    par = zip(BETYDELSER, farger.ljus, farger.mork, strict=True)
    rader = "".join(f"  {namn}: light-dark({ljus}, {mork});\n" for namn, ljus, mork in par)
    return f":root {{\n{rader}}}\n"
