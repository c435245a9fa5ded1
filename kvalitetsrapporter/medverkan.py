"""Delaktigheten i siffror: faktaraden i avsnittet Delaktighet (skollagen 4 kap. 4 §)."""

from kvalitetsrapporter.handlingar.inspel import medverkan
from kvalitetsrapporter.models import Rapport
from styrkedja.format import antal_ord

#: Mallens nyckel för avsnittet som berättar vilka som medverkat.
DELAKTIGHET = "delaktighet"


def medverkan_i_ord(rapport: Rapport) -> str:
    """Vad systemet vet om medverkan så långt: "Tre medarbetare har lämnat fyra inspel. En kollega skriver i rapporten."."""
    antal = medverkan(rapport)
    if not any(antal.values()):
        return "Ingen medarbetare har lämnat inspel här än, och ingen kollega skriver i rapporten."
    vem = antal_ord(antal["medarbetare"], "en medarbetare", "medarbetare").capitalize()
    inspel = f"{vem} har lämnat {antal_ord(antal['inspel'], 'ett inspel', 'inspel')}." if antal["inspel"] else ""
    kollegor = antal_ord(antal["medskrivare"], "en kollega", "kollegor").capitalize()
    skriver = f"{kollegor} skriver eller har skrivit i rapporten." if antal["medskrivare"] else ""
    return f"{inspel} {skriver}".strip()
