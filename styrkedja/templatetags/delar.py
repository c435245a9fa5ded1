"""Sidornas delar som mallord: ikon, läge, knapp med hinder, stilblad. Se docs/delar.md för hur de ser ut."""

from functools import lru_cache
from zlib import crc32

from django import template
from django.forms import BaseForm
from django.template import Context
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from styrkedja.format import antal_ord

register = template.Library()

TEMAN = ("ljust", "morkt")
_NOTISER = {
    "success": ("gott", "god", "klar"),
    "info": ("klammer", "", "info"),
    "debug": ("klammer", "", "info"),
    "warning": ("obs", "vakta", "risk"),
    "error": ("larm", "brist", "fel"),
}


@register.simple_tag
def ikon(namn: str, klass: str = "") -> SafeString:
    """En form ur ikoner.svg. Bara till för ögat: ordet bredvid säger samma sak."""
    return _ikon(namn, klass)


@register.simple_tag
def lage(ton: str, ikon: str, text: str, klass: str = "") -> SafeString:
    """Ett läge: ord och form; tonen (brist, vakta, god, lugnt) är bara den tredje rösten."""
    return _lage(ton, ikon, str(text), klass)


@register.simple_tag
def steg(skalsteg: object, ton: str = "lugnt") -> SafeString:
    """Ett skalsteg (bedömning eller progression) som ord och form. Tomt när steget saknas."""
    if not skalsteg:
        return SafeString()
    return _lage(ton, getattr(skalsteg, "form", ""), str(skalsteg), "")


@register.inclusion_tag("delar/knapp_med_hinder.html")
def knapp(
    text: str,
    hinder: str | None = None,
    ikon: str = "",
    klass: str = "",
    namn: str = "",
    varde: str = "",
    adress: str = "",
) -> dict:
    """En knapp, eller en som går att nå men inte trycka på, med skälets mening under (`hinder` ur behorighet.py)."""
    return {
        "text": text,
        "hinder": hinder,
        "ikon": ikon,
        "klass": klass,
        "namn": namn,
        "varde": varde,
        "adress": adress,
        "nyckel": f"hinder-{crc32(f'{text}{namn}{varde}{hinder}'.encode())}",
    }


@register.simple_tag
@lru_cache(maxsize=64)
def stilblad(*namn: str) -> SafeString:
    """Sidornas egna stilblad ur static/css/sidor: {% stilblad "rapport" %}."""
    return format_html_join("\n", '<link rel="stylesheet" href="{}">', ((static(f"css/sidor/{n}.css"),) for n in namn))


@register.simple_tag
@lru_cache(maxsize=64)
def skript(*namn: str) -> SafeString:
    """Sidornas egna moduler ur static/js: {% skript "skriv" "ordrakning" %}."""
    return format_html_join("\n", '<script type="module" src="{}"></script>', ((static(f"js/{n}.js"),) for n in namn))


@register.simple_tag
def fast(mall: str) -> SafeString:
    """En mall som är lika för alla och varje gång, ritad en gång per process: {% fast "delar/_huvud.html" %}."""
    return _fast(mall)


@register.simple_tag(takes_context=True)
def tema(context: Context) -> str:
    """Läget som läsaren har valt på Mitt konto ("ljust", "morkt"), tomt när datorns inställning gäller."""
    request = context.get("request")
    valt = request.COOKIES.get("tema", "") if request else ""
    return valt if valt in TEMAN else ""


@register.filter
def notisform(niva: str) -> dict[str, str]:
    """Hur ett meddelande visas: remsans klass, lägets ton och ikon."""
    klass, ton, ikon_ = _NOTISER.get(niva, _NOTISER["info"])
    return {"klass": klass, "ton": ton, "ikon": ikon_}


@register.filter
def felfalt(form: BaseForm) -> list:
    """Formulärets synliga fält som behöver rättas, i den ordning de står."""
    return [falt for falt in form.visible_fields() if falt.errors]


@register.filter
def antal_fel(form: BaseForm) -> str:
    """Rubriken för felsammanfattningen: "Två fält behöver rättas"."""
    antal = len(felfalt(form))
    if antal == 0:
        return "Det gick inte att ta emot"
    return antal_ord(antal, "ett fält", "fält").capitalize() + " behöver rättas"


@lru_cache(maxsize=32)
def _fast(mall: str) -> SafeString:
    return SafeString(get_template(mall).render())


@lru_cache(maxsize=256)
def _ikon(namn: str, klass: str) -> SafeString:
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f"form {klass}".strip(),
        static("ikoner.svg"),
        namn,
    )


@lru_cache(maxsize=2048)
def _lage(ton: str, ikon_: str, text: str, klass: str) -> SafeString:
    form = _ikon(ikon_, "") if ikon_ else ""
    return format_html('<span class="{}">{} {}</span>', " ".join(filter(None, ("lage", ton, klass))), form, text)
