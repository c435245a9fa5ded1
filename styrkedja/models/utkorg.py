"""Utkorgen: arbete som måste bli gjort är rader här. En uppgift i kön bär bara radens id och får komma två gånger."""

from datetime import datetime

from django.db import models


class UtkorgQuerySet(models.QuerySet):
    def att_gora(self, nu: datetime) -> "UtkorgQuerySet":
        """Rader som är mogna och som ingen arbetar med: väntande, eller tagna av någon som försvann."""
        return self.filter(
            models.Q(utfall=Utkorg.Utfall.VANTAR) | models.Q(utfall=Utkorg.Utfall.PAGAR, lan_till__lt=nu),
            tidigast__lte=nu,
        )


class Utkorg(models.Model):
    class Utfall(models.TextChoices):
        VANTAR = "vantar", "väntar"
        PAGAR = "pagar", "pågår"
        KLART = "klart", "klart"
        MISSLYCKAT = "misslyckat", "misslyckat"

    slag = models.SlugField(max_length=30)
    #: Samma nyckel är samma arbete: att begära det igen medan det väntar ger samma rad.
    nyckel = models.CharField(max_length=120)
    uppgifter = models.JSONField(default=dict)
    skapad = models.DateTimeField()
    tidigast = models.DateTimeField()
    lan_till = models.DateTimeField("lånad till", null=True, blank=True)
    forsok = models.PositiveSmallIntegerField("försök", default=0)
    utfall = models.CharField(max_length=12, choices=Utfall, default=Utfall.VANTAR)
    framsteg = models.PositiveSmallIntegerField(default=0, help_text="Procent.")
    fel = models.CharField(max_length=300, blank=True)
    klar = models.DateTimeField(null=True, blank=True)

    objects = UtkorgQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["slag", "nyckel"],
                condition=models.Q(utfall__in=["vantar", "pagar"]),
                name="ett_vantande_arbete_per_nyckel",
            )
        ]
        indexes = [models.Index(fields=["utfall", "tidigast"], name="utkorg_att_gora")]

    def __str__(self) -> str:
        return f"{self.slag} {self.nyckel}"


class Hjartslag(models.Model):
    """När bakgrundsarbetet senast visade liv: en rad per slag, skriven om och om igen."""

    namn = models.SlugField(primary_key=True, max_length=30)
    sedd = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.namn} {self.sedd:%Y-%m-%d %H:%M:%S}"
