"""Hur det går: effektmål med mätning, lägesrapporter, det vi lärt (GLL), ändringarna och uppskalningen."""

from django.db import models

from analysunderlag.models import Nyckeltal
from styrkedja.models import Person
from vp_uppdrag.models.tidsatt import Aterrapportering, Tidsatt
from vp_uppdrag.models.uppdrag import Uppdrag
from vp_uppdrag.regler.lage import Form, Lage, form_for


class Effektmal(Tidsatt):
    """Den förändring som uppdraget ska leda till, hur den mäts, och när den ska synas (krav 100)."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="effektmal")
    text = models.CharField("effektmål", max_length=300)
    matmetod = models.CharField("mätmetod", max_length=300)
    nyckeltal = models.ManyToManyField(Nyckeltal, blank=True, related_name="effektmal")
    matt = models.CharField(
        "mått", max_length=30, blank=True, help_text="Enheten som mätvärdena står i, till exempel %."
    )
    malvarde = models.DecimalField("målvärde", max_digits=10, decimal_places=2, null=True, blank=True)
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["uppdrag", "ordning", "pk"]
        verbose_name = "effektmål"
        verbose_name_plural = "effektmål"

    def __str__(self) -> str:
        return self.text


class Matvarde(models.Model):
    """Ett mätt värde på ett effektmål, med källa. Värden om små grupper skrivs aldrig in här."""

    effektmal = models.ForeignKey(Effektmal, models.CASCADE, related_name="matvarden")
    dag = models.DateField()
    varde = models.DecimalField("värde", max_digits=10, decimal_places=2)
    kalla = models.CharField("källa", max_length=160)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["effektmal", "dag"]
        verbose_name = "mätvärde"
        verbose_name_plural = "mätvärden"
        constraints = [models.UniqueConstraint(fields=["effektmal", "dag"], name="ett_matvarde_per_dag")]

    def __str__(self) -> str:
        return f"{self.varde} {self.dag}"


class Lagesrapport(models.Model):
    """Hur det går: läget i ord och form, vad som har hänt, nästa steg. Ändras aldrig; en ny rapport är en ny rad."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="lagesrapporter")
    lage = models.CharField("läge", max_length=16, choices=Lage)
    rubrik = models.CharField("läget i en mening", max_length=120)
    har_hant = models.TextField("vad har hänt")
    nasta_steg = models.TextField("nästa steg", blank=True)
    aterrapportering = models.ForeignKey(
        Aterrapportering, models.SET_NULL, null=True, blank=True, related_name="lagesrapporter"
    )
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["uppdrag", "-nar", "-pk"]
        verbose_name = "lägesrapport"
        verbose_name_plural = "lägesrapporter"

    def __str__(self) -> str:
        return self.rubrik

    @property
    def form(self) -> Form:
        return form_for(self.lage)


class Larande(models.Model):
    """En rad i uppdragets GLL: vad förändringen handlar om, gjort, lärt, lurt (krav 22)."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="larande")
    handlar_om = models.CharField("handlar om", max_length=160)
    gjort = models.TextField()
    lart = models.TextField("lärt", blank=True)
    lurt = models.TextField("lurt, det som är klokt att göra", blank=True)
    gora_mer = models.CharField("göra mer av", max_length=300, blank=True)
    gora_mindre = models.CharField("göra mindre av", max_length=300, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    #: Allt i raden i gemener, att söka i: databaserna är inte överens om å, ä och ö.
    sok = models.TextField(editable=False)

    class Meta:
        ordering = ["-nar", "-pk"]
        verbose_name = "lärande"
        verbose_name_plural = "lärande"

    def __str__(self) -> str:
        return self.handlar_om

    def save(self, *args, **kwargs) -> None:
        ord_ = (self.handlar_om, self.gjort, self.lart, self.lurt, self.gora_mer, self.gora_mindre)
        self.sok = "\n".join(ord_).casefold()
        super().save(*args, **kwargs)


class Andring(models.Model):
    """Något i ett beslutat uppdrag som har ändrats: vad, från, till, varför, av vem, när (krav 87)."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="andringar")
    vad = models.CharField(max_length=120)
    fran = models.TextField("från", blank=True)
    till = models.TextField(blank=True)
    varfor = models.CharField("varför", max_length=400)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["uppdrag", "-nar", "-pk"]
        verbose_name = "ändring"
        verbose_name_plural = "ändringar"

    def __str__(self) -> str:
        return self.vad


class Uppskalning(models.Model):
    """Ett steg på vägen från försök till hela verksamheten. Frivilligt (krav 100, frö 002)."""

    class Steg(models.IntegerChoices):
        EFFEKTMAL = 1, "Se effektmålen"
        SUMMERING = 2, "Summera försöket"
        UNDERLAG = 3, "Underlag och införande"
        BESLUT = 4, "Beslut"

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="uppskalning")
    steg = models.PositiveSmallIntegerField(choices=Steg)
    text = models.TextField()
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["uppdrag", "steg"]
        verbose_name_plural = "uppskalning"
        constraints = [models.UniqueConstraint(fields=["uppdrag", "steg"], name="ett_uppskalningssteg_en_gang")]

    def __str__(self) -> str:
        return f"{self.get_steg_display()}"
