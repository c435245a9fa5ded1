"""Rapporten: en per enhet och läsår, dess avsnitt, bedömningar och delar."""

from collections.abc import Iterable
from datetime import date

from django.db import models

from kvalitetsrapporter.models.mall import Avsnittsmall, Rapportmall
from kvalitetsrapporter.regler import LASER_FASTSTALLT, MEDARBETARE, SKOLLEDNING, Tillstand
from styrkedja.models import Enhet, Laroplan, Lasar, Omgang, Person, Skolform
from styrkedja.regler.roller import Roll
from vp_uppdrag.models import Mal


def pa_enheten(vag: str, platser: Iterable[int]) -> models.Q:
    """Villkoret att någon av platserna är enheten själv, ett av dess arbetslag eller en av dess förskolor.

    Args:
        vag: vägen till enheten i frågan, till exempel `rapport__enhet`.
    """
    hor_till = ("", "__arbetslag_pa_enheten", "__forskolor")
    platser = list(platser)
    return models.Q.create([(f"{vag}{led}__in", platser) for led in hor_till], connector=models.Q.OR)


class RapportQuerySet(models.QuerySet):
    def for_lasar(self, lasar: Lasar) -> "RapportQuerySet":
        return self.filter(lasar=lasar)

    def synliga_for(self, person: Person) -> "RapportQuerySet":
        """Rapporterna som personen får veta finns. Vad som får läsas i dem avgörs per del (behorighet)."""
        if person.har(Roll.UTBILDNINGSDIREKTOR, Roll.VERKSAMHETSCHEF):
            return self
        synliga = models.Q(enhet__in=person.platser(*SKOLLEDNING))
        synliga |= models.Q(faststalld__isnull=False, enhet__in=person.platser(*MEDARBETARE))
        if person.har(*LASER_FASTSTALLT):
            synliga |= models.Q(faststalld__isnull=False)
        synliga |= models.Q(pk__in=Avsnitt.objects.som_medskrivs_av(person).values("rapport"))
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


class AvsnittQuerySet(models.QuerySet):
    def som_medskrivs_av(self, person: Person) -> "AvsnittQuerySet":
        """Avsnitten som rektor har bett personen skriva i, så länge personen har en befattning på enheten."""
        egna = [b.plats_id for b in person.befattningar_nu]
        if not egna:
            return self.none()
        pagaende = models.Q(medskrivare__person=person, medskrivare__till__isnull=True)
        return self.filter(pagaende, pa_enheten("rapport__enhet", egna)).distinct()


class Avsnitt(models.Model):
    """Ett avsnitt i en rapport: en gång, eller en gång per skolform och läroplan där mallen säger så."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="avsnitt")
    mall = models.ForeignKey(Avsnittsmall, models.PROTECT, related_name="+")
    nyckel = models.SlugField(max_length=120, help_text="Mallens nyckel, med läroplan där den finns per skolform.")
    rubrik = models.CharField(max_length=200)
    skolform = models.ForeignKey(Skolform, models.PROTECT, null=True, blank=True, related_name="+")
    laroplan = models.ForeignKey(Laroplan, models.PROTECT, null=True, blank=True, related_name="+")
    ordning = models.PositiveSmallIntegerField()

    objects = AvsnittQuerySet.as_manager()

    class Meta:
        ordering = ["rapport", "ordning"]
        constraints = [models.UniqueConstraint(fields=["rapport", "nyckel"], name="ett_avsnitt_per_nyckel")]

    def __str__(self) -> str:
        return self.rubrik


class Bedomning(models.Model):
    """Bedömning (nivå i ord) och progression (riktning) av ett avsnitt, eller ett verksamhetsmål, i en omgång, från en part.

    Rektors bedömning är rapportens egen; verksamhetschefens står bredvid (byggs i Verksamhetsdialogerna).
    """

    class Part(models.TextChoices):
        REKTOR = "rektor", "rektor"
        VERKSAMHETSCHEF = "verksamhetschef", "verksamhetschef"

    avsnitt = models.ForeignKey(Avsnitt, models.CASCADE, related_name="bedomningar")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+")
    #: Målet som bedöms, i avsnittet om målen. Tomt: avsnittet självt.
    mal = models.ForeignKey(Mal, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="mål")
    part = models.CharField(max_length=16, choices=Part, default=Part.REKTOR)
    niva = models.SlugField("nivå", max_length=30, blank=True)
    progression = models.SlugField(max_length=30, blank=True)
    skal = models.CharField("skäl", max_length=400, blank=True)
    #: Nycklarna till de underlag som bedömningen vilar på, ur mallens nyckeltal, och det som inte står där.
    underlag = models.JSONField(default=list, blank=True)
    annat_underlag = models.CharField("annat underlag", max_length=400, blank=True)
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["avsnitt", "omgang", "part"],
                condition=models.Q(mal__isnull=True),
                name="en_bedomning_per_omgang_och_part",
            ),
            models.UniqueConstraint(
                fields=["mal", "omgang", "part"],
                condition=models.Q(mal__isnull=False),
                name="en_bedomning_per_mal_omgang_och_part",
            ),
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
