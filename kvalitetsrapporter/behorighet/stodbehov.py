"""Vem får se arbetslistan med stödbehov, och vem ett behov är ställt till.

Källa: design/model.md "Stodbehov".
"""

from kvalitetsrapporter.behorighet.lasa import ar_egen_verksamhetschef
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def ser_stodet(person: Person) -> bool:
    """Arbetslistan finns för avdelningschefen, och för verksamhetschefen som får det ingen avdelning har."""
    return person.har(Roll.AVDELNINGSCHEF, Roll.VERKSAMHETSCHEF)


def ar_behovets_mottagare(person: Person, behov) -> bool:
    """Mottagaren läser behovet, inte rapporten: avdelningens chef, eller enhetens verksamhetschef när rektor inte vet."""
    if behov.sant is None:
        return False
    if behov.mottagare_id is not None:
        return behov.mottagare_id in person.platser(Roll.AVDELNINGSCHEF)
    return ar_egen_verksamhetschef(person, behov.avsnitt.rapport)
