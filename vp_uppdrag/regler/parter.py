"""Vilka ett uppdrag gäller: rollerna, och att exakt en part är sammankallande när flera delar på det.

Källa: frö 003 (de femton uppdragens parter). Ett uppdrag till en enda mottagare har ingen sammankallande: mottagaren
håller själv ihop det.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices


class Partroll(TextChoices):
    SAMMANKALLANDE = "sammankallande", "sammankallande"
    MOTTAGARE = "mottagare", "mottagare"
    MEDVERKANDE = "medverkande", "medverkande"
    PROJEKTGRUPP = "projektgrupp", "projektgrupp"
    ANSVARIG = "ansvarig", "ansvarig"
    STYRGRUPP = "styrgrupp", "ledamot i styrgruppen"
    EXTERN = "extern", "extern part"


#: De som har fått uppdraget. De andra svarar för det, styr det eller står utanför.
MOTTAGER = (Partroll.SAMMANKALLANDE, Partroll.MOTTAGARE, Partroll.MEDVERKANDE, Partroll.PROJEKTGRUPP)
#: Håller ihop uppdraget: planerar, startar, rapporterar och slutrapporterar.
HALLER_IHOP = (Partroll.SAMMANKALLANDE, Partroll.MOTTAGARE, Partroll.ANSVARIG)
#: De enda som får vara ett namn i stället för en plats eller en befattning i huset.
FAR_VARA_NAMN = (Partroll.PROJEKTGRUPP, Partroll.STYRGRUPP, Partroll.EXTERN)


class Ansvarsform(TextChoices):
    """Hur flera svarar för ett uppdrag."""

    ENSAM = "ensam", "en svarar"
    GEMENSAMT = "gemensamt", "gemensamt"
    TILLSAMMANS = "tillsammans", "den första tillsammans med de andra"
    ALLA = "alla", "alla"
    STYRGRUPP = "styrgrupp", "styrgruppen"


@dataclass(frozen=True)
class Partuppgift:
    """En part så som reglerna ser den: rollen, och en plats, en grupp (alla i en befattning) eller ett namn."""

    roll: str
    plats: int | None = None
    grupp: str = ""
    namn: str = ""
    inom: str = ""

    @property
    def vem(self) -> tuple[int | None, str, str]:
        return self.plats, self.grupp, self.namn


def fel_i_parterna(parter: Iterable[Partuppgift]) -> str | None:
    """Meningen som säger vad som är fel, eller None. Prövas när parterna sparas."""
    parter = list(parter)
    if any(sum(map(bool, p.vem)) != 1 for p in parter):
        return "Varje part är en plats, en grupp eller ett namn. Välj en av dem."
    if any(p.namn and p.roll not in FAR_VARA_NAMN for p in parter):
        return "Bara projektgrupper, styrgrupper och externa parter skrivs som namn. Välj en plats för de andra."
    if len({(p.roll, p.vem) for p in parter}) < len(parter):
        return "Samma part står två gånger i samma roll. Ta bort den ena."
    if sum(p.roll == Partroll.SAMMANKALLANDE for p in parter) > 1:
        return "Bara en part är sammankallande. Välj vem av dem, och låt de andra medverka."
    return _dubbelroll(parter)


def _dubbelroll(parter: list[Partuppgift]) -> str | None:
    mottagare = [p.vem for p in parter if p.roll in MOTTAGER]
    return (
        "Samma part är både sammankallande och medverkande. Välj en." if len(set(mottagare)) < len(mottagare) else None
    )


def hinder_att_besluta(parter: Iterable[Partuppgift]) -> str | None:
    """Vad som fattas i parterna för att uppdraget ska kunna vara beslutat, eller None."""
    parter = list(parter)
    mottagare = [p for p in parter if p.roll in MOTTAGER]
    if not mottagare:
        return "Säg vem som får uppdraget."
    if len(mottagare) > 1 and not any(p.roll == Partroll.SAMMANKALLANDE for p in mottagare):
        return "Flera delar på uppdraget. Välj en av dem som sammankallande."
    if not any(p.roll == Partroll.ANSVARIG or p.roll in HALLER_IHOP for p in parter) and not _leds_av_styrgrupp(parter):
        return "Säg vem som svarar för uppdraget."
    return None


def _leds_av_styrgrupp(parter: list[Partuppgift]) -> bool:
    return any(p.roll == Partroll.STYRGRUPP for p in parter)
