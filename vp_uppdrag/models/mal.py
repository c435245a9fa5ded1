"""Verksamhetsmålet och det som hör till det: kriterier, indikatorer, aktiviteter och vad målet bidrar till (krav 17–19)."""

from django.db import models
from django.db.models import Q

from analysunderlag.models import Nyckeltal
from styrkedja.format import lokal_dag
from styrkedja.models import Laroplansomrade, Lasar, Omgang, Person, Plats, Skolform
from vp_uppdrag.models.plan import Verksamhetsplan
from vp_uppdrag.models.styrsignal import Namndmal
from vp_uppdrag.models.uppdrag import Uppdrag
from vp_uppdrag.regler.mal import Aktivitetslage, Ipsniva, Riktning


class Slappbar(models.Model):
    """Något i en plan som har varit fastställt försvinner inte: det släpps, och står kvar i sina versioner."""

    slappt = models.DateTimeField("släppt", null=True, blank=True)

    class Meta:
        abstract = True


class MalQuerySet(models.QuerySet["Mal"]):
    def i_planen(self) -> "MalQuerySet":
        """De som står i planen nu, i ordning."""
        return self.filter(slappt__isnull=True)

    def i_kraft(self) -> "MalQuerySet":
        """De som står i planens fastställda lydelse: det enda som läses utanför enheten."""
        return self.exclude(gallande_text="")

    def som_har_gallt(self) -> "MalQuerySet":
        """De som någon gång har stått i en fastställd lydelse, i den ordning de stod."""
        return self.filter(i_kraft_fran__isnull=False).order_by("plan", "gallande_nr", "pk")

    def for_plats(self, plats: Plats | int, lasar: Lasar | int) -> "MalQuerySet":
        return self.filter(plan__plats=plats, plan__lasar=lasar)


class Mal(Slappbar):
    """Ett verksamhetsmål. Målets mening, orsaken och den andra förklaringen skrivs i kärnans texter (ägare `mal`);
    `text` är meningen så som den senast sparades, så att listor läser en rad.
    """

    plan = models.ForeignKey(Verksamhetsplan, models.CASCADE, related_name="mal")
    ordning = models.PositiveSmallIntegerField(default=0)
    text = models.CharField("målet", max_length=300, blank=True)
    #: Meningen och numret i den fastställda lydelsen; tomma tills planen är fastställd med målet i.
    gallande_text = models.CharField("målet, fastställt", max_length=300, blank=True)
    gallande_nr = models.PositiveSmallIntegerField("nummer, fastställt", null=True, blank=True)
    i_kraft_fran = models.DateTimeField("i kraft från", null=True, blank=True)
    i_kraft_till = models.DateTimeField("i kraft till", null=True, blank=True)

    # --- Varifrån --------------------------------------------------------------------------------
    #: Orden som målet växte ur, och vad de var. Punkten i rapporten pekar hit; här står bara orden.
    svarar_pa = models.CharField("svarar på", max_length=600, blank=True)
    svarar_pa_slag = models.CharField("som var en", max_length=20, blank=True)
    foregaende = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="fortsatter", verbose_name="förra läsårets mål"
    )

    # --- Analysen --------------------------------------------------------------------------------
    orsaksniva = models.CharField("orsaken ligger i", max_length=1, choices=Ipsniva, blank=True)
    utan_orsak = models.CharField("varför målet behövs ändå", max_length=400, blank=True)
    underlag = models.ManyToManyField(Nyckeltal, blank=True, related_name="+")
    annat_underlag = models.CharField(max_length=400, blank=True)

    skapad = models.DateTimeField()
    skapad_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    slappt_for = models.CharField("släppt för att", max_length=400, blank=True)

    # --- Avstämningen ----------------------------------------------------------------------------
    #: Kontrollsumman för lydelsen som närmaste chef har sagt ja till; en annan lydelse är inte avstämd.
    avstamd_hash = models.CharField(max_length=64, blank=True)

    objects = MalQuerySet.as_manager()

    class Meta:
        ordering = ["plan", "ordning", "pk"]
        verbose_name = "verksamhetsmål"
        verbose_name_plural = "verksamhetsmål"

    def __str__(self) -> str:
        return self.text or "Mål utan text"

    def gallde_infor(self, omgang: Omgang) -> bool:
        """Sant när målet var i kraft inför rundans dialog: det är då det följs upp i rundan."""
        if self.i_kraft_fran is None or lokal_dag(self.i_kraft_fran) >= omgang.fran:
            return False
        return self.i_kraft_till is None or lokal_dag(self.i_kraft_till) >= omgang.fran


class Malkriterium(Slappbar):
    """Ett delmål eller ett förtydligande: vad målet betyder."""

    mal = models.ForeignKey(Mal, models.CASCADE, related_name="kriterier")
    text = models.CharField("målkriteriet", max_length=300)
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["mal", "ordning", "pk"]
        verbose_name = "målkriterium"
        verbose_name_plural = "målkriterier"

    def __str__(self) -> str:
        return self.text


class Malindikator(Slappbar):
    """Hur man märker att målet närmar sig: ett nyckeltal, eller ett eget mått.

    Ett nyckeltals start och nuläge läses ur analysunderlaget, aldrig härifrån: skyddet av små grupper gäller också i planen.
    """

    mal = models.ForeignKey(Mal, models.CASCADE, related_name="indikatorer")
    kriterium = models.ForeignKey(
        Malkriterium, models.SET_NULL, null=True, blank=True, related_name="indikatorer", verbose_name="målkriterium"
    )
    nyckeltal = models.ForeignKey(Nyckeltal, models.PROTECT, null=True, blank=True, related_name="malindikatorer")
    skolform = models.ForeignKey(Skolform, models.PROTECT, null=True, blank=True, related_name="+")
    uppdelning = models.CharField(max_length=160, blank=True)
    #: Perioden som är start, när indikatorn är ett nyckeltal.
    startperiod = models.CharField(max_length=12, blank=True)
    namn = models.CharField("indikatorn", max_length=160, blank=True)
    matt = models.CharField("mått", max_length=30, blank=True)
    kalla = models.CharField("källa", max_length=160, blank=True)
    #: Bara för ett eget mått.
    start = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    malvarde = models.DecimalField("mål", max_digits=12, decimal_places=2, null=True, blank=True)
    riktning = models.CharField(max_length=8, choices=Riktning, default=Riktning.OKA)
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["mal", "ordning", "pk"]
        verbose_name = "indikator"
        verbose_name_plural = "indikatorer"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(nyckeltal__isnull=False, namn="", start__isnull=True) | (Q(nyckeltal__isnull=True) & ~Q(namn=""))
                ),
                name="indikator_ar_nyckeltal_eller_eget_matt",
            )
        ]

    def __str__(self) -> str:
        return self.nyckeltal.namn if self.nyckeltal else self.namn


class Malmatning(models.Model):
    """Ett mätt värde på ett eget mått. Tal om små grupper skrivs aldrig in här."""

    indikator = models.ForeignKey(Malindikator, models.CASCADE, related_name="matningar")
    dag = models.DateField()
    varde = models.DecimalField("värde", max_digits=12, decimal_places=2)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["indikator", "dag"]
        verbose_name = "mätning"
        verbose_name_plural = "mätningar"
        constraints = [models.UniqueConstraint(fields=["indikator", "dag"], name="en_malmatning_per_dag")]

    def __str__(self) -> str:
        return f"{self.varde} {self.dag}"


class Aktivitet(Slappbar):
    """Det som görs för att nå målet: vem, när, och på vilken nivå i IPS. Läget har sin historia i ändringarna."""

    mal = models.ForeignKey(Mal, models.CASCADE, related_name="aktiviteter")
    text = models.CharField("aktiviteten", max_length=300)
    niva = models.CharField("nivå", max_length=1, choices=Ipsniva)
    ansvarig = models.CharField(max_length=120)
    fran = models.DateField("från", null=True, blank=True)
    till = models.DateField(null=True, blank=True)
    lage = models.CharField("läge", max_length=10, choices=Aktivitetslage, default=Aktivitetslage.KOMMER)
    lagesord = models.CharField("läget i ord", max_length=200, blank=True)
    #: När någon senast rörde aktiviteten; listor och planen läser det utan historien.
    rord = models.DateTimeField("rörd")
    ordning = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["mal", "ordning", "pk"]
        verbose_name_plural = "aktiviteter"

    def __str__(self) -> str:
        return self.text


class Aktivitetsandring(models.Model):
    """Att läget har ändrats: från, till, med vilka ord, av vem, när."""

    aktivitet = models.ForeignKey(Aktivitet, models.CASCADE, related_name="andringar")
    lage = models.CharField("läge", max_length=10, choices=Aktivitetslage)
    text = models.CharField(max_length=200, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        ordering = ["aktivitet", "-nar", "-pk"]
        verbose_name = "ändring av läget"
        verbose_name_plural = "ändringar av läget"

    def __str__(self) -> str:
        return f"{self.get_lage_display()} {self.text}".strip()


class BidragQuerySet(models.QuerySet["Bidrag"]):
    def i_planen(self) -> "BidragQuerySet":
        """De som står i planen så som den skrivs nu."""
        return self.filter(borttaget=False)

    def i_kraft(self) -> "BidragQuerySet":
        """De som står i en fastställd plan, också medan den revideras."""
        return self.filter(galler=True).exclude(mal__gallande_text="")


class Bidrag(models.Model):
    """Vad målet bidrar till: ett VP-uppdrag, ett nämndmål eller ett läroplansområde."""

    mal = models.ForeignKey(Mal, models.CASCADE, related_name="bidrag")
    uppdrag = models.ForeignKey(Uppdrag, models.PROTECT, null=True, blank=True, related_name="bidrag")
    namndmal = models.ForeignKey(Namndmal, models.PROTECT, null=True, blank=True, related_name="bidrag")
    omrade = models.ForeignKey(Laroplansomrade, models.PROTECT, null=True, blank=True, related_name="+")
    #: Står i den fastställda lydelsen; och har tagits bort sedan dess, tills nästa är fastställd.
    galler = models.BooleanField("gäller", default=False)
    borttaget = models.BooleanField(default=False)

    objects = BidragQuerySet.as_manager()

    class Meta:
        ordering = ["mal", "uppdrag", "namndmal", "omrade"]
        verbose_name_plural = "bidrag"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(uppdrag__isnull=False, namndmal__isnull=True, omrade__isnull=True)
                    | Q(uppdrag__isnull=True, namndmal__isnull=False, omrade__isnull=True)
                    | Q(uppdrag__isnull=True, namndmal__isnull=True, omrade__isnull=False)
                ),
                name="bidrag_till_en_sak",
            ),
            models.UniqueConstraint(fields=["mal", "uppdrag"], name="ett_bidrag_per_uppdrag"),
            models.UniqueConstraint(fields=["mal", "namndmal"], name="ett_bidrag_per_namndmal"),
            models.UniqueConstraint(fields=["mal", "omrade"], name="ett_bidrag_per_omrade"),
        ]

    def __str__(self) -> str:
        return self.namn

    @property
    def slag(self) -> str:
        return "uppdrag" if self.uppdrag_id else "namndmal" if self.namndmal_id else "omrade"

    @property
    def nyckel(self) -> str:
        """ "uppdrag-12": så som valet heter i formuläret och i den frusna lydelsen."""
        return f"{self.slag}-{self.uppdrag_id or self.namndmal_id or self.omrade_id}"

    @property
    def namn(self) -> str:
        """VP-uppdrag 2 · Nämndmål N4 · Bedömning och betyg"""
        if self.uppdrag:
            return f"VP-uppdrag {self.uppdrag.nr}"
        return f"Nämndmål {self.namndmal.kod}" if self.namndmal else self.omrade.namn if self.omrade else ""

    @property
    def mer(self) -> str:
        """Raden under namnet."""
        if self.uppdrag:
            return self.uppdrag.rubrik
        return self.namndmal.rubrik if self.namndmal else "läroplansområde"
