"""Rummets substantiv, ett ämne per fil."""

from vp_uppdrag.models.huvudmannaplan import Huvudmannaplan, Huvudmannaversion
from vp_uppdrag.models.mal import Aktivitet, Aktivitetsandring, Bidrag, Mal, Malindikator, Malkriterium, Malmatning
from vp_uppdrag.models.maluppfoljning import Avstamning, Progression
from vp_uppdrag.models.plan import Planpost, Planversion, Verksamhetsplan
from vp_uppdrag.models.styrsignal import Namndmal, Styrsignal
from vp_uppdrag.models.tidsatt import Aterrapportering, Leverans
from vp_uppdrag.models.uppdrag import Part, Uppdrag
from vp_uppdrag.models.uppdragssvar import Uppdragssvar
from vp_uppdrag.models.uppfoljning import Andring, Effektmal, Lagesrapport, Larande, Matvarde, Uppskalning

__all__ = [
    "Aktivitet", "Aktivitetsandring", "Andring", "Aterrapportering", "Avstamning", "Bidrag", "Effektmal",
    "Huvudmannaplan", "Huvudmannaversion", "Lagesrapport", "Larande", "Leverans", "Mal", "Malindikator",
    "Malkriterium", "Malmatning", "Matvarde", "Namndmal", "Part", "Planpost", "Planversion", "Progression", "Styrsignal",
    "Uppdrag", "Uppdragssvar", "Uppskalning", "Verksamhetsplan",
]  # fmt: skip
