"""Stödbehovets tillstånd och övergångar. Källa: design/model.md "States", krav 57."""

from dataclasses import dataclass

from django.db.models import TextChoices


class Stodlage(TextChoices):
    UTTRYCKT = "uttryckt", "uttryckt"
    SANT = "sant", "sänt"
    MOTTAGET = "mottaget", "mottaget"
    BESVARAT = "besvarat", "besvarat"
    FOLJT_UPP = "foljt_upp", "följt upp"


@dataclass(frozen=True)
class Stodovergang:
    """En tillåten övergång och vem som har turen."""

    fran: Stodlage
    handling: str
    till: Stodlage
    tur: str


#: Den enda tabellen över stödbehovets övergångar; docs/tillstand.md ritas ur den. Svaren kommer med dialogerna.
STODOVERGANGAR: tuple[Stodovergang, ...] = (
    Stodovergang(Stodlage.UTTRYCKT, "lamna_in", Stodlage.SANT, "rektor"),
    Stodovergang(Stodlage.SANT, "lamna_in", Stodlage.SANT, "rektor"),
    Stodovergang(Stodlage.SANT, "ta_emot", Stodlage.MOTTAGET, "mottagaren"),
)


def nasta_stodlage(fran: str, handling: str) -> Stodlage | None:
    """Läget som handlingen leder till, eller None när den inte är tillåten därifrån: det mottagna skrivs inte om."""
    return next((o.till for o in STODOVERGANGAR if o.fran == fran and o.handling == handling), None)
