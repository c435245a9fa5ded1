"""Vad som går att göra med ett handslag, som en tabell: sidans ord, rätten, formuläret och handlingen.

En adress per handling, `/dialoger/12/handslag/34/<handling>/`, där dialogen är den som handlingen görs i. GET frågar med
följd, POST gör.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from dialoger.forms.handslag import Bekraftelse, Dialogformular, Ordformular, Slappning, Uppfoljning
from dialoger.handlingar import handslag as skrivning
from dialoger.handlingar import handslagsgang as gang
from dialoger.models import Dialog, Handslag
from styrkedja.models import Person


@dataclass(frozen=True)
class Handslagshandling:
    """En handling. `overgang`: namnet i övergångarnas tabell. `egen`: bara i handslagets egen dialog."""

    rubrik: str
    foljd: str
    knapp: str
    gjort: str
    overgang: str
    gor: Callable[..., Any]
    formular: type[Dialogformular] = Bekraftelse
    egen: bool = True
    fara: bool = False


def _folj_upp(
    *, handslag: Handslag, i_dialog: Dialog, hur: str, utfall: str, text: str, av: Person, senast: date | None = None,
    nar_i_ord: str = "",
) -> Handslag:  # fmt: skip
    if hur == "fortsatt":
        return gang.for_vidare(
            handslag=handslag, i_dialog=i_dialog, utfall=utfall, text=text, av=av, senast=senast, nar_i_ord=nar_i_ord
        )
    if hur == "slapp":
        return gang.slapp(handslag=handslag, i_dialog=i_dialog, utfall=utfall, text=text, av=av)
    return gang.avsluta(handslag=handslag, i_dialog=i_dialog, utfall=utfall, text=text, av=av)


def _i_egen(handling: Callable[..., Any]) -> Callable[..., Any]:
    """Handlingen som bara görs i handslagets egen dialog tar den inte."""

    def gor(*, i_dialog: Dialog, **uppgifter: Any) -> Any:
        return handling(**uppgifter)

    return gor


HANDLINGAR: dict[str, Handslagshandling] = {
    "andra": Handslagshandling(
        "Ändra handslaget", "Har någon redan sagt ja frågas alla igen, och får veta att det är ändrat.", "Spara",
        "Handslaget är ändrat.", "andra", _i_egen(skrivning.andra), Ordformular,
    ),
    "ta-bort": Handslagshandling(
        "Ta bort handslaget", "Ingen har sagt ja till det än.", "Ta bort", "Handslaget är borttaget.", "ta_bort",
        _i_egen(skrivning.ta_bort), fara=True,
    ),
    "borja": Handslagshandling(
        "Det har börjat", "Handslaget visas som pågående tills ni följer upp det.", "Ja, det har börjat",
        "Handslaget pågår.", "borja", _i_egen(gang.borja),
    ),
    "folj-upp": Handslagshandling(
        "Följ upp handslaget", "Det som händer med det står kvar, med vem som sade det och när.", "Spara",
        "Handslaget är följt upp.", "klart", _folj_upp, Uppfoljning, egen=False,
    ),
    "slapp": Handslagshandling(
        "Släpp handslaget", "Det bekräftas inte, och förs inte vidare.", "Släpp", "Handslaget är släppt.", "slapp",
        gang.slapp, Slappning, egen=False, fara=True,
    ),
}  # fmt: skip
