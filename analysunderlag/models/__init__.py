"""Analysunderlagets substantiv, ett ämne per fil."""

from analysunderlag.models.inlasning import Inlasning
from analysunderlag.models.nyckeltal import Kalla, Nyckeltal
from analysunderlag.models.varde import Kon, Niva, Varde, identitet

__all__ = ["Inlasning", "Kalla", "Kon", "Niva", "Nyckeltal", "Varde", "identitet"]
