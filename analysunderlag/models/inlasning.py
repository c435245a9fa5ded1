"""Inläsningen: en fil ur en källa, från uppladdad till införd eller ångrad. Allt eller inget."""

from django.db import models

from styrkedja.models import Person


class Inlasning(models.Model):
    """Filen ligger kvar bara medan den väntar. Hashen säger att det som förs in är det som visades."""

    class Status(models.TextChoices):
        VANTAR = "vantar", "väntar på granskning"
        PAGAR = "pagar", "förs in"
        INFORD = "inford", "införd"
        ANGRAD = "angrad", "ångrad"
        AVBRUTEN = "avbruten", "avbruten"

    #: Formen, inte källan: skolverket_csv, kolada, skolenhetsregistret, planned_educations, tabell.
    form = models.SlugField(max_length=40)
    filnamn = models.CharField(max_length=160)
    fil = models.FileField(upload_to="underlag/%Y/%m", blank=True)
    sha256 = models.CharField(max_length=64)
    kodning = models.CharField("teckenkodning", max_length=12, blank=True)
    #: Den egna läsningen: koppling av kolumner, enheter som valts för hand, rader som hoppas över, rättade celler.
    lasning = models.JSONField("läsning", default=dict, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.VANTAR)
    av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    skapad = models.DateTimeField()
    inford = models.DateTimeField("införd", null=True, blank=True)
    angrad = models.DateTimeField("ångrad", null=True, blank=True)
    angrad_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    utfall = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "inläsning"

    def __str__(self) -> str:
        return self.filnamn
