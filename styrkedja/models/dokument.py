"""Dokument som arbetaren har gjort, till exempel PDF av en inlämnad version. Rätten att hämta frågas i ägarens rum."""

from django.db import models


class Dokument(models.Model):
    """Filen till en beställning. Innehållet är fruset, så samma nyckel ger alltid samma dokument."""

    agare_slag = models.CharField("ägarens slag", max_length=40)
    agare_id = models.BigIntegerField("ägarens id")
    titel = models.CharField(max_length=200)
    filnamn = models.CharField(max_length=160)
    fil = models.FileField(upload_to="dokument/%Y/%m")
    sidor = models.PositiveSmallIntegerField(default=0)
    storlek = models.PositiveIntegerField("storlek i byte", default=0)
    skapad = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agare_slag", "agare_id"], name="ett_dokument_per_agare")]

    def __str__(self) -> str:
        return self.titel
