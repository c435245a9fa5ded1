"""Kvalitetsrapportens substantiv: mall per läsår, rapport per enhet och läsår, avsnitt, bedömning, del och inlämning."""

from datetime import date

from django.db import models

from kvalitetsrapporter.regler import LASER_FASTSTALLT, MEDARBETARE, SKOLLEDNING, Tillstand
from styrkedja.models import Enhet, Laroplan, Lasar, Omgang, Person, Skolform
from styrkedja.regler.handlingsstatus import Handlingsstatus
from styrkedja.regler.roller import Roll

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
    rekommenderad_langd = models.PositiveSmallIntegerField("rekommenderad längd, ord", null=True, blank=True)
    ordning = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["avsnitt", "ordning"]
        constraints = [models.UniqueConstraint(fields=["avsnitt", "nyckel"], name="ett_falt_per_nyckel_i_avsnittet")]

    def __str__(self) -> str:
        return self.etikett


class RapportQuerySet(models.QuerySet):
    def for_lasar(self, lasar: Lasar) -> "RapportQuerySet":
        return self.filter(lasar=lasar)

    def synliga_for(self, person: Person) -> "RapportQuerySet":
        """Rapporterna som personen får veta finns. Vad som får läsas i dem avgörs per del (behorighet.py)."""
        if person.har(Roll.UTBILDNINGSDIREKTOR, Roll.VERKSAMHETSCHEF):
            return self
        synliga = models.Q(enhet__in=person.platser(*SKOLLEDNING))
        synliga |= models.Q(faststalld__isnull=False, enhet__in=person.platser(*MEDARBETARE))
        if person.har(*LASER_FASTSTALLT):
            synliga |= models.Q(faststalld__isnull=False)
        return self.filter(synliga)


class Rapport(models.Model):
    """En per enhet och läsår (krav 71): enhetens samlade nulägesanalys, byggd upp över året."""

    enhet = models.ForeignKey(Enhet, models.PROTECT, related_name="rapporter")
    lasar = models.ForeignKey(Lasar, models.PROTECT, related_name="rapporter")
    mall = models.ForeignKey(Rapportmall, models.PROTECT, related_name="rapporter")
    skapad = models.DateTimeField()
    faststalld = models.DateTimeField("fastställd", null=True, blank=True)
    faststalld_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    objects = RapportQuerySet.as_manager()

    class Meta:
        ordering = ["lasar", "enhet"]
        constraints = [models.UniqueConstraint(fields=["enhet", "lasar"], name="en_rapport_per_enhet_och_lasar")]

    def __str__(self) -> str:
        return f"Kvalitetsrapport {self.lasar}, {self.enhet}"


class Avsnitt(models.Model):
    """Ett avsnitt i en rapport: en gång, eller en gång per skolform och läroplan där mallen säger så."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="avsnitt")
    mall = models.ForeignKey(Avsnittsmall, models.PROTECT, related_name="+")
    nyckel = models.SlugField(max_length=120, help_text="Mallens nyckel, med läroplan där den finns per skolform.")
    rubrik = models.CharField(max_length=200)
    skolform = models.ForeignKey(Skolform, models.PROTECT, null=True, blank=True, related_name="+")
    laroplan = models.ForeignKey(Laroplan, models.PROTECT, null=True, blank=True, related_name="+")
    ordning = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rapport", "ordning"]
        constraints = [models.UniqueConstraint(fields=["rapport", "nyckel"], name="ett_avsnitt_per_nyckel")]

    def __str__(self) -> str:
        return self.rubrik


class Bedomning(models.Model):
    """Bedömning (nivå i ord) och progression (riktning) av ett avsnitt i en omgång, från en part.

    Rektors bedömning är rapportens egen; verksamhetschefens står bredvid (byggs i Verksamhetsdialogerna).
    """

    class Part(models.TextChoices):
        REKTOR = "rektor", "rektor"
        VERKSAMHETSCHEF = "verksamhetschef", "verksamhetschef"

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="bedomningar")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+")
    part = models.CharField(max_length=16, choices=Part, default=Part.REKTOR)
    niva = models.SlugField("nivå", max_length=30, blank=True)
    progression = models.SlugField(max_length=30, blank=True)
    skal = models.CharField("skäl", max_length=400, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["avsnitt", "omgang", "part"],
                name="en_bedomning_per_omgang_och_part",
            )
        ]

    def __str__(self) -> str:
        return f"{self.avsnitt}: {self.niva} {self.progression}"


class Rapportdel(models.Model):
    """Rapportens del i en omgång: bär tillståndet, så att listor läser en rad per enhet."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="delar")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="delar")
    tillstand = models.CharField("tillstånd", max_length=16, choices=Tillstand, default=Tillstand.ARBETSMATERIAL)
    #: Enhetens egen sista dag enligt årshjulet; tomt: omgångens.
    sista_dag = models.DateField("lämnas in senast", null=True, blank=True)
    senaste = models.ForeignKey("Inlamning", models.SET_NULL, null=True, blank=True, related_name="+")
    andrad = models.DateTimeField("text ändrad", null=True, blank=True)

    class Meta:
        ordering = ["omgang__ordning"]
        constraints = [models.UniqueConstraint(fields=["rapport", "omgang"], name="en_del_per_omgang")]

    def __str__(self) -> str:
        return f"{self.rapport}, {self.omgang.namn}"

    @property
    def ska_in(self) -> date:
        return self.sista_dag or self.omgang.sista_dag

    @property
    def andrad_efter_inlamning(self) -> bool:
        return bool(self.senaste and self.andrad and self.andrad > self.senaste.nar)


class Inlamning(models.Model):
    """En frusen version av rapportens del. Ändras aldrig; en ny inlämning är en ny version."""

    rapport = models.ForeignKey(Rapport, models.PROTECT, related_name="inlamningar")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+")
    nummer = models.PositiveSmallIntegerField(help_text="Version inom omgången, från 1.")
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    innehall = models.JSONField("innehåll", help_text="Avsnitten så som de löd, med rubriker och bedömning.")
    hash = models.CharField(max_length=64)
    sen = models.BooleanField(default=False)
    skal = models.CharField("skäl till att något saknas", max_length=400, blank=True)
    handlingsstatus = models.CharField(
        max_length=16,
        choices=Handlingsstatus,
        default=Handlingsstatus.UPPRATTAD,
        help_text="Enligt tryckfrihetsförordningen.",
    )
    aterlamnad = models.DateTimeField("återlämnad", null=True, blank=True)
    aterlamnad_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    kommentar = models.TextField(blank=True)

    class Meta:
        ordering = ["rapport", "omgang__ordning", "-nummer"]
        constraints = [models.UniqueConstraint(fields=["rapport", "omgang", "nummer"], name="en_inlamning_per_nummer")]

    def __str__(self) -> str:
        return f"{self.rapport}, {self.omgang.namn} version {self.nummer}"


class Lasning(models.Model):
    """Att en verksamhetschef har läst en inlämnad version, så att listan kan säga "läst"."""

    inlamning = models.ForeignKey(Inlamning, models.CASCADE, related_name="lasningar")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["inlamning", "person"], name="en_lasning_per_person")]

    def __str__(self) -> str:
        return f"{self.person} läste {self.inlamning}"
