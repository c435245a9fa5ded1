"""Det som parterna kom överens om i tidigare dialoger på samma plats: det öppnar av sig självt i nästa (krav 61)."""

from collections.abc import Iterable

from django.db.models import Q

from dialoger.models import Dialog, Handslag
from dialoger.regler.dialog import EFTER
from dialoger.regler.handslag import OPPNA, Handslagslage


def sedan_sist(dialog: Dialog) -> list[Handslag]:
    """Den närmast föregående förda dialogens handslag, de äldre som lever än, och de som avslutades i den här.

    I tidens ordning, äldst först. Ett fast antal frågor.
    """
    tidigare = sorted(
        (d for d in Dialog.objects.i_samma_rad(dialog) if d.tur < dialog.tur and d.pk != dialog.pk),
        key=lambda d: d.tur,
    )
    forda = [d for d in tidigare if d.tillstand in EFTER]
    if not forda:
        return []
    lever = Q(tillstand__in=OPPNA) | Q(tillstand=Handslagslage.FORESLAGET) | Q(avslutat_i=dialog)
    rader = Handslag.objects.med_det_som_visas().filter(lever | Q(dialog=forda[-1]), dialog__in=forda)
    plats = {d.pk: nr for nr, d in enumerate(forda)}
    return sorted(rader, key=lambda h: (plats[h.dialog_id], h.ordning, h.pk))


def nasta_i_raden(dialoger: Iterable[Dialog]) -> dict[int, Dialog]:
    """Dialogens nyckel → den första senare dialogen i raden som inte är förd: där handslagen följs upp. En fråga."""
    dialoger = list(dialoger)
    platser = {d.plats_id for d in dialoger}
    kommande = Dialog.objects.fore().filter(plats__in=platser).select_related("lasar", "omgang", "plats", "mall")
    i_ordning = sorted(kommande, key=lambda d: d.tur)
    nasta = {}
    for dialog in dialoger:
        senare = (d for d in i_ordning if (d.plats_id, d.slag) == (dialog.plats_id, dialog.slag) and d.tur > dialog.tur)
        if funnen := next(senare, None):
            nasta[dialog.pk] = funnen
    return nasta
