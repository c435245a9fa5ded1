"""Stödbehovets tillstånd. Källa: design/model.md "States"."""

from django.db.models import TextChoices


class Stodlage(TextChoices):
    UTTRYCKT = "uttryckt", "uttryckt"
    SANT = "sant", "sänt"
    MOTTAGET = "mottaget", "mottaget"
    BESVARAT = "besvarat", "besvarat"
    FOLJT_UPP = "foljt_upp", "följt upp"
