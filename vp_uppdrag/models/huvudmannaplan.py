"""VP HSS: den gemensamma verksamhetsplanen för ett läsår, och dess frusna versioner (krav 24, 78–80)."""

from django.db import models

from styrkedja.models import Lasar, Person
from styrkedja.regler.handlingsstatus import Handlingsstatus
from vp_uppdrag.regler.tillstand import Planlage


class Huvudmannaplan(models.Model):
    """En per läsår. Orden ligger i kärnans texter (ägare `huvudmannaplan`); `version` är den som gäller för läsaren."""

    lasar = models.OneToOneField(Lasar, models.PROTECT, related_name="huvudmannaplan")
    tillstand = models.CharField("tillstånd", max_length=12, choices=Planlage, default=Planlage.UTKAST)
    skapad = models.DateTimeField()
    #: Skälet till den revidering som pågår; det följer med nästa fastställda version.
    revideras_for = models.CharField("revideras för att", max_length=400, blank=True)
    #: Den senast framlagda, och den senast fastställda.
    framlagd = models.ForeignKey("Huvudmannaversion", models.SET_NULL, null=True, blank=True, related_name="+")
    gallande = models.ForeignKey(
        "Huvudmannaversion", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gällande"
    )

    class Meta:
        ordering = ["lasar"]
        verbose_name_plural = "huvudmannaplaner"

    def __str__(self) -> str:
        return f"VP HSS {self.lasar}"


class Huvudmannaversion(models.Model):
    """En frusen version: framlagd för kommentarer, eller fastställd. Innehållet ändras aldrig."""

    class Slag(models.TextChoices):
        FRAMLAGD = "framlagd", "framlagd för kommentarer"
        FASTSTALLD = "faststalld", "fastställd"

    plan = models.ForeignKey(Huvudmannaplan, models.PROTECT, related_name="versioner")
    nummer = models.PositiveSmallIntegerField()
    slag = models.CharField(max_length=10, choices=Slag)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    innehall = models.JSONField("innehåll")
    hash = models.CharField(max_length=64)
    skal = models.CharField("skäl", max_length=400, blank=True, help_text="Varför planen reviderades.")
    handlingsstatus = models.CharField(max_length=16, choices=Handlingsstatus, default=Handlingsstatus.ARBETSMATERIAL)

    class Meta:
        ordering = ["plan", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["plan", "nummer"], name="en_huvudmannaversion_per_nummer")]

    def __str__(self) -> str:
        return f"{self.plan} version {self.nummer}"
