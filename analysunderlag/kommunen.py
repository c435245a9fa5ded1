"""Det rummet gör när kommunens inställningar har ändrats."""

from collections.abc import Collection

from analysunderlag.handlingar.skydd import SLAG
from styrkedja.handlingar.utkorg import lagg


def andrad(falt: Collection[str]) -> None:
    """En ny gräns för små grupper gäller också tal som redan är inlästa: arbetaren räknar om dem."""
    if "minsta_grupp" in falt:
        lagg(SLAG, nyckel="alla", uppgifter={})
