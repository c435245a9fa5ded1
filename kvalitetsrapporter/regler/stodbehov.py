"""Stödbehovets tillstånd och övergångar. Källa: design/model.md "States", krav 57."""

from django.db.models import TextChoices

from styrkedja.regler.overgangar import Overgang, nasta


class Stodlage(TextChoices):
    UTTRYCKT = "uttryckt", "uttryckt"
    SANT = "sant", "sänt"
    MOTTAGET = "mottaget", "mottaget"
    BESVARAT = "besvarat", "besvarat"
    FOLJT_UPP = "foljt_upp", "följt upp"


#: Den enda tabellen över stödbehovets övergångar; docs/tillstand.md ritas ur den. Svaren själva är våning 5:s.
BEHOVETS_OVERGANGAR: tuple[Overgang[Stodlage], ...] = (
    Overgang(Stodlage.UTTRYCKT, "lamna_in", Stodlage.SANT, "rektor"),
    Overgang(Stodlage.SANT, "lamna_in", Stodlage.SANT, "rektor"),
    Overgang(Stodlage.SANT, "ta_emot", Stodlage.MOTTAGET, "mottagaren"),
    *(Overgang(fran, "flytta", Stodlage.SANT, "mottagaren") for fran in (Stodlage.SANT, Stodlage.MOTTAGET)),
    *(
        Overgang(fran, "svara", Stodlage.BESVARAT, "mottagaren")
        for fran in (Stodlage.SANT, Stodlage.MOTTAGET, Stodlage.BESVARAT)
    ),
    Overgang(Stodlage.BESVARAT, "folj_upp", Stodlage.FOLJT_UPP, "rektor"),
)


#: Sänt, och väntar på ett svar.
OBESVARADE = frozenset({Stodlage.SANT, Stodlage.MOTTAGET})


def nasta_stodlage(fran: str, handling: str) -> Stodlage | None:
    """Läget som handlingen leder till, eller None när den inte är tillåten därifrån: det mottagna skrivs inte om."""
    return nasta(BEHOVETS_OVERGANGAR, fran, handling)
