"""De gemensamma minnesanteckningarna: tre rubriker, och fastställandet som fryser dem (krav 65, 113).

De blir allmän handling när de fastställs, om kommunen inte har ställt in något annat (RÅ 1998 ref. 52; TF 2:10).
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from dialoger.behorighet.samtal import hinder_for_att_anteckna_gemensamt
from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagslas import las_som_part
from dialoger.handlingar.las import las_dialog
from dialoger.models import Dialog, Minnesanteckning
from dialoger.regler.samtalsord import MINNESFALT
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.texter import Sparat, las_texter, spara_texter
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Huvudman, Person
from styrkedja.models.text import Textslag
from styrkedja.regler.frysning import frysning_hash
from styrkedja.regler.handlingsstatus import Handlingsstatus, status_efter
from styrkedja.regler.riktext import ar_tom

#: Texternas ägare i kärnans skrivmekanism.
MINNE = "minnesanteckning"
#: Felets kod när orden inte längre är de som parten läste.
ANDRAD = "andrad"


@transaction.atomic
def spara_minnen(
    *,
    minne: Minnesanteckning,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar fälten som ändrats. Argumenten är som i `spara_texter`.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: de är fastställda, eller någon annan är vald att skriva.
    """
    dialog = las_dialog(minne.dialog_id)
    rad = Minnesanteckning.objects.get(pk=minne.pk)
    if hinder := hinder_for_att_anteckna_gemensamt(av, dialog, rad):
        raise GarInteNu(hinder)
    return spara_texter(
        agare_slag=MINNE, agare_id=rad.pk, texter=texter, av=av, versioner=versioner, op=op,
        slag=dict.fromkeys(texter, Textslag.RIK), nu=nu,
    )  # fmt: skip


def orden(minne: Minnesanteckning) -> dict[str, str]:
    """Orden under sina rubriker: de frusna när de är fastställda, annars de som skrivs."""
    if minne.faststalld:
        return dict(minne.innehall)
    texter = las_texter(MINNE, minne.pk)
    return {f.nyckel: t.innehall if (t := texter.get((minne.pk, f.nyckel))) else "" for f in MINNESFALT}


def ordens_hash(minne: Minnesanteckning) -> str:
    return frysning_hash(orden(minne))


@transaction.atomic
def faststall_minnen(
    *, dialog: Dialog, last: str, av: Person, nu: datetime | None = None
) -> Minnesanteckning:  # fmt: skip
    """Fryser orden så som parten läste dem.

    Args:
        last: kontrollsumman för orden som parten läste.

    Raises:
        ValidationError: läsåret är stängt, eller inget är skrivet.
        GarInteNu: personen är inte part, samtalet är inte startat, de är redan fastställda, eller orden har ändrats
            sedan dess (koden ANDRAD).
    """
    last_dialog, _ = las_som_part(dialog, av)
    minne = Minnesanteckning.objects.filter(dialog=last_dialog).first()
    if minne is None or minne.faststalld:
        raise GarInteNu(_redan(minne))
    innehall = orden(minne)
    if all(ar_tom(text) for text in innehall.values()):
        raise ValidationError("Inget är skrivet än.")
    if frysning_hash(innehall) != last:
        raise GarInteNu("Texten har ändrats sedan du läste den. Läs igen, och fastställ sedan.", code=ANDRAD)
    nu, huvudman = nu or klockan_nu(), Huvudman.objects.first()
    minne.innehall, minne.hash, minne.faststalld, minne.faststalld_av = innehall, last, nu, av
    minne.handlingsstatus = ny_status(huvudman)
    minne.save()
    logga(
        "faststall_minnesanteckningar", av=av, pa=last_dialog, plats_id=last_dialog.plats_id, nu=nu, hash=last[:16]
    )  # fmt: skip
    return minne


def ny_status(huvudman: Huvudman | None) -> Handlingsstatus:
    """Ställningen som fastställandet ger, efter kommunens inställning."""
    return status_efter("faststall_minnesanteckningar", kommunens=huvudman.upprattas_vid if huvudman else ())


def _redan(minne: Minnesanteckning | None) -> str:
    if minne is None or minne.faststalld is None or minne.faststalld_av is None:
        return "Samtalet är inte startat."
    return f"De är redan fastställda av {minne.faststalld_av.namn}."
