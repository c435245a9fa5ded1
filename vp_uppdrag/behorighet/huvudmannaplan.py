"""Vem får läsa, skriva, kommentera och fastställa VP HSS, och ändra det som styr den.

Direktören skriver och fastställer, ledningsgruppen kommenterar, alla i kedjan läser det fastställda (krav 13, 78).
"""

from styrkedja.models import Lasar, Person
from styrkedja.regler.roller import Roll
from vp_uppdrag.models import Huvudmannaplan, Huvudmannaversion
from vp_uppdrag.regler.synlighet import LASER_BESLUTADE, LASER_HUVUDDRAGEN, LASER_UTKAST, LEDNINGSGRUPPEN
from vp_uppdrag.regler.tillstand import Planlage, nasta_planlage

STANGT = "Läsåret är stängt. Planen går att läsa men inte att ändra."
EJ_DIREKTOR = "Utbildningsdirektören skriver VP HSS."


def far_veta_om_planen(person: Person, plan: Huvudmannaplan) -> bool:
    """Sant för den som får läsa någon lydelse av planen; för andra finns den inte."""
    if person.har(*LASER_UTKAST):
        return True
    if person.har(*LASER_HUVUDDRAGEN) and plan.framlagd_id:
        return True
    return bool(plan.gallande_id) and person.har(*LASER_BESLUTADE)


def far_lasa_version(person: Person, version: Huvudmannaversion) -> bool:
    """Fastställda läses av alla i kedjan; framlagda av ledningsgruppen, controllers och skolledningarna."""
    if version.slag == Huvudmannaversion.Slag.FASTSTALLD:
        return person.har(*LASER_BESLUTADE)
    return person.har(*LASER_UTKAST, *LASER_HUVUDDRAGEN)


def hinder_for_att_styra(person: Person, lasar: Lasar) -> str | None:
    """Styrsignaler och nämndmål läggs in av direktören, så länge läsåret är öppet."""
    if not person.har(Roll.UTBILDNINGSDIREKTOR):
        return "Utbildningsdirektören lägger in nämndens mål och det andra som styr."
    return STANGT if lasar.stangt else None


def _hinder(person: Person, plan: Huvudmannaplan) -> str | None:
    if not person.har(Roll.UTBILDNINGSDIREKTOR):
        return EJ_DIREKTOR
    return STANGT if plan.lasar.stangt else None


def hinder_for_att_skriva_planen(person: Person, plan: Huvudmannaplan) -> str | None:
    if hinder := _hinder(person, plan):
        return hinder
    if plan.tillstand == Planlage.FASTSTALLD:
        return "Planen är fastställd. Revidera den, med skäl, så går den att skriva i igen."
    return None


def hinder_for_att_lagga_fram(person: Person, plan: Huvudmannaplan) -> str | None:
    """Att lägga fram planen för ledningsgruppens kommentarer."""
    if hinder := _hinder(person, plan):
        return hinder
    return None if nasta_planlage(plan.tillstand, "lagg_fram") else "Planen är redan fastställd."


def hinder_for_att_faststalla_planen(person: Person, plan: Huvudmannaplan) -> str | None:
    if not person.har(Roll.UTBILDNINGSDIREKTOR):
        return "Utbildningsdirektören fastställer VP HSS."
    if plan.lasar.stangt:
        return STANGT
    if plan.tillstand == Planlage.FASTSTALLD:
        return "Planen är redan fastställd."
    if nasta_planlage(plan.tillstand, "faststall") is None:
        return "Planen fastställs när ledningsgruppen har fått kommentera den. Lägg fram den först."
    return None


def hinder_for_att_revidera(person: Person, plan: Huvudmannaplan) -> str | None:
    if hinder := _hinder(person, plan):
        return hinder
    return None if nasta_planlage(plan.tillstand, "revidera") else "Bara en fastställd plan revideras."


def hinder_for_att_kommentera_planen(person: Person, plan: Huvudmannaplan) -> str | None:
    """Ledningsgruppen kommenterar den framlagda planen; direktören svarar."""
    if not person.har(Roll.UTBILDNINGSDIREKTOR, *LEDNINGSGRUPPEN):
        return "Ledningsgruppen kommenterar planen."
    if plan.lasar.stangt:
        return STANGT
    return None if plan.tillstand == Planlage.KOMMENTERAS else "Planen kommenteras när direktören har lagt fram den."
