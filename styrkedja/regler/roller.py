"""Befattningarnas roller, platserna de gäller på, och vilken kolumn i behörighetsmatrisen de hör till.

Källa: frö 000 §3–5, 001 fotnot 1, organisation_mall.json. Nya roller är nya rättigheter och därför kod.
"""

from django.db.models import TextChoices


class Roll(TextChoices):
    UTBILDNINGSDIREKTOR = "utbildningsdirektor", "utbildningsdirektör"
    VERKSAMHETSCHEF = "verksamhetschef", "verksamhetschef"
    AVDELNINGSCHEF = "avdelningschef", "avdelningschef"
    REKTOR = "rektor", "rektor"
    BITRADANDE_REKTOR = "bitradande_rektor", "biträdande rektor"
    ARBETSLAGSLEDARE = "arbetslagsledare", "arbetslagsledare"
    FORSTELARARE = "forstelarare", "förstelärare"
    UTVECKLINGSLEDARE = "utvecklingsledare", "utvecklingsledare"
    MEDARBETARE = "medarbetare", "medarbetare"
    CONTROLLER = "controller", "verksamhetscontroller"
    EKONOMICONTROLLER = "ekonomicontroller", "ekonomicontroller"
    ANALYTIKER = "analytiker", "analytiker"
    NAMNDSEKRETERARE = "namndsekreterare", "nämndsekreterare och registrator"
    NAMNDORDFORANDE = "namndordforande", "ordförande i nämnden"
    NAMNDLEDAMOT = "namndledamot", "ledamot i nämnden"
    SYSTEMADMINISTRATOR = "systemadministrator", "systemadministratör"


class Plats(TextChoices):
    """Slag av plats som en befattning kan gälla på."""

    HUVUDMAN = "huvudman", "huvudman"
    FORVALTNING = "forvaltning", "förvaltning"
    NAMND = "namnd", "nämnd"
    VERKSAMHETSOMRADE = "verksamhetsomrade", "verksamhetsområde"
    AVDELNING = "avdelning", "avdelning"
    ENHET = "enhet", "enhet"
    FORSKOLA = "forskola", "förskola"
    ARBETSLAG = "arbetslag", "arbetslag"


#: Vilket slag av plats varje roll gäller på.
PLATS_FOR_ROLL: dict[Roll, frozenset[Plats]] = {
    Roll.UTBILDNINGSDIREKTOR: frozenset({Plats.HUVUDMAN}),
    Roll.VERKSAMHETSCHEF: frozenset({Plats.VERKSAMHETSOMRADE}),
    Roll.AVDELNINGSCHEF: frozenset({Plats.AVDELNING}),
    Roll.REKTOR: frozenset({Plats.ENHET}),
    Roll.BITRADANDE_REKTOR: frozenset({Plats.ENHET}),
    Roll.ARBETSLAGSLEDARE: frozenset({Plats.ENHET, Plats.ARBETSLAG}),
    Roll.FORSTELARARE: frozenset({Plats.ENHET}),
    Roll.UTVECKLINGSLEDARE: frozenset({Plats.ENHET}),
    Roll.MEDARBETARE: frozenset({Plats.ENHET, Plats.FORSKOLA, Plats.ARBETSLAG, Plats.AVDELNING}),
    Roll.CONTROLLER: frozenset({Plats.HUVUDMAN}),
    Roll.EKONOMICONTROLLER: frozenset({Plats.HUVUDMAN}),
    Roll.ANALYTIKER: frozenset({Plats.AVDELNING}),
    Roll.NAMNDSEKRETERARE: frozenset({Plats.NAMND}),
    Roll.NAMNDORDFORANDE: frozenset({Plats.NAMND}),
    Roll.NAMNDLEDAMOT: frozenset({Plats.NAMND}),
    Roll.SYSTEMADMINISTRATOR: frozenset({Plats.FORVALTNING}),
}

#: Kolumnen i behörighetsmatrisen (design: elva kolumner, AN är den anonyma).
KOLUMN: dict[Roll, str] = {
    Roll.REKTOR: "RE",
    Roll.BITRADANDE_REKTOR: "BR",
    Roll.VERKSAMHETSCHEF: "VC",
    Roll.AVDELNINGSCHEF: "AC",
    Roll.CONTROLLER: "CO",
    Roll.EKONOMICONTROLLER: "CO",
    Roll.ANALYTIKER: "CO",
    Roll.UTBILDNINGSDIREKTOR: "UD",
    Roll.NAMNDORDFORANDE: "NL",
    Roll.NAMNDLEDAMOT: "NL",
    Roll.MEDARBETARE: "ME",
    Roll.ARBETSLAGSLEDARE: "ME",
    Roll.FORSTELARARE: "ME",
    Roll.UTVECKLINGSLEDARE: "ME",
    Roll.NAMNDSEKRETERARE: "RG",
    Roll.SYSTEMADMINISTRATOR: "SA",
}


def fel_plats(roll: str, platsslag: str) -> str | None:
    """Ger meningen som säger varför rollen inte kan gälla på platsen, eller None när den kan det."""
    tillatna = PLATS_FOR_ROLL[Roll(roll)]
    if Plats(platsslag) in tillatna:
        return None
    namn = " eller ".join(sorted(p.label for p in tillatna))
    return f"En {Roll(roll).label} gäller på {namn}, inte på {Plats(platsslag).label}."
