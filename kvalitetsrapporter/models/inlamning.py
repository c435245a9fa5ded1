"""Inlämningen: en frusen version av en del, och vem som har läst den."""

from django.db import models

from kvalitetsrapporter.models.rapport import Rapport
from styrkedja.models import Omgang, Person
from styrkedja.regler.handlingsstatus import Handlingsstatus


class Inlamning(models.Model):
    """En frusen version av rapportens del. Ändras aldrig; en ny inlämning är en ny version."""

    rapport = models.ForeignKey(Rapport, models.PROTECT, related_name="inlamningar")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+")
    nummer = models.PositiveSmallIntegerField(help_text="Version inom omgången, från 1.")
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    innehall = models.JSONField("innehåll", help_text="Avsnitten så som de löd, med rubriker och bedömning.")
    hash = models.CharField(max_length=64)
    sen = models.BooleanField(default=False)
    skal = models.CharField("skäl till att något saknas", max_length=400, blank=True)
    handlingsstatus = models.CharField(
        max_length=16,
        choices=Handlingsstatus,
        default=Handlingsstatus.UPPRATTAD,
        help_text="Enligt tryckfrihetsförordningen.",
    )
    aterlamnad = models.DateTimeField("återlämnad", null=True, blank=True)
    aterlamnad_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    kommentar = models.TextField(blank=True)

    class Meta:
        ordering = ["rapport", "omgang__ordning", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["rapport", "omgang", "nummer"], name="en_inlamning_per_nummer")]

    def __str__(self) -> str:
        return f"{self.rapport}, {self.omgang.namn} version {self.nummer}"


class Lasning(models.Model):
    """Att en verksamhetschef har läst en inlämnad version, så att listan kan säga "läst"."""

    inlamning = models.ForeignKey(Inlamning, models.CASCADE, related_name="lasningar")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inlamning", "person"], name="en_lasning_per_person")]

    def __str__(self) -> str:
        return f"{self.person} läste {self.inlamning}"
