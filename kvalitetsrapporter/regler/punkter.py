"""Punkternas regler: vilka slag det finns, och vilken punkt som är vilken när texten har ändrats."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from django.db.models import TextChoices


class Punktslag(TextChoices):
    """Fältets nyckel i mallen är slagets plural: framgangar, utmaningar."""

    FRAMGANG = "framgang", "framgång"
    UTMANING = "utmaning", "utmaning"


#: Fälten i mallen som är listor av punkter.
PUNKTFALT = ("framgangar", "utmaningar")
SLAG = {"framgangar": Punktslag.FRAMGANG, "utmaningar": Punktslag.UTMANING}
#: Fler rader än så är en text och inte punkter; resten står kvar i fältet.
HOGST = 200
#: Så lika ska två lydelser vara för att vara samma punkt, var i listan de än står …
LIK_NOG = 0.6
#: … och så lika räcker när raden står på samma plats, efter samma granne.
LIK_PA_SIN_PLATS = 0.45
#: Jämförelsen läser så här långt, och avstår när det blir fler par: en sparning får aldrig ta tid.
_TECKEN, _PAR = 300, 2_500

_PUNKTTECKEN = re.compile(r"^(?:[-–—•·*]\s+|\d{1,2}[.)]\s+)+")


def lyft_i_ord(omgang: str) -> str:
    """ "lyft inför VD2"; en omgång utan dialog (läsårets slut) blir "lyft inför nästa dialog"."""
    return f"lyft inför {omgang if omgang.startswith('VD') else 'nästa dialog'}"


def dela_i_punkter(text: str) -> list[str]:
    """En punkt per rad som säger något, utan streck och siffror före."""
    rader = (_PUNKTTECKEN.sub("", rad.strip()).strip() for rad in (text or "").splitlines())
    return [rad for rad in rader if any(tecken.isalnum() for tecken in rad)][:HOGST]


def para_ihop(gamla: Sequence[str], nya: Sequence[str]) -> list[int | None]:
    """Vilken gammal punkt varje ny rad är: index i `gamla`, eller None för en ny punkt.

    I tur och ordning: samma ord, mest lika, samma plats efter samma granne. En gammal punkt används en gång.
    """
    par: list[int | None] = [None] * len(nya)
    kvar = dict.fromkeys(range(len(gamla)))
    _samma_ord(gamla, nya, par, kvar)
    if len(kvar) * par.count(None) <= _PAR:
        _mest_lika(gamla, nya, par, kvar)
        _samma_plats(gamla, nya, par, kvar)
    return par


def _samma_ord(gamla: Sequence[str], nya: Sequence[str], par: list[int | None], kvar: dict[int, None]) -> None:
    for i, rad in enumerate(nya):
        lika = next((g for g in kvar if gamla[g] == rad), None)
        if lika is not None:
            par[i] = lika
            del kvar[lika]


def _mest_lika(gamla: Sequence[str], nya: Sequence[str], par: list[int | None], kvar: dict[int, None]) -> None:
    likheter = sorted(
        ((_likhet(gamla[g], nya[n]), -n, -g) for n, vald in enumerate(par) if vald is None for g in kvar), reverse=True
    )
    for likhet, minus_n, minus_g in likheter:
        if likhet >= LIK_NOG and par[-minus_n] is None and -minus_g in kvar:
            par[-minus_n] = -minus_g
            del kvar[-minus_g]


def _samma_plats(gamla: Sequence[str], nya: Sequence[str], par: list[int | None], kvar: dict[int, None]) -> None:
    """Rader som skrivs om står kvar där de stod: efter samma granne."""
    for i, rad in enumerate(nya):
        fore = par[i - 1] if i else -1
        plats = fore + 1 if fore is not None else None
        if par[i] is None and plats in kvar and _likhet(gamla[plats], rad) >= LIK_PA_SIN_PLATS:
            par[i] = plats
            del kvar[plats]


def _likhet(gammal: str, ny: str) -> float:
    """0–1. Den som är början av den andra räknas som lik: någon skriver, eller tar bort, på slutet."""
    a, b = gammal[:_TECKEN].casefold(), ny[:_TECKEN].casefold()
    if a.startswith(b) or b.startswith(a):
        return 0.9
    return SequenceMatcher(None, a, b, autojunk=False).ratio()


def ar_rikt_falt(nyckel: str) -> bool:
    """Sant för alla fält utom punkternas och stödbehovens: en rad text, som lämnar rapporten som den är."""
    return nyckel not in PUNKTFALT and not nyckel.startswith("behov-")
