"""Värdet: ett tal eller ett tecken, för ett nyckeltal, på en nivå, i en period, ur en källa."""

import hashlib
from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Q, Subquery

from analysunderlag.models.inlasning import Inlasning
from analysunderlag.models.nyckeltal import Kalla, Nyckeltal
from analysunderlag.regler.skydd_ord import Skydd
from analysunderlag.regler.tecken import Tecken
from styrkedja.models import Enhet, Huvudman, Person, Plats, Skolform
from styrkedja.regler.roller import Roll


class Niva(models.TextChoices):
    """Nivån som talet gäller, nedifrån och upp."""

    KLASS = "klass", "klass"
    ENHET = "enhet", "enhet"
    SKOLFORM = "skolform", "skolform"
    HUVUDMAN = "huvudman", "huvudman"
    KOMMUNGRUPP = "kommungrupp", "kommungrupp"
    RIKET = "riket", "riket"


class Kon(models.TextChoices):
    ALLA = "", "samtliga"
    FLICKOR = "K", "flickor"
    POJKAR = "M", "pojkar"


#: Matrisens "R all units"; en ledamot och registratorn läser det publicerade, en medarbetare också sin enhet.
LASER_ALLA_ENHETER = (
    Roll.REKTOR, Roll.BITRADANDE_REKTOR, Roll.VERKSAMHETSCHEF, Roll.AVDELNINGSCHEF, Roll.CONTROLLER,
    Roll.EKONOMICONTROLLER, Roll.ANALYTIKER, Roll.UTBILDNINGSDIREKTOR,
)  # fmt: skip
LASER_EGEN_ENHET = (Roll.MEDARBETARE, Roll.FORSTELARARE, Roll.UTVECKLINGSLEDARE, Roll.ARBETSLAGSLEDARE)
LASER_PUBLICERAT = (Roll.NAMNDLEDAMOT, Roll.NAMNDORDFORANDE, Roll.NAMNDSEKRETERARE)


def enheter_dar(platser: Iterable[int]) -> models.QuerySet[Enhet]:
    """Enheterna som är någon av platserna, eller har den som arbetslag eller förskola."""
    led, platser = ("pk__in", "arbetslag_pa_enheten__in", "forskolor__in"), list(platser)
    return Enhet.objects.filter(Q.create([(vag, platser) for vag in led], connector=Q.OR))


class VardeQuerySet(models.QuerySet):
    def gallande(self) -> "VardeQuerySet":
        """Den version som gäller: inte den som en rättad fil har ersatt, och inte det som är ångrat."""
        return self.filter(galler=True)

    def for_plats(self, plats: Plats) -> "VardeQuerySet":
        return self.filter(plats=plats)

    def synliga_for(self, person: Person) -> "VardeQuerySet":
        """Värdena som finns för personen: alla för den som arbetar med statistiken, annars de publicerade.

        Publicerat är det som källan själv ger ut (Skolverket, Kolada, Skolinspektionen). En medarbetare ser dessutom sin
        egen enhet. Hur mycket av värdet som visas avgör `visning.visa`. Källa: reliability.md §4 "Statistik, skyddad".
        """
        if person.har(*LASER_ALLA_ENHETER):
            return self
        if not person.har(*LASER_PUBLICERAT, *LASER_EGEN_ENHET):
            return self.none()
        return self.filter(Q(kalla__eget_skydd=True) | Q(plats__in=enheter_dar(person.platser(*LASER_EGEN_ENHET))))

    def for_visning(self) -> "VardeQuerySet":
        """Med det som `visning.visa` behöver, utan en fråga till per värde."""
        kommunen = Huvudman.objects.values("minsta_grupp")[:1]
        return self.select_related("nyckeltal", "kalla").annotate(kommunens_minsta_grupp=Subquery(kommunen))

    def i_ordning(self) -> "VardeQuerySet":
        return self.order_by("nyckeltal__ordning", "period_till", "kon", "uppdelning", "kalla__ordning")


class Varde(models.Model):
    """Ett värde. Tal och tecken står isär: ett tecken är aldrig noll. En rättning är en ny version, den gamla står kvar.

    `tal` läses aldrig rakt av för att visas: `analysunderlag.visning.visa` avgör om det får (Skydd).
    """

    nyckeltal = models.ForeignKey(Nyckeltal, models.PROTECT, related_name="varden")
    niva = models.CharField("nivå", max_length=12, choices=Niva)
    #: Enheten, eller huvudmannen. Tomt för riket, en kommungrupp, eller en skolform i hela kommunen.
    plats = models.ForeignKey(Plats, models.PROTECT, null=True, blank=True, related_name="+")
    #: Vad det jämförs med när det inte är en plats här: "riket", "Större stad".
    jamforelse = models.CharField("jämförelse", max_length=80, blank=True)
    #: Klassens eller gruppens namn, för nivån klass.
    grupp = models.CharField(max_length=40, blank=True)
    skolform = models.ForeignKey(Skolform, models.PROTECT, null=True, blank=True, related_name="+")
    #: "2024/25", "ht 2025", "2025", "2025-11"; se regler/perioder.py.
    period = models.CharField(max_length=12)
    period_till = models.DateField("periodens sista dag")
    kon = models.CharField("kön", max_length=1, choices=Kon, default=Kon.ALLA, blank=True)
    #: Fasta uppdelningar: "amne=matematik;arskurs=6", i bokstavsordning. Tomt: hela.
    uppdelning = models.CharField(max_length=160, blank=True)

    tal = models.DecimalField(max_digits=14, decimal_places=4, null=True, blank=True)
    tecken = models.CharField(max_length=5, choices=Tecken, blank=True)
    #: Hur många talet gäller (n), och hur många av dem som talet räknar (täljaren). Tomt: okänt.
    antal = models.PositiveIntegerField(null=True, blank=True)
    antal_tecken = models.CharField("antalets tecken", max_length=5, choices=Tecken, blank=True)
    taljare = models.PositiveIntegerField("täljare", null=True, blank=True)
    #: För enkäter, i procent.
    svarsfrekvens = models.DecimalField(max_digits=5, decimal_places=2, null=True, blank=True)

    kalla = models.ForeignKey(Kalla, models.PROTECT, related_name="+")
    preliminart = models.BooleanField("preliminärt", default=False)
    inlasning = models.ForeignKey(Inlasning, models.PROTECT, null=True, blank=True, related_name="varden")
    version = models.PositiveSmallIntegerField(default=1)
    galler = models.BooleanField("gäller", default=True)
    skapad = models.DateTimeField()

    #: Beslutet om skydd, räknat när värdena ändrades (handlingar/skydd.py): för alla läsare, och för den egna kedjan.
    skydd = models.CharField(max_length=12, choices=Skydd, default=Skydd.OKANT_ANTAL, blank=True)
    skydd_egen = models.CharField(
        "skydd i den egna kedjan", max_length=12, choices=Skydd, default=Skydd.OKANT_ANTAL, blank=True
    )
    #: Har någon gång visats öppet: det som en gång är sagt kan inte döljas, och räknas som känt.
    har_visats = models.BooleanField(default=False)

    identitet = models.CharField(max_length=64, editable=False)

    objects = VardeQuerySet.as_manager()

    class Meta:
        ordering = ["nyckeltal", "period_till", "kon", "uppdelning", "version"]
        verbose_name = "värde"
        verbose_name_plural = "värden"
        constraints = [
            models.UniqueConstraint(fields=["identitet"], condition=Q(galler=True), name="ett_gallande_varde"),
            models.UniqueConstraint(fields=["identitet", "version"], name="en_rad_per_vardeversion"),
            models.CheckConstraint(condition=Q(tal__isnull=False) | ~Q(tecken=""), name="varde_har_tal_eller_tecken"),
        ]
        indexes = [
            models.Index(fields=["plats", "nyckeltal", "galler"], name="varde_for_plats"),
            models.Index(fields=["nyckeltal", "period", "galler"], name="varde_i_period"),
        ]

    def __str__(self) -> str:
        return f"{self.nyckeltal} {self.period}: {self.tal if self.tal is not None else self.tecken}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.identitet = identitet(self)
        super().save(*args, **kwargs)


def identitet(varde: Varde) -> str:
    """Vad som gör två rader till samma värde: nyckeltal, nivå, plats, skolform, period, kön, uppdelning och källa.

    Två källor ger två värden för samma år, och båda står kvar. Sätts av `save`; den som skriver många på en gång
    (bulk_create) sätter den själv.
    """
    delar = (
        varde.nyckeltal_id, varde.niva, varde.plats_id or 0, varde.jamforelse, varde.grupp, varde.skolform_id or 0,
        varde.period, varde.kon, varde.uppdelning, varde.kalla_id,
    )  # fmt: skip
    return hashlib.sha256("|".join(map(str, delar)).encode()).hexdigest()
