"""Kommentarernas regler: vilka slag de är, och hur långa de får vara."""

from django.db.models import TextChoices

#: En kommentar är några stycken. Mer hör hemma i dialogen.
MAX_KOMMENTAR = 4000


class Kommentarslag(TextChoices):
    """Vad en kommentar vid ett avsnitt är. Ett svar hänger på en av de två andra."""

    ATERLAMNING = "aterlamning", "kommentar när delen lämnades tillbaka"
    ATERKOPPLING = "aterkoppling", "återkoppling"
    SVAR = "svar", "svar"
