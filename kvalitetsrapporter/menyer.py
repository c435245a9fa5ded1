"""Rummets val i huvudmenyn."""

from django.urls import reverse

from kvalitetsrapporter.handlingar.inspel import medarbetarens_enhet
from kvalitetsrapporter.handlingar.medskrivning import medskrivarens_rapport
from kvalitetsrapporter.regler import SKOLLEDNING
from styrkedja.handlingar.lasar import aktuellt_lasar
from styrkedja.menyer import Menyval
from styrkedja.models import Person
from styrkedja.regler.roller import Plats, Roll


def menyval(person: Person) -> list[Menyval]:
    """Rapporten för skolledningen och medskrivaren, området för verksamhetschefen, läget för direktören; frågor."""
    val = []
    if person.har(*SKOLLEDNING) and (lasar := aktuellt_lasar()):
        enhet = next(b.plats for b in person.befattningar_nu if b.plats.slag == Plats.ENHET)
        val.append(Menyval(40, "Kvalitetsrapport", reverse("rapport", args=[enhet.slug, lasar.slug])))
    elif rapport := medskrivarens_rapport(person):
        val.append(Menyval(40, "Kvalitetsrapport", reverse("rapport", args=[rapport.enhet.slug, rapport.lasar.slug])))
    if slug := medarbetarens_enhet(person):
        val.append(Menyval(45, "Inspel", reverse("inspel", args=[slug])))
    if person.har(Roll.VERKSAMHETSCHEF):
        val.append(Menyval(30, "Mitt område", reverse("mitt-omrade")))
    if person.har(Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR):
        val.append(Menyval(40, "Frågor", reverse("fragor-aktuella")))
    if person.har(Roll.UTBILDNINGSDIREKTOR):
        val.append(Menyval(10, "Läget", reverse("lage")))
    return val
