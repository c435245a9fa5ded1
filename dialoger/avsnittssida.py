"""Rummets del av rapportens avsnitt: det som dialogen kom fram till om det."""

from django.db.models import Q
from django.utils.safestring import SafeString

from dialoger.handlingar.iakttagelser import avsnittets_omrade
from dialoger.vagen_tillbaka import handslag_om, ritade
from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import Person


def delar(person: Person, avsnitt: Avsnitt) -> list[tuple[str, SafeString]]:
    """(rubrik, det ritade): handslagen om avsnittets punkter, eller ur dess punkt på dagordningen."""
    om = Q(punkt__avsnitt=avsnitt) | Q(dagordningspunkt__avsnitt=avsnitt)
    if omrade := avsnittets_omrade(avsnitt):
        rapport = avsnitt.rapport
        om |= Q(dagordningspunkt__omrade=omrade, dialog__plats=rapport.enhet_id, dialog__lasar=rapport.lasar_id)
    rader = handslag_om(person, om)
    return [("Det här kom dialogen fram till", ritade(person, rader))] if rader else []
