"""Att låsa en verksamhetsplan för ändring eller övergång: två som ändrar går efter varandra."""

from django.db import models

from styrkedja.handlingar.lasar import krav_pa_oppet
from vp_uppdrag.handlingar import GarInteNu
from vp_uppdrag.handlingar.planinnehall import planens_innehall
from vp_uppdrag.models import Mal, Verksamhetsplan
from vp_uppdrag.regler.plan import OPPNA, Planskillnad, Plantillstand, nasta_plantillstand, planskillnader


class HarAndrats(GarInteNu):
    """Planen är en annan än den som läsaren hade framför sig. `skillnader` säger vad, mål för mål.

    `sand`: ändringen är redan sänd och går att läsa; annars skrivs den fortfarande.
    """

    def __init__(self, skillnader: list[Planskillnad], *, sand: bool):
        super().__init__("Planen har ändrats sedan du läste den. " + " ".join(s.mening for s in skillnader))
        self.skillnader, self.sand = skillnader, sand


def las_for_skrivning(plan: Verksamhetsplan | int) -> Verksamhetsplan:
    """Planen som den är nu, låst, när dess mål går att skriva om. Den som ändrar något säger det sedan: se `har_skrivits`.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: planen är fastställd eller avslutad.
    """
    last = _las(plan)
    if last.tillstand not in OPPNA:
        raise GarInteNu(f"Planen är {last.get_tillstand_display()}. Revidera den först, med skäl.")
    return last


def har_skrivits(plan: Verksamhetsplan) -> None:
    """En avstämd plan som nu säger något annat än det som avstämdes väntar på avstämning igen.

    Lydelsen avgör, inte att någon har sparat: samma ord en gång till, eller ett mål som byter plats, ändrar inget.
    """
    till = nasta_plantillstand(plan.tillstand, "andra")
    if till is None or plan.framlagd is None:
        return
    if planskillnader(plan.framlagd.innehall, planens_innehall(plan)):
        plan.tillstand = till
        plan.save(update_fields=["tillstand"])


def las_for_uppfoljning(plan: Verksamhetsplan | int) -> Verksamhetsplan:
    """Planen låst för det som följs upp också när den är fastställd: lägen, mätningar, pengar.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: planen är avslutad.
    """
    last = _las(plan)
    if last.tillstand == Plantillstand.AVSLUTAD:
        raise GarInteNu("Planen är avslutad och går inte att ändra.")
    return last


def las_for_overgang(plan: Verksamhetsplan, handling: str) -> tuple[Verksamhetsplan, Plantillstand]:
    """Planen låst, och tillståndet som handlingen leder till.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: handlingen går inte från det tillstånd som planen har nu; någon annan kan ha hunnit före.
    """
    last = _las(plan)
    till = nasta_plantillstand(last.tillstand, handling)
    if till is None:
        raise GarInteNu(f"Det är redan gjort, eller går inte nu: planen är i läget {last.get_tillstand_display()}.")
    return last, till


def _las(plan: Verksamhetsplan | int) -> Verksamhetsplan:
    """Utan förenade tabeller: PostgreSQL läser om bara den låsta raden efter väntan."""
    last = Verksamhetsplan.objects.select_for_update().get(pk=plan if isinstance(plan, int) else plan.pk)
    krav_pa_oppet(last.lasar)
    return last


def ta_bort_eller_slapp(rad: models.Model, plan: Verksamhetsplan, nu: object) -> None:
    """Ett utkast som aldrig har varit fastställt tar bort sin rad; annars står den kvar som släppt."""
    if plan.gallande_id:
        rad.slappt = nu  # type: ignore[attr-defined]
        rad.save(update_fields=["slappt"])
    else:
        rad.delete()


def las_mal(mal: Mal) -> tuple[Mal, Verksamhetsplan]:
    """Målet och dess plan, låsta för skrivning.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: planen är fastställd eller avslutad, eller målet är släppt.
    """
    plan = las_for_skrivning(mal.plan_id)
    last = Mal.objects.select_for_update().get(pk=mal.pk)
    if last.slappt:
        raise GarInteNu("Målet är släppt ur planen och går inte att skriva i.")
    last.plan = plan
    return last, plan
