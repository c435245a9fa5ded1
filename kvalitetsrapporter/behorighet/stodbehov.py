"""Vem får se arbetslistan med stödbehov, vem ett behov är ställt till, och vem som läser det och dess svar.

Källa: design/model.md "Stodbehov".
"""

from kvalitetsrapporter.behorighet.lasa import ar_egen_verksamhetschef, leder_enheten
from styrkedja.models import Person
from styrkedja.regler.roller import Roll


def ser_stodet(person: Person) -> bool:
    """Arbetslistan finns för avdelningschefen, och för verksamhetschefen som får det ingen avdelning har."""
    return person.har(Roll.AVDELNINGSCHEF, Roll.VERKSAMHETSCHEF)


def far_lasa_behovet(person: Person, behov) -> bool:
    """Ett sänt behov och dess svar: mottagaren, skolledningen som skrev det, deras verksamhetschef och direktören."""
    if behov.sant is None:
        return False
    rapport = behov.avsnitt.rapport
    return (
        ar_behovets_mottagare(person, behov)
        or leder_enheten(person, rapport)
        or person.har(Roll.UTBILDNINGSDIREKTOR)
        or ar_egen_verksamhetschef(person, rapport)
    )


def ar_behovets_mottagare(person: Person, behov) -> bool:
    """Mottagaren läser behovet, inte rapporten: avdelningens chef, eller enhetens verksamhetschef när rektor inte vet."""
    if behov.sant is None:
        return False
    if behov.mottagare_id is not None:
        return behov.mottagare_id in person.platser(Roll.AVDELNINGSCHEF)
    return ar_egen_verksamhetschef(person, behov.avsnitt.rapport)
