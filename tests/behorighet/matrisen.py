"""Behörighetsmatrisens rader och kolumner.

Raderna står i matris.csv: vy, ting, metod och väntat svar per kolumn (RE rektor, BR delegerad biträdande rektor,
VC verksamhetschef, AC avdelningschef, CO controller, UD utbildningsdirektör, NL nämndledamot, ME medarbetare,
RG registrator, SA systemadministratör, AN anonym). 404 är främlingens svar, 403 läsarens utan rätt.
"""

import csv
from pathlib import Path

RADER = list(csv.DictReader((Path(__file__).parent / "matris.csv").open(encoding="utf-8"), delimiter=";"))
KOLUMN = {
    "RE": "rektor", "BR": "bitradande", "VC": "verksamhetschef", "AC": "avdelningschef", "CO": "controller",
    "UD": "direktor", "NL": "namnd", "ME": "medarbetare", "RG": "registrator", "SA": "administrator", "AN": None,
}  # fmt: skip
