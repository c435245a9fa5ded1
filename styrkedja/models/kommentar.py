"""Kommentaren: någons ord om ett ställe i ett tings text, och svaren på dem."""

from django.db import models

from styrkedja.models.person import Person


class Kommentar(models.Model):
    """En kommentar på ett ting (ägaren), ofta en version av det (gäller). Rätten frågas i ägarens rum.

    `slag` är ägarrummets ord för vad kommentaren är, till exempel `aterlamning` eller `aterkoppling`.
    """

    agare_slag = models.CharField("ägarens slag", max_length=40)
    agare_id = models.BigIntegerField("ägarens id")
    falt = models.SlugField("fält", max_length=60, blank=True)
    galler_slag = models.CharField("gäller, slag", max_length=40, blank=True)
    galler_id = models.BigIntegerField("gäller, id", null=True, blank=True)
    slag = models.SlugField(max_length=20)
    text = models.TextField()
    svar_pa = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="svar")
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["nar", "pk"]
        verbose_name_plural = "kommentarer"
        indexes = [models.Index(fields=["agare_slag", "agare_id"], name="kommentarens_agare")]

    def __str__(self) -> str:
        return f"{self.av} om {self.agare_slag} {self.agare_id}"
