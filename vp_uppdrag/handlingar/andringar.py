"""Ändringarnas historik: ett utkast skrivs om hur som helst, ett beslutat uppdrag bara med skäl (krav 87)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError

from styrkedja.models import Person
from styrkedja.regler.riktext import ar_tom
from vp_uppdrag.models import Andring, Uppdrag
from vp_uppdrag.regler.tillstand import Uppdragslage

SKRIV_VARFOR = "Skriv varför. Skälet står kvar i uppdragets historik."


def krav_pa_skal(uppdrag: Uppdrag, varfor: str) -> None:
    """Ett beslutat uppdrag ändras aldrig utan skäl.

    Raises:
        ValidationError: vid fältet `varfor`.
    """
    if uppdrag.tillstand != Uppdragslage.UTKAST and ar_tom(varfor):
        raise ValidationError({"varfor": SKRIV_VARFOR})


def anteckna(uppdrag: Uppdrag, andrat: Mapping[str, tuple[str, str]], *, varfor: str, av: Person, nu: datetime) -> None:
    """Skriver en rad per sak som har ändrats i ett beslutat uppdrag: vad → (från, till)."""
    if uppdrag.tillstand == Uppdragslage.UTKAST:
        return
    Andring.objects.bulk_create(
        Andring(uppdrag=uppdrag, vad=vad, fran=fran, till=till, varfor=varfor.strip()[:400], av=av, nar=nu)
        for vad, (fran, till) in andrat.items()
    )
