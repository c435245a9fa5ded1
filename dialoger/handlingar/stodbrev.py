"""Breven om ett stödbehov: en mening och en länk, aldrig något ur behovet eller svaret."""

from collections.abc import Iterable

from django.urls import reverse

from dialoger.models import Stodsvar
from kvalitetsrapporter.handlingar.brev import verksamhetschefer
from kvalitetsrapporter.models import Stodbehov
from styrkedja.handlingar.mejl import lagg_mejl
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person
from styrkedja.regler.roller import Roll


def behovets_adress(behov: Stodbehov) -> str:
    return reverse("stod-behov", args=[behov.pk])


def rektorerna(behov: Stodbehov) -> list[Person]:
    """De som är rektor på enheten i dag."""
    nu = Befattning.objects.galler(idag()).med_roll(Roll.REKTOR).filter(plats=behov.avsnitt.rapport.enhet_id)
    return [b.person for b in nu.select_related("person")]


def mottagarna(behov: Stodbehov) -> Iterable[Person]:
    """Avdelningens chef, eller enhetens verksamhetschef när ingen avdelning är vald."""
    if behov.mottagare_id is None:
        return verksamhetschefer(behov.avsnitt.rapport)
    nu = Befattning.objects.galler(idag()).med_roll(Roll.AVDELNINGSCHEF).filter(plats=behov.mottagare_id)
    return [b.person for b in nu.select_related("person")]


def beratta_om_svar(svar: Stodsvar) -> None:
    """Till rektor: behovet har fått ett svar."""
    for rektor in rektorerna(svar.behov):
        lagg_mejl(
            till=rektor,
            nyckel=f"stodsvar-{svar.pk}",
            amne="Ett stödbehov har fått svar",
            text=f"{svar.av.namn} har svarat.",
            adress=behovets_adress(svar.behov),
        )


def beratta_om_flytt(behov: Stodbehov) -> None:
    """Till den nya mottagaren: ett behov väntar."""
    for person in mottagarna(behov):
        lagg_mejl(
            till=person,
            nyckel=f"stodflytt-{behov.pk}-{behov.mottagare_id or 0}",
            amne=f"Ett stödbehov väntar på svar: {behov.avsnitt.rapport.enhet.namn}",
            text="Det var ställt till någon annan, och hör till dig.",
            adress=behovets_adress(behov),
        )


def beratta_racker_inte(svar: Stodsvar) -> None:
    """Till mottagaren: rektor säger att det inte räcker."""
    for person in mottagarna(svar.behov):
        lagg_mejl(
            till=person,
            nyckel=f"stodsvar-racker-inte-{svar.pk}",
            amne=f"Svaret räcker inte: {svar.behov.avsnitt.rapport.enhet.namn}",
            text="Behovet går till nästa huvudmannadialog.",
            adress=behovets_adress(svar.behov),
        )
