"""Årshjulets regler, utan databas: när en återkommande post infaller ett visst läsår.

En regel är data ({"typ": "relativ", "till": "vd1", "arbetsdagar": -5}); `typer.TYPER` är tabellen över vad varje typ
betyder. Källa: arshjul_mall.json `regeltyper` och `gemensamma_regler`; domän §3.
"""

from styrkedja.regler.hjul.ankare import VD, ankare_i
from styrkedja.regler.hjul.ansvar import ansvarig_i_ord
from styrkedja.regler.hjul.fel import fel_i_regel
from styrkedja.regler.hjul.i_ord import regel_i_ord
from styrkedja.regler.hjul.rakna import Mall, Raknare
from styrkedja.regler.hjul.tid import Sammanhang, Tid
from styrkedja.regler.hjul.typer import TYPER, tider
from styrkedja.regler.hjul.uppgift import las_tid

__all__ = [
    "TYPER", "VD", "Mall", "Raknare", "Sammanhang", "Tid", "ankare_i", "ansvarig_i_ord", "fel_i_regel", "las_tid",
    "regel_i_ord", "tider",
]  # fmt: skip
