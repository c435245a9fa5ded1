"""Listornas rader, färdiga att visa: ritade i Python, för en mall per cell vore tio gånger dyrare (docs/beslut/0011).

Många enheter har samma läge i alla omgångar. Deras celler ritas därför en gång, med ett märke där enhetens adress ska stå,
och varje rad fyller i sin.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString

from kvalitetsrapporter.handlingar.listor import Delrad, Enhetsrad
from kvalitetsrapporter.regler import Delfakta
from kvalitetsrapporter.visning import lage_i_ord
from styrkedja.models import Omgang, Person
from styrkedja.samla import ur_rummen

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


@lru_cache(maxsize=4096)
def _cell(delen: Delrad | None, nyckel: str, namn: str, lasar: str, dag: date) -> str:
    """Cellen i omgången `nyckel`, med _SLUG där enhetens adress ska stå."""
    innehall = _lage(delen.fakta, dag, last=delen.last) if delen else "–"
    if not (delen and delen.version):
        return format_html('<td data-k="{}">{}</td>', namn, innehall)
    adress = reverse("rapport-inlamning", args=["-slug-", lasar, nyckel, delen.version]).replace("-slug-", _SLUG)
    return format_html('<td data-k="{}"><a href="{}">{}</a></td>', namn, adress, innehall)


_text = lru_cache(maxsize=8192)(conditional_escape)


@lru_cache(maxsize=4096)
def _cell_i_spalt(rubrik: str, innehall: SafeString | str) -> SafeString:
    return format_html('<td data-k="{}">{}</td>', rubrik, innehall)


@dataclass(frozen=True)
class Spalt:
    """En spalt sist i enheternas lista, från ett rum ovanför: enhetens slug → det som står i cellen."""

    rubrik: str
    celler: Mapping[str, SafeString]
    annars: str = ""


def rummens_spalter(person: Person) -> list[Spalt]:
    """Spalterna som rummen ovanför lägger till (`<rum>/enhetslista.py: spalter`)."""
    return [spalt for rummets in ur_rummen("enhetslista", "spalter") for spalt in rummets(person)]


def enhetsrader_html(
    rader: Iterable[Enhetsrad], omgangar: list[Omgang], lasar_slug: str, dag: date, spalter: Sequence[Spalt] = ()
) -> SafeString:
    """Tabellens rader: enhet, rektor, en cell per omgång, och rummens spalter.

    Allt som kommer från människor går genom `_text` eller format_html; därför får helheten kallas SafeString.
    """
    fore, efter = reverse("rapport", args=["-slug-", lasar_slug]).split("-slug-")
    nycklar = [o.nyckel for o in omgangar]
    ritade: dict[tuple[int, ...], str] = {}

    def celler(rad: Enhetsrad) -> str:
        delar = [rad.delar.get(nyckel) for nyckel in nycklar]
        lika = tuple(map(id, delar))
        if lika not in ritade:
            par = zip(delar, omgangar, strict=True)
            ritade[lika] = "".join(_cell(delen, o.nyckel, o.namn, lasar_slug, dag) for delen, o in par)
        return ritade[lika].replace(_SLUG, rad.slug)

    def spalternas(rad: Enhetsrad) -> str:
        return "".join(_cell_i_spalt(s.rubrik, s.celler.get(rad.slug, s.annars)) for s in spalter)

    return SafeString(
        "\n".join(
            f'<tr><th scope="row"><a href="{fore}{rad.slug}{efter}">{_text(rad.namn)}</a>'
            f"<small>{_text(rad.rektor)}</small></th>{celler(rad)}{spalternas(rad)}</tr>"
            for rad in rader
        )
    )
