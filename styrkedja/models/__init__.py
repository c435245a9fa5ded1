"""Kärnans substantiv, ett ämne per fil."""

from styrkedja.models.dokument import Dokument
from styrkedja.models.forum import Forum, Forumlank, Motesdag, Niva
from styrkedja.models.handelse import Handelse, Oforanderlig
from styrkedja.models.hanvisning import Hanvisning
from styrkedja.models.hjul import Hjulmall, Hjulniva, Hjulpost, Postslag
from styrkedja.models.kommentar import Kommentar
from styrkedja.models.lasar import Lasar, Lov, Omgang, Skalsteg
from styrkedja.models.organisation import (
    Arbetslag,
    Avdelning,
    Enhet,
    EnhetSkolform,
    Forskola,
    Forvaltning,
    Huvudman,
    Namnd,
    Plats,
    Skolenhetskod,
    Tillhorighet,
    Verksamhetsomrade,
)
from styrkedja.models.organisationsimport import Organisationsimport
from styrkedja.models.person import Befattning, Delegering, Person
from styrkedja.models.skolform import Laroplan, Laroplansomrade, Skolform
from styrkedja.models.text import Narvaro, Text, Textslag, Textversion
from styrkedja.models.utkorg import Hjartslag, Utkorg

__all__ = [
    "Arbetslag", "Avdelning", "Befattning", "Delegering", "Dokument", "Enhet", "EnhetSkolform", "Forskola",
    "Forum", "Forumlank", "Forvaltning", "Handelse", "Hanvisning", "Hjartslag", "Hjulmall", "Hjulniva", "Hjulpost",
    "Huvudman",
    "Kommentar", "Laroplan", "Laroplansomrade", "Lasar", "Lov", "Motesdag", "Namnd", "Narvaro", "Niva",
    "Oforanderlig", "Omgang",
    "Organisationsimport", "Person", "Plats", "Postslag", "Skalsteg", "Skolenhetskod", "Skolform", "Text",
    "Textslag", "Textversion", "Tillhorighet", "Utkorg", "Verksamhetsomrade",
]  # fmt: skip
