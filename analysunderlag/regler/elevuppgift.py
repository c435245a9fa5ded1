"""Stoppar en fil som har uppgifter om en enda människa: personnummer, elevernas namn, en rad per elev.

Här läses statistik in, aldrig elever. Det funna värdet lämnar aldrig funktionen: ett stopp är ett slag, en rad och en
mening, så att ingenting av det hamnar i databas eller logg. Källa: reliability.md §3 rad 11.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from styrkedja.regler.inlasning import Rad, normal
from styrkedja.regler.personuppgift import Personslag, finn_personuppgifter, ser_ut_som_namn

RUBRIK = "Elevuppgift hittad."
INGET_SPARAT = "Inget av filen är sparat. Läs in sammanställda tal, en rad per enhet."

#: Rubriker som bara finns i en lista över elever.
_ELEVRUBRIKER = frozenset(
    "elev elevnamn elevensnamn elevid elevnr elevnummer fornamn efternamn barnetsnamn barnnamn personnummer personnr "
    "pnr samordningsnummer fodelsedatum fodelsenummer fodd vardnadshavare malsman elevensklass".split()
)
#: Kolumner där ett namn är en medarbetares: de läses aldrig in, och raderna varnar.
_PERSONAL = frozenset("rektor kontakt kontaktperson handlaggare ansvarig chef uppgiftslamnare".split())
_BETYG = re.compile(r"[A-F]")
_SIFFROR = re.compile(r"[0-9]{6}")
#: Så stor del av kolumnens celler som ska se ut som namn för att den ska vara en kolumn med namn, och minst så många.
ANDEL_NAMN, MINST = 0.5, 3


@dataclass(frozen=True)
class Stopp:
    """Varför filen inte tas emot. Aldrig värdet."""

    slag: str
    rad: int
    mening: str


def finn_elevuppgift(rubriker: Sequence[str], rader: Sequence[Rad]) -> Stopp | None:
    """Det första som gör filen till en fil om elever, eller None.

    Args:
        rubriker: rubrikraden, om det finns någon.
        rader: alla rader, också rubrikraden och det som står före den.
    """
    return (
        _rubriken(rubriker) or _personnumret(rader) or _namnkolumnen(rubriker, rader) or _betygsraderna(rubriker, rader)
    )


def varna_for_namn(rader: Sequence[Rad]) -> tuple[int, ...]:
    """Raderna där en cell ser ut att nämna någon: ett namn, en telefon, en e-post. Inte säkert nog för att stoppa."""
    bedomda: dict[str, bool] = {}
    funna = []
    for rad in rader:
        for cell in rad.celler:
            if cell not in bedomda:
                bedomda[cell] = _namner_nagon(cell)
            if bedomda[cell]:
                funna.append(rad.nummer)
                break
    return tuple(funna)


def _rubriken(rubriker: Sequence[str]) -> Stopp | None:
    for rubrik in rubriker:
        if normal(rubrik) in _ELEVRUBRIKER:
            return Stopp("rubrik", 1, "En kolumn är till för enskilda barn eller elever.")
    return None


def _personnumret(rader: Sequence[Rad]) -> Stopp | None:
    for rad in rader:
        text = " | ".join(rad.celler)
        if _SIFFROR.search(text) and any(f.slag == Personslag.PERSONNUMMER for f in finn_personuppgifter(text)):
            return Stopp("personnummer", rad.nummer, f"På rad {rad.nummer} står något som ser ut som ett personnummer.")
    return None


def _namnkolumnen(rubriker: Sequence[str], rader: Sequence[Rad]) -> Stopp | None:
    """En kolumn där de flesta celler är en människas namn, utom den som säger sig vara personalens."""
    for plats in range(max((len(rad.celler) for rad in rader), default=0)):
        if plats < len(rubriker) and normal(rubriker[plats]) in _PERSONAL:
            continue
        celler = Counter(rad.celler[plats] for rad in rader if plats < len(rad.celler) and rad.celler[plats])
        namn = {cell for cell in celler if ser_ut_som_namn(cell)}
        antal = sum(celler[cell] for cell in namn)
        if antal >= MINST and antal >= ANDEL_NAMN * celler.total():
            forst = next(r for r in rader if plats < len(r.celler) and r.celler[plats] in namn)
            return Stopp("namn", forst.nummer, "En kolumn ser ut att vara namn på barn eller elever.")
    return None


def _betygsraderna(rubriker: Sequence[str], rader: Sequence[Rad]) -> Stopp | None:
    """Betyg som bokstäver är en rad per elev; statistik är andelar och poäng."""
    for plats, rubrik in enumerate(rubriker):
        if "betyg" not in normal(rubrik):
            continue
        celler = [r.celler[plats] for r in rader if plats < len(r.celler) and r.celler[plats] not in ("", rubrik)]
        if len(celler) >= MINST and all(_BETYG.fullmatch(cell) for cell in celler):
            return Stopp("rad per elev", rader[0].nummer, "Filen har ett betyg per rad, och är en lista över elever.")
    return None


def _namner_nagon(cell: str) -> bool:
    return bool(cell) and not cell[0].isdigit() and (ser_ut_som_namn(cell) or bool(finn_personuppgifter(cell)))
