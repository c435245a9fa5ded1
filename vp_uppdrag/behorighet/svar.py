"""Vem som läser enheternas svar på uppdragets fråga: samma som läser det inlämnade i rapporten, och de som svaret gäller.

Direktören och uppdragets parter i ledningsgruppen genast; verksamhetschefen sina egna enheters genast och andras när
rundan har stängt; skolledningen sin egen enhets. Andra ser hur många som har svarat.
"""

from django.db.models import Exists, OuterRef, Q

from styrkedja.klocka import idag
from styrkedja.models import Person, Tillhorighet
from styrkedja.regler.roller import Roll
from vp_uppdrag.behorighet.uppdrag import deltar_i
from vp_uppdrag.models import Uppdrag, Uppdragssvar
from vp_uppdrag.models.uppdragssvar import UppdragssvarQuerySet
from vp_uppdrag.regler.synlighet import LEDNINGSGRUPPEN


def synliga_svar(person: Person, uppdrag: Uppdrag) -> UppdragssvarQuerySet:
    """Uppdragets delade svar som personen läser."""
    svar = Uppdragssvar.objects.delade().filter(uppdrag=uppdrag)
    if person.har(Roll.UTBILDNINGSDIREKTOR) or (person.har(*LEDNINGSGRUPPEN) and deltar_i(person, uppdrag)):
        return svar
    synliga = Q(plats__in=person.platser(Roll.REKTOR, Roll.BITRADANDE_REKTOR))
    if person.har(Roll.VERKSAMHETSCHEF):
        under_mig = Tillhorighet.objects.filter(
            omrade__in=person.platser(Roll.VERKSAMHETSCHEF),
            enhet=OuterRef("plats_id"),
            lasar=OuterRef("omgang__lasar_id"),
        )
        synliga |= Q(omgang__till__lt=idag()) | Q(Exists(under_mig))
    return svar.filter(synliga)
