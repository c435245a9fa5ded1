"""Inläsningen: en fil ur en källa, från uppladdad till införd eller ångrad. Allt eller inget."""

from django.db import models
from django.db.models import Q

from analysunderlag.models.nyckeltal import Kalla, Nyckeltal
from styrkedja.models import Enhet, Person


class Inlasning(models.Model):
    """Filen ligger kvar bara medan den väntar. Hashen säger att det som förs in är det som visades."""

    class Status(models.TextChoices):
        VANTAR = "vantar", "väntar på granskning"
        PAGAR = "pagar", "förs in"
        INFORD = "inford", "införd"
        ANGRAD = "angrad", "ångrad"
        AVBRUTEN = "avbruten", "avbruten"
        STOPPAD = "stoppad", "stoppad: elevuppgift hittad"

    #: Formen, inte källan: skolverket_csv, kolada, skolenhetsregistret, planned_educations, tabell.
    form = models.SlugField(max_length=40)
    #: Känd när filen går att läsa; en tabells källa väljs i granskningen.
    kalla = models.ForeignKey(Kalla, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="källa")
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
    #: Granskningen medan filen väntar, sedan kvittot.
    utfall = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "inläsning"
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(status="pagar"), name="en_pagaende_inlasning_per_fil"
            )
        ]

    def __str__(self) -> str:
        return self.filnamn


class Rubrikalias(models.Model):
    """En lydelse av en rubrik i en källas fil. Källorna byter ord mellan läsår; lydelserna är data och läggs bara till."""

    class Roll(models.TextChoices):
        NAMN = "namn", "enhetens namn"
        ENHET = "enhet", "enheten"
        KOD = "kod", "skolenhetskod"
        KOMMUN = "kommun", "kommun"
        KOMMUNKOD = "kommunkod", "kommunkod"
        HUVUDMANNATYP = "huvudmannatyp", "typ av huvudman"
        HUVUDMAN = "huvudman", "huvudman"
        ORGNR = "orgnr", "huvudmannens organisationsnummer"
        NYCKELTAL = "nyckeltal", "nyckeltal"
        PERIOD = "period", "period"
        KON = "kon", "kön"
        SKOLFORM = "skolform", "skolform"
        KLASS = "klass", "klass eller grupp"
        AMNE = "amne", "ämne"
        ARSKURS = "arskurs", "årskurs"
        PROGRAM = "program", "program"
        RESPONDENT = "respondent", "vilka som svarar"
        ANTAL = "antal", "antal bakom talet"
        TALJARE = "taljare", "antal som talet räknar"
        SVARSFREKVENS = "svarsfrekvens", "svarsfrekvens"
        TAL = "tal", "ett tal"
        ANVANDS_INTE = "anvands_inte", "används inte"

    rapport = models.SlugField(max_length=40)
    rubrik = models.CharField(max_length=300)
    #: Rubriken utan tecken och mellanslag: så jämförs den.
    normal = models.CharField(max_length=300, editable=False)
    roll = models.CharField(max_length=20, choices=Roll)
    #: Nyckeltalets nyckel. Ingen främmande nyckel: {amne} byts mot radens ämne.
    nyckeltal = models.CharField(max_length=60, blank=True)
    kon = models.CharField("kön", max_length=1, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["rapport", "pk"]
        constraints = [models.UniqueConstraint(fields=["rapport", "normal"], name="en_betydelse_per_rubrik")]

    def __str__(self) -> str:
        return self.rubrik


class Enhetskoppling(models.Model):
    """Ett val för hand: så skriver en fil en av våra enheter. Minns vi, så frågas ingen nästa år."""

    #: Koden i filen, eller "namn:" och namnet utan tecken.
    nyckel = models.CharField(max_length=140, unique=True)
    skrivs = models.CharField(max_length=140)
    enhet = models.ForeignKey(Enhet, models.PROTECT, related_name="+")
    av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    nar = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.skrivs} är {self.enhet}"


class Tabellkoppling(models.Model):
    """Hur en tabell med just de rubrikerna läses, så som någon har sagt en gång."""

    signatur = models.CharField(max_length=64, unique=True)
    kalla = models.ForeignKey(Kalla, models.PROTECT, related_name="+", verbose_name="källa")
    nyckeltal = models.ForeignKey(Nyckeltal, models.PROTECT, null=True, blank=True, related_name="+")
    koppling = models.JSONField(default=dict)
    av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    nar = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"tabell från {self.kalla}"
