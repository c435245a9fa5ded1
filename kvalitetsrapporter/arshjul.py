"""Det rummet gör när årshjulet har skapats eller ändrats."""

from datetime import datetime

from kvalitetsrapporter.handlingar.rapporter import skapa_rapporter
from kvalitetsrapporter.referensdata import ladda_fragebudget, ladda_rapportmall
from styrkedja.models import Lasar


def efter_hjulet(lasar: Lasar, nu: datetime | None = None) -> None:
    """Läsåret får sin mall (förra årets, om ingen egen finns) och en rapport per enhet; sista dagarna följer hjulet."""
    ladda_rapportmall(lasar)
    ladda_fragebudget(lasar)
    skapa_rapporter(lasar=lasar, nu=nu)
