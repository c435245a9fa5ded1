"""Rummets bidrag till startsidan, ämne för ämne."""

from dialoger.handslagsstart import handslagens
from dialoger.stodstart import stodets
from dialoger.tidsstart import tidens
from styrkedja.models import Person
from styrkedja.start import AttGora, Bidrag, Lagesrad

AMNEN = (handslagens, stodets, tidens)


def bidrag(person: Person) -> Bidrag:
    """Det som väntar på personen i dialogerna och stödet."""
    att_gora: list[AttGora] = []
    laget: list[Lagesrad] = []
    for amnets in AMNEN:
        gors, lage = amnets(person)
        att_gora += gors
        laget += lage
    return Bidrag(None, att_gora, laget)
