"""Det rummet gör när årshjulet har skapats eller ändrats."""

from datetime import datetime

from dialoger.handlingar.dialoger import flytta_parter, skapa_dialoger
from dialoger.referensdata import ladda_dialogmallar
from styrkedja.models import Lasar


def efter_hjulet(lasar: Lasar, nu: datetime | None = None) -> None:
    """Läsåret får sina mallar och dialoger; dagarna följer hjulet, och parterna enhetens område."""
    ladda_dialogmallar(lasar)
    skapa_dialoger(lasar=lasar, nu=nu)
    flytta_parter(lasar)
