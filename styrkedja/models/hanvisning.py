"""Hänvisningen: från en text i ett rum till en källa i ett annat, på en version (*citera* och *skriv en gång*)."""

import uuid

from django.db import models

from styrkedja.models.person import Person


class Hanvisning(models.Model):
    """En länk i någons text till ett tal, ett stycke eller annat som ändras. Lever tills en version av texten fryses.

    Ägaren är tinget vars text länken står i; källan slås upp av rummet som äger den (`<rum>/hanvisningar.py`).
    Den frusna versionen bär sina egna ord; raden här säger vilken källa och version de kom ur.
    """

    uuid = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agare_slag = models.CharField("ägarens slag", max_length=40)
    agare_id = models.BigIntegerField("ägarens id")
    falt = models.SlugField("fält", max_length=60, blank=True)
    kalla_slag = models.CharField("källans slag", max_length=40)
    #: Källans identitet, densamma över versioner.
    kalla_id = models.CharField("källans id", max_length=80)
    kalla_version = models.PositiveIntegerField("källans version", default=1)
    #: Orden när hänvisningen sattes in, eller senast frystes.
    visning = models.CharField(max_length=200)
    fryst = models.DateTimeField(null=True, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["nar", "pk"]
        verbose_name = "hänvisning"
        verbose_name_plural = "hänvisningar"
        constraints = [
            models.UniqueConstraint(
                fields=["agare_slag", "agare_id", "kalla_slag", "kalla_id"], name="en_hanvisning_per_ting_och_kalla"
            )
        ]
        indexes = [models.Index(fields=["kalla_slag", "kalla_id"], name="hanvisningens_kalla")]

    def __str__(self) -> str:
        return f"hänvisning från {self.agare_slag} till {self.kalla_slag}"
