"""Rensningen: först nh3 med vida ramar, sedan redigerarens form, sist nh3 med snäva ramar."""

import re

import nh3

from styrkedja.regler.riktext.adresser import far_sta
from styrkedja.regler.riktext.form import Form

#: Det som får finnas i en sparad text. `thead` skrivs först när texten visas.
TAGGAR = {
    "p", "h3", "h4", "ul", "ol", "li", "strong", "em", "a", "br", "blockquote",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
ATTRIBUT = {"*": set(), "a": {"href"}, "ol": {"start"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}}
ADRESSER = {"http", "https", "mailto"}
#: Block från andra program: de skiljer stycken åt och blir sedan stycken, rubriker eller ingenting.
BLOCK = set(
    "h1 h2 h5 h6 div section article header footer main aside nav address center pre hr dl dt dd figure figcaption "
    "fieldset legend form details summary caption tfoot option".split()
)
OSYNLIGT_INNEHALL = {"script", "style", "title", "template", "xml", "iframe", "noembed", "noframes", "object"}


def _bara_kanda_adresser(tagg: str, attribut: str, varde: str) -> str | None:
    """nh3 släpper igenom relativa adresser; här stannar alla utom hänvisningarnas."""
    return varde if attribut != "href" or far_sta(varde) else None


_VID = nh3.Cleaner(
    tags=TAGGAR | BLOCK | {"b", "i"},
    clean_content_tags=OSYNLIGT_INNEHALL,
    attributes=ATTRIBUT,
    attribute_filter=_bara_kanda_adresser,
    url_schemes=ADRESSER,
    url_relative="pass_through",
    link_rel=None,
)
_SNAV = nh3.Cleaner(
    tags=TAGGAR,
    clean_content_tags=OSYNLIGT_INNEHALL,
    attributes=ATTRIBUT,
    attribute_filter=_bara_kanda_adresser,
    url_schemes=ADRESSER,
    url_relative="pass_through",
    link_rel="noopener noreferrer",
)
#: Så djupt i varandra får block ligga i det som kommer in. Word och Excel gör några tiotal; tolkens tid växer med kvadraten.
DJUPAST = 300
_LADOR = (
    "(?:[uod]l|div|blockquote|table|section|article|aside|details|form|fieldset|center|nav|main|header|footer|address"
    "|figure)"
)
_LADA = re.compile(rf"<(/?){_LADOR}\b", re.I)
_LADTAGG = re.compile(rf"</?{_LADOR}\b[^>]*>?", re.I)
#: Styrtecken som varken syns eller får lagras. Tabb och radbrytning är inte med.
_STYRTECKEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_RIK = re.compile(
    r"<(p|h3|h4|ul|ol|blockquote|table)[ >].*</\1>\Z|<(p|h3|h4|ul|ol|blockquote|table)[ >].*</\w+>\Z", re.S
)


def ar_rik(text: str) -> bool:
    """Sant när texten är rik: ett block först och ett slut sist, så som `rena` skriver den. Annars är den ren text."""
    return bool(_RIK.match(text))


def rena(html: str) -> str:
    """Samma text i redigerarens form, utan allt som inte är text.

    Args:
        html: vad som helst: redigerarens text, ett inklistrat dokument, ett angrepp.

    Returns:
        HTML med bara TAGGAR och ATTRIBUT. Tom text när inget är skrivet. Det synliga står kvar, i samma ordning;
        bilder, stilar och skript är borta. `rena(rena(x)) == rena(x)`.
    """
    grovt = _VID.clean(_lagom_djupt(utan_trasiga_tecken(html)))
    if not grovt.strip():
        return ""
    return _SNAV.clean(Form(utan_styrtecken(grovt)).html())


def _lagom_djupt(html: str) -> str:
    """Det som ligger orimligt djupt är ett angrepp på tiden: då blir blocken vanliga stycken, och texten står kvar."""
    if html.count("<") <= DJUPAST:
        return html
    djup = djupast = 0
    for slut in _LADA.findall(html):
        djup = max(0, djup - 1) if slut else djup + 1
        djupast = max(djupast, djup)
    return _LADTAGG.sub("<p>", html) if djupast > DJUPAST else html


def snavt(html: str) -> str:
    """Bara den snäva rensningen: för det som redan har formen och ska visas."""
    return _SNAV.clean(html)


def utan_styrtecken(text: str) -> str:
    """Söks med ett mönster: str.translate går tecken för tecken så fort texten har ett å, ä eller ö."""
    return _STYRTECKEN.sub("", text)


def utan_trasiga_tecken(text: str) -> str:
    """Halva teckenpar (ensamma surrogat) går inte att lagra; de blir frågetecken."""
    return text.encode("utf-8", "replace").decode("utf-8")
