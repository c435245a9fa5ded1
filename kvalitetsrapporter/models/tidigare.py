"""Rapporter från tiden före systemet, så att första året också har ett "förra året" (krav 112)."""

from django.db import models

from styrkedja.models import Enhet, Lasar, Person


class TidigareRapport(models.Model):
    """En enhets rapport från ett tidigare läsår: en PDF, den text som gick att läsa ur den, eller bara text."""

    enhet = models.ForeignKey(Enhet, models.PROTECT, related_name="tidigare_rapporter")
    lasar = models.ForeignKey(Lasar, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    fil = models.FileField(upload_to="tidigare/%Y", blank=True)
    filnamn = models.CharField(max_length=160, blank=True)
    #: Tomt när driften tog in den från kommandoraden.
    av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["enhet", "-lasar"]
        constraints = [
            models.UniqueConstraint(fields=["enhet", "lasar"], name="en_tidigare_rapport_per_enhet_och_lasar"),
        ]

    def __str__(self) -> str:
        return f"Tidigare rapport {self.lasar}, {self.enhet}"
