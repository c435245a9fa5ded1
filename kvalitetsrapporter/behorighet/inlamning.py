"""Vem får lämna in, lämna tillbaka och fastställa.

Källa: design/model.md "Who reads what, decided". Bara rektor lämnar in om inte delegeringen säger annat.
"""

from kvalitetsrapporter.behorighet.lasa import ar_egen_verksamhetschef
from kvalitetsrapporter.behorighet.skriva import hinder_i_tillstandet
from kvalitetsrapporter.regler import Tillstand
from styrkedja.behorighet.skolledning import delegering_pa, hinder_i_delegeringen, rektor_pa
from styrkedja.format import datum
from styrkedja.klocka import idag
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def hinder_for_att_lamna_in(person: Person, rapport) -> str | None:
    """Bara rektor lämnar in, om inte den daterade delegeringen nämner det."""
    if hinder := hinder_i_tillstandet(rapport):
        return hinder
    if rapport.enhet_id in person.platser(Roll.REKTOR):
        return None
    if rapport.enhet_id not in person.platser(Roll.BITRADANDE_REKTOR):
        return "Bara rektor lämnar in."
    if hinder := hinder_i_delegeringen(person, rapport.enhet_id, idag()):
        return f"Bara rektor lämnar in. {hinder}"
    if (delegering := delegering_pa(person, rapport.enhet_id)) and delegering.far_lamna_in:
        return None
    return f"Bara rektor lämnar in. Din delegering gäller att skriva; {rektor_pa(rapport.enhet_id)} lämnar in."


def hinder_for_att_faststalla(person: Person, rapport) -> str | None:
    if rapport.faststalld:
        return f"Rapporten är redan fastställd, {datum(rapport.faststalld)}."
    if rapport.enhet_id not in person.platser(Roll.REKTOR):
        return "Bara rektor fastställer enhetens rapport."
    saknas = [d.omgang.namn for d in rapport.delar.all() if d.tillstand != Tillstand.INLAMNAD]
    return f"Rapporten fastställs när alla delar är inlämnade. Det fattas: {', '.join(saknas)}." if saknas else None


def hinder_for_att_lamna_tillbaka(person: Person, inlamning) -> str | None:
    """Enhetens egen verksamhetschef lämnar tillbaka, och bara den senaste versionen."""
    if not ar_egen_verksamhetschef(person, inlamning.rapport):
        return "Bara enhetens verksamhetschef lämnar tillbaka."
    if inlamning.rapport.faststalld:
        return "Rapporten är fastställd för läsåret."
    if inlamning.aterlamnad:
        return f"Delen är redan återlämnad, {datum(inlamning.aterlamnad)}."
    delen = inlamning.rapport.delar.filter(omgang=inlamning.omgang_id).first()
    if delen is None or delen.senaste_id != inlamning.pk:
        return "Det finns en nyare version. Läs den i stället."
    return None
