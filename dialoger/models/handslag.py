"""Handslaget som ett ting: vad vi slutar, börjar och fortsätter med, vem och när; och vems ja det har."""

from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q

from dialoger.models.dialog import Dialog, Dialogpart
from dialoger.models.forberedelse import Dagordningspunkt
from dialoger.regler.dialog import Dialogslag
from dialoger.regler.handslag import OPPNA, Handslagslage, Riktning, Stallning, Utfall, ar_sent
from kvalitetsrapporter.models import Punkt
from styrkedja.format import datum
from styrkedja.models import Person, Plats
from styrkedja.regler.frysning import frysning_hash
from styrkedja.regler.handlingsstatus import Handlingsstatus
from styrkedja.regler.roller import Roll
from vp_uppdrag.models import Mal, Uppdrag


def fordes_senare() -> Exists:
    """Villkoret att en senare dialog på handslagets plats, av samma slag, är förd."""
    return Exists(
        Dialog.objects.filter(
            plats=OuterRef("dialog__plats"), slag=OuterRef("dialog__slag"), genomford__gt=OuterRef("dialog__genomford")
        )
    )


class HandslagQuerySet(models.QuerySet["Handslag"]):
    def oppna(self) -> "HandslagQuerySet":
        """De som är bekräftade och inte avslutade: de står på startsidan och i nästa dialog."""
        return self.filter(tillstand__in=OPPNA)

    def for_plats(self, plats: Plats | int) -> "HandslagQuerySet":
        return self.filter(dialog__plats=plats)

    def bekraftade(self) -> "HandslagQuerySet":
        """De som alla parter har sagt ja till, hur det sedan gick: det som direktören läser."""
        return self.filter(bekraftat__isnull=False)

    def synliga_for(self, person: Person) -> "HandslagQuerySet":
        """Alla i samtalen som personen läser, och de bekräftade i verksamhetsdialogerna för direktören."""
        laser = Dialog.objects.som_part(person) | Dialog.objects.som_gast(person)
        laser = laser | Dialog.objects.som_bitradande(person)
        egna = Q(dialog__in=laser.values("pk"))
        if person.har(Roll.UTBILDNINGSDIREKTOR):
            slag = (Dialogslag.VERKSAMHETSDIALOG, Dialogslag.HUVUDMANNADIALOG)
            egna |= Q(dialog__slag__in=slag, bekraftat__isnull=False)
        return self.filter(egna)

    def med_missade(self) -> "HandslagQuerySet":
        """Med `missad`: en senare dialog på samma plats fördes utan att handslaget följdes upp."""
        return self.annotate(missad=fordes_senare())

    def med_det_som_visas(self) -> "HandslagQuerySet":
        rader = self.med_missade().select_related(
            "dialog__lasar", "dialog__omgang", "dialog__plats", "ansvarig__plats", "ansvarig__person_da",
            "mal__plan__plats", "mal__plan__lasar", "uppdrag__lasar", "punkt__avsnitt__rapport__enhet",
            "punkt__avsnitt__rapport__lasar", "dagordningspunkt", "foregaende__dialog__lasar",
        )  # fmt: skip
        return rader.prefetch_related("ja", "dialog__parter__plats", "dialog__parter__person_da")


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
    #: När alla parter hade sagt ja till orden så som de står.
    bekraftat = models.DateTimeField("bekräftat", null=True, blank=True)
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

    @property
    def vem(self) -> str:
        """Den som svarar för det: befattningen, eller en annan i ord."""
        return str(self.ansvarig) if self.ansvarig else self.ansvarig_annan

    @property
    def nar(self) -> str:
        return datum(self.senast) if self.senast else self.nar_i_ord

    @property
    def galler(self) -> str:
        """Nyckeln till det som handslaget hänger ihop med: "mal-12"; tomt när det inte är bundet till något."""
        slagen = ("mal", "uppdrag", "punkt", "dagordningspunkt")
        return next((f"{slag}-{pk}" for slag in slagen if (pk := getattr(self, f"{slag}_id"))), "")

    @property
    def fragar_igen(self) -> bool:
        """Någon hade sagt ja när orden ändrades."""
        return any(j.upphavt for j in self.ja.all())

    def sent(self, dag: date) -> bool:
        """Sent den dagen. Vet om en missad dialog när raden är läst med `med_missade`."""
        return ar_sent(self.tillstand, self.senast, dag, missad=getattr(self, "missad", False))

    def orden(self) -> dict[str, str]:
        """Orden som ett ja gäller (regler/handslag.py ORDEN)."""
        return {
            "riktning": str(self.get_riktning_display()),
            "stallning": str(self.get_stallning_display()),
            "vad": self.vad,
            "varfor": self.varfor,
            "stod": self.stod,
            "vem": self.vem,
            "nar": self.nar,
            "galler": self.galler,
        }

    @property
    def summa(self) -> str:
        """Kontrollsumman av orden: det någon sade ja till går att jämföra med det som står."""
        return frysning_hash(self.orden())


class Handslagslydelse(models.Model):
    """Orden så som de löd, var gång de ändrades. Den som läste en äldre lydelse får veta vad som skiljer."""

    handslag = models.ForeignKey(Handslag, models.CASCADE, related_name="lydelser")
    orden = models.JSONField()
    hash = models.CharField(max_length=64)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["handslag", "nar", "pk"]
        verbose_name_plural = "handslagens lydelser"

    def __str__(self) -> str:
        return f"{self.handslag}, {self.nar:%Y-%m-%d %H:%M}"


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
