"""Tillstånd och övergångar för VP-uppdraget och för VP HSS. Tabellerna är hela sanningen; docs/tillstand.md ritas ur dem.

Källa: design/model.md "States"; frö 003 ("förankras löpande och godkännas i ledningsgruppen innan genomförande").
"""

from django.db.models import TextChoices

from styrkedja.regler.overgangar import Overgang, nasta


class Uppdragslage(TextChoices):
    """Var uppdraget är i sin gång. Hur det går är en annan sak (lägesrapportens läge)."""

    UTKAST = "utkast", "utkast"
    BESLUTAT = "beslutat", "beslutat"
    PLANERAS = "planeras", "planeras"
    GODKANNANDE = "godkannande", "väntar på godkännande"
    GENOMFORS = "genomfors", "genomförs"
    SLUTRAPPORTERAT = "slutrapporterat", "slutrapporterat"
    AVBRUTET = "avbrutet", "avbrutet"


_UD, _HALLER_IHOP = "utbildningsdirektör", "den som håller ihop uppdraget"

#: Uppdragets övergångar. Godkännandet är en grind: kräver uppdraget det går ingen väg förbi (`krav_pa_grinden`).
UPPDRAGETS_OVERGANGAR: tuple[Overgang[Uppdragslage], ...] = (
    Overgang(Uppdragslage.UTKAST, "besluta", Uppdragslage.BESLUTAT, _UD),
    Overgang(Uppdragslage.BESLUTAT, "borja_planera", Uppdragslage.PLANERAS, _HALLER_IHOP),
    Overgang(Uppdragslage.PLANERAS, "begar_godkannande", Uppdragslage.GODKANNANDE, _HALLER_IHOP),
    Overgang(Uppdragslage.GODKANNANDE, "godkann", Uppdragslage.GENOMFORS, "ledningsgruppen"),
    Overgang(Uppdragslage.GODKANNANDE, "lamna_tillbaka", Uppdragslage.PLANERAS, "ledningsgruppen"),
    Overgang(Uppdragslage.PLANERAS, "starta", Uppdragslage.GENOMFORS, _HALLER_IHOP),
    Overgang(Uppdragslage.GENOMFORS, "slutrapportera", Uppdragslage.SLUTRAPPORTERAT, _HALLER_IHOP),
    Overgang(Uppdragslage.BESLUTAT, "avbryt", Uppdragslage.AVBRUTET, _UD),
    Overgang(Uppdragslage.PLANERAS, "avbryt", Uppdragslage.AVBRUTET, _UD),
    Overgang(Uppdragslage.GODKANNANDE, "avbryt", Uppdragslage.AVBRUTET, _UD),
    Overgang(Uppdragslage.GENOMFORS, "avbryt", Uppdragslage.AVBRUTET, _UD),
)

#: Uppdraget är slut: det läses, men ändras inte.
AVSLUTADE = (Uppdragslage.SLUTRAPPORTERAT, Uppdragslage.AVBRUTET)
#: Uppdraget är beslutat och inte slut.
PAGAENDE = (Uppdragslage.BESLUTAT, Uppdragslage.PLANERAS, Uppdragslage.GODKANNANDE, Uppdragslage.GENOMFORS)


def nasta_uppdragslage(fran: str, handling: str) -> Uppdragslage | None:
    """Tillståndet som handlingen leder till, eller None när den inte är tillåten därifrån."""
    return nasta(UPPDRAGETS_OVERGANGAR, fran, handling)


class Planlage(TextChoices):
    """VP HSS: direktören skriver, ledningsgruppen kommenterar, den fastställs."""

    UTKAST = "utkast", "utkast"
    KOMMENTERAS = "kommenteras", "kommenteras"
    FASTSTALLD = "faststalld", "fastställd"


PLANENS_OVERGANGAR: tuple[Overgang[Planlage], ...] = (
    Overgang(Planlage.UTKAST, "lagg_fram", Planlage.KOMMENTERAS, _UD),
    Overgang(Planlage.KOMMENTERAS, "lagg_fram", Planlage.KOMMENTERAS, _UD),
    Overgang(Planlage.KOMMENTERAS, "faststall", Planlage.FASTSTALLD, _UD),
    Overgang(Planlage.FASTSTALLD, "revidera", Planlage.UTKAST, _UD),
)


def nasta_planlage(fran: str, handling: str) -> Planlage | None:
    """Tillståndet som handlingen leder till, eller None när den inte är tillåten därifrån."""
    return nasta(PLANENS_OVERGANGAR, fran, handling)
