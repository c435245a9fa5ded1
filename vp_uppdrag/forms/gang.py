"""Formulären för uppdragets gång: skälet, förankringen, slutrapporten."""

from vp_uppdrag.forms.grund import Stycke, Uppdragsformular, varfor


class Skal(Uppdragsformular):
    """Ett skäl, alltid."""

    varfor = varfor()


class Forankring(Uppdragsformular):
    forankring = Stycke(
        label="Så har förslaget förankrats", help_text="Med vilka, när, och vad som ändrades.",
        error_messages={"required": "Skriv med vilka och hur förslaget har förankrats."},
    )  # fmt: skip


class Slutrapport(Uppdragsformular):
    slutrapport = Stycke(
        label="Slutrapport", rader=10, max_length=20000,
        help_text="Vad blev annorlunda, för vilka, och hur ni vet det. Vad lämnas över, och till vem?",
        error_messages={"required": "Skriv vad uppdraget ledde till."},
    )  # fmt: skip
