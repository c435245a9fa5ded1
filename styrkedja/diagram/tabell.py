"""Diagrammets tvilling: samma värden som tabell, med det ord som står där ett tal inte visas."""

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from styrkedja.diagram.geometri import Varde
from styrkedja.format import tal

SAKNAS = "saknas"


def i_ord(varde: Varde, decimaler: int | None) -> str:
    """Talet på svenska, texten som den är, eller att uppgiften saknas."""
    if varde is None:
        return SAKNAS
    return varde if isinstance(varde, str) else tal(varde, decimaler)


def tabell(titel: str, huvud: Sequence[str], rader: Sequence[tuple[str, Sequence[str]]]) -> SafeString:
    """Tabell med rubrikrad och rubrikkolumn. `rader` är (radens namn, cellernas text)."""
    return format_html(
        '<table class="rapporttabell smal"><caption>{}</caption><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        titel,
        format_html_join("", "{}", ((_rubrik(i, namn),) for i, namn in enumerate(huvud))),
        format_html_join("", "<tr>{}</tr>", ((_rad(namn, celler),) for namn, celler in rader)),
    )


def _rubrik(kolumn: int, namn: str) -> SafeString:
    """Rubrikraden; hörnet utan namn är en tom cell, inte en tom rubrik."""
    if not namn:
        return SafeString("<td></td>")
    return format_html('<th scope="col" class="h">{}</th>' if kolumn else '<th scope="col">{}</th>', namn)


def _rad(namn: str, celler: Sequence[str]) -> SafeString:
    return format_html(
        '<th scope="row">{}</th>{}', namn, format_html_join("", '<td class="h">{}</td>', ((c,) for c in celler))
    )
