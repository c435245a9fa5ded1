"""Årshjulet: mallar med regler, och posterna som reglerna ger för ett läsår på varje nivå."""

from django.db import models

from styrkedja.models.forum import Forum
from styrkedja.models.lasar import Lasar
from styrkedja.models.organisation import Enhet, Plats, Tillhorighet
from styrkedja.models.person import Person
from styrkedja.regler.roller import Roll


class Postslag(models.TextChoices):
    FORBEREDELSE = "förberedelse", "förberedelse"
    INLAMNING = "inlämning", "inlämning"
    DIALOG = "dialog", "dialog"
    SAMMANSTALLNING = "sammanställning", "sammanställning"
    BESLUT = "beslut", "beslut"
    RAPPORT = "rapport", "rapport"
    UNDERLAG = "underlag", "underlag"


class Hjulniva(models.TextChoices):
    NAMND = "namnd", "nämnd"
    HUVUDMAN = "huvudman", "huvudman"
    VERKSAMHETSOMRADE = "verksamhetsomrade", "verksamhetsområde"
    AVDELNING = "avdelning", "avdelning"
    ENHET = "enhet", "enhet"
    KF_KS = "kf_ks", "kommunfullmäktige och kommunstyrelse"
    STAT = "stat", "staten"


class Hjulmall(models.Model):
    """En återkommande post med en regel för när den infaller. Reglernas former: styrkedja/regler/hjul.py."""

    nyckel = models.SlugField(max_length=60, unique=True)
    rubrik = models.CharField(max_length=160)
    niva = models.CharField("nivå", max_length=20, choices=Hjulniva)
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="+")
    ansvarig = models.CharField(max_length=30, help_text="Rollen eller parten som svarar för posten.")
    medverkande = models.JSONField(default=list, blank=True)
    slag = models.CharField(max_length=20, choices=Postslag)
    regel = models.JSONField()
    skolformer = models.JSONField(null=True, blank=True, help_text="Nycklar; tomt betyder alla.")
    kopplar_till = models.JSONField(default=list, blank=True)
    pamin_arbetsdagar_fore = models.JSONField("påminn, arbetsdagar före", default=list, blank=True)
    bara_datum = models.BooleanField(default=False)
    anm = models.CharField("varför", max_length=400, blank=True)
    kalla = models.CharField("källa", max_length=160, blank=True)
    aktiv = models.BooleanField(default=True)
    ordning = models.PositiveSmallIntegerField(default=0)
    #: När administrationen ändrade mallen. Satt: referensdata skriver inte över den.
    andrad_nar = models.DateTimeField("ändrad när", null=True, blank=True)

    class Meta:
        ordering = ["ordning", "pk"]

    def __str__(self) -> str:
        return self.rubrik


#: Nivåerna vars poster är gemensamma för alla.
GEMENSAMMA = (Hjulniva.NAMND, Hjulniva.HUVUDMAN, Hjulniva.KF_KS, Hjulniva.STAT)
#: Ser alla platsers poster: de som svarar för helheten, sköter den eller följer upp den.
SER_ALLA_PLATSER = (
    Roll.UTBILDNINGSDIREKTOR,
    Roll.SYSTEMADMINISTRATOR,
    Roll.CONTROLLER,
    Roll.EKONOMICONTROLLER,
    Roll.ANALYTIKER,
)
NAMNDENS = frozenset({Roll.NAMNDLEDAMOT, Roll.NAMNDORDFORANDE})


def egna_platser(person: Person, lasar: Lasar) -> models.Q:
    """Villkoret ”platsen är min” under läsåret: där jag har en befattning, enheten över min förskola eller mitt
    arbetslag, min enhets område, och enheterna i det område jag är chef för. En fråga i frågan; ingen egen.
    """
    mina = frozenset(b.plats_id for b in person.befattningar_nu)
    enheter = Enhet.objects.filter(
        models.Q(pk__in=mina) | models.Q(forskolor__in=mina) | models.Q(arbetslag_pa_enheten__in=mina)
    )
    under_mig = Tillhorighet.objects.filter(lasar=lasar, omrade__in=person.platser(Roll.VERKSAMHETSCHEF))
    over_mig = Tillhorighet.objects.filter(lasar=lasar, enhet__in=enheter.values("pk"))
    return (
        models.Q(plats__in=mina)
        | models.Q(plats__in=enheter.values("pk"))
        | models.Q(plats__in=under_mig.values("enhet"))
        | models.Q(plats__in=over_mig.values("omrade"))
    )


class HjulpostQuerySet(models.QuerySet):
    def for_lasar(self, lasar: Lasar) -> "HjulpostQuerySet":
        return self.filter(lasar=lasar)

    def synliga_for(self, person: Person, lasar: Lasar) -> "HjulpostQuerySet":
        """Läsårets poster som personen ser.

        Alla med befattning ser det gemensamma, avdelningarnas poster och sina egna platsers; den som har hand om
        helheten ser allas; nämndens ledamöter ser nämndens och kommunfullmäktiges poster och huvudmannadialogerna.
        """
        poster = self.for_lasar(lasar)
        roller = {b.roll for b in person.befattningar_nu}
        if not roller:
            return poster.none()
        if roller <= NAMNDENS:
            dialoger = models.Q(niva=Hjulniva.HUVUDMAN, slag=Postslag.DIALOG)
            return poster.filter(models.Q(niva__in=(Hjulniva.NAMND, Hjulniva.KF_KS)) | dialoger)
        if person.har(*SER_ALLA_PLATSER):
            return poster
        gemensamma = models.Q(niva__in=(*GEMENSAMMA, Hjulniva.AVDELNING))
        return poster.filter(gemensamma | egna_platser(person, lasar))

    def mitt_for(self, person: Person, lasar: Lasar) -> "HjulpostQuerySet":
        """Det som ligger närmast: egna platsers poster och de gemensamma."""
        poster = self.synliga_for(person, lasar)
        return poster.filter(models.Q(niva__in=GEMENSAMMA) | egna_platser(person, lasar))

    def flyttade(self) -> "HjulpostQuerySet":
        return self.filter(flyttad_nar__isnull=False)


class Hjulpost(models.Model):
    """En post i ett läsårs hjul, på en plats. Samma nyckel, läsår och plats är samma post, hur ofta hjulet än skapas."""

    lasar = models.ForeignKey(Lasar, models.CASCADE, related_name="hjulposter")
    plats = models.ForeignKey(Plats, models.CASCADE, related_name="hjulposter")
    nyckel = models.CharField(max_length=80, help_text="Mallens nyckel, med löpnummer där mallen ger flera.")
    mall = models.ForeignKey(Hjulmall, models.PROTECT, null=True, blank=True, related_name="poster")
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="+")
    niva = models.CharField("nivå", max_length=20, choices=Hjulniva)
    slag = models.CharField(max_length=20, choices=Postslag)
    rubrik = models.CharField(max_length=160)
    roll = models.CharField(max_length=30)
    #: Tomma när bara månaden är känd; då säger `ungefar` när.
    fran = models.DateField("från", null=True, blank=True)
    till = models.DateField(null=True, blank=True)
    ungefar = models.CharField("ungefär", max_length=60, blank=True)
    #: Det som posten ordnas efter: dagen, eller den första i månaden när bara den är känd.
    sorteras = models.DateField()
    preliminar = models.BooleanField("preliminär", default=False)
    hanger_pa = models.CharField("hänger på", max_length=80, blank=True, help_text="Nyckeln till ankaret.")
    flyttad_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    flyttad_nar = models.DateTimeField(null=True, blank=True)

    objects = HjulpostQuerySet.as_manager()

    class Meta:
        ordering = ["sorteras", "niva", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["lasar", "nyckel", "plats"], name="en_hjulpost_per_nyckel_och_plats"),
            models.CheckConstraint(
                condition=models.Q(till__isnull=True) | models.Q(till__gte=models.F("fran")),
                name="hjulpost_slutar_efter_sin_borjan",
            ),
        ]
        indexes = [models.Index(fields=["plats", "lasar", "sorteras"], name="hjulpost_per_plats")]

    def __str__(self) -> str:
        return self.rubrik
