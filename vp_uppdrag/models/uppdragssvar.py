"""Enheternas svar på uppdragets fråga, så som de lämnades in i kvalitetsrapporten (krav 76)."""

from django.db import models

from styrkedja.models import Omgang, Person, Plats
from vp_uppdrag.models.uppdrag import Uppdrag


class UppdragssvarQuerySet(models.QuerySet["Uppdragssvar"]):
    def delade(self) -> "UppdragssvarQuerySet":
        """De vars del är inlämnad och inte återlämnad: det enda som läses utanför rapporten."""
        return self.filter(aterlamnad__isnull=True)


class Uppdragssvar(models.Model):
    """En enhets svar i en runda. Raden finns från inlämningen; våning 4 skriver den då (handlingar/svar.py)."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="svar")
    plats = models.ForeignKey(Plats, models.PROTECT, related_name="+")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+", verbose_name="omgång")
    #: Frågan så som den löd när den besvarades.
    fraga = models.CharField("fråga", max_length=300)
    text = models.TextField()
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    delad = models.DateTimeField()
    aterlamnad = models.DateTimeField("återlämnad", null=True, blank=True)

    objects = UppdragssvarQuerySet.as_manager()

    class Meta:
        ordering = ["uppdrag", "omgang__ordning", "plats"]
        verbose_name = "svar på uppdraget"
        verbose_name_plural = "svar på uppdragen"
        constraints = [
            models.UniqueConstraint(fields=["uppdrag", "plats", "omgang"], name="ett_uppdragssvar_per_plats_och_omgang")
        ]

    def __str__(self) -> str:
        return f"{self.plats}, {self.omgang.namn}"
