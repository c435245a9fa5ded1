"""Vilka ting i rummet som äger texter, och vem som får skriva i dem. Kärnan samlar det (styrkedja/samla.py)."""

from dialoger.behorighet.privat import hinder_for_att_anteckna
from dialoger.handlingar.privat import PRIVAT
from dialoger.models import PrivatAnteckning
from styrkedja.models import Person


def far_skriva_privat(person: Person, anteckning_id: int) -> bool:
    anteckning = PrivatAnteckning.objects.filter(pk=anteckning_id, person=person).first()
    return anteckning is not None and hinder_for_att_anteckna(person, anteckning) is None


#: Ägarens slag → får personen skriva i tinget med det id:t?
SKRIVRATT = {PRIVAT: far_skriva_privat}
