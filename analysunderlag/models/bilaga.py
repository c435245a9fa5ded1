"""Analytikerns PM till talen, och verksamhetschefens önskan om att få det genomgånget (krav 99)."""

from django.db import models
from django.db.models import Q

from analysunderlag.models.nyckeltal import Nyckeltal
from styrkedja.models import Enhet, Omgang, Person, Verksamhetsomrade


class BilagaQuerySet(models.QuerySet):
    def gallande(self) -> "BilagaQuerySet":
        """De som inte är tillbakadragna, färdiga att lista."""
        return self.filter(tillbakadragen__isnull=True).select_related("nyckeltal", "enhet", "omgang__lasar", "av")


class Bilaga(models.Model):
    """Ett PM: en PDF, en text eller båda, med en syntolkning. Gäller ett nyckeltal, en enhet eller en runda, eller flera."""

    titel = models.CharField(max_length=160)
    #: Det viktigaste i diagram och tal, i ord: för den som inte ser dem, och för den som inte hinner.
    syntolkning = models.TextField()
    text = models.TextField(blank=True)
    fil = models.FileField(upload_to="pm/%Y", blank=True)
    sidor = models.PositiveSmallIntegerField(default=0)
    nyckeltal = models.ForeignKey(Nyckeltal, models.PROTECT, null=True, blank=True, related_name="bilagor")
    enhet = models.ForeignKey(Enhet, models.PROTECT, null=True, blank=True, related_name="+")
    omgang = models.ForeignKey(Omgang, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="runda")
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    tillbakadragen = models.DateTimeField(null=True, blank=True)

    objects = BilagaQuerySet.as_manager()

    class Meta:
        ordering = ["-nar"]
        verbose_name_plural = "bilagor"
        constraints = [
            models.CheckConstraint(
                condition=Q(nyckeltal__isnull=False) | Q(enhet__isnull=False) | Q(omgang__isnull=False),
                name="en_bilaga_hor_till_nagot",
            ),
            models.CheckConstraint(condition=~Q(syntolkning=""), name="en_bilaga_har_syntolkning"),
        ]

    def __str__(self) -> str:
        return self.titel

    @property
    def om(self) -> str:
        """Vad det gäller, i ord: "Behörighet till yrkesprogram, Strandvallen, VD2"."""
        return ", ".join(str(ting.namn) for ting in (self.nyckeltal, self.enhet, self.omgang) if ting)


class Genomgang(models.Model):
    """Ett områdes önskan om att någon går igenom ett PM i ledningsgruppen, och svaret."""

    class Svar(models.TextChoices):
        VANTAR = "", "väntar på svar"
        JA = "ja", "bokad"
        NEJ = "nej", "går inte"

    bilaga = models.ForeignKey(Bilaga, models.PROTECT, related_name="genomgangar")
    omrade = models.ForeignKey(Verksamhetsomrade, models.PROTECT, related_name="+", verbose_name="område")
    onskad_dag = models.DateField("önskad dag")
    onskan = models.CharField("önskan", max_length=400, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    svar = models.CharField(max_length=3, choices=Svar, default=Svar.VANTAR, blank=True)
    #: Dagen som bokades; den kan vara en annan än den önskade.
    dag = models.DateField(null=True, blank=True)
    svarets_ord = models.CharField(max_length=400, blank=True)
    svarad_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    svarad = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-nar"]
        verbose_name = "genomgång"
        verbose_name_plural = "genomgångar"
        constraints = [
            models.UniqueConstraint(fields=["bilaga", "omrade"], condition=Q(svar=""), name="en_onskan_i_taget"),
            models.CheckConstraint(
                condition=~Q(svar="ja") | Q(dag__isnull=False), name="en_bokad_genomgang_har_en_dag"
            ),
        ]

    def __str__(self) -> str:
        return f"Genomgång av {self.bilaga} i {self.omrade}"
