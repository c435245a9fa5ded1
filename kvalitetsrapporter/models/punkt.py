"""Punkterna: framgångar och utmaningar, var och en möjlig att lyfta vidare och att hitta tillbaka från."""

from django.db import models

from kvalitetsrapporter.models.rapport import Avsnitt, Rapport
from kvalitetsrapporter.regler.punkter import Punktslag
from styrkedja.models import Omgang, Person
from vp_uppdrag.models import Mal


class PunktQuerySet(models.QuerySet["Punkt"]):
    def i_texten(self) -> "PunktQuerySet":
        """De som står i texten nu."""
        return self.filter(borttagen__isnull=True)

    def lyfta(self, rapport: Rapport, omgang: Omgang) -> "PunktQuerySet":
        """Rapportens punkter som är lyfta inför omgångens dialog och står kvar, i rapportens ordning."""
        lyfta = self.i_texten().filter(avsnitt__rapport=rapport, lyft__isnull=False, lyft_infor=omgang)
        return lyfta.select_related("avsnitt").order_by("avsnitt__ordning", "slag", "ordning")


class Punkt(models.Model):
    """En rad i avsnittets framgångar eller utmaningar. Orden är fältets; raden bär det som händer med punkten.

    En punkt som inte längre står i texten försvinner inte om den har lyfts eller blivit ett mål: den är borttagen, med dag.
    """

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="punkter")
    slag = models.CharField(max_length=10, choices=Punktslag)
    text = models.TextField()
    ordning = models.PositiveSmallIntegerField()
    lyft = models.DateTimeField("lyft till dialogen", null=True, blank=True)
    lyft_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    lyft_infor = models.ForeignKey(
        Omgang, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lyft inför"
    )
    borttagen = models.DateTimeField(null=True, blank=True)
    #: Verksamhetsmålet som punkten blev.
    mal = models.ForeignKey(
        Mal, models.SET_NULL, null=True, blank=True, related_name="punkter", verbose_name="blev målet"
    )

    objects = PunktQuerySet.as_manager()

    class Meta:
        ordering = ["avsnitt", "slag", "ordning"]

    def __str__(self) -> str:
        return self.text
