"""Rummets bidrag till startsidan, ämne för ämne."""

from dialoger.stodstart import stodets
from styrkedja.models import Person
from styrkedja.start import Bidrag


def bidrag(person: Person) -> Bidrag:
    """Det som väntar på personen i dialogerna och stödet."""
    att_gora, laget = stodets(person)
    return Bidrag(None, att_gora, laget)
