"""Enhetens rum: det som varje rum lägger till på enhetens sida (`<rum>/enhetsrum.py`, delar)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Rumsdel:
    """En del av enhetens rum: ankaret, rubriken och den färdiga texten."""

    ankare: str
    rubrik: str
    html: str
