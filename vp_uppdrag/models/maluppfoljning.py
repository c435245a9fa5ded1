"""Hur det går för ett mål, runda för runda, och samtalet om det: avstämningen med närmaste chef."""

from django.db import models

from styrkedja.models import Omgang, Person
from vp_uppdrag.models.mal import Mal


class ProgressionQuerySet(models.QuerySet["Progression"]):
    def delade(self) -> "ProgressionQuerySet":
        """De vars del är inlämnad och inte återlämnad: det enda som läses utanför rapporten."""
        return self.filter(aterlamnad__isnull=True)


class Progression(models.Model):
    """Rektors ord om målet i en runda: samma text som i kvalitetsrapporten, delad när rapportens del är inlämnad.

    Raden finns inte förrän delen är inlämnad; våning 4 skriver den då (handlingar/progression.py). Lämnas delen tillbaka
    skrivs orden om: de står kvar i rapportens version för dem som läser den, men delas inte förrän delen är inne igen.
    """

    mal = models.ForeignKey(Mal, models.CASCADE, related_name="progressioner")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+", verbose_name="omgång")
    #: Fälten i ordning: [{"nyckel", "etikett", "text"}].
    falt = models.JSONField("fält")
    #: Skalstegen så som de löd: {"namn", "form"}.
    bedomning = models.JSONField("bedömning", null=True, blank=True)
    progression = models.JSONField(null=True, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    delad = models.DateTimeField()
    aterlamnad = models.DateTimeField("återlämnad", null=True, blank=True)

    objects = ProgressionQuerySet.as_manager()

    class Meta:
        ordering = ["mal", "omgang__ordning"]
        verbose_name_plural = "progressioner"
        constraints = [models.UniqueConstraint(fields=["mal", "omgang"], name="en_progression_per_mal_och_omgang")]

    def __str__(self) -> str:
        return f"{self.mal}, {self.omgang.namn}"


class Avstamning(models.Model):
    """En rad i samtalet om målet: chefens kommentar, chefens ja, eller svaret."""

    class Slag(models.TextChoices):
        KOMMENTAR = "kommentar", "kommenterade"
        SVAR = "svar", "svarade"
        AVSTAMD = "avstamd", "stämde av"

    mal = models.ForeignKey(Mal, models.CASCADE, related_name="avstamningar")
    slag = models.CharField(max_length=10, choices=Slag)
    text = models.TextField(blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["mal", "nar", "pk"]
        verbose_name = "avstämning"
        verbose_name_plural = "avstämningar"

    def __str__(self) -> str:
        return f"{self.av} {self.get_slag_display()}"
