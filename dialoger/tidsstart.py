"""Startsidans rader om tiden: förslagen som väntar på personens svar."""

from django.urls import reverse

from dialoger.behorighet.tid import hinder_for_att_acceptera
from dialoger.models import Dialog, Tidsforslag
from styrkedja.format import klockslag, lokal_dag, veckodag_datum
from styrkedja.models import Person
from styrkedja.start import AttGora, Lagesrad


def tidens(person: Person) -> tuple[list[AttGora], list[Lagesrad]]:
    """Ett förslag per rad, på den föreslagna dagen."""
    egna = Dialog.objects.som_part(person).fore()
    vantar = Tidsforslag.objects.filter(svar=Tidsforslag.Svar.VANTAR, dialog__in=egna.values("pk"))
    rader = vantar.select_related("dialog__plats", "dialog__lasar", "av_person").prefetch_related("dialog__parter")
    return [_svara(f) for f in rader if hinder_for_att_acceptera(person, f) is None], []


def _svara(forslag: Tidsforslag) -> AttGora:
    tiden = f"{veckodag_datum(forslag.borjar)} {klockslag(forslag.borjar)}"
    varfor = f"{forslag.av_person.namn} föreslår {tiden}."
    adress = f"{reverse('dialog', args=[forslag.dialog_id])}#tiden"
    return AttGora(lokal_dag(forslag.borjar), f"Svara på tiden för {forslag.dialog}", varfor, adress, "")
