"""Analysunderlagets substantiv, ett ämne per fil."""

from analysunderlag.models.inlasning import Enhetskoppling, Inlasning, Rubrikalias, Tabellkoppling
from analysunderlag.models.nyckeltal import Kalla, Nyckeltal
from analysunderlag.models.varde import Kon, Niva, Varde, identitet

__all__ = [
    "Enhetskoppling", "Inlasning", "Kalla", "Kon", "Niva", "Nyckeltal", "Rubrikalias", "Tabellkoppling", "Varde",
    "identitet",
]  # fmt: skip
