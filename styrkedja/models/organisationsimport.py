"""En uppladdad organisationsfil: väntar på att någon bekräftar den, och är sedan kvittot på vad som lästes in."""

from django.db import models

from styrkedja.models.lasar import Lasar
from styrkedja.models.person import Person


class Organisationsimport(models.Model):
    """Filen ligger kvar bara medan den väntar. Hashen säger att det som läses in är det som visades."""

    class Status(models.TextChoices):
        VANTAR = "vantar", "väntar på bekräftelse"
        INLAST = "inlast", "inläst"
        AVBRUTEN = "avbruten", "avbruten"

    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    filnamn = models.CharField(max_length=160)
    fil = models.FileField(upload_to="import/%Y/%m", blank=True)
    sha256 = models.CharField(max_length=64)
    kodning = models.CharField("teckenkodning", max_length=12, blank=True)
    kolumner = models.JSONField(default=dict, blank=True, help_text="Egen koppling: kolumn → rubrik i filen.")
    lasar = models.ForeignKey(
        Lasar, models.PROTECT, null=True, related_name="+", help_text="Läsåret som områdena gäller."
    )
    status = models.CharField(max_length=10, choices=Status, default=Status.VANTAR)
    skapad = models.DateTimeField()
    inlast = models.DateTimeField("inläst", null=True, blank=True)
    utfall = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.filnamn
