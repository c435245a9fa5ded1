"""Stödbehoven: vad, för vem, och vem som ska svara. Skickas när delen lämnas in."""

from django.db import models

from kvalitetsrapporter.models.rapport import Avsnitt
from kvalitetsrapporter.regler.stodbehov import Stodlage
from styrkedja.models import Avdelning, Omgang, Person, Tillhorighet
from styrkedja.regler.roller import Roll


class StodbehovQuerySet(models.QuerySet["Stodbehov"]):
    def sanda(self) -> "StodbehovQuerySet":
        """Sända behov, äldst först."""
        return self.filter(sant__isnull=False).order_by("sant", "pk")

    def i_omradet(self, person: Person) -> "StodbehovQuerySet":
        """Från enheter som läsåret hörde till ett område som personen i dag är chef för."""
        return self.filter(_i_omradet(person))

    def stallda_till(self, person: Person) -> "StodbehovQuerySet":
        """De som personen är mottagare för: avdelningens, och områdets som ingen avdelning har."""
        avdelningens = models.Q(mottagare__in=person.platser(Roll.AVDELNINGSCHEF))
        return self.filter(avdelningens | models.Q(_i_omradet(person), mottagare=None))


def _i_omradet(person: Person) -> models.Exists:
    return models.Exists(
        Tillhorighet.objects.filter(
            omrade__in=person.platser(Roll.VERKSAMHETSCHEF),
            enhet=models.OuterRef("avsnitt__rapport__enhet"),
            lasar=models.OuterRef("avsnitt__rapport__lasar"),
        )
    )


class Stodbehov(models.Model):
    """Ett behov i en rapports del. Texten skrivs i avsnittets fält `behov-<id>-vad` och `behov-<id>-for`.

    Vid inlämningen blir den `sänt`, och `vad` och `for_vem` fryses här: mottagaren läser behovet, inte rapporten.
    Mottagaren är en avdelning; tomt är "vet inte", och går till enhetens verksamhetschef.
    """

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="stodbehov")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+")
    ordning = models.PositiveSmallIntegerField(default=0)
    mottagare = models.ForeignKey(Avdelning, models.PROTECT, null=True, blank=True, related_name="stodbehov")
    tillstand = models.CharField("tillstånd", max_length=16, choices=Stodlage, default=Stodlage.UTTRYCKT)
    vad = models.TextField(blank=True)
    for_vem = models.TextField(blank=True)
    skapad_av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    skapad = models.DateTimeField()
    sant = models.DateTimeField("sänt", null=True, blank=True)
    mottaget = models.DateTimeField(null=True, blank=True)
    mottaget_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = StodbehovQuerySet.as_manager()

    class Meta:
        ordering = ["avsnitt", "ordning", "pk"]
        verbose_name_plural = "stödbehov"

    def __str__(self) -> str:
        return self.vad or f"Stödbehov i {self.avsnitt}"
