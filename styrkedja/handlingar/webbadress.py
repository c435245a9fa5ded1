"""Länkar ut ur huset, skrivna av människor: hela webbadressen, och bara webben."""

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator


def ren_webbadress(text: str, falt: str) -> str:
    """Adressen utan mellanslag runt om; tomt är ingen länk.

    Raises:
        ValidationError: vid `falt`, när det inte är en adress på webben (`javascript:`, `ftp:`, halva adresser).
    """
    if lank := text.strip():
        try:
            URLValidator(schemes=["http", "https"])(lank)
        except ValidationError:
            raise ValidationError({falt: "Skriv hela webbadressen, med https:// först."}) from None
    return lank
