"""Rummets del av områdets och lägets listor: de öppna handslagen per enhet och i allt, och vägen till iakttagelserna."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dialoger.behorighet.iakttagelser import laser_de_raa
from dialoger.oppna_handslag import Lage, per_enhet
from kvalitetsrapporter.rader import Spalt
from styrkedja.models import Omgang, Person
from styrkedja.start import Lagesrad
from styrkedja.templatetags.delar import lage as rita_lage


def spalter(person: Person) -> list[Spalt]:
    """Öppna handslag, enhet för enhet. En fråga."""
    return [Spalt("Öppna handslag", {slug: _cell(slug, ett) for slug, ett in per_enhet(person).items()}, "inga")]


def _cell(slug: str, laget: Lage) -> SafeString:
    form = rita_lage(*laget.form, laget.i_ord())
    return format_html('<a href="{}?enhet={}">{}</a>', reverse("handslagen"), slug, form)


def lankar(person: Person, omgang: Omgang) -> list[tuple[str, str]]:
    """(text, adress): rundans iakttagelser, för dem som läser de råa."""
    if not laser_de_raa(person):
        return []
    return [(f"Iakttagelserna i {omgang.namn}", reverse("iakttagelser", args=[omgang.lasar.slug, omgang.nyckel]))]


def laget(person: Person) -> list[Lagesrad]:
    """Alla öppna handslag i en rad. En fråga."""
    lagen = per_enhet(person).values()
    allt = Lage(sum(ett.oppna for ett in lagen), sum(ett.sena for ett in lagen))
    return [Lagesrad("Handslagen", allt.i_ord(), reverse("handslagen"), *allt.form)]
