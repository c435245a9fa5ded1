"""VP-uppdraget: vad direktören beställer i VP HSS, av vem, för vem, och hur det följs upp (krav 82–87)."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Q

from styrkedja.models import Enhet, Forum, Lasar, Person, Plats, Skolform
from styrkedja.regler.roller import Roll
from vp_uppdrag.models.styrsignal import Namndmal, Styrsignal
from vp_uppdrag.regler.parter import Ansvarsform, Partroll, Partuppgift
from vp_uppdrag.regler.synlighet import LASER_BESLUTADE, LASER_HUVUDDRAGEN, LASER_UTKAST
from vp_uppdrag.regler.tillstand import PAGAENDE, Planlage, Uppdragslage


class UppdragQuerySet(models.QuerySet["Uppdrag"]):
    def for_lasar(self, lasar: Lasar) -> "UppdragQuerySet":
        return self.filter(lasar=lasar)

    def beslutade(self) -> "UppdragQuerySet":
        """De som har lämnat utkastet, också de som är slut."""
        return self.exclude(tillstand=Uppdragslage.UTKAST)

    def pagaende(self) -> "UppdragQuerySet":
        return self.filter(tillstand__in=PAGAENDE)

    def synliga_for(self, person: Person) -> "UppdragQuerySet":
        """Beslutade för alla i kedjan; utkast för direktören och ledningsgruppen, och för skolledningarna när planen
        är framlagd: då är huvuddragen kända (krav 28).
        """
        if person.har(*LASER_UTKAST):
            return self
        if person.har(*LASER_HUVUDDRAGEN):
            framlagd = (Planlage.KOMMENTERAS, Planlage.FASTSTALLD)
            return self.exclude(Q(tillstand=Uppdragslage.UTKAST) & ~Q(lasar__huvudmannaplan__tillstand__in=framlagd))
        return self.beslutade() if person.har(*LASER_BESLUTADE) else self.none()

    def for_platser(self, person: Person) -> "UppdragQuerySet":
        """Uppdragen där personen är part, genom sin plats eller sin befattning."""
        egna = Part.objects.filter(
            Q(plats__in=[b.plats_id for b in person.befattningar_nu])
            | Q(grupp__in=[b.roll for b in person.befattningar_nu])
        )
        return self.filter(pk__in=egna.values("uppdrag"))


class Uppdrag(models.Model):
    """Ett uppdrag i ett läsårs VP HSS. Nulägesanalys, önskat läge och plan ligger i kärnans texter (ägare `uppdrag`)."""

    class Ursprung(models.TextChoices):
        NAMNDMAL = "namndmal", "nämndens mål"
        KF = "kf", "kommunfullmäktige"
        FORVALTNING = "forvaltning", "förvaltningen"
        NATIONELL = "nationell", "staten"
        SATSNING = "satsning", "en av stadens satsningar"

    class Urval(models.TextChoices):
        ALLA = "alla", "alla enheter i skolformerna"
        UTPEKADE = "utpekade", "utpekade enheter"
        BEFATTNING = "befattning", "alla i en befattning"
        MALGRUPP = "malgrupp", "en målgrupp"
        FORVALTNING = "forvaltning", "hela förvaltningen"

    class Uppfoljning(models.TextChoices):
        VERKSAMHETSDIALOG = "verksamhetsdialog", "verksamhetsdialogerna"
        KVALITETSRAPPORT = "kvalitetsrapport", "kvalitetsrapporterna"
        VERKSAMHETSNARA = "verksamhetsnara", "verksamhetsnära uppföljning"
        NATVERK = "natverk", "nätverk"
        LEDNINGSGRUPP = "ledningsgrupp", "ledningsgruppen"
        STYRGRUPP = "styrgrupp", "styrgruppen"

    lasar = models.ForeignKey(Lasar, models.PROTECT, related_name="uppdrag")
    nr = models.PositiveSmallIntegerField()
    rubrik = models.CharField(max_length=160)
    #: Orderns ord, så som de beslutades.
    text = models.TextField("uppdraget")
    tillstand = models.CharField("tillstånd", max_length=16, choices=Uppdragslage, default=Uppdragslage.UTKAST)

    # --- Varifrån ------------------------------------------------------------------------------
    ursprung = models.CharField(max_length=12, choices=Ursprung, blank=True)
    ursprung_text = models.CharField("ursprunget i ord", max_length=200, blank=True)
    namndmal = models.ManyToManyField(Namndmal, blank=True, related_name="uppdrag", verbose_name="nämndmål")
    styrsignaler = models.ManyToManyField(Styrsignal, blank=True, related_name="uppdrag")

    # --- Vem svarar, och för vem ---------------------------------------------------------------
    ansvarsform = models.CharField(max_length=12, choices=Ansvarsform, blank=True)
    #: Uppdragets egen styrgrupp; den väljer hur uppdraget följs upp (krav 83).
    styrgrupp = models.CharField(max_length=120, blank=True)
    urval = models.CharField(max_length=12, choices=Urval, blank=True)
    malgrupp = models.CharField("gäller, i ord", max_length=200, blank=True)
    skolformer = models.ManyToManyField(Skolform, blank=True, related_name="+")
    enheter = models.ManyToManyField(Enhet, blank=True, related_name="uppdrag")
    delaktighet = models.CharField(max_length=300, blank=True)

    # --- Grinden och uppföljningen -------------------------------------------------------------
    forankras_lopande = models.BooleanField("förankras löpande", null=True, blank=True)
    godkanns_av = models.ForeignKey(
        Forum, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="godkänns av"
    )
    godkanns_fore = models.BooleanField("godkänns före genomförandet", null=True, blank=True)
    forankring = models.TextField("så har det förankrats", blank=True)
    uppfoljning = models.JSONField("följs upp i", default=list, blank=True)
    #: Frågan som enheterna svarar på när uppdraget rapporteras i kvalitetsrapporterna (krav 76).
    fraga = models.CharField("fråga i rapporten", max_length=300, blank=True)
    #: Uppdraget drivs på prov på ett annat sätt än de andra (krav 87).
    pa_prov = models.CharField("på prov", max_length=300, blank=True)
    anmarkning = models.CharField("anmärkning", max_length=400, blank=True)

    # --- När det hände -------------------------------------------------------------------------
    skapad = models.DateTimeField()
    beslutat = models.DateTimeField(null=True, blank=True)
    beslutat_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    planeras_fran = models.DateTimeField("planeras från", null=True, blank=True)
    godkant = models.DateTimeField("godkänt", null=True, blank=True)
    godkant_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    genomfors_fran = models.DateTimeField("genomförs från", null=True, blank=True)
    avslutat = models.DateTimeField(null=True, blank=True)
    avslutat_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    slutrapport = models.TextField(blank=True)

    objects = UppdragQuerySet.as_manager()

    class Meta:
        ordering = ["lasar", "nr"]
        verbose_name_plural = "uppdrag"
        constraints = [models.UniqueConstraint(fields=["lasar", "nr"], name="ett_uppdrag_per_nummer_och_lasar")]

    def __str__(self) -> str:
        return f"VP-uppdrag {self.nr}, {self.lasar}: {self.rubrik}"

    @property
    def kraver_godkannande(self) -> bool:
        """Sant när ett forum ska godkänna förslaget innan det genomförs."""
        return bool(self.godkanns_fore and self.godkanns_av_id)

    @property
    def rapporteras_i_rapporterna(self) -> bool:
        return self.Uppfoljning.KVALITETSRAPPORT in self.uppfoljning

    @property
    def rapportfraga(self) -> str:
        """Frågan som ställs till enheterna: uppdragets egen, annars en som alltid går att svara på."""
        return self.fraga or f"Hur arbetar ni med uppdraget ”{self.rubrik}”, och vad har det lett till?"


class PartQuerySet(models.QuerySet["Part"]):
    def som(self, *roller: str) -> "PartQuerySet":
        return self.filter(roll__in=roller)


class Part(models.Model):
    """En part i uppdraget: en plats (dess chef), alla i en befattning, eller ett namn för den som inte finns i huset."""

    uppdrag = models.ForeignKey(Uppdrag, models.CASCADE, related_name="parter")
    roll = models.CharField(max_length=16, choices=Partroll)
    plats = models.ForeignKey(Plats, models.PROTECT, null=True, blank=True, related_name="+")
    #: Befattningen när parten är alla i den: ”verksamhetscheferna”.
    grupp = models.CharField(max_length=24, choices=Roll, blank=True)
    namn = models.CharField(max_length=120, blank=True)
    inom = models.CharField("inom ramen för", max_length=120, blank=True)
    ordning = models.PositiveSmallIntegerField(default=0)

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["uppdrag", "ordning", "pk"]
        verbose_name_plural = "parter"
        constraints = [
            models.UniqueConstraint(
                fields=["uppdrag"], condition=Q(roll=Partroll.SAMMANKALLANDE), name="en_sammankallande_per_uppdrag"
            ),
            models.UniqueConstraint(fields=["uppdrag", "roll", "plats", "grupp", "namn"], name="en_part_per_roll"),
            models.CheckConstraint(
                condition=(
                    Q(plats__isnull=False, grupp="", namn="")
                    | (Q(plats__isnull=True, namn="") & ~Q(grupp=""))
                    | (Q(plats__isnull=True, grupp="") & ~Q(namn=""))
                ),
                name="part_ar_plats_grupp_eller_namn",
            ),
        ]

    def __str__(self) -> str:
        return self.vem

    @property
    def vem(self) -> str:
        """Elevhälsan · alla verksamhetschefer · socialnämnden"""
        if self.plats is not None:
            return self.plats.namn
        return I_GRUPP.get(self.grupp, f"alla i befattningen {Roll(self.grupp).label}") if self.grupp else self.namn

    @property
    def uppgift(self) -> Partuppgift:
        return Partuppgift(self.roll, self.plats_id, self.grupp, self.namn, self.inom)

    def galler(self, person: Person) -> bool:
        """Sant när personen är part genom sin plats eller sin befattning i dag."""
        if self.plats_id is not None:
            return self.plats_id in {b.plats_id for b in person.befattningar_nu if b.roll in LEDER}
        return bool(self.grupp) and person.har(self.grupp)


#: Befattningarna som för sin plats talan i ett uppdrag.
LEDER = (Roll.VERKSAMHETSCHEF, Roll.AVDELNINGSCHEF, Roll.REKTOR, Roll.UTBILDNINGSDIREKTOR)
I_GRUPP: dict[str, str] = {
    Roll.VERKSAMHETSCHEF: "verksamhetscheferna",
    Roll.AVDELNINGSCHEF: "avdelningscheferna",
    Roll.REKTOR: "rektorerna",
}


def parternas_uppgifter(parter: Iterable[Part]) -> list[Partuppgift]:
    return [p.uppgift for p in parter]
