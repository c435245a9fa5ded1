"""Husets skrivmekanism: en levande text med version och hash. Rummets substantiv äger texter genom en nyckel.

Historiken (Textversion) sparas vid varje ändring. Autosparning, krockar som grenar och hemliga texter
byggs på samma två tabeller; se docs/beslut/.
"""

from django.db import models

from styrkedja.models.person import Person


class Text(models.Model):
    """En text som ägs av ett substantiv i ett rum: (ägarens slag, id, fält). Rätten frågas i ägarens rum."""

    agare_slag = models.CharField("ägarens slag", max_length=40)
    agare_id = models.BigIntegerField("ägarens id")
    falt = models.SlugField("fält", max_length=40)
    innehall = models.TextField("innehåll", blank=True)
    version = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    andrad_av = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    andrad = models.DateTimeField("ändrad", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agare_slag", "agare_id", "falt"], name="en_text_per_falt")]

    def __str__(self) -> str:
        return f"{self.agare_slag} {self.agare_id} {self.falt}"


class Textversion(models.Model):
    """En tidigare lydelse. Skrivs i samma transaktion som texten ändras, och ändras aldrig."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="versioner")
    version = models.PositiveIntegerField()
    innehall = models.TextField("innehåll")
    hash = models.CharField(max_length=64)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["text", "-version"]
        constraints = [models.UniqueConstraint(fields=["text", "version"], name="en_rad_per_textversion")]

    def __str__(self) -> str:
        return f"{self.text} v{self.version}"
