"""Verksamhetsplanen: enhetens eller avdelningens, för ett läsår, och dess frusna versioner (krav 13, 27, 77, 81)."""

from django.db import models
from django.db.models import Q

from styrkedja.models import Lasar, Person, Plats, Tillhorighet
from styrkedja.regler.handlingsstatus import Handlingsstatus
from styrkedja.regler.roller import Plats as Platsslag
from styrkedja.regler.roller import Roll
from vp_uppdrag.regler.plan import LEDER, Plantillstand, Planversionsslag
from vp_uppdrag.regler.synlighet import LASER_BESLUTADE


class VerksamhetsplanQuerySet(models.QuerySet["Verksamhetsplan"]):
    def for_lasar(self, lasar: Lasar) -> "VerksamhetsplanQuerySet":
        return self.filter(lasar=lasar)

    def gallande(self) -> "VerksamhetsplanQuerySet":
        """De som har en fastställd lydelse, också medan nästa skrivs."""
        return self.filter(gallande__isnull=False)

    def med_platsen(self) -> "VerksamhetsplanQuerySet":
        return self.select_related("plats", "lasar", "gallande__av", "framlagd__av")

    def synliga_for(self, person: Person) -> "VerksamhetsplanQuerySet":
        """Planerna som personen får veta finns. Vilken lydelse hon läser avgörs i behorighet/plan.py.

        En fastställd plan, eller en länk, läses av alla i kedjan. Utkastet är skolledningens; närmaste chef och
        direktören ser hur långt det har kommit.
        """
        if person.har(Roll.UTBILDNINGSDIREKTOR):
            return self
        if not person.har(*LASER_BESLUTADE):
            return self.none()
        under_mig = Tillhorighet.objects.filter(
            omrade__in=person.platser(Roll.VERKSAMHETSCHEF),
            enhet=models.OuterRef("plats_id"),
            lasar=models.OuterRef("lasar_id"),
        )
        synliga = Q(gallande__isnull=False) | ~Q(lank="") | Q(plats__in=person.platser(*LEDER))
        return self.filter(synliga | models.Exists(under_mig))


class Verksamhetsplan(models.Model):
    """En per plats och läsår. Inledningen ligger i kärnans texter (ägare `verksamhetsplan`), målen i sina egna rader."""

    plats = models.ForeignKey(Plats, models.PROTECT, related_name="planer")
    lasar = models.ForeignKey(Lasar, models.PROTECT, related_name="verksamhetsplaner")
    tillstand = models.CharField("tillstånd", max_length=12, choices=Plantillstand, default=Plantillstand.UTKAST)
    #: Dagen då planen ska vara fastställd, ur årshjulet. Tom: ingen dag är satt.
    sista_dag = models.DateField("fastställs senast", null=True, blank=True)
    #: En avdelnings plan som ligger någon annanstans (krav 81).
    lank = models.URLField("länk", max_length=500, blank=True)
    skapad = models.DateTimeField()
    #: Den senast sända för avstämning, och den som gäller för alla som läser.
    framlagd = models.ForeignKey("Planversion", models.SET_NULL, null=True, blank=True, related_name="+")
    gallande = models.ForeignKey(
        "Planversion", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gällande"
    )
    #: Varför planen revideras; fryses med nästa version.
    revideras_for = models.CharField("revideras för att", max_length=400, blank=True)
    avslutad = models.DateTimeField(null=True, blank=True)

    objects = VerksamhetsplanQuerySet.as_manager()

    class Meta:
        ordering = ["lasar", "plats"]
        verbose_name_plural = "verksamhetsplaner"
        constraints = [models.UniqueConstraint(fields=["plats", "lasar"], name="en_plan_per_plats_och_lasar")]

    def __str__(self) -> str:
        return f"Verksamhetsplan {self.lasar}, {self.plats}"

    @property
    def ar_avdelningens(self) -> bool:
        return self.plats.slag == Platsslag.AVDELNING

    @property
    def mapp(self) -> str:
        """Första ledet i adressen."""
        return "avdelningar" if self.ar_avdelningens else "enheter"


class Planversion(models.Model):
    """En frusen version: sänd för avstämning, eller fastställd. Innehållet ändras aldrig."""

    plan = models.ForeignKey(Verksamhetsplan, models.PROTECT, related_name="versioner")
    nummer = models.PositiveSmallIntegerField(help_text="Inom slaget, från 1.")
    slag = models.CharField(max_length=12, choices=Planversionsslag)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    innehall = models.JSONField("innehåll")
    hash = models.CharField(max_length=64)
    sen = models.BooleanField(default=False)
    skal = models.CharField("skäl", max_length=400, blank=True, help_text="Varför planen reviderades.")
    handlingsstatus = models.CharField(max_length=16, choices=Handlingsstatus, default=Handlingsstatus.ARBETSMATERIAL)

    class Meta:
        ordering = ["plan", "slag", "-nummer"]
        verbose_name_plural = "planversioner"
        constraints = [models.UniqueConstraint(fields=["plan", "slag", "nummer"], name="en_planversion_per_nummer")]

    def __str__(self) -> str:
        return f"{self.plan} version {self.nummer}"


class Planpost(models.Model):
    """En rad om pengarna, med ekonomins egna ord (krav 107): vad enheten har att planera med, och vad förra året gav."""

    class Slag(models.TextChoices):
        PENG = "peng", "peng per barn och elev"
        UPPBYGGANDE = "uppbyggande", "uppbyggande medel"
        TILLAGGSBELOPP = "tillaggsbelopp", "tilläggsbelopp"
        INTERNBUDGET = "internbudget", "internbudget"
        BOKSLUT = "bokslut", "bokslut, förra året"

    plan = models.ForeignKey(Verksamhetsplan, models.CASCADE, related_name="pengar")
    slag = models.CharField(max_length=16, choices=Slag)
    belopp = models.DecimalField("belopp, kr", max_digits=14, decimal_places=0, null=True, blank=True)
    text = models.CharField("vad pengarna går till", max_length=300, blank=True)

    class Meta:
        ordering = ["plan", "pk"]
        verbose_name_plural = "planposter"
        constraints = [models.UniqueConstraint(fields=["plan", "slag"], name="en_planpost_per_slag")]

    def __str__(self) -> str:
        return self.get_slag_display()
