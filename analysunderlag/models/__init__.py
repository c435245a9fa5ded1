"""Analysunderlagets substantiv, ett ämne per fil."""

from analysunderlag.models.bilaga import Bilaga, Genomgang
from analysunderlag.models.inlasning import Enhetskoppling, Inlasning, Rubrikalias, Tabellkoppling
from analysunderlag.models.nyckeltal import Kalla, Nyckeltal
from analysunderlag.models.varde import Kon, Niva, Varde, identitet

__all__ = [
    "Bilaga", "Enhetskoppling", "Genomgang", "Inlasning", "Kalla", "Kon", "Niva", "Nyckeltal", "Rubrikalias",
    "Tabellkoppling", "Varde", "identitet",
]  # fmt: skip
