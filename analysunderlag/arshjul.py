"""Det rummet gör när årshjulet har skapats eller ändrats."""

from datetime import datetime

from analysunderlag.handlingar.kallornas_poster import satt_kallornas_poster
from styrkedja.models import Lasar


def efter_hjulet(lasar: Lasar, nu: datetime | None = None) -> None:
    """Varje källa står i hjulet den månad den brukar ge tal."""
    satt_kallornas_poster(lasar)
