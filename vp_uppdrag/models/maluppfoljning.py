"""Hur det går för ett mål, runda för runda, och samtalet om det: avstämningen med närmaste chef."""

from typing import Any

from django.db import models

from styrkedja.klocka import idag
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
    #: Skalstegen så som de löd: {"namn", "form"}. Läses genom `oppen_bedomning` och `oppen_progression`.
    bedomning = models.JSONField("bedömning", null=True, blank=True)
    progression = models.JSONField(null=True, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    delad = models.DateTimeField()
    aterlamnad = models.DateTimeField("återlämnad", null=True, blank=True)
    #: Till och med den dagen är stegen förseglade, om inte verksamhetschefen har satt sin egen bild före dess.
    forseglad_till = models.DateField("förseglad till", null=True, blank=True)

    objects = ProgressionQuerySet.as_manager()

    class Meta:
        ordering = ["mal", "omgang__ordning"]
        verbose_name_plural = "progressioner"
        constraints = [models.UniqueConstraint(fields=["mal", "omgang"], name="en_progression_per_mal_och_omgang")]

    def __str__(self) -> str:
        return f"{self.mal}, {self.omgang.namn}"

    @property
    def forseglad(self) -> bool:
        return self.forseglad_till is not None and idag() <= self.forseglad_till

    @property
    def oppen_bedomning(self) -> dict[str, Any] | None:
        """Steget, när det inte är förseglat."""
        return None if self.forseglad else self.bedomning

    @property
    def oppen_progression(self) -> dict[str, Any] | None:
        return None if self.forseglad else self.progression


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
