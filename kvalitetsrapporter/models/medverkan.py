"""De som hjälper till: kollegor som skriver i utvalda avsnitt, och medarbetares inspel."""

from django.db import models

from kvalitetsrapporter.models.rapport import Avsnitt
from styrkedja.models import Person


class Medskrivare(models.Model):
    """En namngiven kollega som rektor låter skriva i ett avsnitt, tills rektor tar bort henne."""

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="medskrivare")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    fran = models.DateTimeField("från")
    till = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["avsnitt", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["avsnitt", "person"], condition=models.Q(till__isnull=True), name="en_pagaende_medskrivning"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} skriver i {self.avsnitt}"


class Inspel(models.Model):
    """En medarbetares bidrag till ett avsnitt. Läses av skolledningen och kan citeras i texten."""

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="inspel")
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    nar = models.DateTimeField("när")
    citerat = models.DateTimeField(null=True, blank=True)
    #: Den som lämnade inspelet har sagt att namnet får stå vid citatet. Annars står bara rollen.
    med_namn = models.BooleanField("får citeras med namn", default=False)
    #: Rollen då, i ord: den står kvar när befattningen ändras.
    roll = models.CharField(max_length=60, blank=True)

    class Meta:
        ordering = ["avsnitt", "nar"]
        verbose_name_plural = "inspel"

    def __str__(self) -> str:
        return f"Inspel av {self.av} till {self.avsnitt}"

    @property
    def avsandare(self) -> str:
        """Den som citatet tillskrivs: "förstelärare", eller "Mia Mispel, förstelärare" när namnet får stå."""
        roll = self.roll or "medarbetare"
        return f"{self.av.namn}, {roll}" if self.med_namn else roll

    @property
    def citat(self) -> str:
        """Inspelet så som det sätts in i texten."""
        return f"”{self.text}” ({self.avsandare})"
