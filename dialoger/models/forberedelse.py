"""Det som görs före samtalet: dagordningen, vars och ens förberedelse, underlagen att pricka av."""

from django.db import models
from django.db.models import Q

from dialoger.models.dialog import Dialog, Dialogpart
from dialoger.models.mall import Mallpunkt, Mallunderlag
from kvalitetsrapporter.models import Avsnitt, Punkt
from styrkedja.models import Laroplansomrade, Person


class Dagordningspunkt(models.Model):
    """En punkt i dialogens dagordning: ur mallen, ett läroplansområde, eller en som någon av parterna lade till.

    Ett område väljs bort när båda säger det, med skälet (krav 63): den ena föreslår, den andra samtycker.
    """

    dialog = models.ForeignKey(Dialog, models.CASCADE, related_name="dagordning")
    ordning = models.PositiveSmallIntegerField()
    rubrik = models.CharField(max_length=160)
    slag = models.CharField(max_length=12, choices=Mallpunkt.Slag)
    minuter = models.PositiveSmallIntegerField(default=10)
    innehall = models.CharField("innehåll", max_length=300, blank=True)
    mallpunkt = models.ForeignKey(Mallpunkt, models.PROTECT, null=True, blank=True, related_name="+")
    omrade = models.ForeignKey(
        Laroplansomrade, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="läroplansområde"
    )
    #: Rapportens avsnitt och punkt som samtalet gäller, när den kom därifrån.
    avsnitt = models.ForeignKey(Avsnitt, models.SET_NULL, null=True, blank=True, related_name="+")
    punkt = models.ForeignKey(Punkt, models.SET_NULL, null=True, blank=True, related_name="+")
    #: Parten som lade till punkten. Tomt: mallens.
    tillagd_av = models.ForeignKey(Dialogpart, models.CASCADE, null=True, blank=True, related_name="+")

    # --- Att välja bort --------------------------------------------------------------------------
    bort_skal = models.CharField("skäl att välja bort", max_length=300, blank=True)
    bort_foreslagen_av = models.ForeignKey(Dialogpart, models.SET_NULL, null=True, blank=True, related_name="+")
    bort_foreslagen = models.DateTimeField("föreslagen att väljas bort", null=True, blank=True)
    bortvald = models.DateTimeField(null=True, blank=True)
    bortvald_av = models.ForeignKey(Dialogpart, models.SET_NULL, null=True, blank=True, related_name="+")

    # --- Under samtalet --------------------------------------------------------------------------
    klar = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["dialog", "ordning", "pk"]
        verbose_name_plural = "dagordningspunkter"
        constraints = [
            models.CheckConstraint(
                condition=Q(bortvald__isnull=True) | Q(bort_foreslagen__isnull=False),
                name="en_bortvald_punkt_var_foreslagen",
            )
        ]

    def __str__(self) -> str:
        return self.rubrik


class Forberedelse(models.Model):
    """En parts förberedelse. Orden ligger i kärnans texter (ägare `forberedelse`): svaren, och det den vill ta upp."""

    dialog = models.ForeignKey(Dialog, models.CASCADE, related_name="forberedelser")
    part = models.OneToOneField(Dialogpart, models.CASCADE, related_name="forberedelse")
    #: Då parten sade sig vara klar; då läser den andra den.
    klar = models.DateTimeField(null=True, blank=True)
    klar_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "förberedelse"
        verbose_name_plural = "förberedelser"

    def __str__(self) -> str:
        return f"Förberedelse, {self.part}"


class Underlagsrad(models.Model):
    """Ett underlag i dialogens lista: i systemet (länkat), avprickat av någon, eller sagt att det saknas."""

    class Lage(models.TextChoices):
        OPPET = "oppet", "inte avprickat"
        FINNS = "finns", "finns"
        SAKNAS = "saknas", "saknas"

    dialog = models.ForeignKey(Dialog, models.CASCADE, related_name="underlag")
    mallunderlag = models.ForeignKey(Mallunderlag, models.PROTECT, related_name="+")
    lage = models.CharField("läge", max_length=8, choices=Lage, default=Lage.OPPET)
    var = models.CharField("var det finns, eller varför det saknas", max_length=300, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    nar = models.DateTimeField("när", null=True, blank=True)

    class Meta:
        ordering = ["dialog", "mallunderlag__ordning"]
        verbose_name_plural = "underlagsrader"
        constraints = [models.UniqueConstraint(fields=["dialog", "mallunderlag"], name="en_rad_per_underlag")]

    def __str__(self) -> str:
        return str(self.mallunderlag)
