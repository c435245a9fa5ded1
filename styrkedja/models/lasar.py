"""Läsåret (1 juli–30 juni), dess lov, omgångar och skalor. Allt som varierar mellan åren är rader här."""

from datetime import date

from django.db import models


class LasarQuerySet(models.QuerySet["Lasar"]):
    def som_innehaller(self, dag: date) -> "Lasar | None":
        return self.filter(fran__lte=dag, till__gte=dag).first()


class Lasar(models.Model):
    namn = models.CharField(max_length=9, unique=True, help_text="2026/27")
    slug = models.SlugField(max_length=9, unique=True)
    fran = models.DateField("från")
    till = models.DateField()
    ht_fran = models.DateField("höstterminen börjar", null=True, blank=True)
    ht_till = models.DateField("höstterminen slutar", null=True, blank=True)
    vt_fran = models.DateField("vårterminen börjar", null=True, blank=True)
    vt_till = models.DateField("vårterminen slutar", null=True, blank=True)
    stangt = models.BooleanField("stängt", default=False)

    objects = LasarQuerySet.as_manager()

    class Meta:
        ordering = ["fran"]
        constraints = [
            models.CheckConstraint(condition=models.Q(till__gt=models.F("fran")), name="lasar_slutar_efter_sin_borjan")
        ]

    def __str__(self) -> str:
        return self.namn

    def foregaende(self) -> "Lasar | None":
        return Lasar.objects.filter(till__lt=self.fran).order_by("-fran").first()


class Lov(models.Model):
    lasar = models.ForeignKey(Lasar, models.CASCADE, related_name="lov")
    namn = models.CharField(max_length=60)
    fran = models.DateField("från")
    till = models.DateField()
    preliminart = models.BooleanField("preliminärt", default=False)

    class Meta:
        ordering = ["fran"]

    def __str__(self) -> str:
        return f"{self.namn} {self.lasar}"


class Omgang(models.Model):
    """En runda i läsåret: VD1, VD2, VD3 och läsårsslut. Fönstret är när dialogerna hålls."""

    lasar = models.ForeignKey(Lasar, models.CASCADE, related_name="omgangar")
    nyckel = models.SlugField(max_length=12, help_text="vd1, vd2, vd3, lasarsslut")
    namn = models.CharField(max_length=40)
    ordning = models.PositiveSmallIntegerField()
    oppnar = models.DateField("öppnar", help_text="Från den dagen ligger rundans delar främst.")
    sista_dag = models.DateField("lämnas in senast")
    fran = models.DateField("dialoger från")
    till = models.DateField("dialoger till")
    #: När administrationen satte dagarna. Satt: de räknas inte längre om ur årshjulet.
    andrad_nar = models.DateTimeField("ändrad när", null=True, blank=True)

    class Meta:
        ordering = ["lasar__fran", "ordning"]
        constraints = [
            models.UniqueConstraint(fields=["lasar", "nyckel"], name="en_omgang_per_nyckel"),
            models.CheckConstraint(
                condition=models.Q(till__gte=models.F("fran")), name="omgang_slutar_efter_sin_borjan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.namn} {self.lasar}"


class Skalsteg(models.Model):
    """Ett steg på läsårets skala för bedömning eller progression: ord, betydelse och form, aldrig bara färg."""

    class Slag(models.TextChoices):
        BEDOMNING = "bedomning", "bedömning"
        PROGRESSION = "progression", "progression"

    lasar = models.ForeignKey(Lasar, models.CASCADE, related_name="skalsteg")
    slag = models.CharField(max_length=12, choices=Slag)
    nyckel = models.SlugField(max_length=30)
    namn = models.CharField(max_length=40)
    betyder = models.CharField(max_length=300, blank=True)
    form = models.SlugField(max_length=30, help_text="Ikonens namn.")
    #: Ordning från svagast till starkast; tomt för steg utanför skalan (går inte att bedöma, för tidigt).
    niva = models.SmallIntegerField("nivå", null=True, blank=True)
    kraver_skal = models.BooleanField("kräver skäl", default=False)
    ordning = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["lasar", "slag", "ordning"]
        constraints = [models.UniqueConstraint(fields=["lasar", "slag", "nyckel"], name="ett_steg_per_nyckel")]

    def __str__(self) -> str:
        return self.namn
