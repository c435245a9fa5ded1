"""Det rummet gör när årshjulet har skapats eller ändrats."""

from datetime import datetime

from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from styrkedja.models import Lasar


def efter_hjulet(lasar: Lasar, nu: datetime | None = None) -> None:
    """En rapport per enhet finns när läsåret börjar; sista dagarna följer hjulet."""
    skapa_rapporter(lasar=lasar, nu=nu)
