"""Sidorna som mäts. En ny tung sida: en rad här, och en bar motsvarighet i bar.py under samma adress."""

from dataclasses import dataclass

from styrkedja.models import Befattning, Person
from styrkedja.regler.roller import Roll


@dataclass(frozen=True)
class Sida:
    """En sida, vem som öppnar den, och (i målet) hur många gånger den bara sidans tid den får ta."""

    namn: str
    adress: str
    roll: Roll
    hogst: float = 2.0

    def oppnas_av(self) -> tuple[Person, str]:
        """Personen och hela adressen; {omrade} byts mot platsen som befattningen gäller."""
        befattning = Befattning.objects.filter(roll=self.roll).select_related("person", "plats").order_by("pk")[0]
        return befattning.person, self.adress.format(omrade=befattning.plats.slug)


SIDOR = [
    Sida("verksamhetschefens område", "/omrade/{omrade}/", Roll.VERKSAMHETSCHEF),
    Sida("direktörens läge", "/lage/", Roll.UTBILDNINGSDIREKTOR),
]
