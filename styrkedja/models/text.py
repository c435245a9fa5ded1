"""Husets skrivmekanism: en levande text med version och hash. Rummets substantiv äger texter genom en nyckel.

Varje bekräftad sparning är en egen Textversion med sitt operations-id; en text som förlorade en krock är en gren.
"""

from django.db import models
from django.db.models import Q

from styrkedja.models.person import Person


class Textslag(models.TextChoices):
    """Vad innehållet är. Hemliga texter är krypterade och har nycklad hash: bara den som skrev dem läser dem."""

    REN = "ren", "ren text"
    RIK = "rik", "rik text (HTML, rensad)"
    HEMLIG = "hemlig", "hemlig (chiffer)"


class Text(models.Model):
    """En text som ägs av ett substantiv i ett rum: (ägarens slag, id, fält). Rätten frågas i ägarens rum."""

    agare_slag = models.CharField("ägarens slag", max_length=40)
    agare_id = models.BigIntegerField("ägarens id")
    falt = models.SlugField("fält", max_length=60)
    slag = models.CharField(max_length=6, choices=Textslag, default=Textslag.REN)
    innehall = models.TextField("innehåll", blank=True)
    version = models.PositiveIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    andrad_av = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    andrad = models.DateTimeField("ändrad", null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agare_slag", "agare_id", "falt"], name="en_text_per_falt")]

    def __str__(self) -> str:
        return f"{self.agare_slag} {self.agare_id} {self.falt}"


class Textversion(models.Model):
    """En lydelse. Skrivs i samma transaktion som texten ändras, och ändras aldrig.

    En gren är texten som förlorade en krock: sparad innan den andre fick veta det, med versionen den stod på.
    """

    class Slag(models.TextChoices):
        SPARAD = "sparad", "sparad"
        GREN = "gren", "gren"

    text = models.ForeignKey(Text, models.CASCADE, related_name="versioner")
    slag = models.CharField(max_length=6, choices=Slag, default=Slag.SPARAD)
    #: Textens version efter sparningen; för en gren versionen som gällde när den kom.
    version = models.PositiveIntegerField()
    #: Versionen som skribenten stod på.
    grund = models.PositiveIntegerField(null=True, blank=True)
    #: Sparningens eget id: samma id två gånger är samma sparning.
    op = models.UUIDField(null=True, blank=True)
    innehall = models.TextField("innehåll")
    hash = models.CharField(max_length=64)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["text", "-version", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["text", "version"], condition=Q(slag="sparad"), name="en_rad_per_textversion"
            ),
            models.UniqueConstraint(fields=["op", "text"], name="en_version_per_sparning_och_text"),
        ]

    def __str__(self) -> str:
        return f"{self.text} v{self.version}"


class Narvaro(models.Model):
    """Vem som nyss var i tinget, för att den andra ska veta det. En rad per person och ting; gammal rad betyder borta."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    agare_slag = models.CharField("ägarens slag", max_length=40)
    agare_id = models.BigIntegerField("ägarens id")
    falt = models.SlugField("fält", max_length=60, blank=True)
    nar = models.DateTimeField("när")

    class Meta:
        verbose_name = "närvaro"
        constraints = [
            models.UniqueConstraint(fields=["agare_slag", "agare_id", "person"], name="en_narvaro_per_person_och_ting")
        ]

    def __str__(self) -> str:
        return f"{self.person} i {self.agare_slag} {self.agare_id}"
