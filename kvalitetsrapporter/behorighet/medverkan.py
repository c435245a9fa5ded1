"""Vem får låta andra skriva, och vem får lämna inspel och ändra dem."""

from django.db.models import Q

from kvalitetsrapporter.behorighet.skriva import hinder_i_tillstandet
from kvalitetsrapporter.regler import MEDARBETARE
from styrkedja.format import datum
from styrkedja.models import Enhet, Person
from styrkedja.regler.roller import Roll


def hinder_for_att_valja_medskrivare(person: Person, rapport) -> str | None:
    """Bara rektor låter andra skriva: den som själv har skrivrätten till låns lånar inte ut den vidare."""
    if hinder := hinder_i_tillstandet(rapport):
        return hinder
    if rapport.enhet_id in person.platser(Roll.REKTOR):
        return None
    return "Bara rektor väljer vilka som skriver i rapporten."


def arbetar_pa(person: Person, enhet: Enhet) -> bool:
    """Sant för medarbetare på enheten, i ett av dess arbetslag eller på en av dess förskolor."""
    platser = person.platser(*MEDARBETARE)
    if enhet.pk in platser:
        return True
    hor_till = Q(arbetslag_pa_enheten__in=platser) | Q(forskolor__in=platser)
    return bool(platser) and Enhet.objects.filter(hor_till, pk=enhet.pk).exists()


def hinder_for_att_lamna_inspel(person: Person, rapport) -> str | None:
    """Medarbetare på enheten lämnar inspel så länge rapporten är öppen; skolledningen skriver i själva avsnittet."""
    if not arbetar_pa(person, rapport.enhet):
        return "Inspel lämnas av medarbetarna. Du läser dem bredvid avsnittet."
    return hinder_i_tillstandet(rapport)


def hinder_for_att_andra_inspel(person: Person, inspel) -> str | None:
    """Den som lämnade inspelet ändrar det och drar tillbaka det tills det är citerat."""
    if inspel.av_id != person.pk:
        return "Bara den som lämnade inspelet ändrar det."
    if inspel.citerat:
        return f"Inspelet citerades {datum(inspel.citerat)} och går inte längre att ändra."
    return hinder_for_att_lamna_inspel(person, inspel.avsnitt.rapport)
