"""Dialogens slag, dess väg från planerad till bekräftad, och vem som läser vad.

Källa: design/model.md "States" och "Who reads what"; reliability.md §4 raderna Dialog, Delade minnesanteckningar; frö 001.
"""

from enum import StrEnum

from django.db.models import TextChoices

from styrkedja.regler.overgangar import Overgang, nasta


class Dialogslag(TextChoices):
    """Vilken sorts samtal det är. Lönesamtal och medarbetarsamtal är aldrig dialoger här: bara deras datum står i hjulet."""

    VERKSAMHETSDIALOG = "verksamhetsdialog", "verksamhetsdialog"
    HUVUDMANNADIALOG = "huvudmannadialog", "huvudmannadialog"
    PRESIDIUM = "presidium", "dialog med presidiet"
    STADSDIREKTOR = "stadsdirektor", "dialog med stadsdirektören"
    KF = "kf", "dialog med kommunfullmäktige"
    AVDELNING = "avdelning", "dialog i avdelningen"
    ARBETSLAG = "arbetslag", "dialog i arbetslaget"
    FORDJUPAD = "fordjupad", "fördjupad uppföljning"


class Dialoglage(TextChoices):
    """Var dialogen är."""

    PLANERAD = "planerad", "planerad"
    BOKAD = "bokad", "bokad"
    FORBEREDS = "forbereds", "förbereds"
    GENOMFORD = "genomford", "genomförd"
    BEKRAFTAD = "bekraftad", "bekräftad"
    INSTALLD = "installd", "inställd"


_P, _B, _F, _G, _K = (
    Dialoglage.PLANERAD,
    Dialoglage.BOKAD,
    Dialoglage.FORBEREDS,
    Dialoglage.GENOMFORD,
    Dialoglage.BEKRAFTAD,
)
_CHEF, _BADA = "verksamhetschef", "båda"
#: Den enda tabellen över dialogens övergångar; docs/tillstand.md ritas ur den.
DIALOGENS_OVERGANGAR: tuple[Overgang[Dialoglage], ...] = (
    Overgang(_P, "boka", _B, _CHEF),
    Overgang(_B, "boka", _B, _CHEF),
    Overgang(_F, "boka", _F, _CHEF),
    Overgang(_B, "avboka", _P, _BADA),
    Overgang(_F, "avboka", _P, _BADA),
    Overgang(_B, "forbered", _F, _BADA),
    Overgang(_F, "forbered", _F, _BADA),
    Overgang(_B, "genomfor", _G, _BADA),
    Overgang(_F, "genomfor", _G, _BADA),
    Overgang(_G, "bekrafta", _K, _BADA),
    Overgang(_K, "andra_handslag", _G, _BADA),
    Overgang(_P, "stall_in", Dialoglage.INSTALLD, _CHEF),
    Overgang(_B, "stall_in", Dialoglage.INSTALLD, _CHEF),
    Overgang(_F, "stall_in", Dialoglage.INSTALLD, _CHEF),
    Overgang(Dialoglage.INSTALLD, "planera_om", _P, _CHEF),
)
#: Samtalet är inte fört än: det går att förbereda, flytta och välja bort ur.
FORE = frozenset({_P, _B, _F})
#: Samtalet är fört.
EFTER = frozenset({_G, _K})


def nasta_dialoglage(fran: str, handling: str) -> Dialoglage | None:
    """Läget som handlingen leder till, eller None när den inte är tillåten därifrån."""
    return nasta(DIALOGENS_OVERGANGAR, fran, handling)


class Insyn(StrEnum):
    """Vad någon ser av en dialog, från mest till minst."""

    #: Parten: läser och skriver allt gemensamt.
    PART = "part"
    #: Biträdande rektor, och gästen som båda har sagt ja till: läser det gemensamma.
    LASER = "laser"
    #: Direktören: tid och deltagare, och det som är fastställt.
    TID = "tid"
    INGEN = "ingen"
