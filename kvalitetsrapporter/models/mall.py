"""Mallen: vilka avsnitt och fält läsårets rapport har. Per läsår, med historia."""

from django.db import models
from django.utils.functional import cached_property

from kvalitetsrapporter.regler.punkter import ar_rikt_falt
from styrkedja.models import Lasar

VARJE = "varje"
ENHETENS_VAL = "enhetens_val"


class Rapportmall(models.Model):
    """Mallen för ett läsår. Ändras den får nästa läsår en egen; gamla rapporter behåller sin."""

    lasar = models.OneToOneField(Lasar, models.PROTECT, related_name="rapportmall")

    def __str__(self) -> str:
        return f"Rapportmall {self.lasar}"


class Avsnittsmall(models.Model):
    class Typ(models.TextChoices):
        TEXT = "text", "löptext"
        IPS = "ips", "individ, process, struktur"
        MAL = "mal", "per verksamhetsmål"
        FRAGOR = "fragor", "per fråga"
        BEHOV = "behov", "per behov"
        FAKTA = "fakta", "förifyllt"

    mall = models.ForeignKey(Rapportmall, models.CASCADE, related_name="avsnitt")
    nr = models.PositiveSmallIntegerField()
    nyckel = models.SlugField(max_length=40)
    rubrik = models.CharField(max_length=120)
    typ = models.CharField(max_length=10, choices=Typ)
    #: Omgångens nyckel (vd1, vd2, vd3, lasarsslut), `varje` eller `enhetens_val`.
    runda = models.SlugField(max_length=14)
    #: Skolform (nyckel) → områdets namn i läroplanen. Tomt: avsnittet finns en gång för hela enheten.
    omraden = models.JSONField(default=dict, blank=True)
    anvisning = models.CharField(max_length=400, blank=True)
    obligatoriskt = models.BooleanField(default=True)
    rekommenderad_langd = models.PositiveSmallIntegerField("rekommenderad längd, ord", null=True, blank=True)
    nyckeltal = models.JSONField(default=list, blank=True)
    bedoms = models.BooleanField("bedöms", default=False)
    progression = models.BooleanField(default=False)

    class Meta:
        ordering = ["mall", "nr"]
        constraints = [models.UniqueConstraint(fields=["mall", "nyckel"], name="ett_avsnitt_per_nyckel_i_mallen")]

    def __str__(self) -> str:
        return self.rubrik

    @cached_property
    def faltnycklar(self) -> frozenset[str]:
        """Mallens fält: det som får skrivas i ett avsnitt som har sina fält ur mallen."""
        return frozenset(self.falt.order_by().values_list("nyckel", flat=True))


class Faltmall(models.Model):
    class Ips(models.TextChoices):
        INDIVID = "I", "Individ"
        PROCESS = "P", "Process"
        STRUKTUR = "S", "Struktur"

    avsnitt = models.ForeignKey(Avsnittsmall, models.CASCADE, related_name="falt")
    nyckel = models.SlugField(max_length=40)
    etikett = models.CharField(max_length=120)
    ips = models.CharField(max_length=1, choices=Ips, blank=True)
    anvisning = models.CharField(max_length=400, blank=True)
    anvisning_per_skolform = models.JSONField(default=dict, blank=True)
    obligatoriskt = models.BooleanField(default=True)
    #: Omgångens nyckel, för ett fält som blir obligatoriskt först då. Tomt: `obligatoriskt` gäller alltid.
    obligatoriskt_i = models.SlugField("obligatoriskt i", max_length=14, blank=True)
    rekommenderad_langd = models.PositiveSmallIntegerField("rekommenderad längd, ord", null=True, blank=True)
    ordning = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["avsnitt", "ordning"]
        constraints = [models.UniqueConstraint(fields=["avsnitt", "nyckel"], name="ett_falt_per_nyckel_i_avsnittet")]

    def __str__(self) -> str:
        return self.etikett

    def kravs_i(self, omgang: str) -> bool:
        """Om fältet är obligatoriskt i omgången med den nyckeln."""
        return self.obligatoriskt or bool(omgang and self.obligatoriskt_i == omgang)

    @property
    def rik(self) -> bool:
        """Fältet skrivs i redigeraren. Punkterna är rader, en per punkt, och skrivs som ren text."""
        return ar_rikt_falt(self.nyckel)
