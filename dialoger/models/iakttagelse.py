"""Verksamhetschefens iakttagelser: det som den gemensamma lägesbilden byggs av (krav 68)."""

from django.db import models

from dialoger.models.dialog import Dialog
from kvalitetsrapporter.models import Avsnitt
from styrkedja.models import Enhet, Laroplansomrade, Omgang, Person
from styrkedja.regler.roller import Roll


class IakttagelseQuerySet(models.QuerySet["Iakttagelse"]):
    def synliga_for(self, person: Person) -> "IakttagelseQuerySet":
        """De råa är verksamhetschefernas och direktörens; den delade läses också av enhetens rektor."""
        if person.har(Roll.VERKSAMHETSCHEF, Roll.UTBILDNINGSDIREKTOR):
            return self
        return self.filter(delad__isnull=False, enhet__in=person.platser(Roll.REKTOR))


class Iakttagelse(models.Model):
    """Något verksamhetschefen såg i en enhets text eller samtal. Kan delas med rektor; annars stannar den i gruppen."""

    class Slag(models.TextChoices):
        STYRKA = "styrka", "styrka"
        UTMANING = "utmaning", "utmaning"
        UTVECKLINGSBEHOV = "utvecklingsbehov", "utvecklingsbehov"
        STODBEHOV = "stodbehov", "stödbehov"

    enhet = models.ForeignKey(Enhet, models.PROTECT, related_name="iakttagelser")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="iakttagelser")
    dialog = models.ForeignKey(Dialog, models.SET_NULL, null=True, blank=True, related_name="iakttagelser")
    slag = models.CharField(max_length=18, choices=Slag)
    text = models.TextField()
    omrade = models.ForeignKey(
        Laroplansomrade, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="läroplansområde"
    )
    avsnitt = models.ForeignKey(Avsnitt, models.SET_NULL, null=True, blank=True, related_name="+")
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    andrad = models.DateTimeField("ändrad", null=True, blank=True)
    delad = models.DateTimeField(null=True, blank=True)
    #: Delningen togs tillbaka: rektor ser att det skedde, men inte orden.
    delning_tillbaka = models.DateTimeField("delningen togs tillbaka", null=True, blank=True)

    objects = IakttagelseQuerySet.as_manager()

    class Meta:
        ordering = ["omgang", "enhet__ordning", "slag", "pk"]
        verbose_name_plural = "iakttagelser"

    def __str__(self) -> str:
        return f"{self.get_slag_display()}, {self.enhet}"
