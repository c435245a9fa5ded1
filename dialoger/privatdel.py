"""Den egna anteckningen på dialogens sida: bara den inloggades, aldrig i projektorläge."""

from typing import Any

from dialoger.behorighet.privat import far_ha_anteckning, hinder_for_att_anteckna
from dialoger.handlingar.privat import las_egna
from dialoger.models import Dialog
from styrkedja.models import Person


def privatdel(person: Person, dialog: Dialog) -> dict[str, Any]:
    """Namnen som `_privat.html` läser; inget för den som inte läser samtalet."""
    if not far_ha_anteckning(person, dialog):
        return {}
    egen = next(iter(las_egna(person, dialog)), None)
    return {
        "far_ha_anteckning": True,
        "egen": egen,
        "hinder_anteckna": hinder_for_att_anteckna(person, egen.anteckning) if egen else None,
    }
