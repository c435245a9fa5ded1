"""Uppdragens och planens handlingar. Rätten prövas i dörren (views), läget här."""

from django.core.exceptions import ValidationError


class GarInteNu(ValidationError):
    """Handlingen går inte i det här läget. Meningen visas för den som försökte, i formulärets sammanfattning."""
