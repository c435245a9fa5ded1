"""Det som styr ett läsår: nämndens mål, och allt annat som VP HSS ska fånga (krav 79–80)."""

from django.db import models

from analysunderlag.models import Nyckeltal
from styrkedja.models import Lasar


class Styrsignal(models.Model):
    """Något som kommer uppifrån eller utifrån: vision, uppdrag från fullmäktige, pengar, prognoser, ändrade regler."""

    class Slag(models.TextChoices):
        VISION = "vision", "vision och målbild"
        INRIKTNING = "inriktning", "inriktning"
        KF_UPPDRAG = "kf_uppdrag", "uppdrag från kommunfullmäktige"
        EKONOMI = "ekonomi", "ekonomiska förutsättningar"
        PROGNOS = "prognos", "befolkningsprognos"
        OMVARLD = "omvarld", "trend och omvärld"
        RESULTAT = "resultat", "betyg och andra resultat"
        STAT = "stat", "ändrad statlig styrning"
        INFORANDE = "inforande", "inplanerat införande"

    lasar = models.ForeignKey(Lasar, models.PROTECT, related_name="styrsignaler")
    slag = models.CharField(max_length=12, choices=Slag)
    rubrik = models.CharField(max_length=160)
    text = models.TextField(blank=True)
    kalla = models.CharField("källa", max_length=200, blank=True)
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["lasar", "ordning", "pk"]
        verbose_name_plural = "styrsignaler"

    def __str__(self) -> str:
        return self.rubrik


class Namndmal(models.Model):
    """Ett av nämndens mål för läsåret. Koden (N1) är densamma så länge målet kvarstår."""

    lasar = models.ForeignKey(Lasar, models.PROTECT, related_name="namndmal")
    kod = models.CharField(max_length=6)
    rubrik = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    #: Fanns inte läsåret före.
    nytt = models.BooleanField(default=False)
    tillsammans_med = models.CharField(max_length=120, blank=True, help_text="En annan nämnd som har samma mål.")
    nyckeltal = models.ManyToManyField(Nyckeltal, blank=True, related_name="namndmal")
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["lasar", "ordning", "kod"]
        verbose_name = "nämndmål"
        verbose_name_plural = "nämndmål"
        constraints = [models.UniqueConstraint(fields=["lasar", "kod"], name="ett_namndmal_per_kod_och_lasar")]

    def __str__(self) -> str:
        return f"{self.kod} {self.rubrik}"
