"""Det rummet gör när årshjulet har skapats eller ändrats."""

from datetime import datetime

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Lasar
from vp_uppdrag.handlingar.hjulet import folj_hjulet


def efter_hjulet(lasar: Lasar, nu: datetime | None = None) -> None:
    """Uppdragens tider står i hjulet, och en flytt i hjulet blir milstolpens dag."""
    folj_hjulet(lasar, nu or klockan_nu())
