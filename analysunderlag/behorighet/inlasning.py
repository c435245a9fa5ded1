"""Vem som läser in statistik, ångrar, läser loggen över inläsningarna, och ändrar nyckeltal.

Källa: design/reliability.md §4 "Statistikimport": CO läser in och ångrar, AC läser in sin egen källa, UD läser loggen.
"""

from analysunderlag.behorighet.insyn import CONTROLLERS
from analysunderlag.models import Kalla, Nyckeltal
from styrkedja.models import Enhet, Person
from styrkedja.regler.roller import Roll

ANDRAR_GEMENSAMMA = (*CONTROLLERS, Roll.SYSTEMADMINISTRATOR)


def hinder_for_att_lasa_in(person: Person, kalla: Kalla | None = None) -> str | None:
    """Controllern och analytikern läser in alla källor, en avdelningschef sin avdelnings.

    Args:
        kalla: None frågar om personen läser in något alls.
    """
    if person.har(*CONTROLLERS):
        return None
    avdelningar = person.platser(Roll.AVDELNINGSCHEF)
    if not avdelningar:
        return "Statistik läses in av controllern och analytikern."
    if kalla is None:
        egen = Kalla.objects.filter(avdelning__in=avdelningar).exists()
        return None if egen else "Din avdelning har ingen egen källa. Statistik läses in av controllern."
    return None if kalla.avdelning_id in avdelningar else f"Din avdelning har inte källan {kalla}. Be controllern."


def hinder_for_att_angra(person: Person) -> str | None:
    return None if person.har(*CONTROLLERS) else "En inläsning ångras av controllern eller analytikern."


def hinder_for_att_lasa_inlasningar(person: Person) -> str | None:
    """Listan över vad som har lästs in, när och av vem."""
    if person.har(*CONTROLLERS, Roll.UTBILDNINGSDIREKTOR):
        return None
    return hinder_for_att_lasa_in(person)


def hinder_for_att_andra_nyckeltal(person: Person, nyckeltal: Nyckeltal) -> str | None:
    """Ett befintligt eller ett nytt, osparat: huvudmannens gemensamma, eller enhetens eget."""
    return hinder_for_att_ha_nyckeltal(person, nyckeltal.enhet)


def hinder_for_att_skriva_in(person: Person, nyckeltal: Nyckeltal) -> str | None:
    """Ett tal för hand: bara under enhetens egna nyckeltal."""
    if nyckeltal.enhet is None:
        return "Gemensamma tal läses in ur källorna."
    return hinder_for_att_ha_nyckeltal(person, nyckeltal.enhet)


def hinder_for_att_ha_nyckeltal(person: Person, enhet: Enhet | None) -> str | None:
    """Lägga till och ändra: enhetens egna nyckeltal är rektors, de gemensamma huvudmannens."""
    if enhet is not None:
        egen = enhet.pk in person.platser(Roll.REKTOR)
        return None if egen else f"Egna nyckeltal för {enhet} ändras av dess rektor."
    if person.har(*ANDRAR_GEMENSAMMA):
        return None
    return "Gemensamma nyckeltal ändras av controllern, analytikern eller systemadministratören."
