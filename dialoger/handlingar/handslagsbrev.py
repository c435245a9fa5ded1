"""Breven om handslag och delade iakttagelser: en mening och en länk, aldrig något ur dem."""

from collections.abc import Iterator

from django.urls import reverse

from dialoger.models import Dialog, Dialogpart, Iakttagelse
from dialoger.parterna import Parterna
from styrkedja.handlingar.mejl import lagg_mejl
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person
from styrkedja.regler.roller import Roll


def de_andra(dialog: Dialog, utom: Dialogpart) -> Iterator[Person]:
    """De som har parternas befattningar i dag."""
    nu = Parterna([dialog]).nu
    for part in dialog.parter.all():
        if part.pk != utom.pk and (person := nu.get((part.roll, part.plats_id))):
            yield person


def _beratta(dialog: Dialog, utom: Dialogpart, *, nyckel: str, amne: str, text: str) -> None:
    for person in de_andra(dialog, utom):
        lagg_mejl(
            till=person,
            nyckel=f"handslag-{nyckel}-{dialog.pk}",
            amne=f"{amne}: {dialog.rubrik}, {dialog.plats}",
            text=text,
            adress=f"{reverse('dialog', args=[dialog.pk])}#handslag",
        )


def beratta_om_ja(dialog: Dialog, av: Person, *, utom: Dialogpart) -> None:
    text = f"{av.namn} har bekräftat. När alla har sagt ja följer handslagen med till nästa dialog."
    _beratta(dialog, utom, nyckel="ja", amne="Ett handslag väntar på dig", text=text)


def beratta_om_andring(dialog: Dialog, av: Person, *, utom: Dialogpart) -> None:
    text = f"{av.namn} har ändrat ett handslag. Läs och bekräfta igen."
    _beratta(dialog, utom, nyckel="andrat", amne="Ett handslag är ändrat", text=text)


def beratta_om_bekraftelse(dialog: Dialog, av: Person, *, utom: Dialogpart) -> None:
    text = f"{av.namn} har bekräftat. Handslaget är bekräftat av alla parter."
    _beratta(dialog, utom, nyckel="klart", amne="Handslaget är bekräftat", text=text)


def beratta_om_delning(iakttagelse: Iakttagelse, av: Person) -> None:
    """Till enhetens rektor."""
    rektorer = Befattning.objects.galler(idag()).med_roll(Roll.REKTOR).filter(plats=iakttagelse.enhet_id)
    for befattning in rektorer.select_related("person"):
        lagg_mejl(
            till=befattning.person,
            nyckel=f"iakttagelse-{iakttagelse.pk}",
            amne="En iakttagelse är delad med dig",
            text=f"{av.namn} har delat en iakttagelse om er enhet.",
            adress=f"{reverse('dialog', args=[iakttagelse.dialog_id])}#iakttagelser" if iakttagelse.dialog_id else "/",
        )
