"""Det rummet gör när årshjulet har skapats eller ändrats."""

from datetime import datetime

from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Lasar
from vp_uppdrag.handlingar.hjulet import folj_hjulet
from vp_uppdrag.handlingar.planer import skapa_planer


def efter_hjulet(lasar: Lasar, nu: datetime | None = None) -> None:
    """Uppdragens tider står i hjulet, en flytt i hjulet blir milstolpens dag, och varje enhet och avdelning har sin plan."""
    folj_hjulet(lasar, nu or klockan_nu())
    skapa_planer(lasar=lasar, nu=nu)
