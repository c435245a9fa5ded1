"""Dialogernas substantiv, ett ämne per fil."""

from dialoger.models.anteckning import Minnesanteckning, PrivatAnteckning
from dialoger.models.dialog import Dialog, Dialogpart, Gast, Handslagsblad, Tidsforslag
from dialoger.models.forberedelse import Dagordningspunkt, Forberedelse, Underlagsrad
from dialoger.models.handslag import Handslag, Handslagsja, Handslagslydelse, fordes_senare
from dialoger.models.iakttagelse import Iakttagelse
from dialoger.models.mall import Dialogmall, Mallfraga, Mallpunkt, Mallunderlag
from dialoger.models.stodsvar import Stodflytt, Stodsvar

__all__ = [
    "Dagordningspunkt",
    "Dialog",
    "Dialogmall",
    "Dialogpart",
    "Forberedelse",
    "Gast",
    "Handslag",
    "Handslagsblad",
    "Handslagsja",
    "Handslagslydelse",
    "Iakttagelse",
    "Mallfraga",
    "Mallpunkt",
    "Mallunderlag",
    "Minnesanteckning",
    "PrivatAnteckning",
    "Stodflytt",
    "Stodsvar",
    "Tidsforslag",
    "Underlagsrad",
    "fordes_senare",
]  # fmt: skip
