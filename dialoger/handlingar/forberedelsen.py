"""Förberedelsen: orden, och att parten säger sig vara klar. Den andra läser den först då (krav 110)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.las import las_dialog
from dialoger.models import Dialog, Forberedelse
from dialoger.regler.dialog import nasta_dialoglage
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.texter import Sparat, las_texter, spara_texter
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person, Text
from styrkedja.models.text import Textslag
from styrkedja.regler.riktext import ar_tom

#: Texternas ägare i kärnans skrivmekanism.
FORBEREDELSE = "forberedelse"


def _las(forberedelse: Forberedelse) -> tuple[Dialog, Forberedelse]:
    """Dialogen låst, och förberedelsen som den är nu.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: samtalet är fört eller inställt.
    """
    dialog = las_dialog(forberedelse.dialog_id)
    if not dialog.ar_fore:
        raise GarInteNu("Samtalet är fört. Det som förbereddes ändras inte längre.")
    return dialog, Forberedelse.objects.select_related("part").get(pk=forberedelse.pk)


def _har_borjat(dialog: Dialog) -> None:
    """En bokad dialog som någon förbereder sig för förbereds."""
    till = nasta_dialoglage(dialog.tillstand, "forbered")
    if till and till != dialog.tillstand:
        dialog.tillstand = till
        dialog.save(update_fields=["tillstand"])


@transaction.atomic
def spara_forberedelse(
    *,
    forberedelse: Forberedelse,
    texter: Mapping[str, str],
    av: Person,
    versioner: Mapping[str, int] | None = None,
    op: UUID | None = None,
    nu: datetime | None = None,
) -> Sparat:
    """Sparar fälten som ändrats. Argumenten är som i `spara_texter`.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: samtalet är fört, eller parten har sagt sig vara klar.
    """
    dialog, rad = _las(forberedelse)
    if rad.klar:
        raise GarInteNu("Förberedelsen är klar. Öppna den igen för att ändra.")
    sparat = spara_texter(
        agare_slag=FORBEREDELSE, agare_id=rad.pk, texter=texter, av=av, versioner=versioner, op=op,
        slag=dict.fromkeys(texter, Textslag.RIK), nu=nu,
    )  # fmt: skip
    if sparat.andrade:
        _har_borjat(dialog)
    return sparat


@transaction.atomic
def satt_klar(*, forberedelse: Forberedelse, av: Person, nu: datetime | None = None) -> Forberedelse:
    """Parten är förberedd; den andra läser det nu.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: samtalet är fört, inget är skrivet, eller det är redan gjort.
    """
    dialog, rad = _las(forberedelse)
    nu = nu or klockan_nu()
    if rad.klar:
        raise GarInteNu("Förberedelsen är redan klar.")
    if not skrivna(rad):
        raise GarInteNu("Inget är skrivet än. Svara på någon av frågorna, eller skriv vad du vill ta upp.")
    rad.klar, rad.klar_av = nu, av
    rad.save(update_fields=["klar", "klar_av"])
    _har_borjat(dialog)
    logga("forberedelse_klar", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, part=str(rad.part.roll))
    return rad


@transaction.atomic
def oppna_igen(*, forberedelse: Forberedelse, av: Person, nu: datetime | None = None) -> Forberedelse:
    """Parten skriver vidare; den andra läser den när den är klar igen.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: samtalet är fört, eller den är inte klar.
    """
    dialog, rad = _las(forberedelse)
    if not rad.klar:
        raise GarInteNu("Förberedelsen är redan öppen.")
    rad.klar, rad.klar_av = None, None
    rad.save(update_fields=["klar", "klar_av"])
    logga("oppna_forberedelse", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, part=str(rad.part.roll))
    return rad


def skrivna(*forberedelser: Forberedelse) -> dict[tuple[int, str], Text]:
    """Förberedelsernas texter som inte är tomma, efter (id, fält). En fråga."""
    texter = las_texter(FORBEREDELSE, *(f.pk for f in forberedelser))
    return {nyckel: text for nyckel, text in texter.items() if not ar_tom(text.innehall)}
