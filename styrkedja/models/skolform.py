"""Skolformer, läroplaner och deras områden: referensdata som aldrig tas bort, bara slutar gälla."""

from django.db import models


class Skolform(models.Model):
    nyckel = models.SlugField(max_length=40, unique=True)
    namn = models.CharField(max_length=60, unique=True)
    ordning = models.PositiveSmallIntegerField(default=0)
    #: Nämndens rapport som skolformen hör till (frö 000 §2.2: fem rapporter). Tom: skriver ingen rapport här.
    rapport = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["ordning"]

    def __str__(self) -> str:
        return self.namn


class Laroplan(models.Model):
    """En läroplan (eller de delar av den) som gäller för en skolform under en tid."""

    nyckel = models.SlugField(max_length=60, unique=True)
    namn = models.CharField(max_length=120)
    skolform = models.ForeignKey(Skolform, models.PROTECT, related_name="laroplaner")
    galler_fran = models.DateField("gäller från", null=True, blank=True)
    galler_till = models.DateField("gäller till", null=True, blank=True)
    anm = models.CharField("anmärkning", max_length=300, blank=True)
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["ordning"]

    def __str__(self) -> str:
        return self.namn


class Laroplansomrade(models.Model):
    """En rubrik i läroplanens andra del, till exempel 2.2 Kunskaper. Tas aldrig bort: gamla texter pekar hit."""

    laroplan = models.ForeignKey(Laroplan, models.PROTECT, related_name="omraden")
    nummer = models.CharField(max_length=8, blank=True)
    namn = models.CharField(max_length=120)
    alias = models.JSONField(default=list, blank=True)
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["laroplan__ordning", "ordning"]
        constraints = [models.UniqueConstraint(fields=["laroplan", "namn"], name="ett_omrade_per_namn")]

    def __str__(self) -> str:
        return f"{self.nummer} {self.namn}".strip()

    def delete(self, *args, **kwargs):
        raise models.ProtectedError("Ett läroplansområde tas aldrig bort; det slutar gälla med sin läroplan.", {self})
