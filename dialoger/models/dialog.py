"""Dialogen, dess parter och de som bjuds in. Parten är befattningen: en ny rektor tar över samtalets gång."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from dialoger.models.mall import Dialogmall
from dialoger.regler.dialog import FORE, Dialoglage, Dialogslag
from styrkedja.format import lokal_dag
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Forum, Hjulpost, Lasar, Omgang, Person, Plats
from styrkedja.regler.roller import Roll


def _befattningar(roll: str, plats: str, befattningar: Iterable[Befattning]) -> Q:
    """Villkoret att (roll, plats) är någon av befattningarna; utan befattning är det aldrig sant."""
    villkor: list[Any] = [Q(**{roll: b.roll, plats: b.plats_id}) for b in befattningar]
    return Q.create(villkor, connector=Q.OR) if villkor else Q(pk__in=[])


class DialogQuerySet(models.QuerySet["Dialog"]):
    def for_lasar(self, lasar: Lasar) -> "DialogQuerySet":
        return self.filter(lasar=lasar)

    def som_part(self, person: Person) -> "DialogQuerySet":
        """De där personen i dag är part genom sin befattning."""
        parter = Dialogpart.objects.filter(_befattningar("roll", "plats_id", person.befattningar_nu))
        return self.filter(pk__in=parter.values("dialog"))

    def som_gast(self, person: Person) -> "DialogQuerySet":
        """De som personen är bjuden till, när båda sidor har sagt ja och rätten inte har gått ut."""
        return self.filter(pk__in=Gast.objects.galler().filter(person=person).values("dialog"))

    def som_bitradande(self, person: Person) -> "DialogQuerySet":
        """Verksamhetsdialogerna på enheten där personen är biträdande rektor: läser, för rektor."""
        enheter = person.platser(Roll.BITRADANDE_REKTOR)
        parter = Dialogpart.objects.filter(roll=Roll.REKTOR, plats__in=enheter)
        return self.filter(slag=Dialogslag.VERKSAMHETSDIALOG, pk__in=parter.values("dialog"))

    def synliga_for(self, person: Person) -> "DialogQuerySet":
        """Dialogerna som personen får veta finns. Vad som får läsas i dem avgörs i behorighet/dialog.py.

        Direktören ser tiderna för alla verksamhetsdialoger; övriga slag är deras som deltar.
        """
        egna = self.som_part(person) | self.som_gast(person) | self.som_bitradande(person)
        if person.har(Roll.UTBILDNINGSDIREKTOR):
            egna = egna | self.filter(slag__in=(Dialogslag.VERKSAMHETSDIALOG, Dialogslag.HUVUDMANNADIALOG))
        return egna

    def fore(self) -> "DialogQuerySet":
        return self.filter(tillstand__in=FORE)

    def i_samma_rad(self, dialog: "Dialog") -> "DialogQuerySet":
        """Samtalen på samma plats av samma slag, alla läsår, utom de inställda: där handslagen lever vidare."""
        rader = self.filter(plats=dialog.plats_id, slag=dialog.slag).exclude(tillstand=Dialoglage.INSTALLD)
        return rader.select_related("lasar", "omgang", "plats")

    def med_det_som_visas(self) -> "DialogQuerySet":
        """Med parter och gäster, så att en lista inte frågar en gång per dialog."""
        rader = self.select_related("lasar", "omgang", "plats", "mall")
        return rader.prefetch_related("parter__plats", "parter__person_da", "gaster__person")


class Dialog(models.Model):
    """Ett samtal: slag, runda, plats och tid. En per mall, läsår och plats när hjulet skapar den."""

    slag = models.CharField(max_length=20, choices=Dialogslag)
    lasar = models.ForeignKey(Lasar, models.PROTECT, related_name="dialoger")
    omgang = models.ForeignKey(Omgang, models.PROTECT, null=True, blank=True, related_name="dialoger")
    mall = models.ForeignKey(Dialogmall, models.PROTECT, null=True, blank=True, related_name="dialoger")
    #: Enheten samtalet gäller; huvudmannen, avdelningen eller arbetslaget när det inte är en enhet.
    plats = models.ForeignKey(Plats, models.PROTECT, related_name="dialoger")
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, blank=True, related_name="+")
    rubrik = models.CharField(max_length=160)
    tillstand = models.CharField("tillstånd", max_length=12, choices=Dialoglage, default=Dialoglage.PLANERAD)

    # --- Tid och rum -----------------------------------------------------------------------------
    #: Då dialogen ska hållas enligt årshjulet, innan den är bokad.
    fran = models.DateField("från", null=True, blank=True)
    till = models.DateField(null=True, blank=True)
    borjar = models.DateTimeField("börjar", null=True, blank=True)
    slutar = models.DateTimeField(null=True, blank=True)
    lokal = models.CharField(max_length=120, blank=True)
    #: Kallelsens eget id, lika i varje ändring och avbokning, och numret på den senaste kallelsen (RFC 5545).
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sekvens = models.PositiveIntegerField(default=0)
    #: Varför den senast avbokades eller ställdes in. Skälet står här, aldrig i loggen eller breven.
    tidens_skal = models.CharField("skäl", max_length=300, blank=True)
    hjulpost = models.ForeignKey(Hjulpost, models.SET_NULL, null=True, blank=True, related_name="+")

    # --- Formen ----------------------------------------------------------------------------------
    #: Den som leder samtalet, när det inte är verksamhetschefen (krav 64). Tomt: den första parten.
    leds_av = models.ForeignKey("Dialogpart", models.SET_NULL, null=True, blank=True, related_name="+")
    leds_av_annan = models.CharField("leds av någon annan", max_length=120, blank=True)
    #: Den som skriver de gemensamma anteckningarna; tomt: båda.
    antecknar = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    #: Hur en fördjupad uppföljning går till: besök, observation, gruppsamtal (krav 70).
    form = models.CharField(max_length=80, blank=True)

    skapad = models.DateTimeField()
    genomford = models.DateTimeField("genomförd", null=True, blank=True)
    bekraftad = models.DateTimeField("bekräftad", null=True, blank=True)

    objects = DialogQuerySet.as_manager()

    class Meta:
        ordering = ["lasar", "omgang__ordning", "borjar", "plats__ordning"]
        verbose_name_plural = "dialoger"
        constraints = [
            models.UniqueConstraint(
                fields=["mall", "plats"], condition=Q(mall__isnull=False), name="en_dialog_per_mall_och_plats"
            ),
            models.CheckConstraint(
                condition=Q(slutar__isnull=True) | Q(slutar__gt=models.F("borjar")),
                name="dialog_slutar_efter_sin_borjan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rubrik}, {self.plats}"

    @property
    def ar_fore(self) -> bool:
        return self.tillstand in FORE

    @property
    def tur(self) -> tuple[date, int, date, int]:
        """Dialogens ordning bland dem i samma rad: läsåret, rundan, dagen."""
        return (
            self.lasar.fran,
            self.omgang.ordning if self.omgang else 0,
            lokal_dag(self.borjar) if self.borjar else self.fran or self.lasar.till,
            self.pk,
        )


class Handslagsblad(Dialog):
    """Dialogen som ägare till PDF:en med sina handslag: dess andra papper är egna dokument."""

    class Meta:
        proxy = True
        verbose_name_plural = "handslagsblad"


class Dialogpart(models.Model):
    """En part i dialogen: en roll på en plats. Personen är den som har befattningen i dag."""

    dialog = models.ForeignKey(Dialog, models.CASCADE, related_name="parter")
    roll = models.CharField(max_length=24, choices=Roll)
    plats = models.ForeignKey(Plats, models.PROTECT, related_name="+")
    ordning = models.PositiveSmallIntegerField(default=0)
    #: Vem som hade befattningen när samtalet fördes: historien ändras inte av ett byte.
    person_da = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["dialog", "ordning"]
        verbose_name_plural = "parter"
        constraints = [models.UniqueConstraint(fields=["dialog", "roll", "plats"], name="en_part_per_roll_och_plats")]

    def __str__(self) -> str:
        return f"{self.get_roll_display()}, {self.plats}"

    def ar(self, person: Person) -> bool:
        """Sant när personen i dag har befattningen."""
        return self.plats_id in person.platser(self.roll)


class GastQuerySet(models.QuerySet["Gast"]):
    def galler(self) -> "GastQuerySet":
        """De som båda har sagt ja till, och vars rätt inte har gått ut."""
        nu = Q(till__isnull=True) | Q(till__gte=idag())
        return self.filter(nu, godkand__isnull=False, avslutad__isnull=True)


class Gast(models.Model):
    """En inbjuden, med syfte. Föreslås av en part; kommer in när den andra har sagt ja (krav 10)."""

    dialog = models.ForeignKey(Dialog, models.CASCADE, related_name="gaster")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    som = models.CharField("deltar som", max_length=80)
    syfte = models.CharField(max_length=300)
    foreslagen_av = models.ForeignKey(Dialogpart, models.CASCADE, related_name="+", verbose_name="föreslagen av")
    foreslagen = models.DateTimeField("föreslagen")
    godkand = models.DateTimeField("godkänd", null=True, blank=True)
    godkand_av = models.ForeignKey(
        Dialogpart, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="godkänd av"
    )
    #: Sista dagen som gästen läser. Tomt: tills dialogen är bekräftad.
    till = models.DateField(null=True, blank=True)
    avslutad = models.DateTimeField(null=True, blank=True)

    objects = GastQuerySet.as_manager()

    class Meta:
        ordering = ["dialog", "pk"]
        verbose_name = "gäst"
        verbose_name_plural = "gäster"
        constraints = [
            models.UniqueConstraint(
                fields=["dialog", "person"], condition=Q(avslutad__isnull=True), name="en_inbjudan_per_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.som}"

    @property
    def galler_nu(self) -> bool:
        """Samma villkor som `galler()`, för en rad som redan är läst."""
        return bool(self.godkand) and self.avslutad is None and (self.till is None or self.till >= idag())


class Tidsforslag(models.Model):
    """En föreslagen tid som väntar på den andra partens svar. Den senaste i dialogen är den som gäller."""

    class Svar(models.TextChoices):
        VANTAR = "vantar", "väntar på svar"
        JA = "ja", "accepterad"
        NEJ = "nej", "en annan tid föreslagen"
        ERSATT = "ersatt", "ersatt"

    dialog = models.ForeignKey(Dialog, models.CASCADE, related_name="tidsforslag")
    borjar = models.DateTimeField("börjar")
    slutar = models.DateTimeField()
    lokal = models.CharField(max_length=120, blank=True)
    meddelande = models.CharField(max_length=300, blank=True)
    av = models.ForeignKey(Dialogpart, models.CASCADE, related_name="+")
    av_person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    nar = models.DateTimeField("när")
    svar = models.CharField(max_length=8, choices=Svar, default=Svar.VANTAR)
    besvarad = models.DateTimeField(null=True, blank=True)
    besvarad_av = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["dialog", "-nar", "-pk"]
        verbose_name = "tidsförslag"
        verbose_name_plural = "tidsförslag"
        constraints = [
            models.UniqueConstraint(
                fields=["dialog"], condition=Q(svar="vantar"), name="ett_oppet_tidsforslag_per_dialog"
            ),
            models.CheckConstraint(
                condition=Q(slutar__gt=models.F("borjar")), name="tidsforslag_slutar_efter_sin_borjan"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dialog}: {self.borjar:%Y-%m-%d %H:%M}"
