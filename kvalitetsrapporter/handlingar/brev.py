"""Breven om en inlämning: till verksamhetschefen när den kommer, till den som lämnade in när den kommer tillbaka."""

from collections.abc import Iterable

from django.urls import reverse

from kvalitetsrapporter.models import Inlamning, Rapport
from kvalitetsrapporter.regler import infor
from styrkedja.handlingar.mejl import lagg_mejl
from styrkedja.klocka import idag
from styrkedja.models import Befattning, Person
from styrkedja.regler.roller import Roll


def _adress(inlamning: Inlamning) -> str:
    rapport = inlamning.rapport
    return reverse(
        "rapport-inlamning", args=[rapport.enhet.slug, rapport.lasar.slug, inlamning.omgang.nyckel, inlamning.nummer]
    )


def verksamhetschefer(rapport: Rapport) -> Iterable[Person]:
    """Cheferna för det område som enheten hör till läsåret: de som läser delen."""
    chefer = Befattning.objects.galler(idag()).filter(
        roll=Roll.VERKSAMHETSCHEF,
        plats__verksamhetsomrade__tillhorigheter__enhet=rapport.enhet_id,
        plats__verksamhetsomrade__tillhorigheter__lasar=rapport.lasar_id,
    )
    return [b.person for b in chefer.select_related("person")]


def beratta_inlamnad(inlamning: Inlamning) -> None:
    """Brev till enhetens verksamhetschef."""
    for chef in verksamhetschefer(inlamning.rapport):
        lagg_mejl(
            till=chef,
            nyckel=f"inlamnad-{inlamning.pk}",
            amne=f"Delen {infor(inlamning.omgang.namn)} är inlämnad: {inlamning.rapport.enhet.namn}",
            text=f"{inlamning.av.namn} har lämnat in version {inlamning.nummer}.",
            adress=_adress(inlamning),
        )


def beratta_aterlamnad(inlamning: Inlamning) -> None:
    """Brev till den som lämnade in."""
    vem = inlamning.aterlamnad_av
    assert vem is not None
    lagg_mejl(
        till=inlamning.av,
        nyckel=f"aterlamnad-{inlamning.pk}",
        amne="Rapporten har kommit tillbaka",
        text=f"{vem.namn} har skrivit en kommentar.",
        adress=_adress(inlamning),
    )


def beratta_aterkoppling(inlamning: Inlamning, av: Person) -> None:
    """Brev till den som lämnade in. Flera återkopplingar i rad blir ett brev, så länge det inte har gått."""
    lagg_mejl(
        till=inlamning.av,
        nyckel=f"aterkoppling-{inlamning.pk}",
        amne=f"Du har fått återkoppling på delen {infor(inlamning.omgang.namn)}",
        text=f"{av.namn} har skrivit återkoppling vid ett eller flera avsnitt.",
        adress=_adress(inlamning),
    )


def beratta_svar(inlamning: Inlamning, av: Person, till: Person) -> None:
    """Brev till den som får svaret."""
    lagg_mejl(
        till=till,
        nyckel=f"kommentarsvar-{inlamning.pk}",
        amne=f"Svar på en kommentar: {inlamning.rapport.enhet.namn}",
        text=f"{av.namn} har svarat.",
        adress=_adress(inlamning),
    )
