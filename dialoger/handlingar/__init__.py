"""Dialogernas handlingar: varje ändring är en, med den som gör den, i en transaktion, som en händelse."""

from django.core.exceptions import ValidationError


class GarInteNu(ValidationError):
    """Handlingen går inte från det läge tinget har nu; någon annan kan ha hunnit före. Meningen säger vad som gäller."""
