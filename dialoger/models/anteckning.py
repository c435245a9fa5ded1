"""Anteckningarna: de egna, som bara den som skrev dem någonsin läser, och de gemensamma."""

from django.db import models

from dialoger.models.dialog import Dialog
from styrkedja.models import Person
from styrkedja.regler.handlingsstatus import Handlingsstatus


class PrivatAnteckning(models.Model):
    """Någons egna anteckning i en dialog. Orden är en hemlig text (ägare `privat`): chiffer, bunden till personen.

    Raden bär bara att den finns och när den gallras. Ingen annan än personen läser den, i ingen roll och på ingen väg.
    """

    dialog = models.ForeignKey(Dialog, models.CASCADE, related_name="privata")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    skapad = models.DateTimeField()
    gallras = models.DateField()

    class Meta:
        verbose_name_plural = "privata anteckningar"
        constraints = [models.UniqueConstraint(fields=["dialog", "person"], name="en_privat_anteckning_var")]

    def __str__(self) -> str:
        return f"Privat anteckning {self.pk}"


class Minnesanteckning(models.Model):
    """Dialogens gemensamma anteckningar, i tre delar som hålls isär: information, beslut, dialog (krav 113).

    Orden ligger i kärnans texter (ägare `minnesanteckning`). Fastställandet fryser dem och gör dem till allmän handling.
    """

    dialog = models.OneToOneField(Dialog, models.CASCADE, related_name="minnesanteckning")
    faststalld = models.DateTimeField("fastställd", null=True, blank=True)
    faststalld_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    #: De frusna orden: {"information": html, "beslut": html, "dialog": html}.
    innehall = models.JSONField("innehåll", default=dict, blank=True)
    hash = models.CharField(max_length=64, blank=True)
    handlingsstatus = models.CharField(max_length=16, choices=Handlingsstatus, default=Handlingsstatus.ARBETSMATERIAL)

    class Meta:
        verbose_name_plural = "minnesanteckningar"

    def __str__(self) -> str:
        return f"Minnesanteckningar, {self.dialog}"
