"""Rummets del av områdets och lägets listor: de öppna handslagen per enhet, och hur många de är i allt."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dialoger.oppna_handslag import Lage, per_enhet
from kvalitetsrapporter.rader import Spalt
from styrkedja.models import Person
from styrkedja.start import Lagesrad
from styrkedja.templatetags.delar import lage as rita_lage


def spalter(person: Person) -> list[Spalt]:
    """Öppna handslag, enhet för enhet. En fråga."""
    return [Spalt("Öppna handslag", {slug: _cell(slug, ett) for slug, ett in per_enhet(person).items()}, "inga")]


def _cell(slug: str, laget: Lage) -> SafeString:
    form = rita_lage(*laget.form, laget.i_ord())
    return format_html('<a href="{}?enhet={}">{}</a>', reverse("handslagen"), slug, form)


def laget(person: Person) -> list[Lagesrad]:
    """Alla öppna handslag i en rad. En fråga."""
    lagen = per_enhet(person).values()
    allt = Lage(sum(ett.oppna for ett in lagen), sum(ett.sena for ett in lagen))
    return [Lagesrad("Handslagen", allt.i_ord(), reverse("handslagen"), *allt.form)]
