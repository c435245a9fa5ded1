"""Startsidans rader om tiden: förslagen som väntar på personens svar."""

from collections.abc import Iterator
from itertools import groupby

from django.urls import reverse

from dialoger.behorighet.tid import hinder_for_att_acceptera
from dialoger.models import Dialog, Tidsforslag
from dialoger.regler.dialog import Dialoglage, Dialogslag
from styrkedja.format import antal_ord, klockslag, lokal_dag, period, veckodag_datum
from styrkedja.klocka import idag
from styrkedja.models import Omgang, Person
from styrkedja.regler.roller import Roll
from styrkedja.start import AttGora, Lagesrad


def tidens(person: Person) -> tuple[list[AttGora], list[Lagesrad]]:
    """Ett förslag per rad, på den föreslagna dagen."""
    egna = Dialog.objects.som_part(person).fore()
    vantar = Tidsforslag.objects.filter(svar=Tidsforslag.Svar.VANTAR, dialog__in=egna.values("pk"))
    rader = vantar.select_related("dialog__plats", "dialog__lasar", "av_person").prefetch_related("dialog__parter")
    return [_svara(f) for f in rader if hinder_for_att_acceptera(person, f) is None] + list(_att_boka(person)), []


def _svara(forslag: Tidsforslag) -> AttGora:
    tiden = f"{veckodag_datum(forslag.borjar)} {klockslag(forslag.borjar)}"
    varfor = f"{forslag.av_person.namn} föreslår {tiden}."
    adress = f"{reverse('dialog', args=[forslag.dialog_id])}#tiden"
    return AttGora(lokal_dag(forslag.borjar), f"Svara på tiden för {forslag.dialog}", varfor, adress, "")


# --- Det som inte är bokat -----------------------------------------------------------------------
def obokade(person: Person) -> list[tuple[Omgang, int]]:
    """Rundorna som har öppnat, med antalet av chefens dialoger som varken är bokade eller väntar på svar."""
    if not person.har(Roll.VERKSAMHETSCHEF):
        return []
    rader = Dialog.objects.som_part(person).filter(
        tillstand=Dialoglage.PLANERAD, slag=Dialogslag.VERKSAMHETSDIALOG, omgang__oppnar__lte=idag(),
        omgang__till__gte=idag(), lasar__stangt=False,
    )  # fmt: skip
    vantar = Tidsforslag.objects.filter(svar=Tidsforslag.Svar.VANTAR).values("dialog")
    utan = rader.exclude(pk__in=vantar).select_related("omgang__lasar").order_by("omgang__fran", "omgang")
    return [(omgang, len(list(grupp))) for omgang, grupp in groupby(utan, lambda d: d.omgang) if omgang]


def bokningens_adress(omgang: Omgang) -> str:
    return reverse("boka-runda", args=[omgang.lasar.slug, omgang.nyckel])


def _att_boka(person: Person) -> Iterator[AttGora]:
    for omgang, antal in obokade(person):
        ord_ = antal_ord(antal, "en dialog", "dialoger").capitalize()
        verb = "är inte bokad" if antal == 1 else "är inte bokade"
        varfor = f"Rundan är {period(omgang.fran, omgang.till)}. Föreslå alla tider på en sida."
        yield AttGora(omgang.fran, f"{ord_} inför {omgang.namn} {verb}", varfor, bokningens_adress(omgang))
