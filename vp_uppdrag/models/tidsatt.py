"""Uppdragets milstolpar: leveranser och återrapporteringar, med ungefärliga tider (krav 84–85)."""

from datetime import date
from typing import Any

from django.db import models

from styrkedja.models import Forum
from vp_uppdrag.models.uppdrag import Uppdrag
from vp_uppdrag.regler.tider import granser, har_passerat, i_ord


class Tidsatt(models.Model):
    """Något med en ungefärlig tid. `tid` är uppgiften (regler/tider.py) eller None; gränserna räknas ut när raden sparas."""

    tid = models.JSONField(null=True, blank=True)
    tidigast = models.DateField(null=True, blank=True, editable=False)
    senast = models.DateField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        gransen = granser(self.tid) if self.tid else (None, None)
        self.tidigast, self.senast = gransen
        super().save(*args, **kwargs)

    @property
    def nar(self) -> str:
        return i_ord(self.tid)

    def ar_sen(self, idag: date) -> bool:
        return har_passerat(self.tid, idag)


class Milstolpe(Tidsatt):
    """Det som en leverans och en återrapportering har gemensamt: när den blev klar, och sin plats i ordningen."""

    klar = models.DateTimeField(null=True, blank=True)
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        abstract = True
        ordering = ["uppdrag", models.F("tidigast").asc(nulls_last=True), "ordning", "pk"]


class Leverans(Milstolpe):
    """Något som uppdraget ska ta fram: ett förslag, kriterier, en rutin, en inventering."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="leveranser")
    slag = models.CharField(max_length=40)
    vad = models.CharField(max_length=200, blank=True)

    class Meta(Milstolpe.Meta):
        verbose_name_plural = "leveranser"

    def __str__(self) -> str:
        return self.slag[:1].upper() + self.slag[1:]


class Aterrapportering(Milstolpe):
    """Att uppdraget ska återrapporteras i ett forum. Gjord när en lägesrapport svarar mot den."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="aterrapporteringar")
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="+")

    class Meta(Milstolpe.Meta):
        verbose_name_plural = "återrapporteringar"

    def __str__(self) -> str:
        return f"Rapport till {self.forum.namn[:1].lower()}{self.forum.namn[1:]}"
