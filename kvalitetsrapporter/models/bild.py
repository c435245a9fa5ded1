"""Verksamhetschefens bild av en enhets del: när den sattes, och vad som då öppnades. Bedömningarna är egna rader."""

from django.db import models

from kvalitetsrapporter.models.inlamning import Inlamning
from kvalitetsrapporter.models.rapport import Rapport
from styrkedja.models import Omgang, Person


class Bild(models.Model):
    """En per rapport och omgång. Nivåerna är Bedomning med parten verksamhetschef; satt betyder låst och öppnad för båda."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="bilder")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+", verbose_name="omgång")
    #: Versionen som verksamhetschefen hade läst när hon satte sin bild.
    inlamning = models.ForeignKey(Inlamning, models.PROTECT, null=True, blank=True, related_name="+")
    satt = models.DateTimeField(null=True, blank=True)
    satt_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["rapport", "omgang__ordning"]
        verbose_name_plural = "bilder"
        constraints = [models.UniqueConstraint(fields=["rapport", "omgang"], name="en_bild_per_rapport_och_omgang")]

    def __str__(self) -> str:
        return f"Verksamhetschefens bild, {self.rapport}, {self.omgang.namn}"


class TacktInlamning(Inlamning):
    """Samma version, så som den läses med rektors bedömningar täckta: dess papper är ett annat."""

    class Meta:
        proxy = True
        verbose_name = "täckt inlämning"
        verbose_name_plural = "täckta inlämningar"
