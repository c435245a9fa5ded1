"""Vem får läsa kommentarerna, ge återkoppling och svara."""

from kvalitetsrapporter.behorighet.lasa import ar_egen_verksamhetschef, ser_status
from styrkedja.behorighet.skolledning import hinder_i_delegeringen
from styrkedja.klocka import idag
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def far_lasa_kommentarer(person: Person, rapport) -> bool:
    """Kommentarerna är ett samtal mellan rektor och verksamhetschef; direktören läser det, andra chefer inte."""
    return ser_status(person, rapport)


def hinder_for_att_aterkoppla(person: Person, inlamning) -> str | None:
    """Bara enhetens egen verksamhetschef ger återkoppling, på vilken inlämnad version som helst."""
    if not ar_egen_verksamhetschef(person, inlamning.rapport):
        return "Bara enhetens verksamhetschef ger återkoppling."
    return "Läsåret är stängt." if inlamning.rapport.lasar.stangt else None


def hinder_for_att_svara(person: Person, rapport) -> str | None:
    """Rektor svarar, en delegerad biträdande också, och verksamhetschefen på svaret."""
    if rapport.lasar.stangt:
        return "Läsåret är stängt."
    if rapport.enhet_id in person.platser(Roll.REKTOR) or ar_egen_verksamhetschef(person, rapport):
        return None
    if rapport.enhet_id in person.platser(Roll.BITRADANDE_REKTOR):
        return hinder_i_delegeringen(person, rapport.enhet_id, idag())
    return "Bara rektor och enhetens verksamhetschef svarar på kommentarer."
