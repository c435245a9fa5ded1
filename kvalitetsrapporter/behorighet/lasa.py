"""Vem får läsa: rapporten, utkastets avsnitt, det inlämnade och det fastställda.

Källa: design/model.md "Who reads what, decided"; matrisens rader Kvalitetsrapport utkast, inlämnad, fastställd.
Utkast läses av skolledningen; inlämnat av egen verksamhetschef och direktören genast, av övriga verksamhetschefer
när rundan har stängt; fastställt av flera. En medskrivare läser de avsnitt som rektor har valt, och ser inget mer.
"""

from kvalitetsrapporter.models import Avsnitt
from kvalitetsrapporter.regler import LASER_FASTSTALLT, MEDARBETARE, SKOLLEDNING
from styrkedja.format import datum
from styrkedja.klocka import idag
from styrkedja.models import Person, Tillhorighet
from styrkedja.regler.roller import Roll

UTKAST = "Det här är ett utkast. Du kan läsa det när rektor har lämnat in."
EJ_OMBEDD = "Rektor har inte bett dig skriva i det här avsnittet."


def leder_enheten(person: Person, rapport) -> bool:
    return rapport.enhet_id in person.platser(*SKOLLEDNING)


def ar_egen_verksamhetschef(person: Person, rapport) -> bool:
    """Sant när enheten det läsåret hör till ett område som personen i dag är chef för."""
    omraden = person.platser(Roll.VERKSAMHETSCHEF)
    return (
        bool(omraden)
        and Tillhorighet.objects.filter(enhet=rapport.enhet_id, lasar=rapport.lasar_id, omrade__in=omraden).exists()
    )


def ser_status(person: Person, rapport) -> bool:
    """Får veta hur långt utkastet kommit, utan att läsa det."""
    return (
        leder_enheten(person, rapport)
        or person.har(Roll.UTBILDNINGSDIREKTOR)
        or ar_egen_verksamhetschef(person, rapport)
    )


def hinder_for_att_lasa_utkast(person: Person, rapport) -> str | None:
    return None if leder_enheten(person, rapport) else UTKAST


def medskriver(person: Person, avsnitt) -> bool:
    """Sant när rektor har bett personen skriva i avsnittet, och hon fortfarande arbetar på enheten."""
    return Avsnitt.objects.som_medskrivs_av(person).filter(pk=avsnitt.pk).exists()


def hinder_for_att_lasa_avsnitt(person: Person, avsnitt) -> str | None:
    """Utkastets avsnitt läses av skolledningen, och av den som rektor har bett skriva i just det."""
    if leder_enheten(person, avsnitt.rapport) or medskriver(person, avsnitt):
        return None
    return UTKAST if laser_delarna(person, avsnitt.rapport) else EJ_OMBEDD


def laser_delarna(person: Person, rapport) -> bool:
    """Får se rapportens delar och det inlämnade. En medskrivare ser annars bara sina avsnitt."""
    return (
        leder_enheten(person, rapport)
        or person.har(Roll.UTBILDNINGSDIREKTOR, Roll.VERKSAMHETSCHEF)
        or (bool(rapport.faststalld) and laser_faststallt(person, rapport))
    )


def laser_faststallt(person: Person, rapport) -> bool:
    return person.har(*LASER_FASTSTALLT) or rapport.enhet_id in person.platser(*MEDARBETARE)


def far_veta_om_inlamning(person: Person, inlamning) -> bool:
    """Om den frusna versionen finns för personen; den som inte får veta det möter 404."""
    rapport = inlamning.rapport
    if leder_enheten(person, rapport) or person.har(Roll.UTBILDNINGSDIREKTOR, Roll.VERKSAMHETSCHEF):
        return True
    if not rapport.faststalld:
        return False
    return laser_faststallt(person, rapport)


def hinder_for_att_lasa_inlamning(person: Person, inlamning) -> str | None:
    """Egen verksamhetschef och direktören genast; övriga verksamhetschefer när rundan har stängt."""
    if not person.har(Roll.VERKSAMHETSCHEF) or person.har(Roll.UTBILDNINGSDIREKTOR):
        return None
    if leder_enheten(person, inlamning.rapport) or inlamning.omgang.till < idag():
        return None
    if ar_egen_verksamhetschef(person, inlamning.rapport):
        return None
    return f"Rapporter i andra områden läser du när rundan har stängt, {datum(inlamning.omgang.till)}."
