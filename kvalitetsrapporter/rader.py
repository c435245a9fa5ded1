"""Listornas rader, färdiga att visa: ritade i Python, för en mall per cell vore tio gånger dyrare (docs/beslut/0011).

Det mesta i en cell är lika för många enheter. Den ritas därför en gång per läge, med ett märke där enhetens adress ska
stå, och varje rad fyller i sin.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from kvalitetsrapporter.handlingar.listor import Delrad, Enhetsrad
from kvalitetsrapporter.regler import Delfakta
from kvalitetsrapporter.visning import lage_i_ord
from styrkedja.models import Omgang

#: Står i stället för enhetens adress tills raden fylls i; ett omöjligt tecken i en adress och i ett namn ur databasen.
_SLUG = "\x00"


@lru_cache(maxsize=64)
def _ikon(namn: str) -> SafeString:
    return format_html('<svg class="form" aria-hidden="true"><use href="{}#{}"/></svg>', static("ikoner.svg"), namn)


@lru_cache(maxsize=4096)
def _lage(fakta: Delfakta, dag: date, *, last: bool) -> SafeString:
    ikon, ord_, ton = lage_i_ord(fakta, dag)
    tillagg = format_html(" <small>{}</small>", "läst") if last else ""
    return format_html('<span class="lage {}">{} {}</span>{}', ton, _ikon(ikon), ord_, tillagg)


def _cell(delen: Delrad | None, omgang: Omgang, lasar: str, dag: date) -> str:
    """Cellen, med _SLUG där enhetens adress ska stå."""
    innehall = _lage(delen.fakta, dag, last=delen.last) if delen else "–"
    if not (delen and delen.version):
        return format_html('<td data-k="{}">{}</td>', omgang.namn, innehall)
    adress = reverse("rapport-inlamning", args=["-slug-", lasar, omgang.nyckel, delen.version]).replace("-slug-", _SLUG)
    return format_html('<td data-k="{}"><a href="{}">{}</a></td>', omgang.namn, adress, innehall)


_text = lru_cache(maxsize=8192)(conditional_escape)


def enhetsrader_html(rader: Iterable[Enhetsrad], omgangar: list[Omgang], lasar_slug: str, dag: date) -> SafeString:
    """Tabellens rader: enhet, rektor och en cell per omgång.

    Allt som kommer från människor går genom `_text` eller format_html; därför får helheten kallas SafeString.
    """
    fore, efter = reverse("rapport", args=["-slug-", lasar_slug]).split("-slug-")
    ritade: dict[tuple[int, int], str] = {}

    def cell(rad: Enhetsrad, omgang: Omgang) -> str:
        delen = rad.delar.get(omgang.nyckel)
        nyckel = (id(delen), omgang.pk)
        if nyckel not in ritade:
            ritade[nyckel] = _cell(delen, omgang, lasar_slug, dag)
        return ritade[nyckel]

    return SafeString(
        "\n".join(
            f'<tr><th scope="row"><a href="{fore}{rad.slug}{efter}">{_text(rad.namn)}</a>'
            f"<small>{_text(rad.rektor)}</small></th>"
            f"{''.join([cell(rad, o) for o in omgangar]).replace(_SLUG, rad.slug)}</tr>"
            for rad in rader
        )
    )
