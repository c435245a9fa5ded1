"""Handslaget som ett ting: vad vi slutar, börjar och fortsätter med, vem och när; och vems ja det har."""

from django.db import models
from django.db.models import Q

from dialoger.models.dialog import Dialog, Dialogpart
from dialoger.models.forberedelse import Dagordningspunkt
from dialoger.regler.handslag import OPPNA, Handslagslage, Riktning, Stallning, Utfall
from kvalitetsrapporter.models import Punkt
from styrkedja.models import Person, Plats
from styrkedja.regler.handlingsstatus import Handlingsstatus
from vp_uppdrag.models import Mal, Uppdrag


class HandslagQuerySet(models.QuerySet["Handslag"]):
    def oppna(self) -> "HandslagQuerySet":
        """De som är bekräftade och inte avslutade: de står på startsidan och i nästa dialog."""
        return self.filter(tillstand__in=OPPNA)

    def for_plats(self, plats: Plats | int) -> "HandslagQuerySet":
        return self.filter(dialog__plats=plats)


class Handslag(models.Model):
    """Ett medvetet ställningstagande ur en dialog (krav 57, 66). En ändring efter ett ja frågar båda igen."""

    dialog = models.ForeignKey(Dialog, models.CASCADE, related_name="handslag")
    ordning = models.PositiveSmallIntegerField(default=0)
    riktning = models.CharField(max_length=10, choices=Riktning)
    stallning = models.CharField("ställningstagande", max_length=10, choices=Stallning, default=Stallning.ATGARD)
    vad = models.CharField(max_length=400)
    varfor = models.CharField("varför", max_length=400, blank=True)
    stod = models.CharField("vilket stöd", max_length=300, blank=True)
    #: Parten som svarar för det; annars en annan, i ord.
    ansvarig = models.ForeignKey(Dialogpart, models.PROTECT, null=True, blank=True, related_name="+")
    ansvarig_annan = models.CharField("annan ansvarig", max_length=120, blank=True)
    #: När det ska vara gjort: en dag, eller i ord ("från v. 6", "i VD3").
    senast = models.DateField(null=True, blank=True)
    nar_i_ord = models.CharField("när, i ord", max_length=80, blank=True)

    # --- Vad det hänger ihop med -----------------------------------------------------------------
    mal = models.ForeignKey(Mal, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="mål")
    uppdrag = models.ForeignKey(Uppdrag, models.SET_NULL, null=True, blank=True, related_name="+")
    punkt = models.ForeignKey(Punkt, models.SET_NULL, null=True, blank=True, related_name="+")
    dagordningspunkt = models.ForeignKey(
        Dagordningspunkt, models.SET_NULL, null=True, blank=True, related_name="handslag"
    )
    #: Handslaget i förra dialogen som det här för vidare.
    foregaende = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="efterfoljare", verbose_name="föregående"
    )

    # --- Dess väg --------------------------------------------------------------------------------
    tillstand = models.CharField("tillstånd", max_length=12, choices=Handslagslage, default=Handslagslage.FORESLAGET)
    handlingsstatus = models.CharField(max_length=16, choices=Handlingsstatus, default=Handlingsstatus.ARBETSMATERIAL)
    utfall = models.CharField(max_length=8, choices=Utfall, blank=True)
    utfall_text = models.CharField("vad som hände", max_length=400, blank=True)
    utfall_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    utfall_nar = models.DateTimeField("följdes upp", null=True, blank=True)
    #: Dialogen där det avslutades eller fördes vidare.
    avslutat_i = models.ForeignKey(Dialog, models.SET_NULL, null=True, blank=True, related_name="avslutade_handslag")
    skapat = models.DateTimeField()
    skapat_av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    andrat = models.DateTimeField("ändrat", null=True, blank=True)

    objects = HandslagQuerySet.as_manager()

    class Meta:
        ordering = ["dialog", "ordning", "pk"]
        verbose_name_plural = "handslag"
        indexes = [models.Index(fields=["tillstand"], name="handslag_per_tillstand")]

    def __str__(self) -> str:
        return f"{self.get_riktning_display().capitalize()}: {self.vad}"


class Handslagsja(models.Model):
    """En parts ja till ett handslag så som det stod då. Ändras handslaget gäller det inte längre."""

    handslag = models.ForeignKey(Handslag, models.CASCADE, related_name="ja")
    part = models.ForeignKey(Dialogpart, models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    #: Kontrollsumman av orden som parten sade ja till.
    hash = models.CharField(max_length=64)
    upphavt = models.DateTimeField("upphävt", null=True, blank=True)

    class Meta:
        ordering = ["handslag", "nar"]
        verbose_name = "ja till handslag"
        verbose_name_plural = "ja till handslag"
        constraints = [
            models.UniqueConstraint(
                fields=["handslag", "part"], condition=Q(upphavt__isnull=True), name="ett_gallande_ja_per_part"
            )
        ]

    def __str__(self) -> str:
        return f"{self.part}: {self.handslag}"
