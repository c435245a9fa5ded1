"""Händelseloggen: vem gjorde vad med vad, när, och hur gick det. Bara tillägg; texten själv står aldrig här."""

from django.db import models


class Oforanderlig(RuntimeError):
    """Någon försökte ändra eller ta bort en händelse."""


class HandelseQuerySet(models.QuerySet):
    def om(self, slag: str, objekt_id: int | str) -> "HandelseQuerySet":
        return self.filter(objekt_slag=slag, objekt_id=str(objekt_id))

    def update(self, **kwargs):
        raise Oforanderlig("En händelse ändras aldrig.")

    def delete(self):
        raise Oforanderlig("En händelse tas aldrig bort.")


class Handelse(models.Model):
    """Utan främmande nycklar: loggen står kvar när det den handlar om är borta."""

    class Utfall(models.TextChoices):
        GJORT = "gjort", "gjort"
        NEKAT = "nekat", "nekat"

    nar = models.DateTimeField("när", db_index=True)
    aktor_id = models.BigIntegerField(null=True)
    aktor_namn = models.CharField(max_length=120)
    aktor_titel = models.CharField(max_length=160, blank=True)
    handling = models.CharField(max_length=60)
    objekt_slag = models.CharField(max_length=40)
    objekt_id = models.CharField(max_length=40)
    objekt_namn = models.CharField(max_length=200)
    plats_id = models.BigIntegerField(null=True, db_index=True)
    utfall = models.CharField(max_length=10, choices=Utfall, default=Utfall.GJORT)
    uppgifter = models.JSONField(default=dict)

    objects = HandelseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["objekt_slag", "objekt_id"], name="handelse_per_objekt")]

    def __str__(self) -> str:
        return f"{self.aktor_namn}: {self.handling} {self.objekt_namn}"

    def save(self, *args, **kwargs):
        if self.pk is not None:
            raise Oforanderlig("En händelse ändras aldrig.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Oforanderlig("En händelse tas aldrig bort.")
