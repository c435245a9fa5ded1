"""Kommunens accentfärg: är den en färg, går den att läsa, och vilken släkt får den i ljust och mörkt läge.

Källa för kontrast: WCAG 2.2 (relativ luminans); husets golv är 5,5:1 för text. Ren räkning, ingen databas.
"""

import re
from typing import NamedTuple

Rgb = tuple[int, int, int]

#: Minsta kontrast för text i accentfärg mot bottnarna den ligger på.
GOLV = 5.5
#: Bottnarna som accenten skrivs på; samma värden som i static/css/tokens.css.
LJUSA_BOTTNAR = ("#fafaf7", "#ffffff", "#f2f2ed")
MORKA_BOTTNAR = ("#12191b", "#182124", "#202b2f")
VITT, SVART, NATT = "#ffffff", "#000000", "#12191b"
#: Husets egen accent, som alltid går att läsa vit text på.
PETROL = "#0b5c72"

_HEX = re.compile(r"#[0-9a-fA-F]{6}")


class Nyanser(NamedTuple):
    """Accenten och dess släkt i ett läge, som hex: text och ytor, starkare, ton som botten, linje, text på accenten."""

    accent: str
    stark: str
    ton: str
    linje: str
    pa_accent: str


class Palett(NamedTuple):
    ljus: Nyanser
    mork: Nyanser


def fel_i_farg(hex_: str) -> str | None:
    """Ger meningen som säger varför texten inte är en färg, eller None när den är det."""
    if _HEX.fullmatch(hex_):
        return None
    return "Skriv färgen som # och sex tecken, till exempel #0b5c72."


def kontrast(a: str, b: str) -> float:
    """Kontrasten mellan två färger (#rrggbb), 1 till 21."""
    ljusast, morkast = sorted((_luminans(a), _luminans(b)), reverse=True)
    return (ljusast + 0.05) / (morkast + 0.05)


def rad_om_accent(hex_: str) -> str | None:
    """Säger till när färgen är för ljus att läsa på papper. Den visas då mörkare än den skrevs; None när den räcker."""
    lagst = min(kontrast(hex_, botten) for botten in LJUSA_BOTTNAR)
    if lagst >= GOLV:
        return None
    tal = f"{lagst:.1f}".replace(".", ",")
    return f"Färgen är för ljus att läsa (kontrast {tal}:1, minst 5,5:1 behövs). Den visas mörkare på skärmen."


def palett(hex_: str) -> Palett:
    """Släkten till en accentfärg. Alltid läsbar: en för ljus (eller i mörkt läge för mörk) färg flyttas tills den räcker.

    Raises:
        ValueError: när `hex_` inte är en färg på formen #rrggbb.
    """
    if fel := fel_i_farg(hex_):
        raise ValueError(fel)
    return Palett(_ljusa(hex_.lower()), _morka(hex_.lower()))


def bar_vit_text(hex_: str) -> str:
    """Färgen själv när vit text går att läsa på den (4,5:1), annars petrol. Det som inte är en färg är det inte heller."""
    return PETROL if fel_i_farg(hex_) or kontrast(hex_, VITT) < 4.5 else hex_


def blanda(a: str, b: str, andel: float) -> str:
    """Färgen `andel` (0–1) av vägen från a till b."""
    blandning = (round(x + (y - x) * andel) for x, y in zip(_rgb(a), _rgb(b), strict=True))
    return "#{:02x}{:02x}{:02x}".format(*blandning)


def _ljusa(hex_: str) -> Nyanser:
    ton = blanda(VITT, hex_, 0.09)
    accent = _tills_lasbar(hex_, SVART, (*LJUSA_BOTTNAR, ton))
    return Nyanser(accent, blanda(accent, SVART, 0.28), ton, blanda(VITT, hex_, 0.22), VITT)


def _morka(hex_: str) -> Nyanser:
    ton = blanda(NATT, hex_, 0.28)
    accent = _tills_lasbar(blanda(hex_, VITT, 0.35), VITT, (*MORKA_BOTTNAR, ton))
    return Nyanser(accent, blanda(accent, VITT, 0.4), ton, blanda(NATT, hex_, 0.5), blanda(NATT, SVART, 0.2))


def _tills_lasbar(hex_: str, mot: str, bottnar: tuple[str, ...]) -> str:
    """Flyttar färgen mot svart eller vitt i små steg tills den går att läsa på alla bottnar."""
    nyanser = (blanda(hex_, mot, steg / 50) for steg in range(51))
    return next((n for n in nyanser if all(kontrast(n, botten) >= GOLV for botten in bottnar)), mot)


def _rgb(hex_: str) -> Rgb:
    return int(hex_[1:3], 16), int(hex_[3:5], 16), int(hex_[5:7], 16)


def _luminans(hex_: str) -> float:
    rod, gron, bla = (_linjar(kanal / 255) for kanal in _rgb(hex_))
    return 0.2126 * rod + 0.7152 * gron + 0.0722 * bla


def _linjar(kanal: float) -> float:
    return kanal / 12.92 if kanal <= 0.04045 else ((kanal + 0.055) / 1.055) ** 2.4
