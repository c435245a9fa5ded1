"""Verksamhetschefernas frågor: en runda, en krets, en ordning; och hur många en runda får ställa."""

from django.db import models
from django.db.models import Q

from kvalitetsrapporter.models.rapport import Rapport
from styrkedja.models import Enhet, Omgang, Person, Skolform, Verksamhetsomrade

#: Så många enheter nämns vid namn; är de fler sägs antalet.
NAMNS = 3


class FragaQuerySet(models.QuerySet["Fraga"]):
    def publicerade(self) -> "FragaQuerySet":
        return self.filter(publicerad__isnull=False)

    def stallda(self) -> "FragaQuerySet":
        """De som ska besvaras: publicerade och inte avslutade."""
        return self.publicerade().filter(avslutad__isnull=True)


class Fraga(models.Model):
    """En fråga i en runda. Tom krets är alla enheter; annars räcker en träff i skolformer, områden eller enheter.

    Svaret är en text i rapportens avsnitt, i fältet `fraga-<id>`. En publicerad fråga ändras inte: den ersätts av en ny,
    och de svar som redan finns står kvar under den gamla.
    """

    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="fragor")
    text = models.CharField("frågan", max_length=300)
    anvisning = models.CharField(max_length=400, blank=True)
    #: Mallens nyckel för avsnittet som frågan handlar om; den citeras där. Tomt: frågan står bara bland frågorna.
    avsnitt = models.SlugField("handlar om avsnittet", max_length=40, blank=True)
    ordning = models.PositiveSmallIntegerField(default=0)
    skolformer = models.ManyToManyField(Skolform, blank=True, related_name="+")
    omraden = models.ManyToManyField(Verksamhetsomrade, blank=True, related_name="+")
    enheter = models.ManyToManyField(Enhet, blank=True, related_name="+")
    av = models.ForeignKey(Person, models.PROTECT, related_name="+")
    skapad = models.DateTimeField()
    publicerad = models.DateTimeField(null=True, blank=True)
    avslutad = models.DateTimeField(null=True, blank=True)
    ersatter = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="ersatt_av", verbose_name="ersätter"
    )
    skal_over_budget = models.CharField("skäl till att gå över budgeten", max_length=400, blank=True)

    objects = FragaQuerySet.as_manager()

    class Meta:
        ordering = ["omgang", "ordning", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(avslutad__isnull=True) | Q(publicerad__isnull=False),
                name="bara_en_publicerad_fraga_avslutas",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def krets_i_ord(self) -> str:
        """Vilka frågan går till: "alla", "alla med grundskola", "Norr", "4 enheter". Kretsen ska vara förhandsläst."""
        skolformer, enheter = list(self.skolformer.all()), list(self.enheter.all())
        delar = [f"alla med {' och '.join(s.namn for s in skolformer)}"] if skolformer else []
        delar += [o.namn for o in self.omraden.all()]
        delar += [e.namn for e in enheter] if len(enheter) <= NAMNS else [f"{len(enheter)} enheter"]
        return ", ".join(delar) or "alla"

    @property
    def fragar(self) -> str:
        """Vem som frågar vem: "Vera Videkvist frågar Norr"."""
        return f"{self.av.namn} frågar {self.krets_i_ord}"


class Fragebudget(models.Model):
    """Hur många frågor en runda får ställa till en och samma enhet utan att någon säger varför."""

    omgang = models.OneToOneField(Omgang, models.CASCADE, related_name="fragebudget")
    hogst = models.PositiveSmallIntegerField("högst")

    def __str__(self) -> str:
        return f"{self.omgang}: högst {self.hogst}"


class Skrivtid(models.Model):
    """Hur länge någon har skrivit i en rapports del, i hela minuter. Visas bara som median över minst fem enheter."""

    rapport = models.ForeignKey(Rapport, models.CASCADE, related_name="+")
    omgang = models.ForeignKey(Omgang, models.PROTECT, related_name="+")
    minuter = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rapport", "omgang"], name="en_skrivtid_per_del")]

    def __str__(self) -> str:
        return f"{self.rapport}, {self.omgang}: {self.minuter} min"
