"""Vad som går att göra i samtalet och inför det, som en tabell: sidans ord, formuläret, rätten och handlingen.

En adress per handling, `/dialoger/<id>/samtal/<handling>/`: GET frågar med följd, POST gör. Handlingar på en rad nämner
den i `?rad=punkt-12`. Ett nytt slag av handling är en rad här.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dialoger.behorighet import forberedelse as f
from dialoger.behorighet import samtal as b
from dialoger.behorighet.dialog import hinder_fore_samtalet, hinder_i_dialogen
from dialoger.forms import samtal as former
from dialoger.forms.samtal import Samtalsformular
from dialoger.handlingar import dagordning, forberedelsen, minnesanteckningar, samtalet
from dialoger.models import Dagordningspunkt, Dialog, Forberedelse, Gast, Minnesanteckning, Tidsforslag, Underlagsrad
from kvalitetsrapporter.models import Punkt
from styrkedja.models import Person

Hinder = Callable[[Person, Dialog, Any], str | None]
#: Minuterna för en punkt som lyfts ur rapporten, tills någon ändrar dem.
LYFT_MINUTER = 10


@dataclass(frozen=True)
class Samtalshandling:
    """En handling. `slag`: radens slag i ?rad=, som också är argumentets namn; tomt gäller handlingen dialogen.

    Ett tomt `gjort` är en handling vars verkan syns av sig själv.
    """

    rubrik: str
    foljd: str
    knapp: str
    gjort: str
    hinder: Hinder
    gor: Callable[..., Any]
    formular: type[Samtalsformular] = Samtalsformular
    slag: str = ""
    ankare: str = ""
    fara: bool = False

    def argument(self, dialog: Dialog, rad: Any) -> dict[str, Any]:
        """Det som handlingen gäller, efter namn."""
        return {self.slag: rad} if self.slag else {"dialog": dialog}


def dialogens(hinder: Callable[[Person, Dialog], str | None]) -> Hinder:
    return lambda person, dialog, rad: hinder(person, dialog)


def radens(hinder: Callable[[Person, Any], str | None]) -> Hinder:
    return lambda person, dialog, rad: hinder(person, rad)


def minnet(dialog: Dialog) -> Minnesanteckning | None:
    return getattr(dialog, "minnesanteckning", None)


def _ur_rapporten(*, rapportpunkt: Punkt, av: Person, dialog: Dialog) -> Dagordningspunkt:
    return dagordning.lagg_punkt(
        dialog=dialog, rubrik=rapportpunkt.text[:160], minuter=LYFT_MINUTER, punkt=rapportpunkt, av=av
    )


def _flytta(upp: bool) -> Callable[..., None]:
    return lambda *, punkt, av: dagordning.flytta_punkt(punkt=punkt, upp=upp, av=av)


def _pricka(lage: str) -> Callable[..., Underlagsrad]:
    return lambda *, underlag, av, var="": samtalet.pricka_av(underlag=underlag, lage=lage, var=var, av=av)


def _klar(klar: bool) -> Callable[..., Dagordningspunkt]:
    return lambda *, punkt, av: samtalet.satt_punkt_klar(punkt=punkt, klar=klar, av=av)


FORE, UNDER = dialogens(hinder_fore_samtalet), dialogens(b.hinder_under_samtalet)

SAMTALSHANDLINGAR: dict[str, Samtalshandling] = {
    # --- Dagordningen ---
    "ny-punkt": Samtalshandling(
        "En egen punkt", "Den läggs före stödbehoven och handslagen. Den andra parten ser den genast.", "Lägg till",
        "Punkten är tillagd.", FORE, dagordning.lagg_punkt, former.Nypunkt, ankare="dagordning",
    ),
    "ur-rapporten": Samtalshandling(
        "Ta med ur rapporten", "Punkten läggs på dagordningen och hittar tillbaka till rapporten.", "Ta med",
        "Punkten står på dagordningen.", FORE, _ur_rapporten, slag="rapportpunkt", ankare="dagordning",
    ),
    "minuter": Samtalshandling(
        "Punktens tid", "Strukturen är fast, djupet varierar.", "Spara", "Tiden är sparad.", FORE,
        dagordning.andra_minuter, former.Minuter, slag="punkt", ankare="dagordning",
    ),
    "upp": Samtalshandling(
        "Flytta punkten uppåt", "Punkterna byter plats.", "Flytta", "Punkten är flyttad.", FORE, _flytta(True),
        slag="punkt", ankare="dagordning",
    ),
    "ned": Samtalshandling(
        "Flytta punkten nedåt", "Punkterna byter plats.", "Flytta", "Punkten är flyttad.", FORE, _flytta(False),
        slag="punkt", ankare="dagordning",
    ),
    "ta-bort": Samtalshandling(
        "Ta bort punkten", "Den försvinner från dagordningen.", "Ta bort", "Punkten är borttagen.",
        radens(b.hinder_for_att_ta_bort), dagordning.ta_bort_punkt, slag="punkt", ankare="dagordning", fara=True,
    ),
    "valj-bort": Samtalshandling(
        "Välj bort området", "Området lämnas utanför samtalet när den andra parten säger ja. I rapporten skrivs det ändå.",
        "Föreslå", "Förslaget väntar på den andra parten.", radens(b.hinder_for_att_foresla_bort), dagordning.foresla_bort,
        former.Bortval, slag="punkt", ankare="dagordning",
    ),
    "ja-bort": Samtalshandling(
        "Säg ja till att välja bort", "Området lämnas utanför samtalet, och skälet står kvar på dagordningen.",
        "Ja, välj bort", "Området är bortvalt.", radens(b.hinder_for_att_svara_bort), dagordning.samtyck_bort, slag="punkt",
        ankare="dagordning",
    ),
    "behall": Samtalshandling(
        "Behåll området", "Området står på dagordningen. Det räcker att en av er vill det.", "Behåll",
        "Området står på dagordningen.", radens(b.hinder_for_att_ta_in), dagordning.ta_in_igen, slag="punkt",
        ankare="dagordning",
    ),
    # --- Underlagen ---
    "finns": Samtalshandling(
        "Underlaget finns", "Ditt namn står vid det.", "Pricka av", "Underlaget är avprickat.", FORE,
        _pricka(Underlagsrad.Lage.FINNS), former.Finns, slag="underlag", ankare="underlag",
    ),
    "saknas": Samtalshandling(
        "Underlaget saknas", "Den andra parten ser att det saknas, och varför.", "Säg att det saknas",
        "Det står att underlaget saknas.", FORE, _pricka(Underlagsrad.Lage.SAKNAS), former.Saknas, slag="underlag",
        ankare="underlag",
    ),
    "avmarkera": Samtalshandling(
        "Ta bort markeringen", "Underlaget är inte avprickat.", "Ta bort markeringen", "Markeringen är borttagen.", FORE,
        _pricka(Underlagsrad.Lage.OPPET), slag="underlag", ankare="underlag",
    ),
    # --- Förberedelsen ---
    "klar": Samtalshandling(
        "Säg att du är klar", "De andra som deltar läser din förberedelse från och med nu.", "Klar",
        "De andra läser din förberedelse.", radens(f.hinder_for_att_saga_klar), forberedelsen.satt_klar,
        slag="forberedelse", ankare="forberedelser",
    ),
    "oppna": Samtalshandling(
        "Öppna förberedelsen igen", "De andra läser den inte förrän du säger dig vara klar igen.", "Öppna",
        "Förberedelsen är öppen.", radens(f.hinder_for_att_saga_klar), forberedelsen.oppna_igen, slag="forberedelse",
        ankare="forberedelser",
    ),
    # --- Samtalet ---
    "starta": Samtalshandling(
        "Starta samtalet", "Klockan går, och det förberedda ändras inte längre. De som sitter här nu står som parter.",
        "Starta samtalet", "Samtalet är startat.", dialogens(b.hinder_for_att_starta), samtalet.starta,
    ),
    "punkt-klar": Samtalshandling(
        "Nästa punkt", "Punkten är klar och stryks i agendan.", "Klar, nästa punkt", "", UNDER, _klar(True),
        slag="punkt",
    ),
    "punkt-igen": Samtalshandling(
        "Ta upp punkten igen", "Den står som öppen i agendan.", "Ta upp igen", "", UNDER, _klar(False),
        slag="punkt",
    ),
    "leder": Samtalshandling(
        "Vem leder samtalet?", "Den som leder håller i dagordningen. Formen i övrigt är er.", "Välj", "Valt.",
        dialogens(hinder_i_dialogen), samtalet.satt_leder, former.Leder,
    ),
    "antecknar": Samtalshandling(
        "Vem skriver?", "Den ni väljer skriver de gemensamma anteckningarna; ni andra läser medan det skrivs.", "Välj",
        "Valt.", dialogens(hinder_i_dialogen), samtalet.satt_antecknar, former.Antecknar, ankare="minnen",
    ),
    "faststall": Samtalshandling(
        "Fastställ minnesanteckningarna", "De fryses så som du har läst dem och ändras inte mer.", "Fastställ",
        "Minnesanteckningarna är fastställda.",
        lambda person, dialog, rad: b.hinder_for_att_faststalla_minnen(person, dialog, minnet(dialog)),
        minnesanteckningar.faststall_minnen, former.Faststall, ankare="minnen",
    ),
}  # fmt: skip

#: Orden i ?rad= → radens modell.
RADER: dict[str, type] = {
    "punkt": Dagordningspunkt,
    "underlag": Underlagsrad,
    "forberedelse": Forberedelse,
    "rapportpunkt": Punkt,
    "tidsforslag": Tidsforslag,
    "gast": Gast,
}
