"""Människors text i mallarna: `riktext` visar den, `klartext` läser den."""

from django import template
from django.utils.safestring import SafeString

from styrkedja.regler.riktext import redigerbar as till_redigeraren
from styrkedja.regler.riktext import till_text, visning

register = template.Library()


@register.filter
def riktext(text: str | None, niva: int = 4) -> SafeString:
    """{{ text|riktext }} → stycken, rubriker, listor och tabeller, ur en sparad text av båda slagen.

    `niva` är rubrikens nivå där texten står: under fältets h3 är den 4.

    Enda stället där en människas text kallas säker. Den får det därför att `visning` rensar den med nh3 en gång
    till, just nu: det som låg i databasen, också om det kom dit förbi vår rensning, är då bara text igen.
    """
    return SafeString(visning(text or "", niva))


@register.filter
def klartext(text: str | None) -> str:
    """{{ text|klartext|truncatechars:420 }} → texten utan form, för det som kortas eller står i en rad."""
    return till_text(text or "")


@register.filter
def redigerbar(text: str | None) -> str:
    """{{ text|redigerbar }} → HTML som redigeraren öppnar. Står i ett attribut, och är där text som all annan."""
    return till_redigeraren(text or "")
