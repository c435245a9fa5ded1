"""Listornas rader, färdiga att visa: ritade i Python, för en mall per cell vore tio gånger dyrare (docs/beslut/0011)."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from kvalitetsrapporter.handlingar.listor import Delrad, Enhetsrad
from kvalitetsrapporter.regler import Delfakta
from kvalitetsrapporter.visning import lage_i_ord
from styrkedja.models import Omgang


@lru_cache(maxsize=64)
def _ikon(namn: str) -> SafeString:
    return format_html('<svg class="form" aria-hidden="true"><use href="{}#{}"/></svg>', static("ikoner.svg"), namn)


@lru_cache(maxsize=4096)
def _lage(fakta: Delfakta, dag: date, *, last: bool) -> SafeString:
    ikon, ord_, ton = lage_i_ord(fakta, dag)
    tillagg = format_html(" <small>{}</small>", "läst") if last else ""
    return format_html('<span class="lage {}">{} {}</span>{}', ton, _ikon(ikon), ord_, tillagg)


def _cell(rad: Enhetsrad, omgang: Omgang, dag: date, version_adress: str) -> SafeString:
    delen = rad.delar.get(omgang.nyckel)
    if delen is None:
        return format_html('<td data-k="{}">–</td>', omgang.namn)
    innehall = _lage(delen.fakta, dag, last=delen.last)
    if not delen.version:
        return format_html('<td data-k="{}">{}</td>', omgang.namn, innehall)
    adress = _version(version_adress, rad, omgang, delen)
    return format_html('<td data-k="{}"><a href="{}">{}</a></td>', omgang.namn, adress, innehall)


def _version(adress: str, rad: Enhetsrad, omgang: Omgang, delen: Delrad) -> str:
    return adress.replace("-enhet-", rad.slug).replace("-omgang-", omgang.nyckel).replace("/0/", f"/{delen.version}/")


def enhetsrader_html(rader: Iterable[Enhetsrad], omgangar: list[Omgang], lasar_slug: str, dag: date) -> SafeString:
    """Tabellens rader: enhet, rektor och en cell per omgång. Adresserna slås upp en gång, inte per rad."""
    rapport = reverse("rapport", args=["-enhet-", lasar_slug])
    version = reverse("rapport-inlamning", args=["-enhet-", lasar_slug, "-omgang-", 0])
    return format_html_join(
        "\n",
        '<tr><th scope="row"><a href="{}">{}</a><small>{}</small></th>{}</tr>',
        (
            (
                rapport.replace("-enhet-", rad.slug),
                rad.namn,
                rad.rektor,
                format_html_join("", "{}", ((_cell(rad, o, dag, version),) for o in omgangar)),
            )
            for rad in rader
        ),
    )
