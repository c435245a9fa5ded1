"""Det som handslagens handlingar delar: låset, parten, lydelserna, jaen, och att dialogen följer sina handslag."""

from collections.abc import Iterable
from datetime import datetime

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.las import las_dialog, personens_part
from dialoger.models import Dialog, Dialogpart, Handslag, Handslagslydelse
from dialoger.regler.dialog import Dialoglage, nasta_dialoglage
from dialoger.regler.handslag import Handslagslage, nasta_handslagslage
from styrkedja.handlingar.logg import logga
from styrkedja.models import Person

EJ_PART = "Bara parterna i dialogen gör det här."


class HarAndrats(GarInteNu):
    """Orden är inte längre de som parten läste. `skillnader`: meningar om vad som har ändrats. Inget är gjort."""

    def __init__(self, skillnader: list[str]):
        super().__init__("Handslagen har ändrats sedan du läste dem. Läs och bekräfta igen.")
        self.skillnader = skillnader


def las_som_part(dialog: Dialog | int, av: Person) -> tuple[Dialog, Dialogpart]:
    """Dialogen låst, och parten som personen är i dag.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, eller dialogen är inställd.
    """
    last = las_dialog(dialog)
    part = personens_part(av, last)
    if part is None:
        raise GarInteNu(EJ_PART)
    if last.tillstand == Dialoglage.INSTALLD:
        raise GarInteNu("Dialogen är inställd.")
    return last, part


def las_handslag(handslag: Handslag, handling: str) -> tuple[Handslag, Handslagslage]:
    """Handslaget som det är nu, i en redan låst dialog, och läget som handlingen leder till.

    Raises:
        GarInteNu: det är borttaget, eller handlingen går inte från läget det har nu.
    """
    rad = Handslag.objects.select_related("dialog__lasar", "ansvarig__plats").filter(pk=handslag.pk).first()
    if rad is None:
        raise GarInteNu("Handslaget är borttaget.")
    till = nasta_handslagslage(rad.tillstand, handling)
    if till is None:
        raise GarInteNu(f"Det är redan gjort, eller går inte nu: handslaget är {rad.get_tillstand_display()}.")
    return rad, till


def skriv_lydelse(handslag: Handslag, *, av: Person, nu: datetime) -> None:
    Handslagslydelse.objects.create(
        handslag=handslag, orden=handslag.orden(), hash=handslag.summa, av=av, nar=nu
    )  # fmt: skip


def folj_handslagen(dialog: Dialog, *, av: Person, nu: datetime) -> None:
    """Dialogen är bekräftad när den har handslag och alla parter har sagt ja till vart och ett; annars inte."""
    lagen = set(dialog.handslag.values_list("tillstand", flat=True))
    klart = bool(lagen) and Handslagslage.FORESLAGET not in lagen
    till = nasta_dialoglage(dialog.tillstand, "bekrafta" if klart else "andra_handslag")
    if till is None:
        return
    dialog.tillstand, dialog.bekraftad = till, nu if klart else None
    dialog.save(update_fields=["tillstand", "bekraftad"])
    if klart:
        logga("bekrafta_dialog", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu)


def alla_har_sagt_ja(handslag: Handslag, parter: Iterable[Dialogpart]) -> bool:
    """Sant när varje part har ett gällande ja till orden så som de står. En vakant befattnings ja väntar på nästa."""
    ja = {j.part_id for j in handslag.ja.all() if j.upphavt is None and j.hash == handslag.summa}
    return {p.pk for p in parter} <= ja
