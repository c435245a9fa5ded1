"""Dialogmallen: vad ett läsårs dialog av ett slag handlar om. Per läsår, med historia; källa frö 001."""

from django.db import models

from dialoger.regler.dialog import Dialogslag
from styrkedja.models import Lasar


class Dialogmall(models.Model):
    """Mallen för en dialog i läsåret: fokus, form, och vad som måste stå utanför. Frågor och punkter är egna rader."""

    lasar = models.ForeignKey(Lasar, models.PROTECT, related_name="dialogmallar")
    nyckel = models.SlugField(max_length=20, help_text="vd1, vd2, vd3, hd1, hd2, hd3")
    slag = models.CharField(max_length=20, choices=Dialogslag)
    rubrik = models.CharField(max_length=80)
    ordning = models.PositiveSmallIntegerField(default=0)
    fokus = models.CharField("fokus", max_length=160)
    fokus_text = models.CharField("fokus i ord", max_length=400, blank=True)
    minuter = models.PositiveSmallIntegerField("längd, minuter", default=90)
    #: Rollerna som är parter.
    parter = models.JSONField(default=list)
    #: Roll → raderna om hur man förbereder sig.
    forberedelser = models.JSONField("förberedelser", default=dict, blank=True)
    #: Roll → vilka gäster den brukar föreslå.
    gaster = models.JSONField("gäster", default=dict, blank=True)
    #: Det som aldrig hör till dialogen: [{vad, regel}].
    utanfor = models.JSONField("måste stå utanför", default=list, blank=True)

    class Meta:
        ordering = ["lasar", "ordning"]
        verbose_name_plural = "dialogmallar"
        constraints = [models.UniqueConstraint(fields=["lasar", "nyckel"], name="en_dialogmall_per_nyckel")]

    def __str__(self) -> str:
        return f"{self.rubrik} {self.lasar}"


class Mallfraga(models.Model):
    """En fråga som dialogen ska svara på."""

    mall = models.ForeignKey(Dialogmall, models.CASCADE, related_name="fragor")
    ordning = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("frågan", max_length=300)
    kalla = models.CharField("källa", max_length=60, blank=True)

    class Meta:
        ordering = ["mall", "ordning"]
        verbose_name_plural = "mallfrågor"

    def __str__(self) -> str:
        return self.text


class Mallpunkt(models.Model):
    """En punkt på dagordningen. Strukturen är fast, djupet varierar (krav 62)."""

    class Slag(models.TextChoices):
        UPPFOLJNING = "uppföljning", "förra dialogens handslag"
        NULAGE = "nuläge", "nuläget"
        PLAN = "plan", "planen"
        PROGRESSION = "progression", "målens progression"
        LAROPLAN = "läroplan", "läroplansområden"
        OVRIGT = "övrigt", "resurser, ekonomi och kompetens"
        OPPEN = "öppen", "egna frågor"
        STOD = "stöd", "behov av stöd"
        AVSLUT = "avslut", "handslag"
        ANALYS = "analys", "fördjupad analys"
        STYRNING = "styrning", "styrning, ledning och stöd"

    mall = models.ForeignKey(Dialogmall, models.CASCADE, related_name="punkter")
    nr = models.PositiveSmallIntegerField()
    rubrik = models.CharField(max_length=120)
    slag = models.CharField(max_length=12, choices=Slag)
    minuter = models.PositiveSmallIntegerField()
    innehall = models.CharField("innehåll", max_length=300, blank=True)
    #: Skolform (namn) → rubriker i läroplanen. Punkten blir en per område som enheten har.
    omraden = models.JSONField(default=dict, blank=True)
    #: Det som hör till punkten: [{text, kalla}].
    delar = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["mall", "nr"]
        verbose_name_plural = "mallpunkter"
        constraints = [models.UniqueConstraint(fields=["mall", "nr"], name="en_mallpunkt_per_nummer")]

    def __str__(self) -> str:
        return self.rubrik


class Mallunderlag(models.Model):
    """Ett underlag som förbereds till dialogen: det som finns i systemet länkas, annat prickas av."""

    class Koppling(models.TextChoices):
        SYSTEM = "system", "finns här"
        PRICKAS_AV = "prickas av", "prickas av"

    mall = models.ForeignKey(Dialogmall, models.CASCADE, related_name="underlag")
    ordning = models.PositiveSmallIntegerField(default=0)
    namn = models.CharField(max_length=120)
    #: Skolformernas namn; tomt är alla.
    skolformer = models.JSONField(default=list, blank=True)
    nyckeltal = models.JSONField(default=list, blank=True)
    kopplas = models.CharField(max_length=12, choices=Koppling, default=Koppling.PRICKAS_AV)

    class Meta:
        ordering = ["mall", "ordning"]
        verbose_name_plural = "mallunderlag"

    def __str__(self) -> str:
        return self.namn
