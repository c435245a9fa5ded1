"""Nivåer, forum och deras länkar: var det talas och var det beslutas (krav 1, 8; frö 000 §5, bilaga 2)."""

from django.db import models


class Niva(models.Model):
    nyckel = models.SlugField(max_length=40, unique=True)
    namn = models.CharField("namn", max_length=120)
    ordning = models.PositiveSmallIntegerField()
    overordnad = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="underordnade")
    beskrivning = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["ordning", "pk"]

    def __str__(self) -> str:
        return self.namn


class Forum(models.Model):
    """Ett möte eller en mötesform på en nivå. Medlemskapet följer befattningen: `deltagare` är roller."""

    nyckel = models.SlugField(max_length=40, unique=True)
    namn = models.CharField(max_length=120)
    niva = models.ForeignKey(Niva, models.PROTECT, related_name="forum")
    slag = models.CharField(max_length=60)
    deltagare = models.JSONField(default=list)
    nar = models.CharField("när", max_length=120, blank=True)
    lankar = models.ManyToManyField("self", through="Forumlank", symmetrical=False, related_name="lankade_fran")

    class Meta:
        ordering = ["niva__ordning", "pk"]

    def __str__(self) -> str:
        return self.namn


class Forumlank(models.Model):
    class Riktning(models.TextChoices):
        UPPAT = "uppåt", "uppåt"
        NEDAT = "nedåt", "nedåt"
        I_SIDLED = "i sidled", "i sidled"

    fran = models.ForeignKey(Forum, models.CASCADE, related_name="lankar_ut")
    till = models.ForeignKey(Forum, models.CASCADE, related_name="lankar_in")
    riktning = models.CharField(max_length=10, choices=Riktning)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fran", "till"], name="en_lank_mellan_tva_forum")]

    def __str__(self) -> str:
        return f"{self.fran} → {self.till}"


class Motesdag(models.Model):
    """En dag då ett forum möts. Årshjulets regler och nämndens sammanträden hänger på den."""

    forum = models.ForeignKey(Forum, models.CASCADE, related_name="motesdagar")
    dag = models.DateField()

    class Meta:
        ordering = ["dag"]
        constraints = [models.UniqueConstraint(fields=["forum", "dag"], name="ett_mote_per_dag")]

    def __str__(self) -> str:
        return f"{self.forum} {self.dag}"
