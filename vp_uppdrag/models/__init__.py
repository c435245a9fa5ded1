"""Rummets substantiv, ett ämne per fil."""

from vp_uppdrag.models.huvudmannaplan import Huvudmannaplan, Huvudmannaversion
from vp_uppdrag.models.styrsignal import Namndmal, Styrsignal
from vp_uppdrag.models.tidsatt import Aterrapportering, Leverans
from vp_uppdrag.models.uppdrag import Part, Uppdrag
from vp_uppdrag.models.uppfoljning import Andring, Effektmal, Lagesrapport, Larande, Matvarde, Uppskalning

__all__ = [
    "Andring", "Aterrapportering", "Effektmal", "Huvudmannaplan", "Huvudmannaversion", "Lagesrapport", "Larande",
    "Leverans", "Matvarde", "Namndmal", "Part", "Styrsignal", "Uppdrag", "Uppskalning",
]  # fmt: skip
