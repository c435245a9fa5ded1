"""Att läsa och låsa ett uppdrag: med allt som sidorna och behörigheten frågar efter."""

from datetime import date

from django.db.models import Prefetch

from styrkedja.format import lokal_dag
from styrkedja.handlingar.lasar import krav_pa_oppet
from styrkedja.models import Hjulpost, Lasar
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.models import Part, Uppdrag
from vp_uppdrag.models.uppdrag import UppdragQuerySet
from vp_uppdrag.regler.tillstand import AVSLUTADE, Uppdragslage, nasta_uppdragslage


def med_parter(uppdrag: UppdragQuerySet) -> UppdragQuerySet:
    """Uppdragen med läsår, godkännande forum och parter: det som behörigheten läser."""
    parter = Prefetch("parter", Part.objects.select_related("plats"))
    return uppdrag.select_related("lasar", "godkanns_av").prefetch_related(parter)


def las_for_andring(uppdrag: Uppdrag) -> Uppdrag:
    """Uppdraget som det är nu, låst: två som ändrar går efter varandra. Stängt läsår och avslutat uppdrag ändras inte.

    Raises:
        ValidationError: läsåret är stängt, eller uppdraget är slut.
    """
    last = Uppdrag.objects.select_for_update().get(pk=uppdrag.pk)
    krav_pa_oppet(last.lasar)
    if last.tillstand in AVSLUTADE:
        raise GarInteNu(f"Uppdraget är {Uppdragslage(last.tillstand).label} och går inte att ändra.")
    return last


def las_for_overgang(uppdrag: Uppdrag, handling: str) -> tuple[Uppdrag, Uppdragslage]:
    """Uppdraget låst, och tillståndet som handlingen leder till.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: handlingen går inte från det tillstånd som uppdraget har nu; någon annan kan ha hunnit före.
    """
    last = Uppdrag.objects.select_for_update().get(pk=uppdrag.pk)
    krav_pa_oppet(last.lasar)
    till = nasta_uppdragslage(last.tillstand, handling)
    if till is None:
        raise GarInteNu(f"Det är redan gjort, eller går inte nu: uppdraget är i läget {last.get_tillstand_display()}.")
    return last, till


#: Hjulets post för när uppdragen ska vara i gång med sin planering (krav 40).
PLANERING = "vp_uppdrag_planering"


def planeringsdag(lasar: Lasar) -> date | None:
    """Dagen då läsårets uppdrag ska vara planerade, enligt årshjulet."""
    return Hjulpost.objects.for_lasar(lasar).filter(nyckel=PLANERING).values_list("till", flat=True).first()


def skulle_planeras(uppdrag: Uppdrag, dagen: date | None) -> date | None:
    """När uppdragets planering skulle ha börjat: hjulets dag, men aldrig före beslutet."""
    if dagen is None or uppdrag.beslutat is None:
        return None
    return max(dagen, lokal_dag(uppdrag.beslutat))
