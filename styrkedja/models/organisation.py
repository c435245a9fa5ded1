"""Platserna i styrkedjan: huvudman, nämnd, förvaltning, område, avdelning, enhet, förskola, arbetslag.

Alla är platser som en befattning kan gälla på, och delar därför en tabell med namn och adress (Plats).
"""

from typing import ClassVar

from django.db import models
from django.utils.text import slugify

from styrkedja.models.skolform import Laroplan, Skolform
from styrkedja.regler import roller


class PlatsQuerySet(models.QuerySet):
    def pa_niva(self, *slag: str) -> "PlatsQuerySet":
        return self.filter(slag__in=slag)


class Plats(models.Model):
    """En plats med namn och en adress som står kvar när namnet ändras."""

    SLAG: ClassVar[str] = ""

    slag = models.CharField(max_length=20, choices=roller.Plats.choices)
    namn = models.CharField(max_length=120)
    slug = models.SlugField(max_length=80)
    ordning = models.PositiveIntegerField(default=0)
    upphord = models.DateField("upphörde", null=True, blank=True)

    objects = PlatsQuerySet.as_manager()

    class Meta:
        ordering = ["ordning", "namn"]
        constraints = [models.UniqueConstraint(fields=["slag", "slug"], name="en_adress_per_slag")]

    def __str__(self) -> str:
        return self.namn

    def save(self, *args, **kwargs):
        if self.SLAG:
            self.slag = self.SLAG
        if not self.slug:
            self.slug = ledig_slug(self.namn, self.slag)
        super().save(*args, **kwargs)


def ledig_slug(namn: str, slag: str) -> str:
    """Adressen för ett nytt namn: `Ängskrokens skola` blir `angskrokens-skola`, med siffra om den är tagen."""
    grund = slugify(namn)[:70] or slag
    slug, nummer = grund, 2
    while Plats.objects.filter(slag=slag, slug=slug).exists():
        slug, nummer = f"{grund}-{nummer}", nummer + 1
    return slug


class Huvudman(Plats):
    """Kommunen som svarar för skolorna. Kommunens egenheter är inställningar här, inte kod."""

    SLAG = roller.Plats.HUVUDMAN

    kortnamn = models.CharField(max_length=60, help_text="Så kallas skolorna som helhet, till exempel HSS.")
    orgnr = models.CharField("organisationsnummer", max_length=12)
    kommunkod = models.CharField(max_length=4)
    logotyp = models.FileField(upload_to="logotyp", blank=True)
    accent = models.CharField("accentfärg", max_length=7, default="#0b5c72")
    minsta_grupp = models.PositiveSmallIntegerField(
        "minsta grupp", default=10, help_text="Tal om färre än så många visas inte."
    )
    svar_inom = models.PositiveSmallIntegerField(
        "stödbehov besvaras inom",
        default=14,
        help_text="Dagar från att behovet sändes. Sedan syns det för verksamhetschefen.",
    )
    svar_lyfts = models.PositiveSmallIntegerField(
        "obesvarat lyfts efter", default=28, help_text="Dagar från att behovet sändes. Sedan syns det för direktören."
    )
    privata_manader = models.PositiveSmallIntegerField(
        "egna anteckningar sparas, månader", default=12, help_text="Räknat från dialogen. Sedan gallras de."
    )
    intern_kontroll_namn = models.CharField("intern kontroll finns i", max_length=120, blank=True)
    #: Den interna kontrollen är en granne till styrkedjan: den länkas, den byggs inte här (krav 20).
    intern_kontroll_lank = models.URLField("länk till intern kontroll", max_length=500, blank=True)
    upprattas_vid = models.JSONField(
        "upprättas vid",
        default=list,
        help_text="Handlingar som gör något till allmän handling, utöver grundinställningen.",
    )

    @classmethod
    def den(cls) -> "Huvudman":
        """Den enda huvudmannen i en installation.

        Raises:
            Huvudman.DoesNotExist: när ingen organisation är inlagd ännu.
        """
        return cls.objects.get()


class Forvaltning(Plats):
    SLAG = roller.Plats.FORVALTNING


class Namnd(Plats):
    SLAG = roller.Plats.NAMND

    kortnamn = models.CharField(max_length=20)


class Verksamhetsomrade(Plats):
    SLAG = roller.Plats.VERKSAMHETSOMRADE


class Avdelning(Plats):
    SLAG = roller.Plats.AVDELNING

    stodjer_med = models.CharField("stödjer med", max_length=300, blank=True)


class EnhetQuerySet(PlatsQuerySet):
    def i_omrade(self, omrade, lasar) -> "EnhetQuerySet":
        """Enheterna i ett eller flera områden under läsåret: tillhörigheten är per läsår."""
        omraden = omrade if isinstance(omrade, (list, tuple, set, frozenset, models.QuerySet)) else [omrade]
        return self.filter(tillhorigheter__omrade__in=omraden, tillhorigheter__lasar=lasar)

    def verksamma(self, lasar) -> "EnhetQuerySet":
        return self.filter(models.Q(upphord__isnull=True) | models.Q(upphord__gt=lasar.fran))


class Enhet(Plats):
    """Skola, eller i förskolan ett chefsområde: har egen plan och egen kvalitetsrapport (krav 6)."""

    SLAG = roller.Plats.ENHET

    class Enhetsslag(models.TextChoices):
        SKOLA = "skola", "skola"
        CHEFSOMRADE = "chefsomrade", "chefsområde"

    enhetsslag = models.CharField(max_length=12, choices=Enhetsslag, default=Enhetsslag.SKOLA)

    objects = EnhetQuerySet.as_manager()  # type: ignore[misc]  # Django låter en modell byta basens manager


class EnhetSkolformQuerySet(models.QuerySet["EnhetSkolform"]):
    def under(self, lasar) -> "EnhetSkolformQuerySet":
        """De som gäller någon dag under läsåret."""
        borjat = models.Q(fran__isnull=True) | models.Q(fran__lte=lasar.till)
        return self.filter(borjat, models.Q(till__isnull=True) | models.Q(till__gte=lasar.fran))


class EnhetSkolform(models.Model):
    """En skolform på enheten, efter en läroplan, från och till. Gy11 och Gy25 kan löpa bredvid varandra."""

    enhet = models.ForeignKey(Enhet, models.CASCADE, related_name="skolformer")
    skolform = models.ForeignKey(Skolform, models.PROTECT, related_name="+")
    laroplan = models.ForeignKey(Laroplan, models.PROTECT, related_name="+")
    fran = models.DateField("från", null=True, blank=True)
    till = models.DateField(null=True, blank=True)
    arskurser = models.CharField("årskurser", max_length=40, blank=True)

    objects = EnhetSkolformQuerySet.as_manager()

    class Meta:
        ordering = ["skolform__ordning", "laroplan__ordning"]
        constraints = [
            models.UniqueConstraint(fields=["enhet", "skolform", "laroplan"], name="en_rad_per_skolform_och_laroplan")
        ]

    def __str__(self) -> str:
        return f"{self.enhet}: {self.skolform} ({self.laroplan})"


class Skolenhetskod(models.Model):
    """Skolverkets kod. En enhet kan ha flera, eller ingen."""

    enhet = models.ForeignKey(Enhet, models.CASCADE, related_name="koder")
    skolform = models.ForeignKey(Skolform, models.PROTECT, related_name="+", null=True, blank=True)
    kod = models.CharField(max_length=8, unique=True)

    def __str__(self) -> str:
        return self.kod


class Forskola(Plats):
    """En förskola. Ingår i ett chefsområdes rapport; utan chefsområde väntar den på att placeras."""

    SLAG = roller.Plats.FORSKOLA

    chefsomrade = models.ForeignKey(Enhet, models.PROTECT, related_name="forskolor", null=True, blank=True)


class Arbetslag(Plats):
    SLAG = roller.Plats.ARBETSLAG

    pa_enhet = models.ForeignKey(Enhet, models.CASCADE, related_name="arbetslag_pa_enheten")


class Tillhorighet(models.Model):
    """Vilket verksamhetsområde enheten hör till ett läsår. En flytt skriver nästa läsårs rad; den förra står kvar."""

    enhet = models.ForeignKey(Enhet, models.CASCADE, related_name="tillhorigheter")
    lasar = models.ForeignKey("styrkedja.Lasar", models.PROTECT, related_name="tillhorigheter")
    omrade = models.ForeignKey(Verksamhetsomrade, models.PROTECT, related_name="tillhorigheter")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enhet", "lasar"], name="ett_omrade_per_enhet_och_lasar")]

    def __str__(self) -> str:
        return f"{self.enhet} i {self.omrade} {self.lasar}"
