"""Nyckeltalet: vad som mäts, hur, av vem och när; och källorna som värdena kommer ur."""

from django.db import models
from django.db.models import Q

from analysunderlag.regler.skydd_ord import Raknar
from styrkedja.models import Avdelning, Enhet, Skolform


class Kalla(models.Model):
    """Ett ställe som värden kommer ifrån: Skolverket, Kolada, beslutsstödet, en enkät."""

    nyckel = models.SlugField(max_length=40, unique=True)
    namn = models.CharField(max_length=80)
    #: Så anges källan när talet visas utanför huset (Kolada kräver det).
    tillskrivning = models.CharField(max_length=200, blank=True)
    #: Källans egna tecken räcker som skydd: n behöver inte vara känt (model.md, Varde).
    eget_skydd = models.BooleanField("eget skydd", default=False)
    #: Avdelningen som har källan: dess chef läser in den (reliability.md §4 "Statistikimport").
    avdelning = models.ForeignKey(Avdelning, models.PROTECT, null=True, blank=True, related_name="+")
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["ordning", "namn"]

    def __str__(self) -> str:
        return self.namn


class NyckeltalQuerySet(models.QuerySet):
    def gemensamma(self) -> "NyckeltalQuerySet":
        return self.filter(enhet__isnull=True)

    def for_enhet(self, enhet: Enhet) -> "NyckeltalQuerySet":
        """De gemensamma, och enhetens egna."""
        return self.filter(Q(enhet__isnull=True) | Q(enhet=enhet))

    def i_bruk(self) -> "NyckeltalQuerySet":
        return self.filter(upphord__isnull=True)


class Nyckeltal(models.Model):
    """Ett mått som återkommer. Tas aldrig bort: det upphör, och gamla värden står kvar."""

    class Period(models.TextChoices):
        MANAD = "manad", "månad"
        TERMIN = "termin", "termin"
        LASAR = "lasar", "läsår"
        VARTANNAT_LASAR = "vartannat_lasar", "vartannat läsår"
        KALENDERAR = "kalenderar", "kalenderår"
        ENLIGT_UPPDRAGET = "enligt_uppdraget", "enligt uppdraget"

    nyckel = models.SlugField(max_length=60, unique=True)
    namn = models.CharField(max_length=120)
    definition = models.CharField(max_length=400)
    matt = models.CharField("mått", max_length=30, help_text="Enheten som talet står i: %, poäng, antal, kr.")
    decimaler = models.PositiveSmallIntegerField(default=1)
    #: Sant, falskt, eller okänt: då färgas talet aldrig.
    hogre_ar_battre = models.BooleanField("högre är bättre", null=True, blank=True)
    period = models.CharField(max_length=20, choices=Period, default=Period.LASAR)
    kallans_ord = models.CharField("källan i ord", max_length=120, blank=True)
    kallor = models.ManyToManyField(Kalla, blank=True, related_name="nyckeltal", verbose_name="källor")
    kolada_id = models.CharField(max_length=20, blank=True)
    publiceras = models.CharField(max_length=160, blank=True, help_text="När värdet brukar finnas, i ord.")
    publiceras_manad = models.PositiveSmallIntegerField("publiceras, månad", null=True, blank=True)
    #: En enkät i december gäller läsåret som pågår; betyg i september det som har slutat.
    ges_ut_under = models.BooleanField("ges ut medan perioden pågår", default=False)
    minsta_grupp = models.PositiveSmallIntegerField(
        "minsta grupp", null=True, blank=True, help_text="Tomt: talet gäller inte människor i grupp."
    )
    #: Försiktigast är det som gäller om inget annat sägs: täljaren är människor.
    raknar = models.CharField("räknar", max_length=10, choices=Raknar, default=Raknar.MANNISKOR)
    skolformer = models.ManyToManyField(Skolform, blank=True, related_name="+", help_text="Inga: gäller alla.")
    #: "9", "6–9" eller "introduktionsprogram": enheter utan dem har inget värde att vänta på. Tomt: alla.
    arskurser = models.CharField("årskurser", max_length=40, blank=True)
    laroplansomrade = models.CharField("läroplansområde", max_length=120, blank=True)
    #: Rundornas nycklar (vd1, vd2, vd3) som talet är underlag till.
    omgangar = models.JSONField("omgångar", default=list, blank=True)
    nivaer = models.JSONField("nivåer", default=list, blank=True)
    anm = models.CharField("anmärkning", max_length=300, blank=True)
    #: Enhetens eget nyckeltal; tomt: huvudmannens, gemensamt för alla.
    enhet = models.ForeignKey(Enhet, models.PROTECT, null=True, blank=True, related_name="egna_nyckeltal")
    upphord = models.DateField("upphörde", null=True, blank=True)
    ordning = models.PositiveSmallIntegerField(default=0)

    objects = NyckeltalQuerySet.as_manager()

    class Meta:
        ordering = ["ordning", "namn"]
        verbose_name_plural = "nyckeltal"

    def __str__(self) -> str:
        return self.namn
