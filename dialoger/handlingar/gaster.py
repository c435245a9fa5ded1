"""Gästerna: den ena parten föreslår, den andra säger ja; en av dem räcker för att avsluta (krav 10)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from dialoger.handlingar import GarInteNu
from dialoger.handlingar.handslagslas import las_som_part
from dialoger.handlingar.kallelse import kalla
from dialoger.models import Dialog, Gast
from styrkedja.handlingar.logg import logga
from styrkedja.handlingar.mejl import lagg_mejl
from styrkedja.klocka import nu as klockan_nu
from styrkedja.models import Person


@transaction.atomic
def foresla_gast(
    *, dialog: Dialog, person: Person, som: str, syfte: str, av: Person, nu: datetime | None = None
) -> Gast:  # fmt: skip
    """En person som den ena parten vill ha med. Hon får veta det först när den andra har sagt ja.

    Raises:
        ValidationError: läsåret är stängt, rollen eller syftet fattas, eller personen deltar redan.
        GarInteNu: den som föreslår är inte part.
    """
    last, part = las_som_part(dialog, av)
    fattas = {} if som.strip() else {"som": "Skriv som vad personen deltar."}
    fattas |= {} if syfte.strip() else {"syfte": "Skriv varför personen ska vara med."}
    if any(p.ar(person) for p in last.parter.all()) or last.gaster.filter(person=person, avslutad=None).exists():
        fattas["person"] = f"{person.namn} deltar redan, eller är redan föreslagen."
    if fattas:
        raise ValidationError(fattas)
    nu = nu or klockan_nu()
    gast = Gast.objects.create(
        dialog=last, person=person, som=som.strip(), syfte=syfte.strip(), foreslagen_av=part, foreslagen=nu
    )
    logga("foresla_gast", av=av, pa=last, plats_id=last.plats_id, nu=nu, person=person.pk)
    return gast


@transaction.atomic
def godkann_gast(*, gast: Gast, av: Person, nu: datetime | None = None) -> Gast:
    """Den andra partens ja: gästen läser det gemensamma, och får veta det.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part eller föreslog själv; eller gästen är redan besvarad.
    """
    dialog, part = las_som_part(gast.dialog_id, av)
    rad = Gast.objects.select_related("person").get(pk=gast.pk)
    if rad.godkand or rad.avslutad:
        raise GarInteNu("Det är redan besvarat.")
    if rad.foreslagen_av_id == part.pk:
        raise GarInteNu("Du föreslog gästen. Den andra parten svarar.")
    rad.godkand, rad.godkand_av = nu or klockan_nu(), part
    rad.save(update_fields=["godkand", "godkand_av"])
    logga("godkann_gast", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, person=rad.person_id)
    amne, text = "Du är bjuden", "Båda parterna vill att du är med. Tiden och underlaget står på dialogens sida."
    if dialog.borjar:
        kalla(dialog, amne=amne, text=text, bara=rad.person)
    else:
        _bjud(rad, amne=amne, text=text)
    return rad


@transaction.atomic
def avsluta_gast(*, gast: Gast, av: Person, nu: datetime | None = None) -> Gast:
    """Förslaget tas tillbaka eller får nej, eller gästens rätt att läsa tar slut nu.

    Raises:
        ValidationError: läsåret är stängt.
        GarInteNu: personen är inte part, eller rätten är redan slut.
    """
    dialog, _ = las_som_part(gast.dialog_id, av)
    rad = Gast.objects.get(pk=gast.pk)
    if rad.avslutad:
        raise GarInteNu("Gästens rätt är redan avslutad.")
    rad.avslutad = nu or klockan_nu()
    rad.save(update_fields=["avslutad"])
    logga("avsluta_gast", av=av, pa=dialog, plats_id=dialog.plats_id, nu=nu, person=rad.person_id)
    return rad


def _bjud(gast: Gast, *, amne: str, text: str) -> None:
    """Brevet när ingen tid är bokad än; kallelsen kommer med bokningen."""
    lagg_mejl(
        till=gast.person,
        nyckel=f"gast-{gast.pk}",
        amne=f"{amne}: {gast.dialog.rubrik}, {gast.dialog.plats}",
        text=text,
        adress=reverse("dialog", args=[gast.dialog_id]),
    )
