"""Underlagets checklista: det som finns i systemet länkas och läses därifrån, annat prickas av, det som saknas sägs."""

from dataclasses import dataclass

from django.urls import reverse

from analysunderlag.handlingar.underlagslage import Underlagsrad as Nyckeltalslage
from analysunderlag.handlingar.underlagslage import underlagslage
from analysunderlag.regler.underlagslage import Lage
from dialoger.behorighet.dialog import FOR_DIALOGER
from dialoger.models import Dialog, Mallunderlag, Underlagsrad
from styrkedja.klocka import idag
from styrkedja.models import Enhet, Person

FORM = {
    Lage.INNE: ("god", "klar"),
    Lage.PRELIMINAR: ("lugnt", "halv"),
    Lage.KOMMER: ("lugnt", "vanta"),
    Lage.SAKNAS: ("vakta", "risk"),
}
FINNS, SAKNAS = Underlagsrad.Lage.FINNS, Underlagsrad.Lage.SAKNAS


@dataclass(frozen=True)
class Rad:
    """Ett underlag: dess läge i ord och form, vägen till det, och nyckeltalen som hör till."""

    rad: Underlagsrad
    ton: str
    ikon: str
    laget: str
    adress: str
    talen: list[tuple[str, str, str, str]]
    i_systemet: bool


def underlagsrader(person: Person | None, dialog: Dialog) -> list[Rad]:
    """Dialogens underlag i mallens ordning, länkade för den vars sidor det är. Lika många frågor hur många de än är."""
    enhet = Enhet.objects.filter(pk=dialog.plats_id).first()
    lagen: dict[str, Nyckeltalslage] = {}
    if enhet and dialog.omgang:
        rader = underlagslage([enhet.pk], dialog.omgang, idag=idag())[enhet.pk]
        lagen = {r.nyckeltal.nyckel: r for r in rader}
    lankas = person is not None and person.har(*FOR_DIALOGER)
    return [
        _rad(rad, lagen, _adress(dialog, enhet, rad.mallunderlag), lankas)
        for rad in dialog.underlag.select_related("mallunderlag", "av")
    ]


def _rad(rad: Underlagsrad, lagen: dict[str, Nyckeltalslage], sida: str, lankas: bool) -> Rad:
    mall = rad.mallunderlag
    talen = [lagen[n] for n in mall.nyckeltal if n in lagen]
    visade = [(t.nyckeltal.namn, t.lage.label, *FORM[t.lage]) for t in talen]
    i_systemet = mall.kopplas == Mallunderlag.Koppling.SYSTEM and bool(talen or (sida and not mall.nyckeltal))
    return Rad(
        rad,
        *_laget(rad, talen, i_systemet),
        sida if i_systemet and lankas else "",
        visade if len(visade) > 1 else [],
        i_systemet,
    )


def _laget(rad: Underlagsrad, talen: list[Nyckeltalslage], i_systemet: bool) -> tuple[str, str, str]:
    """(ton, ikon, ord): det som någon har sagt går före det som systemet ser."""
    if rad.lage == SAKNAS:
        return "vakta", "risk", "saknas"
    if rad.lage == FINNS:
        return "god", "klar", "avprickat"
    if len(talen) == 1:
        return (*FORM[talen[0].lage], talen[0].lage.label)
    if talen:
        inne = sum(t.lage in (Lage.INNE, Lage.PRELIMINAR) for t in talen)
        if inne == len(talen):
            return "god", "klar", "finns här"
        return "vakta", "halv", f"{inne} av {len(talen)} är inne"
    return ("god", "klar", "finns här") if i_systemet else ("lugnt", "tom", "inte avprickat")


def _adress(dialog: Dialog, enhet: Enhet | None, mall: Mallunderlag) -> str:
    """Sidan där underlaget finns. Nyckeltal står på enhetens underlagssida; annars avgör namnet."""
    namn, lasar = mall.namn.casefold(), dialog.lasar.slug
    if mall.nyckeltal:
        return reverse("enhet-underlag", args=[enhet.slug]) if enhet else reverse("underlag")
    if "kvalitetsrapport" in namn and enhet:
        return reverse("rapport", args=[enhet.slug, lasar])
    if "vp hss" in namn:
        return reverse("plan-hss", args=[lasar])
    if "uppdrag" in namn:
        return reverse("uppdragen")
    return reverse("planer") if "planer" in namn else ""
