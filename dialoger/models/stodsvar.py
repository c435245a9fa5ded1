"""Svaret på ett stödbehov, och vad avsändaren säger om svaret: återkopplingsgarantin (krav 57; frö 000 §7)."""

from django.db import models
from django.db.models import Q

from kvalitetsrapporter.models import Stodbehov
from styrkedja.models import Omgang, Person


class Stodsvar(models.Model):
    """Mottagarens svar, ordagrant läst av rektor, verksamhetschefen och direktören. Ett nytt ersätter det gamla."""

    class Svar(models.TextChoices):
        JA = "ja", "ja"
        DELVIS = "delvis", "delvis"
        NEJ = "nej", "nej, med skäl"

    class Rektors(models.TextChoices):
        """Avsändarens ställning till svaret."""

        INGET = "", "inget ställningstagande"
        PROVAR = "provar", "prövar förslaget"
        RACKER_INTE = "racker_inte", "det räcker inte"
        HJALPTE = "hjalpte", "det hjälpte"

    behov = models.ForeignKey(Stodbehov, models.PROTECT, related_name="svar")
    svar = models.CharField(max_length=8, choices=Svar)
    text = models.TextField("vad ni gör, och vad ni inte gör")
    #: Vad det kostar mottagaren, med egna ord: tid, pengar, vad som får vänta.
    kraver = models.CharField("vad det tar", max_length=300, blank=True)
    fran = models.CharField("från", max_length=40, blank=True)
    till = models.CharField(max_length=40, blank=True)
    foljs_upp = models.ForeignKey(Omgang, models.PROTECT, null=True, blank=True, related_name="+")
    foljs_upp_i_ord = models.CharField("följs upp", max_length=60, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    ersatt = models.DateTimeField(null=True, blank=True)

    last_av_rektor = models.DateTimeField("läst av rektor", null=True, blank=True)
    rektors = models.CharField("rektors ställningstagande", max_length=12, choices=Rektors, blank=True)
    rektors_skal = models.CharField("skäl", max_length=400, blank=True)
    rektors_nar = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["behov", "-nar"]
        verbose_name_plural = "stödsvar"
        constraints = [
            models.UniqueConstraint(fields=["behov"], condition=Q(ersatt__isnull=True), name="ett_gallande_svar")
        ]

    def __str__(self) -> str:
        return f"{self.get_svar_display()}: {self.behov}"


class Stodflytt(models.Model):
    """Att behovet bytte mottagare: vem som sade att det hör till en annan, och varför."""

    behov = models.ForeignKey(Stodbehov, models.PROTECT, related_name="flyttar")
    fran = models.CharField("från", max_length=120)
    till = models.CharField(max_length=120)
    skal = models.CharField("skäl", max_length=300)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["behov", "nar"]
        verbose_name_plural = "stödflyttar"

    def __str__(self) -> str:
        return f"{self.fran} → {self.till}"
