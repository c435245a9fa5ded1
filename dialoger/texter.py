"""Vilka ting i rummet som äger texter, och vem som får skriva i dem. Kärnan samlar det (styrkedja/samla.py)."""

from dialoger.behorighet.forberedelse import hinder_for_att_forbereda
from dialoger.behorighet.iakttagelser import hinder_for_att_skriva_likvardigt
from dialoger.behorighet.privat import hinder_for_att_anteckna
from dialoger.behorighet.samtal import hinder_for_att_anteckna_gemensamt
from dialoger.handlingar.forberedelsen import FORBEREDELSE
from dialoger.handlingar.iakttagelser import LIKVARDIGT
from dialoger.handlingar.minnesanteckningar import MINNE
from dialoger.handlingar.privat import PRIVAT
from dialoger.models import Forberedelse, Minnesanteckning, PrivatAnteckning
from styrkedja.models import Omgang, Person


def far_skriva_privat(person: Person, anteckning_id: int) -> bool:
    anteckning = PrivatAnteckning.objects.filter(pk=anteckning_id, person=person).first()
    return anteckning is not None and hinder_for_att_anteckna(person, anteckning) is None


def far_skriva_forberedelsen(person: Person, forberedelse_id: int) -> bool:
    rad = Forberedelse.objects.select_related("part", "dialog__lasar").filter(pk=forberedelse_id).first()
    return rad is not None and hinder_for_att_forbereda(person, rad) is None


def far_skriva_minnen(person: Person, minne_id: int) -> bool:
    minne = Minnesanteckning.objects.select_related("dialog__lasar", "dialog__antecknar").filter(pk=minne_id).first()
    return minne is not None and hinder_for_att_anteckna_gemensamt(person, minne.dialog, minne) is None


def far_skriva_likvardigt(person: Person, omgang_id: int) -> bool:
    omgang = Omgang.objects.select_related("lasar").filter(pk=omgang_id).first()
    return omgang is not None and hinder_for_att_skriva_likvardigt(person, omgang) is None


#: Ägarens slag → får personen skriva i tinget med det id:t?
SKRIVRATT = {
    PRIVAT: far_skriva_privat,
    FORBEREDELSE: far_skriva_forberedelsen,
    MINNE: far_skriva_minnen,
    LIKVARDIGT: far_skriva_likvardigt,
}
