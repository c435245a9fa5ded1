"""Iakttagelserna om en enhet i en runda, där de skrivs och läses: rapportens version, dialogen och enhetens egen sida."""

from typing import Any

from django.urls import reverse

from dialoger.behorighet.iakttagelser import (
    hinder_for_att_andra_iakttagelse,
    hinder_for_att_skriva_iakttagelse,
    laser_de_raa,
)
from dialoger.forms.iakttagelser import Iakttagelseformular
from dialoger.models import Dialog, Iakttagelse
from dialoger.regler.dialog import Dialogslag
from styrkedja.models import Enhet, Omgang, Person

#: Slaget → ikonen: formen säger samma sak som ordet.
FORM = {
    Iakttagelse.Slag.STYRKA: "hel",
    Iakttagelse.Slag.UTMANING: "risk",
    Iakttagelse.Slag.UTVECKLINGSBEHOV: "upp",
    Iakttagelse.Slag.STODBEHOV: "brott",
}


def iakttagelsedel(person: Person, enhet: Enhet, omgang: Omgang) -> dict[str, Any]:
    """Namnen som `_iakttagelser.html` läser. De råa för verksamhetscheferna och direktören, de delade för rektor."""
    raa = laser_de_raa(person)
    rader = synliga(person).filter(enhet=enhet, omgang=omgang)
    hinder = hinder_for_att_skriva_iakttagelse(person, enhet, omgang)
    return {
        "iakttagelser_raa": raa,
        "iakttagelser": [rad(person, i) for i in rader],
        "iakttagelser_tillbaka": _tagna_tillbaka(person, enhet, omgang) if not raa else 0,
        "iakttagelse_formular": Iakttagelseformular(enhet=enhet, omgang=omgang) if hinder is None else None,
        "iakttagelse_adress": reverse("iakttagelser-enhet", args=[enhet.slug, omgang.lasar.slug, omgang.nyckel]),
    }


def dialogens_iakttagelser(person: Person, dialog: Dialog) -> dict[str, Any]:
    """Dialogsidans del; tomt för dialoger som inte är en enhets."""
    if dialog.slag != Dialogslag.VERKSAMHETSDIALOG or dialog.omgang is None:
        return {}
    enhet = Enhet.objects.get(pk=dialog.plats_id)
    return {"omgang": dialog.omgang, **iakttagelsedel(person, enhet, dialog.omgang)}


def synliga(person: Person):
    rader = Iakttagelse.objects.synliga_for(person)
    return rader.select_related("enhet", "omgang__lasar", "av", "omrade", "avsnitt")


def rad(person: Person, iakttagelse: Iakttagelse) -> dict[str, Any]:
    """En iakttagelse att rita, med det personen kan göra."""
    egen = hinder_for_att_andra_iakttagelse(person, iakttagelse) is None
    val = ["andra", *(["ta-tillbaka"] if iakttagelse.delad else ["dela", "ta-bort"])] if egen else []
    namn = {"andra": "Ändra", "dela": "Dela med rektor", "ta-tillbaka": "Ta tillbaka delningen", "ta-bort": "Ta bort"}
    return {
        "i": iakttagelse,
        "ikon": FORM[Iakttagelse.Slag(iakttagelse.slag)],
        "om": str(iakttagelse.avsnitt or iakttagelse.omrade or ""),
        "val": [(namn[v], reverse("iakttagelse-gor", args=[iakttagelse.pk, v])) for v in val],
    }


def _tagna_tillbaka(person: Person, enhet: Enhet, omgang: Omgang) -> int:
    """Rektor får veta att en delning togs tillbaka, men inte orden."""
    if enhet.pk not in person.platser("rektor"):
        return 0
    return Iakttagelse.objects.filter(enhet=enhet, omgang=omgang, delning_tillbaka__isnull=False).count()
