"""Vad som redan ligger på parternas tider, för varningen när någon bokar."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from dialoger.models import Dialog, Dialogpart, Tidsforslag
from dialoger.regler.dialog import FORE
from styrkedja.format import klockslag
from styrkedja.models import Person

Upptaget = list[tuple[str, datetime, datetime]]


def upptaget(person: Person, dialoger: Iterable[Dialog]) -> dict[int, Upptaget]:
    """Dialogens nyckel → parternas andra bokade och föreslagna tider. Namnet sägs bara där personen själv är part.

    Ett fast antal frågor, hur många dialoger det än är.
    """
    dialoger = list(dialoger)
    parter = {d.pk: {(p.roll, p.plats_id) for p in d.parter.all()} for d in dialoger}
    platser = {plats for par in parter.values() for _, plats in par}
    rader = list(_tiderna(platser))
    egna = set(Dialog.objects.som_part(person).filter(pk__in={pk for pk, *_ in rader}).values_list("pk", flat=True))
    andras: dict[int, set[tuple[str, int]]] = {}
    for dialog, roll, plats in Dialogpart.objects.filter(dialog__in={pk for pk, *_ in rader}).values_list(
        "dialog", "roll", "plats"
    ):
        andras.setdefault(dialog, set()).add((roll, plats))
    return {
        pk: [
            (namn if annan in egna else "en annan dialog", fran, till)
            for annan, namn, fran, till in rader
            if annan != pk and par & andras.get(annan, set())
        ]
        for pk, par in parter.items()
    }


def _tiderna(platser: set[int]) -> Iterable[tuple[int, str, datetime, datetime]]:
    """Bokade tider och tider som väntar på svar, där någon av platserna är part."""
    delar = Dialogpart.objects.filter(plats__in=platser).values("dialog")
    for d in Dialog.objects.filter(pk__in=delar, tillstand__in=FORE, borjar__isnull=False).select_related("plats"):
        if d.borjar and d.slutar:
            yield d.pk, str(d), d.borjar, d.slutar
    vantar = Tidsforslag.objects.filter(Q(dialog__in=delar), svar=Tidsforslag.Svar.VANTAR)
    for f in vantar.select_related("dialog__plats"):
        yield f.dialog_id, str(f.dialog), f.borjar, f.slutar


def skar(andra: Upptaget, borjar: datetime, slutar: datetime) -> list[str]:
    """En mening per tid som den här skär."""
    return [
        f"Krockar med {namn}, {klockslag(fran)}–{klockslag(till)}."
        for namn, fran, till in andra
        if fran < slutar and borjar < till
    ]
