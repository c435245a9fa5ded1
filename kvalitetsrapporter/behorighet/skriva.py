"""Vem får skriva i rapporten och bedöma, och vad som hindrar: tillståndet, delegeringen, medskrivningen.

Källa: design/model.md "Who reads what, decided". En delegerad biträdande skriver så länge delegeringen gäller (krav 7).
En medskrivare skriver i de avsnitt som rektor har valt.
"""

from kvalitetsrapporter.behorighet.lasa import EJ_OMBEDD, leder_enheten, medskriver
from styrkedja.behorighet.skolledning import hinder_i_delegeringen
from styrkedja.format import datum
from styrkedja.klocka import idag
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def hinder_i_tillstandet(rapport) -> str | None:
    if rapport.faststalld:
        return f"Rapporten fastställdes {datum(rapport.faststalld)} och är låst för läsåret."
    if rapport.lasar.stangt:
        return "Läsåret är stängt. Rapporten går att läsa men inte att ändra."
    return None


def hinder_for_att_skriva(person: Person, rapport) -> str | None:
    """Rektor skriver; en biträdande skriver så länge delegeringen gäller (krav 7)."""
    if hinder := hinder_i_tillstandet(rapport):
        return hinder
    if rapport.enhet_id in person.platser(Roll.REKTOR):
        return None
    if rapport.enhet_id in person.platser(Roll.BITRADANDE_REKTOR):
        return hinder_i_delegeringen(person, rapport.enhet_id, idag())
    return "Bara skolledningen på enheten skriver i rapporten."


def hinder_for_att_skriva_i(person: Person, avsnitt) -> str | None:
    """Den som får skriva i rapporten skriver i alla avsnitt; en medskrivare i sina, så länge rapporten är öppen.

    Rätten är borta i samma stund som rektor avslutar den eller befattningen på enheten tar slut.
    """
    hinder = hinder_for_att_skriva(person, avsnitt.rapport)
    if hinder is None or hinder_i_tillstandet(avsnitt.rapport):
        return hinder
    if medskriver(person, avsnitt):
        return None
    return hinder if leder_enheten(person, avsnitt.rapport) else EJ_OMBEDD


def hinder_for_att_bedoma(person: Person, rapport) -> str | None:
    """Bedömningen är rektors: en medskrivare skriver texterna, den som har rektors skrivrätt bedömer."""
    return "Rektor gör bedömningen." if hinder_for_att_skriva(person, rapport) else None
