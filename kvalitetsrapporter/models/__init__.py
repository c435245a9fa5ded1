"""Kvalitetsrapportens substantiv, ett ämne per fil."""

from kvalitetsrapporter.models.bild import Bild, TacktInlamning
from kvalitetsrapporter.models.fraga import Fraga, Fragebudget, Skrivtid
from kvalitetsrapporter.models.inlamning import Inlamning, Lasning
from kvalitetsrapporter.models.mall import ENHETENS_VAL, VARJE, Avsnittsmall, Faltmall, Rapportmall
from kvalitetsrapporter.models.medverkan import Inspel, Medskrivare
from kvalitetsrapporter.models.punkt import Punkt
from kvalitetsrapporter.models.rapport import Avsnitt, Bedomning, Rapport, Rapportdel
from kvalitetsrapporter.models.stodbehov import Stodbehov
from kvalitetsrapporter.models.tidigare import TidigareRapport

__all__ = [
    "ENHETENS_VAL", "VARJE", "Avsnitt", "Avsnittsmall", "Bedomning", "Bild", "Faltmall", "Fraga", "Fragebudget", "Inlamning",
    "Inspel", "Lasning", "Medskrivare", "Punkt", "Rapport", "Rapportdel", "Rapportmall", "Skrivtid", "Stodbehov",
    "TacktInlamning", "TidigareRapport",
]  # fmt: skip
