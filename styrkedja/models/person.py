"""Människorna och deras befattningar. En befattning (roll, plats, tid) är den enda källan till rättigheter."""

from datetime import date
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property

from styrkedja.klocka import idag
from styrkedja.models.organisation import Plats
from styrkedja.regler.roller import Roll


class Personer(BaseUserManager["Person"]):
    def skapa(self, *, epost: str, namn: str, losenord: str | None = None) -> "Person":
        """En ny person. Utan lösenord går det bara att logga in genom SSO eller demon."""
        person = self.model(epost=self.normalize_email(epost), namn=namn)
        person.set_password(losenord)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    epost = models.EmailField("e-post", unique=True)
    namn = models.CharField(max_length=120)
    is_active = models.BooleanField("aktiv", default=True)

    objects = Personer()

    USERNAME_FIELD = "epost"
    EMAIL_FIELD = "epost"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["namn"]

    def __str__(self) -> str:
        return self.namn

    @property
    def initialer(self) -> str:
        delar = self.namn.split()
        return (delar[0][0] + delar[-1][0]).upper() if len(delar) > 1 else self.namn[:2].upper()

    @cached_property
    def befattningar_nu(self) -> "list[Befattning]":
        """Befattningarna som gäller i dag, lästa en gång per begäran: en borttagen rätt gäller vid nästa klick."""
        return list(self.befattningar.galler(idag()).select_related("plats"))

    def platser(self, *roller: Roll | str) -> frozenset[int]:
        """Nycklarna till platserna där personen i dag har någon av rollerna."""
        sokta = {str(r) for r in roller}
        return frozenset(b.plats_id for b in self.befattningar_nu if b.roll in sokta)

    def har(self, *roller: Roll | str) -> bool:
        return bool(self.platser(*roller))

    @property
    def titel(self) -> str:
        """Den första befattningen i ord: "rektor, Lindallens skola"."""
        return str(self.befattningar_nu[0]) if self.befattningar_nu else "ingen befattning"


class BefattningQuerySet(models.QuerySet):
    def galler(self, dag: date) -> "BefattningQuerySet":
        return self.filter(models.Q(till__isnull=True) | models.Q(till__gte=dag), fran__lte=dag)

    def med_roll(self, *roller: str) -> "BefattningQuerySet":
        return self.filter(roll__in=roller)


class Befattning(models.Model):
    """Roll, plats och tid (till och med). Ändras aldrig bakåt: en ny tid är en ny rad."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="befattningar")
    roll = models.CharField(max_length=24, choices=Roll)
    plats = models.ForeignKey(Plats, models.PROTECT, related_name="befattningar")
    fran = models.DateField("från")
    till = models.DateField(null=True, blank=True)

    objects = BefattningQuerySet.as_manager()

    class Meta:
        ordering = ["fran", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(till__isnull=True) | models.Q(till__gte=models.F("fran")),
                name="befattning_slutar_efter_sin_borjan",
            ),
            models.UniqueConstraint(fields=["person", "roll", "plats", "fran"], name="en_befattning_per_dag"),
        ]

    def __str__(self) -> str:
        roll = Roll(self.roll)
        return roll.label if roll == Roll.UTBILDNINGSDIREKTOR else f"{roll.label}, {self.plats.namn}"


class Delegering(models.Model):
    """Rektors delegering av sin skrivrätt till en biträdande. Daterad; upphör av sig själv (krav 7)."""

    befattning = models.ForeignKey(Befattning, models.PROTECT, related_name="delegeringar")
    av = models.ForeignKey(Person, models.PROTECT, related_name="givna_delegeringar")
    fran = models.DateField("från")
    till = models.DateField()
    far_lamna_in = models.BooleanField("får lämna in", default=False)

    class Meta:
        ordering = ["-till"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(till__gte=models.F("fran")), name="delegering_slutar_efter_sin_borjan"
            )
        ]

    def __str__(self) -> str:
        return f"{self.befattning} till {self.till}"

    def galler(self, dag: date) -> bool:
        return self.fran <= dag <= self.till
