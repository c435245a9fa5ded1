"""Vilka ting i rummet som äger texter, och vem som får skriva i dem. Kärnan samlar det (styrkedja/samla.py)."""

from kvalitetsrapporter.behorighet import hinder_for_att_skriva_i
from kvalitetsrapporter.handlingar.skrivning import AGARE
from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import Person


def far_skriva_i_avsnitt(person: Person, avsnitt_id: int) -> bool:
    """Sant när personen just nu får skriva i avsnittet; falskt också när det inte finns."""
    avsnitt = Avsnitt.objects.select_related("rapport__lasar").filter(pk=avsnitt_id).first()
    return avsnitt is not None and hinder_for_att_skriva_i(person, avsnitt) is None


#: Ägarens slag → får personen skriva i tinget med det id:t?
SKRIVRATT = {AGARE: far_skriva_i_avsnitt}
