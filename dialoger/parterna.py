"""Människorna bakom parterna: den som har befattningen i dag, eller hade den när samtalet fördes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from dialoger.models import Dialog, Dialogpart
from styrkedja.format import uppraknat
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person


@dataclass(frozen=True)
class Deltagare:
    """En deltagare så som sidan visar den. Utan person är befattningen vakant."""

    titel: str
    person: Person | None

    @property
    def namn(self) -> str:
        return self.person.namn if self.person else "vakant"


class Parterna:
    """Parternas människor i många dialoger, lästa i en fråga."""

    def __init__(self, dialoger: Iterable[Dialog]):
        parter = [p for d in dialoger for p in d.parter.all()]
        sokta = {(p.roll, p.plats_id) for p in parter}
        platser = {plats for _, plats in sokta}
        rader = Befattning.objects.galler(idag()).filter(Q(plats__in=platser)).select_related("person")
        self.nu = {(b.roll, b.plats_id): b.person for b in rader if (b.roll, b.plats_id) in sokta}

    def person(self, part: Dialogpart) -> Person | None:
        """Den som förde samtalet, när det är fört; annars den som har befattningen i dag."""
        return part.person_da or self.nu.get((part.roll, part.plats_id))

    def deltagare(self, dialog: Dialog) -> list[Deltagare]:
        """Parterna, och gästerna som båda har sagt ja till."""
        parter = [Deltagare(str(p), self.person(p)) for p in dialog.parter.all()]
        return parter + [Deltagare(g.som, g.person) for g in dialog.gaster.all() if g.galler_nu]

    def i_ord(self, dialog: Dialog, *, utom: Person) -> str:
        """De andra parterna: "Karin Öhrström"; är de många sägs rollerna i stället av sidan."""
        namn = [p.namn for part in dialog.parter.all() if (p := self.person(part)) and p.pk != utom.pk]
        return uppraknat(namn) if len(namn) <= 3 else f"{uppraknat(namn[:2])} och {len(namn) - 2} till"


def leder(dialog: Dialog) -> Dialogpart | None:
    """Parten som leder samtalet: den valda, annars den första. None när någon annan gör det."""
    if dialog.leds_av_annan:
        return None
    parter = list(dialog.parter.all())
    return next((p for p in parter if p.pk == dialog.leds_av_id), parter[0] if parter else None)


def leder_i_ord(dialog: Dialog) -> str:
    """Den som leder, vid namn."""
    part = leder(dialog)
    if part is None:
        return dialog.leds_av_annan
    person = Parterna([dialog]).person(part)
    return person.namn if person else str(part)
