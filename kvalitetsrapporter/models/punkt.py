"""Punkterna: framgångar och utmaningar, var och en möjlig att lyfta vidare och att hitta tillbaka från."""

from django.db import models

from kvalitetsrapporter.models.rapport import Avsnitt
from kvalitetsrapporter.regler.punkter import Punktslag
from styrkedja.models import Person


class Punkt(models.Model):
    """En rad i avsnittets framgångar eller utmaningar. Orden är fältets; raden bär det som händer med punkten.

    En punkt som inte längre står i texten försvinner inte om den har lyfts: den är borttagen, med dag.
    """

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="punkter")
    slag = models.CharField(max_length=10, choices=Punktslag)
    text = models.TextField()
    ordning = models.PositiveSmallIntegerField()
    lyft = models.DateTimeField("lyft till dialogen", null=True, blank=True)
    lyft_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    borttagen = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["avsnitt", "slag", "ordning"]

    def __str__(self) -> str:
        return self.text
